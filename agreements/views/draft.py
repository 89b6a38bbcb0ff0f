"""The desk of whoever writes a text: its articles, and beside them what they still lack."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from agreements.content import content_of
from agreements.forms import ArticlesForm
from agreements.services import preview_of, set_articles
from agreements.views.desk import desk_for, typed_articles
from agreements.views.drafting import writable
from agreements.views.remarks import remarks_on
from agreements.views.writers import writers_of
from agreements.workflow import Locked
from audit.models import StaleRecord
from cooperation.views.papers import pdf_response


def agreement_articles(request, pk):
    """All articles on one page. A button that moves one about saves nothing."""
    found = writable(request.user, pk)
    form = ArticlesForm(request.POST or None, agreement=found)
    theirs = []
    if form.is_arranging:
        form.arrange()
        form.hold()
    elif form.is_bound and form.is_valid():
        try:
            _set_articles(found, form, request.user)
        except StaleRecord as error:
            form.refuse(error)
            theirs = form.lay_beside()
        except ValidationError as error:
            form.note_problems(error)
        except Locked as error:
            form.refuse(error)
        else:
            messages.success(request, _("The articles are saved."))
            return redirect("agreement", pk)
    form.remark(remarks_on(found, request.user, content_of(found), own=True))
    desk = desk_for(found, form.articles() if request.method == "POST" else None)
    context = {"form": form, "agreement": found, "theirs": theirs, "desk": desk}
    context["writers"] = writers_of(found, besides=request.user)
    return render(request, "agreements/draft.html", context)


@never_cache
def draft_writers(request, pk):
    """Who else is writing: the page asks for it now and then."""
    found = writable(request.user, pk)
    context = {"writers": writers_of(found, besides=request.user)}
    return render(request, "agreements/_writers.html", context)


@require_POST
def draft_checks(request, pk):
    """What lies beside the text, for what is being typed. Saves nothing."""
    found = writable(request.user, pk)
    form = ArticlesForm(request.POST, agreement=found)
    context = {"agreement": found, "desk": desk_for(found, form.articles()), "may_write": True}
    return render(request, "agreements/_desk.html", context)


@never_cache
@require_POST
def draft_preview(request, pk):
    """The paper as it would be printed from what is being typed. Saves nothing."""
    found = writable(request.user, pk)
    form = ArticlesForm(request.POST, agreement=found)
    try:
        paper = preview_of(found, typed_articles(found, form.articles()))
    except ValidationError as error:
        context = {"agreement": found, "messages_of_error": error.messages}
        return render(request, "agreements/preview_refused.html", context, status=400)
    return pdf_response(paper.content, paper.name)


def _set_articles(found, form, user):
    set_articles(
        found,
        articles=form.articles(),
        by=user,
        why=form.cleaned_data["why"],
        expected_version=form.cleaned_data["version"],
    )
