"""The chain from a visit to what came of it, around one candidate.

Visits and agreements stand above this package; they are reached by the relations that lead here.
"""

from django.urls import reverse
from django.utils.translation import gettext as _

from cooperation.models import Candidate


def thread_of(candidate, user, *, here) -> list[dict]:
    """The stations, as far as this person sees them; `here` is the record that the page shows."""
    own_page = here == candidate
    seen = own_page or Candidate.objects.visible_to(user).filter(pk=candidate.pk).exists()
    return [
        _station(
            _("visit"), visits_of(candidate, user), user, here, _("No visit that you can see")
        ),
        _station(
            _("candidate"),
            [candidate] if seen else [],
            user,
            here,
            _("Not shared with your agency yet"),
        ),
        _station(
            _("agreement"),
            agreements_of(candidate, user),
            user,
            here,
            _("Drafted once it is agreed in principle"),
        ),
        _result(candidate if seen else None),
    ]


def visits_of(candidate, user):
    discussions = candidate.discussions
    visits = discussions.model._meta.get_field("visit").related_model.objects
    return (
        visits.visible_to(user).filter(pk__in=discussions.values("visit")).select_related("owner")
    )


def agreements_of(candidate, user):
    return candidate.agreements.visible_to(user).select_related("owner").order_by("pk")


def _station(label, records, user, here, hint):
    links = [_link(record, user, here) for record in records]
    return {
        "label": label,
        "here": any(link["href"] == "" for link in links),
        "links": links,
        "hint": hint,
    }


def _link(record, user, here):
    day = record.starts if hasattr(record, "starts") else record.status_since
    return {
        "href": "" if record == here else reverse(record._meta.model_name, args=[record.pk]),
        "text": name_for(record, user),
        "state": record.get_status_display(),
        "day": day,
    }


def name_for(record, user) -> str:
    """What a record is about; where that is still being written, only its own people are told."""
    if "title" in record.draft_fields and not record.belongs_to(user):
        return f"{record.get_kind_display()} {record.reference}"
    return getattr(record, "theme", "") or getattr(record, "title", "") or record.reference


def _result(candidate):
    adoptions = candidate.adoptions.all() if candidate else []
    links = [
        {
            "href": reverse("candidate", args=[candidate.pk]) + "#adoptions",
            "text": str(adoption),
            "state": adoption.get_status_display(),
            "day": adoption.started_on,
        }
        for adoption in adoptions
    ]
    hint = _("Recorded when the adopter uses it")
    return {"label": _("adoption"), "here": False, "links": links, "hint": hint}
