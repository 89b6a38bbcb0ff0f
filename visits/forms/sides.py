"""Who received and who came, as typed: an agency by its name, a new one with what makes it one."""

from collections.abc import Mapping

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from cooperation.forms import AgencyField, CountField, MomentField
from cooperation.models import Agency, AgencyKind, OfficeStatus, Region
from visits.forms.rows import RowForm
from visits.models import Delegation, Host

MOST_PEOPLE = 500
PERSON = ("name", "position", "unit")
# Guests come as a delegation of so many; hosts are those in the room.
PLANNED_PRESENT = _("planned number of people present")
PRESENT = _("number of people present")


class RegionField(forms.CharField):
    """A region by its name, such as “Kabupaten Batang”."""

    def clean(self, value):
        name = " ".join(super().clean(value).split())
        if not name:
            return None
        found = list(Region.objects.filter(name__iexact=name)[:2])
        if len(found) == 1:
            return found[0]
        near = Region.objects.filter(name__icontains=name).values_list("name", flat=True)[:5]
        if near:
            raise ValidationError(_t("Write one of these in full: %s.") % ", ".join(near))
        raise ValidationError(_t("There is no region “%s”. Check the spelling.") % name)


class PeopleField(forms.CharField):
    """One person a line: name; position; unit. A list pasted from a spreadsheet works, too."""

    def clean(self, value):
        lines = [line for line in super().clean(value).splitlines() if line.strip()]
        if len(lines) > MOST_PEOPLE:
            raise ValidationError(_t("At most %d people fit here.") % MOST_PEOPLE)
        return [self._person(line) for line in lines]

    def _person(self, line):
        parts = [part.strip() for part in line.replace("\t", ";").split(";", 2)]
        if not parts[0]:
            raise ValidationError(_t("A name is missing in the line “%s”.") % line.strip())
        return dict(zip(PERSON, parts, strict=False))


def _headcount(label):
    return CountField(label=label, required=False, min_value=0, max_value=100_000)


class SideForm(RowForm):
    """A host or a delegation. `facts` is what log_visit takes."""

    agency = AgencyField(label=_("agency"))
    planned_headcount = _headcount(_("planned number of people"))
    actual_headcount = _headcount(_("actual number of people"))
    participants = PeopleField(
        label=_("people"),
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("One a line: name; position; unit. You can paste a list from a spreadsheet."),
    )
    new_kind = forms.ChoiceField(
        label=_("kind of the new agency"),
        required=False,
        choices=[("", _("not new: it is in the list")), *AgencyKind.choices],
    )
    new_region = RegionField(label=_("its region"), required=False)
    new_parent = AgencyField(label=_("which it is part of"), required=False)
    sure = forms.BooleanField(
        label=_("It is another one than the agency of nearly the same name."), required=False
    )

    person: tuple[str, ...] = ()
    elsewhere = ("new_kind", "new_region", "new_parent", "sure")

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.order_fields(["agency", *self.person])
        for name in ("planned_headcount", "actual_headcount"):
            self.fields[name].widget.attrs["inputmode"] = "numeric"

    def clean(self):
        super().clean()
        if self.cleaned_data.get("new_kind") and "agency" in self.errors:
            # Not found by its name is what one expects of a new one.
            del self.errors["agency"]

    def new_fields(self):
        return [self[name] for name in self.elsewhere]

    @property
    def is_new(self) -> bool:
        """Whether an agency is to be taken up."""
        return bool(self.cleaned_data.get("new_kind")) and not self.cleaned_data.get("agency")

    @property
    def opens_new(self) -> bool:
        """Whether to show the questions about a new agency at once."""
        asked = any(self[name].value() for name in self.elsewhere)
        return asked or bool(self.is_bound and set(self.errors) & {"agency", *self.elsewhere})

    def new_agency(self) -> dict:
        """What add_agency takes."""
        given = self.cleaned_data
        name = " ".join(self["agency"].value().split())
        region = (
            given["new_region"]
            or Region.objects.filter(name__iexact=name.removeprefix("Pemerintah ")).first()
        )
        return {
            "name": name,
            "kind": given["new_kind"],
            "parent": given["new_parent"],
            "region": region,
            "sure": given["sure"],
        }

    def show_new_agency(self, error: ValidationError) -> None:
        """Put what is wrong with the new agency beside what was typed of it."""
        beside = {"name": "agency"} | {name: f"new_{name}" for name in ("kind", "region", "parent")}
        for field, messages in error.update_error_dict({}).items():
            self.add_error(beside.get(field), messages)

    def facts(self, agency: Agency) -> dict:
        names = (*self.person, "on_behalf_of", "planned_headcount", "actual_headcount")
        told = {name: self.cleaned_data[name] for name in names}
        # An emptied choice is the usual one, not a choice of its own.
        return {"agency": agency} | {name: value for name, value in told.items() if value != ""}

    def people(self, agency: Agency) -> list[Mapping]:
        return [{"agency": agency, **person} for person in self.cleaned_data["participants"]]


def _line(model, name):
    """A text field with the label and the limit that the model gives it."""
    column = model._meta.get_field(name)
    return forms.CharField(label=column.verbose_name, max_length=column.max_length, required=False)


def _office_status():
    return forms.ChoiceField(
        label=_("office status"),
        choices=OfficeStatus.choices,
        initial=OfficeStatus.DEFINITIVE,
        required=False,
    )


class HostForm(SideForm):
    person = ("receiver_name", "receiver_position", "receiver_office_status")
    later = (
        *("receiver_office_status", "on_behalf_of", "planned_headcount", "actual_headcount"),
        "participants",
    )
    planned_headcount = _headcount(PLANNED_PRESENT)
    actual_headcount = _headcount(PRESENT)
    receiver_name = _line(Host, "receiver_name")
    receiver_position = _line(Host, "receiver_position")
    receiver_office_status = _office_status()
    on_behalf_of = _line(Host, "on_behalf_of")


class DelegationForm(SideForm):
    person = ("leader_name", "leader_position", "leader_office_status")
    later = (
        *("leader_office_status", "on_behalf_of", "participants"),
        *("contact_name", "contact_phone", "contact_email"),
    )
    leader_name = _line(Delegation, "leader_name")
    leader_position = _line(Delegation, "leader_position")
    leader_office_status = _office_status()
    on_behalf_of = _line(Delegation, "on_behalf_of")
    contact_name = forms.CharField(label=_("contact"), max_length=250, required=False)
    contact_phone = forms.CharField(label=_("contact's telephone"), max_length=40, required=False)
    contact_email = forms.CharField(label=_("contact's e-mail"), max_length=120, required=False)

    def facts(self, agency):
        given = self.cleaned_data
        contact = {
            "name": given["contact_name"],
            "phone": given["contact_phone"],
            "email": given["contact_email"],
        }
        return super().facts(agency) | {"contact": contact}


class StopForm(RowForm):
    place = forms.CharField(label=_("place"), max_length=250)

    def __init__(self, *args, zone, **options):
        super().__init__(*args, **options)
        self.fields["starts_at"] = MomentField(zone=zone, label=_("from"), required=False)
        self.fields["ends_at"] = MomentField(zone=zone, label=_("until"), required=False)

    def facts(self) -> dict:
        return {name: self.cleaned_data[name] for name in ("place", "starts_at", "ends_at")}
