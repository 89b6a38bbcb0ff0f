"""Forms of what is written down. They give values, not rows: those are the services' to make."""

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from cooperation.forms.fields import CountField, DayField, FigureField, say_choose
from cooperation.forms.refusals import show_refusal
from cooperation.models.text import LONGEST_TEXT


class RecordForm(forms.Form):
    """Some fields of a model, labelled and limited as the model says.

    With a `record` it corrects that one: it carries the version that was seen, asks why, and
    `changes()` holds what differs from it. Without one, `values()` holds what was filled in.
    `later` names the fields that may wait.
    """

    model: type[models.Model]
    names: tuple[str, ...] = ()
    later: tuple[str, ...] = ()

    def __init__(self, data=None, *, record=None, initial=None, **options):
        self.record = record
        known = {name: getattr(record, name) for name in self.names} if record else {}
        super().__init__(data, initial=known | (initial or {}), **options)
        made = forms.fields_for_model(self.model, fields=self.names, formfield_callback=_field_of)
        say_choose(made.values())
        # What a form declares itself stands where the names put it.
        own = {name: field for name, field in self.fields.items() if name not in self.names}
        placed = {name: self.fields.get(name) or made[name] for name in self.names}
        self.fields = placed | own
        if record is not None:
            self.fields |= _kept_with(record)

    def first_fields(self):
        return [self[name] for name in self._shown() if name not in self.later]

    def later_fields(self):
        return [self[name] for name in self._shown() if name in self.later]

    @property
    def is_later_open(self) -> bool:
        """Whether something under “complete later” is wrong, and must be seen."""
        return any(name in self.later for name in self.errors)

    def values(self) -> dict:
        """What was filled in, so that what was not keeps the model's own default."""
        filled = {name: self.cleaned_data[name] for name in self.names}
        return {name: value for name, value in filled.items() if value not in (None, "")}

    def changes(self) -> dict:
        return {name: self.cleaned_data[name] for name in self.names if name in self.changed_data}

    def options(self) -> dict:
        """What every edit_…(record, by=, changes=, **options) takes."""
        return {
            "why": self.cleaned_data["why"],
            "expected_version": self.cleaned_data["version"],
        }

    def refuse(self, error):
        show_refusal(self, error)

    def _shown(self):
        return [name for name in self.fields if name != "why" and not self[name].is_hidden]


def _kept_with(record):
    return {
        "why": forms.CharField(
            label=_("why it is changed"),
            required=False,
            max_length=LONGEST_TEXT,
            widget=forms.Textarea({"rows": 2}),
        ),
        "version": forms.IntegerField(initial=record.version, widget=forms.HiddenInput),
    }


def _field_of(field, **options):
    if isinstance(field, models.DateField):
        return field.formfield(form_class=DayField, **options)
    if isinstance(field, models.TextField):
        return field.formfield(widget=forms.Textarea({"rows": 4}), **options)
    if isinstance(field, models.URLField):
        return field.formfield(assume_scheme="https", **options)
    if isinstance(field, models.DecimalField):
        return field.formfield(form_class=FigureField, **options)
    if isinstance(field, models.IntegerField):
        return field.formfield(form_class=CountField, **options)
    return field.formfield(**options)
