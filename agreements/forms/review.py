"""What is typed when a text is reviewed: comments, and the order of the initials."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agreements.forms.refusable import Refusable
from agreements.models import Agreement, Comment
from cooperation.forms import offer
from cooperation.forms.hidden import Carried
from cooperation.models.text import LONGEST_TEXT
from cooperation.permissions import Permission, people_granted

FEWEST_ROWS = 3


class CommentForm(Refusable):
    """`key` says what it is about; none: the whole text. `answer_to` is the comment it answers."""

    body = forms.CharField(
        label=_("comment"), max_length=LONGEST_TEXT, widget=forms.Textarea({"rows": 3})
    )
    answer_to = forms.ModelChoiceField(
        Comment.objects.none(), required=False, widget=forms.HiddenInput
    )

    def __init__(self, data=None, *, places=(), comments=None, about=None):
        super().__init__(data, initial={"key": about}, auto_id="comment_%s")
        key = forms.TypedChoiceField(
            label=_("about"),
            required=False,
            coerce=int,
            empty_value=None,
            choices=[("", _("the whole text")), *places],
        )
        self.fields = {"key": key, **self.fields}
        if comments is not None:
            offer(self, "answer_to", comments)


class CommentMoveForm(forms.Form):
    action = forms.CharField()
    version = forms.IntegerField()
    why = forms.CharField(required=False, max_length=LONGEST_TEXT)


class StepForm(forms.Form):
    position = forms.CharField(label=_("position"), required=False, max_length=120)
    person = forms.ModelChoiceField(
        User.objects.none(),
        label=_("person"),
        required=False,
        empty_label=_("whoever may initial"),
    )

    def clean(self):
        facts = super().clean() or {}
        if facts.get("person") and not facts.get("position"):
            self.add_error("position", _("As what does this person initial?"))
        return facts


class HeadForm(Refusable):
    version = forms.IntegerField(widget=Carried)


class StepRows(list[StepForm]):
    """The rows of the chain, with the version that was seen."""

    head: HeadForm

    def is_valid(self) -> bool:
        return False not in {form.is_valid() for form in [self.head, *self]}

    def filled(self) -> list[StepForm]:
        return [form for form in self if form.cleaned_data.get("position")]

    def steps(self) -> Sequence[dict[str, Any]]:
        return [form.cleaned_data for form in self.filled()]

    def refuse(self, error) -> None:
        """Beside the row that it concerns ("steps.1.person"), or above them all."""
        if not isinstance(error, ValidationError) or not hasattr(error, "error_dict"):
            self.head.refuse(error)
            return
        rows = self.filled()
        for path, problems in error.error_dict.items():
            _steps, _dot, rest = path.partition(".")
            place, _dot, name = rest.partition(".")
            if place.isdecimal() and int(place) < len(rows):
                rows[int(place)].add_error(name or None, problems)
            else:
                self.head.add_error(None, problems)


def step_rows(data=None, *, agreement: Agreement) -> StepRows:
    """A row for each step there is, and empty ones after them."""
    present = list(agreement.review_steps.all())
    people = people_granted(Permission.AGREEMENT_INITIAL, agreement.owner)
    count = max(len(present) + 2, FEWEST_ROWS)
    rows = StepRows()
    rows.head = HeadForm(data, initial={"version": agreement.version})
    for place in range(count):
        step = present[place] if place < len(present) else None
        known = {"position": step.position, "person": step.person_id} if step else {}
        form = StepForm(data, prefix=f"steps-{place}", initial=known)
        offer(form, "person", people)
        rows.append(form)
    return rows
