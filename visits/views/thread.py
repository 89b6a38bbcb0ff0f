"""The chain from this visit to what came of it, as far as the reader may see each link."""

from typing import Any

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _

from cooperation.models import Adoption, Candidate, FollowUp
from cooperation.views.thread import name_for

# A rail is read at a glance; the rest is a click away.
MOST = 6


def candidates_of(visit, user):
    """The candidates that came of its topics, each with what followed from it."""
    agreements: Any = Candidate._meta.get_field("agreements").related_model
    rows = Candidate.objects.visible_to(user).filter(discussions__visit=visit).distinct()
    return list(
        rows.select_related("owner")
        .order_by("pk")
        .prefetch_related(
            Prefetch("follow_ups", FollowUp.objects.visible_to(user).select_related("unit")),
            Prefetch("agreements", agreements.objects.visible_to(user).select_related("owner")),
            Prefetch("adoptions", Adoption.objects.select_related("adopter")),
        )
    )


def thread_of(visit, talks, candidates, user) -> list[dict]:
    own = {"href": "", "text": visit.reference, "state": visit.get_status_display()}
    return [
        _station(_("visit"), [own | {"day": visit.starts}], here=True),
        _station(_("topics"), [_topic(talk) for talk in talks], _("Add what was talked about")),
        _station(
            _("candidates"),
            [_record(one, "candidate", one.title) for one in candidates],
            _("Opened from a topic, once somebody sees one"),
        ),
        _station(
            _("follow-ups"),
            [
                _record(promise, "follow_up", promise.title, promise.due_on)
                for one in candidates
                for promise in one.follow_ups.all()
            ],
            _("Planned on the candidate's page"),
        ),
        _station(
            _("agreements"),
            [
                _record(agreement, "agreement", name_for(agreement, user))
                for one in candidates
                for agreement in one.agreements.all()
            ],
            _("Drafted once a candidate is agreed in principle"),
        ),
        _station(
            _("adoption"),
            [
                _record(adoption, "candidate", str(adoption), adoption.started_on, pk=one.pk)
                for one in candidates
                for adoption in one.adoptions.all()
            ],
            _("Recorded when the adopter uses it"),
        ),
    ]


def _station(label, links, hint="", *, here=False):
    return {
        "label": label,
        "here": here,
        "hint": hint,
        "links": links[:MOST],
        "more": max(0, len(links) - MOST),
    }


def _topic(talk):
    return {
        "href": f"#topic-{talk.pk}",
        "text": str(talk.topic),
        "state": talk.get_outcome_display(),
        "day": None,
    }


def _record(row, page, text, day=None, *, pk=None):
    return {
        "href": reverse(page, args=[pk or row.pk]),
        "text": text,
        "state": row.get_status_display(),
        "day": day or getattr(row, "status_since", None),
    }
