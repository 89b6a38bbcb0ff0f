"""A record and its thread as they were at an instant, and how a former state is restored."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from audit.states import begins, row_at, states_at
from audit.wording import Names, text_of
from config.history import others_of, record_seen
from cooperation.forms import REFUSALS, show_refusal
from cooperation.models import Candidate, Innovation
from cooperation.models.text import LONGEST_TEXT
from cooperation.permissions import NotPermitted, Permission, may
from cooperation.reports import JOINED_BY, reaches_of, zone_of
from cooperation.services import candidates, edit_candidate, edit_innovation, topics
from visits.models import Visit
from visits.services import edit_visit, editing

MOMENT = "%Y-%m-%dT%H:%M"


@dataclass(frozen=True)
class Editor:
    """How a record of this kind is edited: restoring it is an edit like any other."""

    edit: Any
    fields: frozenset[str]
    permission: Permission


EDITORS = {
    Visit: Editor(edit_visit, editing.EDITABLE, Permission.VISIT_LOG),
    Candidate: Editor(edit_candidate, candidates.EDITABLE, Permission.CANDIDATE_IDENTIFY),
    Innovation: Editor(edit_innovation, topics.INNOVATION_FIELDS, Permission.INNOVATION_EDIT),
}


class AsOfForm(forms.Form):
    """At which instant; of the reader's own clock where nothing else is said."""

    as_of = forms.DateTimeField(
        label=_("as it was at"),
        widget=forms.DateTimeInput({"type": "datetime-local"}, format=MOMENT),
        input_formats=[MOMENT, "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%S.%f", "%Y-%m-%d"],
    )
    thread = forms.BooleanField(label=_("with the whole thread"), required=False)

    def __init__(self, *args, record, **kwargs):
        super().__init__(*args, **kwargs)
        if record._meta.label_lower not in JOINED_BY:
            del self.fields["thread"]


class RestoreForm(forms.Form):
    as_of = forms.DateTimeField(
        widget=forms.HiddenInput(), input_formats=["%Y-%m-%dT%H:%M:%S.%f%z"]
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput())
    why = forms.CharField(
        label=_("reason"), max_length=LONGEST_TEXT, widget=forms.Textarea({"rows": 2})
    )


@never_cache
def history_as_of(request, kind, pk, *, refused=None):
    """Everything that this person may read of it, as it was; and what restoring would change."""
    record = record_seen(request, kind, pk)
    with timezone.override(zone_of(request.user)):
        asked = AsOfForm(request.GET or None, record=record)
        at = asked.cleaned_data["as_of"] if asked.is_valid() else None
        thread = at is not None and asked.cleaned_data.get("thread", False)
        context = {"record": record, "kind": kind, "form": asked, "at": at, "now": timezone.now()}
        if at is not None:
            reaches = reaches_of(record, request.user, thread=thread)
            restore = refused or _restore_form(record, request.user, at)
            context |= {
                "states": states_at(reaches, at, viewer=request.user),
                "others": others_of(record, request.user) if thread else {},
                "begins": begins(record) if reaches else None,
                "restore": restore,
                "differences": _differences(record, at, request.user) if restore else [],
            }
        return render(request, "as_of.html", context)


@require_POST
def history_restore(request, kind, pk):
    """Make the record what it was, by the service that edits it: same rules, new entry."""
    record = record_seen(request, kind, pk)
    if type(record) not in EDITORS:
        raise Http404
    editor = EDITORS[type(record)]
    if not may(request.user, editor.permission, record.owner):
        # Before the form: what comes back with it shows fields that not every reader may see.
        raise NotPermitted(editor.permission, record.owner)
    form = RestoreForm(request.POST)
    if form.is_valid():
        at = form.cleaned_data["as_of"]
        try:
            editor.edit(
                record,
                by=request.user,
                changes=_former(record, at),
                why=form.cleaned_data["why"],
                expected_version=form.cleaned_data["version"],
            )
        except REFUSALS as error:
            show_refusal(form, error)
        else:
            messages.success(request, _t("Restored. The change is in the history."))
            return redirect(kind, pk)
    query = request.GET.copy()
    query["as_of"] = request.POST.get("as_of", "")[:23]
    request.GET = query
    return history_as_of(request, kind, pk, refused=form)


def _restore_form(record, user, at):
    editor = EDITORS.get(type(record))
    if editor is None or not may(user, editor.permission, record.owner) or not _former(record, at):
        return None
    stamp = at.strftime("%Y-%m-%dT%H:%M:%S.%f%z")
    return RestoreForm(initial={"as_of": stamp, "version": record.version})


def _former(record, at) -> dict:
    """What an edit would have to change so that the record is again what it was."""
    row = row_at(record, at)
    if row is None or type(record) not in EDITORS:
        return {}
    changes = {}
    for field in _editable(record):
        value = getattr(row, field.attname)
        if value != getattr(record, field.attname):
            if field.is_relation and value is not None:
                value = field.related_model._default_manager.filter(pk=value).first()
            changes[field.name] = value
    return changes


def _differences(record, at, user) -> list[dict]:
    row = row_at(record, at)
    changed = _former(record, at)
    fields = [field for field in _editable(record) if field.name in changed]
    keys = {
        field.related_model: {getattr(record, field.attname), getattr(row, field.attname)} - {None}
        for field in fields
        if field.is_relation
    }
    names = Names(user, keys)
    return [
        {
            "label": str(field.verbose_name),
            "now": text_of(field, getattr(record, field.attname), names),
            "then": text_of(field, getattr(row, field.attname), names),
        }
        for field in fields
    ]


def _editable(record):
    editor = EDITORS.get(type(record))
    if editor is None:
        return []
    return [field for field in record._meta.local_concrete_fields if field.name in editor.fields]
