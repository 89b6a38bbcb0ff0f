"""A visit as one row of the book that an office kept before."""

from datetime import datetime, time

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from cooperation.forms import AgencyField, CountField
from cooperation.forms.sheet_rows import SheetChoice, SheetDay, SheetRow
from cooperation.models import Agency, GovernmentAffair
from cooperation.permissions import Permission
from visits.models import Visit, VisitType
from visits.reports import duplicates_of
from visits.services import log_visit
from visits.workflow import EntryMode

PARTED_BY = ";"


class SeveralAgencies(AgencyField):
    """Agencies by their names, parted by semicolons."""

    def clean(self, value):
        text = forms.CharField.clean(self, value)
        return [self.named(name) for name in _parts(text)]


class Affairs(forms.CharField):
    """Government affairs by their codes, parted by semicolons."""

    def clean(self, value):
        codes = _parts(super().clean(value))
        found = {row.code: row for row in GovernmentAffair.objects.filter(code__in=codes)}
        missing = [code for code in codes if code not in found]
        if missing:
            message = _t("There is no government affair with the code %s. Write it as 1.02.")
            raise ValidationError(message % ", ".join(missing))
        return [found[code] for code in codes]


class VisitRow(SheetRow):
    """Past days become visits that are over, days to come visits that are agreed."""

    permission = Permission.VISIT_LOG
    model = Visit
    called = {
        "actual_start": "day",
        "scheduled_start": "day",
        "actual_end": "last_day",
        "scheduled_end": "last_day",
        "hosts": "hosts",
        "delegations": "guests",
        "topics": "topics",
        "stops": "places",
    }
    example = {
        "day": "2022-07-12",
        "guests": "Pemerintah Kabupaten Batang",
        "leader_name": "Lani Dwi Rejeki",
        "leader_position": "Bupati Batang",
        "hosts": "Pemerintah Kota Depok",
        "receiver_name": "Supian Suri",
        "theme": "Kaji tiru penurunan stunting",
        "topics": "Percepatan penurunan stunting; Optimalisasi PAD",
        "affairs": "1.02; 5.02",
        "source_note": "Buku tamu 2022",
    }

    day = SheetDay(label=_("day"))
    last_day = SheetDay(label=_("last day"), required=False)
    guests = SeveralAgencies(label=_("guests"))
    leader_name = forms.CharField(label=_("leader of the guests"), max_length=250, required=False)
    leader_position = forms.CharField(
        label=_("position of the leader"), max_length=250, required=False
    )
    headcount = CountField(
        label=_("number of guests"), min_value=0, max_value=100_000, required=False
    )
    hosts = SeveralAgencies(label=_("hosts"), required=False)
    receiver_name = forms.CharField(label=_("received by"), max_length=250, required=False)
    receiver_position = forms.CharField(
        label=_("position of the receiver"), max_length=250, required=False
    )
    theme = forms.CharField(label=_("theme"), max_length=250, required=False)
    visit_type = SheetChoice(label=_("type of visit"), choices=VisitType.choices, required=False)
    topics = forms.CharField(label=_("topics"), required=False)
    affairs = Affairs(label=_("codes of the affairs"), required=False)
    places = forms.CharField(label=_("places"), required=False)
    letter_number = forms.CharField(label=_("letter number"), max_length=120, required=False)
    letter_date = SheetDay(label=_("letter date"), required=False)
    summary = forms.CharField(label=_("summary"), required=False)
    source_note = forms.CharField(label=_("source"), required=False)

    def clean(self):
        super().clean()
        given = self.cleaned_data
        topics, affairs = _parts(given.get("topics", "")), given.get("affairs") or []
        if affairs and len(affairs) not in (1, len(topics)):
            message = _t("Give one code for all the topics, or one for each of them.")
            self.add_error("affairs", message)
        if given.get("last_day") and given.get("day") and given["last_day"] < given["day"]:
            self.add_error("last_day", _t("The last day comes before the first one."))

    def known(self):
        given = self.cleaned_data
        found = {
            visit.pk: visit
            for guest in given["guests"]
            for visit in duplicates_of(
                owner=self.owner,
                agency=guest,
                letter_number=given["letter_number"],
                day=given["day"],
            )[:3]
        }
        return list(found.values())

    def enter(self, *, by, sure, why):
        given = self.cleaned_data
        first, *others = given["guests"]
        leader = self.given("leader_name", "leader_position")
        if given["headcount"] is not None:
            which = "actual" if self._is_over else "planned"
            leader[f"{which}_headcount"] = given["headcount"]
        receiving, *also = given["hosts"] or [self.owner]
        receiver = self.given("receiver_name", "receiver_position")
        return log_visit(
            owner=self.owner,
            facts=self._facts(),
            hosts=[{"agency": receiving} | receiver, *_only(also)],
            delegations=[{"agency": first} | leader, *_only(others)],
            topics=self._topics(),
            stops=[{"place": place} for place in _parts(given["places"])],
            by=by,
            why=why,
        )

    @property
    def _is_over(self) -> bool:
        return self.cleaned_data["day"] <= self.owner.today()

    def _facts(self):
        names = ("theme", "visit_type", "letter_number", "letter_date", "summary", "source_note")
        start = datetime.combine(self.cleaned_data["day"], time.min)
        which = "actual" if self._is_over else "scheduled"
        mode = EntryMode.RETROSPECTIVE if self._is_over else EntryMode.PLANNED
        facts = self.given(*names) | {
            "entry_mode": mode,
            "whole_day": True,
            f"{which}_start": start,
        }
        if self.cleaned_data["last_day"]:
            facts[f"{which}_end"] = datetime.combine(self.cleaned_data["last_day"], time.min)
        return facts

    def _topics(self):
        names, affairs = _parts(self.cleaned_data["topics"]), self.cleaned_data["affairs"]
        if len(affairs) < len(names):
            affairs = (affairs or [None]) * len(names)
        return [
            {"name": name, "affair": affair} for name, affair in zip(names, affairs, strict=False)
        ]


def _parts(text) -> list[str]:
    return [part.strip() for part in (text or "").split(PARTED_BY) if part.strip()]


def _only(agencies: list[Agency]) -> list[dict]:
    return [{"agency": agency} for agency in agencies]
