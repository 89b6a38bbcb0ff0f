"""The one page on which a visit is logged: its facts and all its rows, read and answered as one."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext_lazy as _

from cooperation.forms import DayField
from cooperation.models import Agency
from cooperation.models.text import LONGEST_TEXT
from cooperation.permissions import Permission, current_memberships, may
from visits.forms.enclosed import EnclosedForm
from visits.forms.rows import RowForm, Rows, Typed
from visits.forms.sides import DelegationForm, HostForm, StopForm
from visits.forms.talks import TopicForm, Words
from visits.models import Visit, VisitorBranch, VisitType
from visits.workflow import EntryMode

# Which time of a visit the page's one day is, by how the visit came into the book.
TIME_OF = {
    EntryMode.NORMAL: "proposed",
    EntryMode.PLANNED: "scheduled",
    EntryMode.WALK_IN: "actual",
    EntryMode.RETROSPECTIVE: "actual",
}
MODES = [
    (EntryMode.NORMAL, _("A letter came")),
    (EntryMode.PLANNED, _("It is agreed already")),
    (EntryMode.WALK_IN, _("The guests are here")),
    (EntryMode.RETROSPECTIVE, _("It is over")),
]
INCOMING, OUTGOING = "in", "out"


def agencies_to_log_for(user):
    return Agency.objects.in_reach_of(user, Permission.VISIT_LOG).filter(ended_on__isnull=True)


def usual_owner(user) -> Agency | None:
    """The agency this person logs for unless they say otherwise: the first one of theirs."""
    for held in current_memberships(user):
        if may(user, Permission.VISIT_LOG, held.agency):
            return held.agency
    return None


def _prose(label, rows=2, **options):
    widget = forms.Textarea({"rows": rows})
    return forms.CharField(
        label=label, required=False, max_length=LONGEST_TEXT, widget=widget, **options
    )


def _line(name):
    column: Any = Visit._meta.get_field(name)
    return forms.CharField(label=column.verbose_name, required=False, max_length=column.max_length)


class FactsForm(RowForm):
    """What is said of the visit as a whole."""

    owner = forms.ModelChoiceField(
        label=_("owner"), queryset=Agency.objects.none(), empty_label=None
    )
    entry_mode = forms.ChoiceField(
        label=_("how the visit comes into the book"),
        choices=MODES,
        initial=EntryMode.NORMAL,
        widget=forms.RadioSelect,
    )
    day = DayField(label=_("day"), required=False)
    starts = forms.TimeField(
        label=_("from"), required=False, widget=forms.TimeInput({"type": "time"}, format="%H:%M")
    )
    last_day = DayField(
        label=_("last day"), required=False, help_text=_("Only if it is another day.")
    )
    ends = forms.TimeField(
        label=_("until"), required=False, widget=forms.TimeInput({"type": "time"}, format="%H:%M")
    )
    theme = _line("theme")
    visit_type = forms.ChoiceField(
        label=_("type"), choices=VisitType.choices, initial=VisitType.WORKING_VISIT
    )
    branch = forms.ChoiceField(
        label=_("kind of visitor"), choices=VisitorBranch.choices, initial=VisitorBranch.EXECUTIVE
    )
    letter_number = _line("letter_number")
    letter_date = DayField(label=_("letter date"), required=False)
    letter_received_on = DayField(label=_("letter received on"), required=False)
    agenda_number = _line("agenda_number")
    source_note = _prose(
        _("source"), help_text=_("Where this is known from. A visit that is over needs it.")
    )
    summary = _prose(_("summary"), rows=3)
    no_topic_note = _prose(_("why there was no topic"))
    internal_note = _prose(_("internal note"), help_text=_("Only your own office reads this."))

    later = (
        *("visit_type", "branch", "last_day", "agenda_number", "summary", "no_topic_note"),
        "internal_note",
    )
    plain = (
        *("entry_mode", "theme", "visit_type", "branch", "letter_number", "letter_date"),
        *("letter_received_on", "agenda_number", "source_note", "summary", "no_topic_note"),
        "internal_note",
    )

    def __init__(self, *args, user, **options):
        super().__init__(*args, **options)
        self.empty_permitted = False
        owners = agencies_to_log_for(user)
        self.fields["owner"].queryset = owners
        self.several_owners = owners.count() > 1
        if not self.several_owners:
            self.fields["owner"].widget = forms.HiddenInput()

    def clean(self):
        super().clean()
        given = self.cleaned_data
        if given.get("ends") and not given.get("starts"):
            self.add_error("starts", _("There is an end but no start. Give the start, too."))
        if not given.get("day") and any(given.get(name) for name in ("starts", "last_day", "ends")):
            self.add_error("day", _("Which day?"))

    def facts(self) -> dict:
        facts = {name: self.cleaned_data[name] for name in self.plain}
        return facts | self._times()

    def _times(self):
        """The day and the hours as one moment each; without hours only the day is known."""
        given = self.cleaned_data
        if given["day"] is None:
            return {}
        which = TIME_OF[EntryMode(given["entry_mode"])]
        times = {
            "whole_day": given["starts"] is None,
            f"{which}_start": datetime.combine(given["day"], given["starts"] or time.min),
        }
        if given["ends"] or given["last_day"]:
            last = given["last_day"] or given["day"]
            times[f"{which}_end"] = datetime.combine(last, given["ends"] or time.min)
        return times


class LogSheet:
    """All forms of the page together; `owner` is the agency it most likely is about."""

    def __init__(
        self, user, owner, *, data=None, files=None, typed: Typed | None = None, direction=INCOMING
    ):
        self.words = Words(user)
        state = {"data": data, "typed": typed}
        self.facts = FactsForm(data, typed=typed, was="facts", prefix="facts", user=user)
        self.hosts = Rows(HostForm, "hosts", **state)
        self.delegations = Rows(DelegationForm, "delegations", **state)
        self.topics = Rows(TopicForm, "topics", words=self.words, **state)
        self.stops = Rows(StopForm, "stops", zone=owner.zone, **state)
        self.enclosed = EnclosedForm(data, files, prefix="enclosed")
        if data is None and typed is None:
            own = self.hosts if direction == INCOMING else self.delegations
            self.facts.initial["owner"] = owner
            own.forms[0].initial["agency"] = owner

    @property
    def sections(self) -> list[Rows]:
        return [self.hosts, self.delegations, self.topics, self.stops]

    @property
    def forms(self) -> list[forms.Form]:
        """Every form, in the order of the page, for the summary of what is wrong."""
        rows = (form for rows in self.sections for form in rows.every_form())
        return [self.facts, *rows, self.enclosed]

    def is_valid(self) -> bool:
        # Every one is asked, also after a wrong one: all problems are shown at once.
        rows = [section.is_valid() for section in self.sections]
        return all([self.facts.is_valid(), *rows, self.enclosed.is_valid()])

    @property
    def has_errors(self) -> bool:
        return any(form.errors for form in self.forms)

    def settle_agencies(self, add) -> dict[Any, Agency]:
        """The agency of every host and delegation; `add` takes up those that are new."""
        return {
            form: add(form) if form.is_new else form.cleaned_data["agency"]
            for rows in (self.hosts, self.delegations)
            for form in rows.filled
        }

    def content(self, agencies) -> dict:
        """What log_visit takes."""
        sides = [*self.hosts.filled, *self.delegations.filled]

        def delegation(place):
            """The agency of the delegation with this number on the page."""
            form = self.delegations.forms[place] if place < len(self.delegations.forms) else None
            return agencies.get(form)

        return {
            "owner": self.facts.cleaned_data["owner"],
            "facts": self.facts.facts(),
            "hosts": [form.facts(agencies[form]) for form in self.hosts.filled],
            "delegations": [form.facts(agencies[form]) for form in self.delegations.filled],
            "topics": [form.facts(delegation) for form in self.topics.filled],
            "stops": [form.facts() for form in self.stops.filled],
            "participants": [person for form in sides for person in form.people(agencies[form])],
        }

    def show(self, error: ValidationError) -> None:
        """Put each problem of the service at the field it speaks of."""
        for path, messages in error.update_error_dict({}).items():
            form, field = self._place(path)
            form.add_error(field if field in form.fields else None, messages)

    def _place(self, path) -> tuple[Any, str | None]:
        head, *rest = path.split(".")
        rows = {
            "hosts": self.hosts,
            "delegations": self.delegations,
            "topics": self.topics,
            "stops": self.stops,
        }.get(head)
        if head == "participants" and rest:
            return self._side_of_person(int(rest[0])), "participants"
        if rows is None:
            return self.facts, self._time_field(head)
        if not rest:
            return rows.forms[0] if rows.forms else self.facts, "agency"
        return _within(rows, rest)

    def _side_of_person(self, place):
        for form in [*self.hosts.filled, *self.delegations.filled]:
            place -= len(form.cleaned_data["participants"])
            if place < 0:
                return form
        return self.facts

    def _time_field(self, name):
        which, _sep, end = name.rpartition("_")
        if which in TIME_OF.values():
            return "day" if end == "start" else "last_day"
        return None if name == NON_FIELD_ERRORS else name


def _within(rows, path) -> tuple[Any, str | None]:
    form = rows.filled[int(path[0])]
    if len(path) == 1:
        return form, None
    if len(path) > 2 and path[1] == "innovations":
        return _within(form.shown, path[2:])
    if len(path) > 2 and path[1] == "quoted_values":
        return _within(form.values, path[2:])
    name = {"topic": "name", "indicator": "indicator_name"}.get(path[1], path[1])
    return form, name if name in form.fields else _nested(form, path)


def _nested(form, path):
    """contact.phone of a delegation is its contact_phone."""
    name = "_".join(path[1:])
    return name if name in form.fields else None
