"""Searching everything, from every page."""

from collections import Counter

from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from api.searched import KINDS
from cooperation.reports import Hit, excerpts_of, marked, search, wanted_in
from cooperation.services import catch_up
from cooperation.views.lists import page_of

LONGEST_QUESTION = 200
# The word for several of a kind, in the order in which they are offered.
PLURALS = {
    "visit": _("Visits"),
    "candidate": _("Candidates"),
    "agreement": _("Agreements"),
    "innovation": _("Innovations"),
    "topic": _("Topics"),
    "agency": _("Agencies"),
}
SINGULARS = {kind.label: kind.model._meta.verbose_name for kind in KINDS}


def search_everything(request):
    """What was found, the best first; a word that is too much or too little is told beside it."""
    asked = request.GET.get("q", "").strip()[:LONGEST_QUESTION]
    context = {"asked": asked, "kinds": [], "rows": [], "is_complete": True}
    if asked:
        try:
            wanted = wanted_in(asked)
        except ValidationError as error:
            context["problem"] = error.messages[0]
        else:
            context |= _found(request, wanted)
    return render(request, "search.html", context)


def _found(request, wanted) -> dict:
    is_complete = catch_up(KINDS)
    hits = search(request.user, wanted, KINDS)
    counts = Counter(hit.kind for hit in hits)
    only = request.GET.get("kind", "")
    if only in counts:
        hits = [hit for hit in hits if hit.kind == only]
    page = page_of(request, hits)
    excerpts = excerpts_of(page.object_list, wanted)
    return {
        "is_complete": is_complete,
        "page": page,
        "kinds": _kinds(counts, only),
        "rows": [
            {
                "hit": hit,
                "word": SINGULARS[hit.kind],
                "href": _page_of(hit),
                "heading": marked(hit.heading, wanted),
                "excerpt": excerpts.get(hit.text, []),
            }
            for hit in page.object_list
        ],
    }


def _kinds(counts: Counter, only: str) -> list[dict]:
    """What the finds can be narrowed to, all of them first."""
    if len(counts) < 2:
        return []
    kinds = [{"label": "", "word": _("Everything"), "count": counts.total()}]
    kinds += [
        {"label": label, "word": word, "count": counts[label]}
        for label, word in PLURALS.items()
        if counts[label]
    ]
    return [kind | {"current": kind["label"] == (only if only in counts else "")} for kind in kinds]


def _page_of(hit: Hit) -> str:
    if hit.kind == "topic":  # its page is the list of the visits in which it was discussed
        return f"{reverse('visit_list')}?topic={hit.pk}"
    return reverse(hit.kind, args=[hit.pk])
