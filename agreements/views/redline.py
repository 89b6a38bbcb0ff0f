"""Two texts beside each other, and who wrote what of the one that stands."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from agreements.content import standing_text
from agreements.redline import Change, counts, is_empty, paper
from agreements.reports import blame_of
from agreements.services import comparison_of, comparison_on_paper, texts_of
from agreements.services.comparing import DRAFT, LIBRARY
from agreements.views.pages import seen_agreements
from cooperation.views.papers import pdf_response
from cooperation.views.thread import name_for

# What a reader looks for first; what stayed the same is shown on request.
TELLING = frozenset({Change.CHANGED, Change.ADDED, Change.REMOVED, Change.MOVED})


@never_cache
def agreement_redline(request, pk):
    """`?from=1&to=draft`; `?all=1` shows what stayed, too; `?format=pdf` is the paper of it."""
    found = get_object_or_404(seen_agreements(request.user), pk=pk)
    known = texts_of(found, request.user)
    if not known:
        raise Http404
    context = {
        "agreement": found,
        "name": name_for(found, request.user),
        "texts": [(text, called(text)) for text in known],
        "own": found.belongs_to(request.user),
    }
    try:
        compared = comparison_of(
            found,
            request.user,
            before=request.GET.get("from", ""),
            after=request.GET.get("to", ""),
        )
    except ValidationError as error:
        context["refused"] = error.messages
        return render(request, "agreements/redline.html", context, status=400)
    if request.GET.get("format") == "pdf":
        return _paper(found, context["name"], compared)
    redline, shows_all = compared.redline, request.GET.get("all") == "1"
    articles = [
        one
        for one in redline.articles
        if shows_all or one.kind in TELLING or one.is_renumbered or one.is_rewritten
    ]
    context |= {
        "compared": compared,
        "head": redline.head,
        "facts": paper.FACTS,
        "articles": articles,
        "is_empty": is_empty(redline),
        "shows_all": shows_all,
        "counts": {str(kind): count for kind, count in counts(redline.articles).items()},
    }
    return render(request, "agreements/redline.html", context)


def agreement_blame(request, pk):
    """For the owner's people: who last changed each paragraph, when and why."""
    found = get_object_or_404(seen_agreements(request.user), pk=pk)
    if not found.belongs_to(request.user):
        raise Http404
    content, revision = standing_text(found)
    context = {"agreement": found, "articles": blame_of(found, content), "revision": revision}
    return render(request, "agreements/blame.html", context)


def called(text: str) -> str:
    """How a page names one of the texts."""
    if text == DRAFT:
        return _("the text being written")
    if text == LIBRARY:
        return _("the clause library")
    return _("revision %s") % text


def _paper(found, name, compared):
    content = comparison_on_paper(found, compared, title=name)
    return pdf_response(content, f"{found.reference}-{compared.before}-{compared.after}.pdf")
