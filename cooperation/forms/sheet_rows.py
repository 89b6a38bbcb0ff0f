"""Rows of a spreadsheet: each kind is a form, whose fields are the columns."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils import translation
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from cooperation.forms.fields import AgencyField
from cooperation.models import Agency, AgencyKind, OfficeStatus, Official, Region
from cooperation.permissions import Permission
from cooperation.services.agencies import SimilarAgency, add_agency
from cooperation.services.imports import SeemsKnown, as_one_name
from cooperation.services.people import add_official, hold_office

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("januari", "january", "jan"),
            ("februari", "february", "feb", "pebruari"),
            ("maret", "march", "mar"),
            ("april", "apr"),
            ("mei", "may"),
            ("juni", "june", "jun"),
            ("juli", "july", "jul"),
            ("agustus", "august", "agu", "agt", "ags", "aug"),
            ("september", "sep", "sept"),
            ("oktober", "october", "okt", "oct"),
            ("november", "nov", "nopember"),
            ("desember", "december", "des", "dec"),
        ),
        start=1,
    )
    for name in names
}
DAY_FIRST = re.compile(r"(\d{1,2})[/.\- ]+(\d{1,2}|[a-z]+)[/.\- ]+(\d{4})", re.IGNORECASE)


class SheetDay(forms.DateField):
    """A day as offices write it: 2022-07-12, 12/07/2022, 12 Juli 2022. The day comes first."""

    input_formats = ("%Y-%m-%d", "%Y-%m-%d %H:%M")
    default_error_messages = {
        "invalid": _("There is no such day. Write it as 12/07/2022, the day first.")
    }

    def to_python(self, value):
        text = str(value or "").strip()
        found = DAY_FIRST.fullmatch(text)
        if found is None:
            return super().to_python(text or None)
        day, month, year = found.groups()
        number = int(month) if month.isdecimal() else MONTHS.get(month.casefold(), 0)
        try:
            return date(int(year), number, int(day))
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None


class SheetChoice(forms.CharField):
    """One of some choices by its word, in either language, or by its code."""

    def __init__(self, *, choices, also=(), **options):
        super().__init__(**options)
        self.choices, self.also = choices, dict(also)

    def clean(self, value):
        text = " ".join(super().clean(value).casefold().split())
        if not text:
            return ""
        known = {str(word).casefold(): key for word, key in self.also.items()}
        for key, label in self.choices:
            known[str(key).casefold()] = key
            for language in ("en", "id"):
                with translation.override(language):
                    known[str(label).casefold()] = key
        if text in known:
            return known[text]
        words = ", ".join(str(label) for _key, label in self.choices)
        raise ValidationError(_t("Write one of these: %s.") % words)


class SheetRegion(forms.CharField):
    """A region by its code or its name."""

    def clean(self, value):
        text = " ".join(super().clean(value).split())
        if not text:
            return None
        rows = Region.objects.filter(code=text) or Region.objects.filter(name__iexact=text)
        found = list(rows[:2])
        if len(found) != 1:
            raise ValidationError(_t("There is no region “%s”. Check the spelling.") % text)
        return found[0]


class SheetRow(forms.Form):
    """One row. `enter` calls the service that a form of the page would call.

    `example` shows, below the headings of an empty sheet, how a row is written.
    """

    permission: ClassVar[Permission]
    model: ClassVar[Any]
    example: ClassVar[dict[str, Any]] = {}
    # The column by whose words a row below may refer to this one; "" where none does.
    named_in: ClassVar[str] = ""
    # Where a service speaks of something that a column is called otherwise for.
    called: ClassVar[dict[str, str]] = {}
    fields: dict[str, Any]

    def __init__(self, cells, *, owner: Agency, above: frozenset[str] = frozenset()):
        super().__init__(cells, use_required_attribute=False)
        self.owner = owner
        self.above = above  # what the rows above this one are called

    @classmethod
    def columns(cls) -> dict[str, str]:
        """The name of each column → its heading, in the reader's language."""
        return {name: str(field.label) for name, field in cls.base_fields.items()}

    @classmethod
    def needed(cls) -> list[str]:
        return [name for name, field in cls.base_fields.items() if field.required]

    @classmethod
    def column_called(cls, heading: str) -> str | None:
        """The column with this heading in either language, or with this name."""
        wanted = _plain(heading)
        for name, field in cls.base_fields.items():
            known = {_plain(name)}
            for language in ("en", "id"):
                with translation.override(language):
                    known.add(_plain(str(field.label)))
            if wanted in known:
                return name
        return None

    @classmethod
    def column_of(cls, path: str) -> str:
        """The column that a problem of the service belongs to; "" for the row as a whole."""
        first, *rest = path.split(".")
        for name in (first, *reversed(rest), cls.called.get(first, "")):
            if name in cls.base_fields:
                return name
        return ""

    @classmethod
    def made(cls, record) -> list[Any]:
        """The records of their own that a row has made, those that are referred to first."""
        return [record]

    def known(self) -> Sequence[Model]:
        """Records that this row may be telling of again."""
        return ()

    def waits_for_a_row_above(self) -> bool:
        """Whether all that is wrong is that a row above has not been taken up yet."""
        return False

    def write(self, *, by, sure: bool, why: str):
        """What it becomes. Raises SeemsKnown unless `sure`, and whatever the service does."""
        if not sure and (found := self.known()):
            raise SeemsKnown(found)
        return self.enter(by=by, sure=sure, why=why)

    def enter(self, *, by, sure: bool, why: str):
        raise NotImplementedError

    def given(self, *names) -> dict[str, Any]:
        """What was written in these columns; what was left empty is left to the service."""
        told = {name: self.cleaned_data[name] for name in names}
        return {name: value for name, value in told.items() if value not in (None, "")}


