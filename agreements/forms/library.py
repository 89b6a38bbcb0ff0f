"""What is typed about the clauses and templates of an office."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.clauses import AgreementKind, ClauseType
from agreements.forms.refusable import Refusable
from agreements.models import Template
from cooperation.forms.hidden import Carried
from cooperation.models.text import LONGEST_TEXT

CHOOSE_TYPE = ("", _("choose"))
EMPTY_ROWS = 3


class VersionForm(Refusable):
    """The next version of a clause."""

    heading = forms.CharField(label=_("heading"), max_length=250)
    body = forms.CharField(
        label=_("text"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 10}),
        help_text=_(
            "One paragraph a line; a line that starts with “- ” becomes a letter, "
            "with “-- ” a number."
        ),
    )
    note = forms.CharField(label=_("what changed and why"), required=False, max_length=LONGEST_TEXT)
    version = forms.IntegerField(widget=Carried)


class ClauseForm(Refusable):
    clause_type = forms.ChoiceField(
        label=_("kind of clause"), choices=[CHOOSE_TYPE, *ClauseType.choices]
    )
    kind = forms.ChoiceField(
        label=_("for which kind of agreement"),
        required=False,
        choices=[("", _("every kind")), *AgreementKind.choices],
    )
    name = forms.CharField(
        label=_("name"),
        required=False,
        max_length=120,
        help_text=_("How colleagues find it; empty: its heading."),
    )
    heading = forms.CharField(label=_("heading"), max_length=250)
    body = VersionForm.base_fields["body"]


class EndForm(Refusable):
    why = forms.CharField(label=_("why it is no longer offered"), max_length=LONGEST_TEXT)
    version = forms.IntegerField(widget=Carried)


class TemplateForm(Refusable):
    """The clause types in their order; a row that is left empty is none."""

    kind = forms.ChoiceField(label=_("kind of agreement"), choices=AgreementKind.choices)
    name = forms.CharField(label=_("name"), max_length=120)
    version = forms.IntegerField(widget=Carried, required=False)

    def __init__(self, data=None, *, template: Template | None = None):
        known: dict[str, Any] = {}
        if template is not None:
            known = {"kind": template.kind, "name": template.name, "version": template.version}
        super().__init__(data, initial=known)
        present = template.clause_types if template else []
        self.rows = data.getlist("clause_types") if data else list(present)
        if template is not None:
            self.fields["kind"].disabled = True

    @property
    def choices(self):
        return [CHOOSE_TYPE, *ClauseType.choices]

    @property
    def all_rows(self) -> list[str]:
        return [*self.rows, *[""] * EMPTY_ROWS] if self.rows else [""] * 8

    def values(self) -> dict[str, Any]:
        return {
            "kind": self.cleaned_data["kind"],
            "name": self.cleaned_data["name"],
            "clause_types": [one for one in self.rows if one],
        }
