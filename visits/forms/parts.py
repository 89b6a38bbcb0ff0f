"""Forms that correct what is written: the visit as a whole, and its parts one by one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cooperation.forms import (
    CHOOSE,
    AgencyField,
    CountField,
    KeptFileField,
    MomentField,
    MoveForm,
    RecordForm,
)
from cooperation.models import Candidate, CandidateKind, Innovation
from cooperation.models.text import LONGEST_TEXT
from visits.forms.sides import PLANNED_PRESENT, PRESENT
from visits.forms.talks import TopicInput, Words
from visits.models import (
    Attachment,
    AttachmentKind,
    Delegation,
    Discussion,
    Host,
    Participant,
    QuotedValue,
    Stop,
    Visit,
    VisitPaper,
)


class VisitPartForm(RecordForm):
    """A part of a visit; its times are those of the clock on the owner's wall."""

    fields: dict[str, Any]
    moments: tuple[str, ...] = ()

    def __init__(self, data=None, *, visit: Visit, user, record=None, **options):
        self.visit, self.user = visit, user
        super().__init__(data, record=record, **options)
        for name in self.moments:
            old = self.fields[name]
            self.fields[name] = MomentField(
                zone=visit.owner.zone, label=old.label, required=old.required
            )
            # The picker knows no seconds: what nobody touched must not count as changed.
            if known := self.initial.get(name):
                self.initial[name] = known.replace(second=0, microsecond=0)


class VisitForm(VisitPartForm):
    model = Visit
    names = (
        *("theme", "visit_type", "branch", "actual_start", "actual_end", "proposed_start"),
        *("proposed_end", "whole_day", "summary", "source_note"),
        *("letter_number", "letter_date", "letter_received_on", "agenda_number"),
        *("no_topic_note", "internal_note"),
    )
    later = ("letter_number", "letter_date", "letter_received_on", "agenda_number", *names[-2:])
    moments = ("actual_start", "actual_end", "proposed_start", "proposed_end")


class HostPartForm(VisitPartForm):
    model = Host
    names = (
        *("agency", "receiver_name", "receiver_position", "receiver_office_status"),
        *("on_behalf_of", "planned_headcount", "actual_headcount"),
    )
    agency = AgencyField(label=_("host"))

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["planned_headcount"].label = PLANNED_PRESENT
        self.fields["actual_headcount"].label = PRESENT


class DelegationPartForm(VisitPartForm):
    model = Delegation
    names = (
        *("agency", "actual_headcount", "planned_headcount", "leader_name", "leader_position"),
        *("leader_office_status", "on_behalf_of", "contact_name"),
    )
    agency = AgencyField(label=_("guest"))
    contact_phone = forms.CharField(label=_("contact's telephone"), max_length=40, required=False)
    contact_email = forms.CharField(label=_("contact's e-mail"), max_length=120, required=False)

    def __init__(self, data=None, *, record=None, **options):
        known = record.contact if record else None
        initial = {"contact_phone": known.phone, "contact_email": known.email} if known else {}
        super().__init__(data, record=record, initial=initial, **options)

    def values(self):
        return super().values() | self._contact()

    def changes(self):
        return super().changes() | self._contact()

    def _contact(self):
        """How to reach the contact, where it was touched: kept apart from the rest."""
        reach = {
            name.removeprefix("contact_"): self.cleaned_data[name]
            for name in ("contact_phone", "contact_email")
            if name in self.changed_data
        }
        return {"contact": reach} if reach else {}


class StopPartForm(VisitPartForm):
    model = Stop
    names = ("place", "starts_at", "ends_at")
    moments = ("starts_at", "ends_at")


