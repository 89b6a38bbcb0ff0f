"""Suggestions for a field in which a topic is being written."""

from django.db.models import Q
from django.shortcuts import render

from cooperation.models import Agency
from cooperation.permissions import NotPermitted, Permission, may_somewhere
from cooperation.views.keys import key_said
from visits.models import Visit
from visits.reports import topics_to_suggest

MOST_AGENCIES = 8


def topic_options(request):
    """By what is typed, the affair that is chosen, and who else is on the page.

    The names of the fields end alike wherever they stand: "topics-0-name", "name". A topic that is
    added to a visit knows its sides from there.
    """
    user, sent = request.user, request.GET
    if not may_somewhere(user, Permission.VISIT_REPORT):
        raise NotPermitted(Permission.VISIT_REPORT)
    visit = _visit(user, sent.get("visit", ""))
    topics = topics_to_suggest(
        user,
        words=_ending(sent, "name"),
        affair=_ending(sent, "affair"),
        agencies=_others(user, sent, visit),
        other_than=visit,
    )
    return render(request, "visits/topic_options.html", {"topics": topics})


def _visit(user, key) -> Visit | None:
    return Visit.objects.visible_to(user).filter(pk=key_said(key)).first()


def _others(user, sent, visit) -> list[Agency]:
    """The agencies of the page or of the visit that are not the reader's own."""
    own = Agency.objects.in_reach_of(user, Permission.VISIT_REPORT)
    named = [value.strip() for key, value in sent.items() if key.endswith("-agency")]
    named = named[:MOST_AGENCIES]
    meant = Q(name__in=named) | Q(short_name__in=named) | Q(code__in=named)
    if visit is not None:
        meant |= Q(pk__in=visit.hosts.values("agency"))
        meant |= Q(pk__in=visit.delegations.values("agency"))
    return list(Agency.objects.filter(meant).exclude(pk__in=own.values("pk"))[:MOST_AGENCIES])


def _ending(sent, name) -> str:
    found = (value for key, value in sent.items() if key == name or key.endswith(f"-{name}"))
    return next(found, "").strip()
