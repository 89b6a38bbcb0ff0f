"""The clause library: the wording that ships and what the office added, and its templates."""

from django.contrib import messages
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agreements.clauses import LIBRARY, SAMPLE_NOTE, AgreementKind, ClauseType
from agreements.forms import ClauseForm, EndForm, TemplateForm, VersionForm
from agreements.library import wordings_for
from agreements.models import Clause, ClauseVersion, Template
from agreements.services import (
    add_clause,
    add_from_library,
    add_template,
    edit_template,
    end_clause,
    end_template,
    write_version,
)
from agreements.views.drafting import writable
from cooperation.forms import REFUSALS, HouseForm, said_of
from cooperation.permissions import NotPermitted, Permission, may, may_somewhere
from cooperation.views.lists import houses_of, page_of

EDIT = Permission.CLAUSE_EDIT


def clause_list(request):
    """What an office drafts with: its own clauses first, then those that ship."""
    kind = request.GET.get("kind", "")
    rows = Clause.objects.visible_to(request.user).filter(ended_on__isnull=True)
    shipped = list(LIBRARY)
    if kind in AgreementKind:
        rows = rows.filter(kind__in=["", kind])
        shipped = [clause for clause in LIBRARY if clause.kind in ("", kind)]
    rows = rows.select_related("owner").prefetch_related("versions")
    context = {
        "page": page_of(request, rows),
        "shipped": [(clause, clause.wording(), _kind_word(clause.kind)) for clause in shipped],
        "kinds": AgreementKind.choices,
        "kind": kind,
        "sample_note": SAMPLE_NOTE,
        "reads": may_somewhere(request.user, Permission.AGREEMENT_VIEW),
        "may_add": may_somewhere(request.user, EDIT),
    }
    if not context["reads"]:
        raise NotPermitted(Permission.AGREEMENT_VIEW)
    return render(request, "agreements/clause_list.html", context)


def clause_new(request):
    houses = _houses(request.user)
    house, form = HouseForm(request.POST or None, houses=houses), ClauseForm(request.POST or None)
    if request.method == "POST" and house.is_valid() & form.is_valid():
        try:
            made = add_clause(
                owner=house.cleaned_data["owner"], by=request.user, **form.cleaned_data
            )
        except REFUSALS as error:
            form.refuse(error)
        else:
            messages.success(request, _("The clause is in the library."))
            return redirect("clause", made.pk)
    return render(request, "agreements/clause_new.html", {"house": house, "form": form})


def clause(request, pk):
    """A clause with its versions; POST writes the next one."""
    found = get_object_or_404(_clauses(request.user), pk=pk)
    latest = found.versions.all()[0]
    known = {"heading": latest.heading, "body": latest.body, "version": found.version}
    form = VersionForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        try:
            write_version(found, by=request.user, expected_version=facts.pop("version"), **facts)
        except REFUSALS as error:
            form.refuse(error)
        else:
            messages.success(request, _("The new version is in the library."))
            return redirect("clause", pk)
    return _clause_page(request, found, form, EndForm(initial={"version": found.version}))


@require_POST
def clause_end(request, pk):
    found = get_object_or_404(_clauses(request.user), pk=pk)
    ending = EndForm(request.POST)
    if _ended(request, found, ending, end_clause):
        return redirect("clause_list")
    latest = found.versions.all()[0]
    known = {"heading": latest.heading, "body": latest.body, "version": found.version}
    return _clause_page(request, found, VersionForm(initial=known), ending)


def template_list(request):
    rows = Template.objects.visible_to(request.user).filter(ended_on__isnull=True)
    if not may_somewhere(request.user, Permission.AGREEMENT_VIEW):
        raise NotPermitted(Permission.AGREEMENT_VIEW)
    page = page_of(request, rows.select_related("owner"))
    words = dict(ClauseType.choices)
    context = {
        "page": page,
        "rows": [(one, [words.get(name, name) for name in one.clause_types]) for one in page],
        "may_add": may_somewhere(request.user, EDIT),
    }
    return render(request, "agreements/template_list.html", context)


def template_new(request):
    houses = _houses(request.user)
    house, form = HouseForm(request.POST or None, houses=houses), TemplateForm(request.POST or None)
    if request.method == "POST" and house.is_valid() & form.is_valid():
        try:
            add_template(owner=house.cleaned_data["owner"], by=request.user, **form.values())
        except REFUSALS as error:
            form.refuse(error)
        else:
            messages.success(request, _("The template is saved."))
            return redirect("template_list")
    return render(request, "agreements/template_form.html", {"house": house, "form": form})


def template_edit(request, pk):
    found = get_object_or_404(
        Template.objects.visible_to(request.user).select_related("owner"), pk=pk
    )
    if not may(request.user, EDIT, found.owner):
        raise NotPermitted(EDIT, found.owner)
    form = TemplateForm(request.POST or None, template=found)
    ending = EndForm(request.POST or None, initial={"version": found.version})
    if request.method == "POST" and "end" in request.POST:
        form = TemplateForm(template=found)
        if _ended(request, found, ending, end_template):
            return redirect("template_list")
    elif request.method == "POST" and form.is_valid():
        changes = form.values()
        del changes["kind"]
        version = form.cleaned_data["version"]
        try:
            edit_template(found, changes=changes, by=request.user, expected_version=version)
        except REFUSALS as error:
            form.refuse(error)
        else:
            messages.success(request, _("The template is saved."))
            return redirect("template_list")
        ending = EndForm(initial={"version": found.version})
    context = {"form": form, "template": found, "ending": ending}
    return render(request, "agreements/template_form.html", context)


def clause_choices(request, pk):
    """What the library offers for a draft; POST puts one of them into it."""
    found = writable(request.user, pk)
    if request.method == "POST":
        after = request.POST.get("after", "")
        try:
            add_from_library(
                found,
                source=request.POST.get("source", ""),
                after=int(after) if after.isdecimal() and len(after) < 19 else None,
                by=request.user,
            )
        except REFUSALS as error:
            messages.error(request, said_of(error))
        else:
            messages.success(request, _("The clause stands in the text."))
            return redirect("agreement_articles", pk)
    words = dict(ClauseType.choices)
    context = {
        "agreement": found,
        "articles": found.articles.all(),
        "offered": [
            (name, words[wording.clause_type], wording)
            for name, wording in wordings_for(found.kind, found.owner)
        ],
        "sample_note": SAMPLE_NOTE,
    }
    return render(request, "agreements/clause_choices.html", context)


def _clause_page(request, found, form, ending):
    context = {
        "clause": found,
        "form": form if may(request.user, EDIT, found.owner) and not found.ended_on else None,
        "ending": ending,
        "kind_word": _kind_word(found.kind),
    }
    return render(request, "agreements/clause.html", context)


def _clauses(user):
    versions = Prefetch("versions", ClauseVersion.objects.order_by("-number"))
    return Clause.objects.visible_to(user).select_related("owner").prefetch_related(versions)


def _houses(user):
    houses = houses_of(user, EDIT)
    if not houses:
        raise NotPermitted(EDIT)
    return houses


def _kind_word(kind):
    return AgreementKind(kind).label if kind else _("every kind")


def _ended(request, found, ending, end) -> bool:
    if not ending.is_valid():
        return False
    try:
        end(
            found,
            by=request.user,
            why=ending.cleaned_data["why"],
            expected_version=ending.cleaned_data["version"],
        )
    except REFUSALS as error:
        ending.refuse(error)
        return False
    messages.success(request, _("It is no longer offered; the history keeps it."))
    return True