class ParticipantPartForm(VisitPartForm):
    model = Participant
    names = ("name", "position", "unit", "faction", "rank", "present")
    side = forms.ChoiceField(label=_("for which agency"))

    def __init__(self, data=None, *, visit, record=None, **options):
        super().__init__(data, visit=visit, record=record, **options)
        sides = [*visit.hosts.select_related("agency"), *visit.delegations.select_related("agency")]
        self.agencies = {str(side.agency_id): side.agency for side in sides}
        self.fields["side"].choices = [(key, str(agency)) for key, agency in self.agencies.items()]
        if record is not None:
            self.initial["side"] = str((record.host or record.delegation).agency_id)

    def values(self):
        return super().values() | {"agency": self.agencies[self.cleaned_data["side"]]}

    def changes(self):
        moved = {"agency": self.agencies[self.cleaned_data["side"]]}
        return super().changes() | (moved if "side" in self.changed_data else {})


class DiscussionPartForm(VisitPartForm):
    """A topic; which one it is, is written by its name."""

    model = Discussion
    names = (
        "presenting_unit",
        "presenter_name",
        "presenter_position",
        "asked_by",
        "asked",
        "findings",
    )
    presenting_unit = AgencyField(label=_("presenting unit"), required=False)
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

    def __init__(self, data=None, *, visit, user, record=None, **options):
        self.words = Words(user)
        super().__init__(data, visit=visit, user=user, record=record, **options)
        self.order_fields(["version", "name", "affair", "findings", "asked", "asked_by"])
        self.fields["asked_by"].queryset = visit.delegations.select_related("agency")
        affairs = [(code, str(affair)) for code, affair in self.words.affairs.items()]
        self.fields["affair"].choices = [("", _("choose")), *affairs]
        if record is not None:
            self.initial["name"] = record.topic.name

    def values(self):
        return super().values() | self._topic()

    def changes(self):
        return super().changes() | (self._topic() if "name" in self.changed_data else {})

    def _topic(self):
        affair = self.words.affairs.get(self.cleaned_data["affair"])
        return {"name": self.cleaned_data["name"], "affair": affair}

    def refuse(self, error):
        if hasattr(error, "error_dict") and "topic" in error.error_dict:
            error.error_dict["name"] = error.error_dict.pop("topic")
        super().refuse(error)


class FigurePartForm(VisitPartForm):
    model = QuotedValue
    names = ("agency", "value", "period", "source")
    agency = AgencyField(label=_("of which agency"))
    indicator_name = forms.CharField(
        label=_("what was measured"),
        max_length=250,
        widget=forms.TextInput({"list": "known_indicators", "autocomplete": "off"}),
    )
    unit = forms.CharField(label=_("unit"), max_length=40)

    def __init__(self, data=None, *, user, record=None, **options):
        self.words = Words(user)
        super().__init__(data, user=user, record=record, **options)
        self.order_fields(["version", "indicator_name", "agency", "value", "unit"])
        if record is not None:
            known = record.indicator
            self.initial.update({"indicator_name": known.name, "unit": known.unit})

    def values(self):
        return super().values() | self._indicator()

    def changes(self):
        touched = {"indicator_name", "unit"} & set(self.changed_data)
        return super().changes() | (self._indicator() if touched else {})

    def _indicator(self):
        return {name: self.cleaned_data[name] for name in ("indicator_name", "unit")}

    def refuse(self, error):
        if hasattr(error, "error_dict") and "indicator" in error.error_dict:
            error.error_dict["indicator_name"] = error.error_dict.pop("indicator")
        super().refuse(error)


class ShownPartForm(forms.Form):
    innovation = forms.CharField(
        label=_("innovation shown"),
        max_length=400,
        widget=forms.TextInput({"list": "known_innovations", "autocomplete": "off"}),
    )

    def __init__(self, data=None, *, user):
        self.words = Words(user)
        super().__init__(data)

    def clean_innovation(self):
        return self.words.innovation_named(self.cleaned_data["innovation"])

    def values(self):
        return {"innovation": self.cleaned_data["innovation"]}


