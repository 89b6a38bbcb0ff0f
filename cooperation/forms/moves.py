"""The one form for every step of every workflow: its row says what it asks for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cooperation.forms.fields import CHOOSE, CHOOSE_ONE, DayField, MomentField
from cooperation.forms.refusals import show_refusal
from cooperation.models import Agency
from cooperation.models.text import LONGEST_TEXT


class MoveForm(forms.Form):
    """One step: the facts its row asks for, the note or reason, the day, the version seen.

    `record` has an `owner` and a `version`. An app whose rows ask for what only it knows (a party,
    headcounts) says in `fields_for` how that is asked, and in `facts` what was answered.
    """

    action = forms.CharField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data=None, *, record, step, initial=None):
        self.record, self.step = record, step
        known = {"action": step.action, "version": record.version, "on": record.owner.today()}
        # Several steps stand on one page: their fields must not share ids.
        super().__init__(data, initial=known | (initial or {}), auto_id=f"{step.action}_%s")
        for ask in step.asks:
            self.fields.update(self.fields_for(ask))
        self.fields["on"] = DayField(
            label=_("day on which it happened"),
            required=False,
            help_text=_("Today, unless it happened before."),
        )
        self.fields["why"] = _text(
            label=_("reason") if step.reason else _("note"), required=step.reason
        )

    def fields_for(self, ask) -> dict[str, forms.Field]:
        """The fields that answer an ask; usually one, of its name."""
        options = {"label": ask.label, "required": ask.required}
        match ask.kind:
            case "text":
                return {ask.name: _text(**options)}
            case "date":
                return {ask.name: DayField(**options)}
            case "datetime":
                return {ask.name: MomentField(zone=self.record.owner.zone, **options)}
            case "yes":
                return {ask.name: forms.BooleanField(**options | {"required": False})}
            case "choice":
                choices = [CHOOSE_ONE, *ask.choices.choices]
                return {ask.name: forms.ChoiceField(choices=choices, **options)}
            case "agency":
                units = Agency.objects.within(self.record.owner).filter(ended_on__isnull=True)
                return {ask.name: forms.ModelChoiceField(units, empty_label=CHOOSE, **options)}
            case _:
                return {ask.name: forms.CharField(max_length=250, **options)}

    def facts(self) -> dict:
        """The answers to the row's asks; what was left empty is left out."""
        answers = {ask.name: self.cleaned_data.get(ask.name) for ask in self.step.asks}
        return {name: value for name, value in answers.items() if value not in (None, "")}

    def options(self) -> dict:
        """What every move_…(record, action, by=, **options) takes."""
        return {
            "why": self.cleaned_data["why"],
            "on": self.cleaned_data["on"],
            "expected_version": self.cleaned_data["version"],
            "facts": self.facts(),
        }

    def refuse(self, error):
        show_refusal(self, error)


def _text(**options):
    widget = forms.Textarea({"rows": 3})
    return forms.CharField(widget=widget, max_length=LONGEST_TEXT, **options)