class AgencyRow(SheetRow):
    permission = Permission.AGENCY_ADD
    model = Agency
    named_in = "name"
    example = {
        "name": "Pemerintah Kabupaten Batang",
        "kind": AgencyKind.REGIONAL_GOVERNMENT.label,
        "short_name": "Pemkab Batang",
        "region": "Kabupaten Batang",
        "seat": "Batang",
    }

    name = forms.CharField(label=_("name"), max_length=250)
    kind = SheetChoice(label=_("kind"), choices=AgencyKind.choices)
    parent = AgencyField(label=_("part of"), required=False)
    short_name = forms.CharField(label=_("short name"), max_length=120, required=False)
    region = SheetRegion(label=_("region"), required=False)
    seat = forms.CharField(label=_("seat"), max_length=120, required=False)
    address = forms.CharField(label=_("address"), max_length=250, required=False)
    phone = forms.CharField(label=_("telephone"), max_length=40, required=False)
    email = forms.EmailField(label=_("e-mail"), max_length=120, required=False)
    website = forms.URLField(label=_("website"), required=False, assume_scheme="https")

    def waits_for_a_row_above(self):
        parent = as_one_name(self.data.get("parent", ""))
        return set(self.errors) == {"parent"} and parent in self.above

    def enter(self, *, by, sure, why):
        try:
            return add_agency(by=by, sure=sure, why=why, **self.given(*self.fields))
        except SimilarAgency as error:
            raise SeemsKnown(error.found) from error


class OfficialRow(SheetRow):
    permission = Permission.AGENCY_ADD
    model = Official
    example = {
        "name": "Dadang Wihana, S.T., M.Si.",
        "position": "Kepala Bappeda Kota Depok",
        "agency": "Bappeda Kota Depok",
        "starts_on": "2021-01-04",
    }

    name = forms.CharField(label=_("name with titles"), max_length=250)
    position = forms.CharField(label=_("position"), max_length=250)
    agency = AgencyField(label=_("agency"))
    status = SheetChoice(
        label=_("office status"),
        choices=OfficeStatus.choices,
        also=[(f"{key}.", key) for key in OfficeStatus.values],
        required=False,
    )
    starts_on = SheetDay(label=_("from"), required=False)
    ends_on = SheetDay(label=_("until"), required=False)
    decree_number = forms.CharField(label=_("decree number"), max_length=120, required=False)

    def known(self):
        name = " ".join(self.cleaned_data["name"].split())
        return list(Official.objects.filter(owner=self.owner, name__iexact=name)[:3])

    def enter(self, *, by, sure, why):
        official = add_official(owner=self.owner, name=self.cleaned_data["name"], by=by, why=why)
        facts = self.given("position", "agency", "status", "starts_on", "ends_on", "decree_number")
        hold_office(official=official, by=by, why=why, **facts)
        return official


def _plain(heading: str) -> str:
    """A heading as it is compared: without case, marks and spaces."""
    return re.sub(r"[\W_]+", "", heading.casefold())