class OutcomeForm(RecordForm):
    """What comes of a topic; a candidate that is there already may be named."""

    model = Discussion
    names = ("outcome", "candidate", "outcome_note")
    fields: dict[str, Any]

    def __init__(self, data=None, *, record, user):
        super().__init__(data, record=record)
        self.fields["candidate"].queryset = Candidate.objects.visible_to(user).open()
        self.fields["outcome_note"].widget.attrs["rows"] = 3


class CandidateOfTopicForm(forms.Form):
    """A candidate that somebody sees in a topic: the least that makes it one."""

    fields: dict[str, Any]

    title = forms.CharField(label=_("title"), max_length=250)
    provider = AgencyField(label=_("provider"))
    adopter = AgencyField(label=_("adopter"))
    kind = forms.ChoiceField(
        label=_("kind"), choices=CandidateKind.choices, initial=CandidateKind.ADOPTION
    )
    innovation = forms.ModelChoiceField(
        label=_("innovation"),
        queryset=Innovation.objects.none(),
        required=False,
        empty_label=CHOOSE,
    )
    note = forms.CharField(
        label=_("note on the outcome"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )

    def __init__(self, data=None, *, discussion, user):
        hosts, guests = (
            list(rows.select_related("agency")[:2])
            for rows in (discussion.visit.hosts, discussion.visit.delegations)
        )
        # The host shows and the guest adopts, as long as it is clear who they are.
        usual = {
            "provider": hosts[0].agency if len(hosts) == 1 else None,
            "adopter": guests[0].agency if len(guests) == 1 else None,
        }
        super().__init__(data, initial=usual)
        shown = discussion.innovations_shown.values("innovation")
        seen = Innovation.objects.visible_to(user)
        self.fields["innovation"].queryset = seen.filter(pk__in=shown) | seen.filter(
            owner__in=[host.agency for host in hosts], ended_on__isnull=True
        )


class AttachmentForm(forms.Form):
    kind = forms.ChoiceField(label=_("kind"), choices=AttachmentKind.choices)
    title = forms.CharField(
        label=_("title"), max_length=Attachment._meta.get_field("title").max_length, required=False
    )
    file = KeptFileField()


class PaperHeadForm(RecordForm):
    """The head of a paper."""

    model = VisitPaper
    names = (
        *("number", "dated_on", "addressee", "sender", "subject", "conclusion"),
        *("signatory_name", "signatory_position", "copy_to", "urgency", "attachments_line"),
        "of_office",
    )
    later = ("copy_to", "urgency", "attachments_line", "of_office")
    signatory_nip = forms.CharField(
        label=_("NIP of who signs"),
        max_length=24,
        required=False,
        help_text=_("Printed on the paper, and kept with the personal details."),
    )

    def __init__(self, data=None, *, record, **options):
        known = record.signatory_detail.nip if record.signatory_detail_id else ""
        super().__init__(data, record=record, initial={"signatory_nip": known}, **options)

    def head(self) -> dict:
        head = {name: self.cleaned_data[name] for name in self.names}
        if "signatory_nip" in self.changed_data:
            head["signatory_nip"] = self.cleaned_data["signatory_nip"]
        return head


class VisitMoveForm(MoveForm):
    """A step of a visit; headcounts are asked for each delegation by itself."""

    def fields_for(self, ask):
        if ask.kind != "headcounts":
            return super().fields_for(ask)
        return {
            f"headcounts_{delegation.pk}": CountField(
                label=_("people who came from %s") % delegation.agency,
                required=False,
                min_value=0,
                max_value=100_000,
                initial=delegation.actual_headcount,
                help_text=_("Leave it empty if nobody counted."),
            )
            for delegation in self.record.delegations.all()
        }

    def facts(self):
        prefix = "headcounts_"
        counted = {
            name.removeprefix(prefix): heads
            for name, heads in self.cleaned_data.items()
            if name.startswith(prefix) and heads is not None
        }
        return super().facts() | ({"headcounts": counted} if counted else {})


class RemovalForm(forms.Form):
    why = forms.CharField(
        label=_("reason"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 2}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
