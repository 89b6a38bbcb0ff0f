"""A topic as typed, with the innovations shown and the figures quoted under it."""

from dataclasses import dataclass
from functools import cached_property

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from cooperation.forms import AgencyField, FigureField
from cooperation.models import GovernmentAffair, Indicator, Innovation, Topic
from cooperation.models.text import LONGEST_TEXT
from visits.forms.rows import RowForm, Rows
from visits.models import Outcome

SUGGESTED = 300
DELEGATIONS = 6


class TopicInput(forms.TextInput):
    """A name, with suggestions that the browser fetches by what else stands on the page."""

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        affair = f"{name.removesuffix('name')}affair"
        context["widget"]["attrs"] |= {
            "autocomplete": "off",
            "list": "known_topics",
            "hx-get": reverse("topic_options"),
            "hx-trigger": "focus, input changed delay:250ms",
            "hx-include": f"[name='{affair}'], [name$='-agency'], [name='visit']",
            "hx-sync": "this:replace",
            "hx-target": "#known_topics",
        }
        return context


@dataclass
class Words:
    """The lists a person picks from, read once for all the rows of a page."""

    user: object

    @cached_property
    def affairs(self) -> dict[str, GovernmentAffair]:
        return {affair.code: affair for affair in GovernmentAffair.objects.all()}

    @cached_property
    def topics(self) -> list[str]:
        names = Topic.objects.visible_to(self.user).order_by("name").values_list("name", flat=True)
        return list(names.distinct()[:SUGGESTED])

    @cached_property
    def indicators(self) -> list[Indicator]:
        return list(Indicator.objects.visible_to(self.user)[:SUGGESTED])

    @cached_property
    def innovations(self) -> list[Innovation]:
        seen = Innovation.objects.visible_to(self.user).filter(ended_on__isnull=True)
        return list(seen.select_related("owner")[:SUGGESTED])

    def innovation_named(self, text) -> Innovation:
        """One that is seen, by its name, or by name and owner as the list suggests it."""
        text = " ".join(text.split())
        name = text.rsplit(" (", 1)[0] if text.endswith(")") else text
        seen = Innovation.objects.visible_to(self.user).select_related("owner")
        found = list(seen.filter(name__iexact=text)[:2]) or [
            innovation
            for innovation in seen.filter(name__iexact=name)
            if with_owner(innovation).casefold() == text.casefold()
        ]
        if len(found) == 1:
            return found[0]
        near = [with_owner(innovation) for innovation in seen.filter(name__icontains=name)[:5]]
        if near:
            raise ValidationError(_t("Write one of these in full: %s.") % ", ".join(near))
        raise ValidationError(
            _t("There is no innovation “%s”. Check the spelling, or add it first.") % text
        )


def with_owner(innovation) -> str:
    return f"{innovation.name} ({innovation.owner})"


class ShownForm(RowForm):
    innovation = forms.CharField(
        label=_("innovation shown"),
        max_length=400,
        widget=forms.TextInput({"list": "known_innovations", "autocomplete": "off"}),
    )

    def __init__(self, *args, words: Words, **options):
        self.words = words
        super().__init__(*args, **options)

    def clean_innovation(self):
        return self.words.innovation_named(self.cleaned_data["innovation"])


class ValueForm(RowForm):
    indicator_name = forms.CharField(
        label=_("what was measured"),
        max_length=250,
        widget=forms.TextInput({"list": "known_indicators", "autocomplete": "off"}),
    )
    agency = AgencyField(label=_("of which agency"))
    value = FigureField(label=_("value"), max_digits=18, decimal_places=4)
    unit = forms.CharField(label=_("unit"), max_length=40)
    period = forms.CharField(label=_("period"), max_length=40, required=False)
    source = forms.CharField(label=_("source"), max_length=250, required=False)

    def __init__(self, *args, words: Words, **options):
        super().__init__(*args, **options)


class TopicForm(RowForm):
    name = forms.CharField(
        label=_("topic"),
        max_length=250,
        widget=TopicInput,
    )
    affair = forms.ChoiceField(
        label=_("government affair"),
        required=False,
        help_text=_("Only for a topic that is written here for the first time."),
    )
    presenting_unit = AgencyField(label=_("presenting unit"), required=False)
    presenter_name = forms.CharField(label=_("presented by"), max_length=250, required=False)
    presenter_position = forms.CharField(label=_("position"), max_length=250, required=False)
    asked_by = forms.ChoiceField(label=_("asked by"), required=False)
    asked = forms.CharField(
        label=_("what was asked"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
    findings = forms.CharField(
        label=_("what was found"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    outcome = forms.ChoiceField(
        label=_("outcome"),
        required=False,
        initial=Outcome.PENDING,
        # A candidate is opened from the topic once the visit is there.
        choices=[choice for choice in Outcome.choices if choice[0] != Outcome.CANDIDATE],
    )
    outcome_note = forms.CharField(
        label=_("note on the outcome"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Where nothing follows, say why."),
    )

    later = ("presenting_unit", "presenter_name", "presenter_position", "asked_by")
    said = ("presenting_unit", "presenter_name", "presenter_position", "asked", "findings")

    def __init__(self, data=None, *, words: Words, typed=None, was="", prefix="", **options):
        self.words = words
        super().__init__(data, typed=typed, was=was, prefix=prefix, **options)
        affairs = [(code, str(affair)) for code, affair in words.affairs.items()]
        self.fields["affair"].choices = [("", _("choose")), *affairs]
        numbers = [(str(place), _("Delegation %d") % (place + 1)) for place in range(DELEGATIONS)]
        self.fields["asked_by"].choices = [("", _("not recorded")), *numbers]
        within = {"data": data, "typed": typed, "words": words}
        self.shown = Rows(ShownForm, f"{prefix}-shown", was=was and f"{was}-shown", **within)
        self.values = Rows(
            ValueForm, f"{prefix}-values", was=was and f"{was}-values", least=0, **within
        )

    @property
    def parts(self):
        return [self.shown, self.values]

    def facts(self, agencies_of_delegations) -> dict:
        given = self.cleaned_data
        facts = {name: given[name] for name in (*self.said, "name", "outcome", "outcome_note")}
        if given["affair"]:
            facts["affair"] = self.words.affairs[given["affair"]]
        if given["asked_by"]:
            facts["asked_by"] = agencies_of_delegations(int(given["asked_by"]))
        facts["innovations"] = [row.cleaned_data["innovation"] for row in self.shown.filled]
        facts["quoted_values"] = [dict(row.cleaned_data) for row in self.values.filled]
        return facts
