"""What is typed about a candidate, its follow-ups and what came of it."""

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cooperation.forms.fields import CHOOSE, AgencyField, KeptFileField, offer
from cooperation.forms.records import RecordForm
from cooperation.models import (
    Adoption,
    Agency,
    Candidate,
    FollowUp,
    Indicator,
    Innovation,
    Measurement,
    Membership,
    Topic,
)


class CandidateForm(RecordForm):
    model = Candidate
    names = (
        *("title", "provider", "adopter", "kind", "innovation", "topic"),
        *("cooperation_kind", "initiating_unit", "description", "priority"),
        *("in_planning_document", "planning_reference", "screening_note"),
        *("indicator", "baseline_value", "baseline_period", "target_value", "target_on"),
    )
    later = (*names[6:], "new_indicator", "new_indicator_unit", "lower_is_better")

    provider = AgencyField(label=_("provider"))
    adopter = AgencyField(label=_("adopter"))
    new_indicator = forms.CharField(
        label=_("another indicator"),
        required=False,
        max_length=250,
        help_text=_("If the list does not have it: what is measured."),
    )
    new_indicator_unit = forms.CharField(
        label=_("its unit"), required=False, max_length=40, help_text=_("For instance: per cent.")
    )
    lower_is_better = forms.BooleanField(label=_("lower is better"), required=False)

    def __init__(self, data=None, *, user, owner, **options):
        super().__init__(data, **options)
        units = Agency.objects.within(owner).filter(ended_on__isnull=True)
        offer(self, "innovation", Innovation.objects.visible_to(user))
        offer(self, "topic", Topic.objects.visible_to(user))
        offer(self, "indicator", Indicator.objects.visible_to(user))
        offer(self, "initiating_unit", units)

    def clean(self):
        super().clean()
        facts = self.cleaned_data
        if facts.get("new_indicator") and not facts.get("new_indicator_unit"):
            self.add_error("new_indicator_unit", _t("In which unit is it measured?"))
        return facts

    def new_indicator_facts(self) -> dict:
        """An indicator to add first, if one was named."""
        facts = self.cleaned_data
        if not facts["new_indicator"]:
            return {}
        return {
            "name": facts["new_indicator"],
            "unit": facts["new_indicator_unit"],
            "lower_is_better": facts["lower_is_better"],
        }


class HouseForm(forms.Form):
    """For whom something is written down, where a person works for several."""

    owner = forms.ModelChoiceField(
        Agency.objects.none(), label=_("recorded by"), empty_label=CHOOSE
    )

    def __init__(self, data=None, *, houses):
        super().__init__(data)
        offer(self, "owner", Agency.objects.filter(pk__in=[house.pk for house in houses]))
        self.fields["owner"].initial = houses[0].pk
        if len(houses) == 1:
            self.fields["owner"].widget = forms.HiddenInput()


class FollowUpForm(RecordForm):
    model = FollowUp
    names = ("title", "unit", "assignee", "due_on", "description")

    def __init__(self, data=None, *, candidate, **options):
        super().__init__(data, **options)
        sides = (candidate.owner, candidate.provider, candidate.adopter)
        inside = Q()
        for side in sides:
            inside |= Q(path__startswith=side.path)
        offer(self, "unit", Agency.objects.filter(inside, ended_on__isnull=True))
        offer(self, "assignee", people_of(candidate.owner))


def people_of(agency):
    """Who works for the agency: in one of its units, in itself, or in what it is part of."""
    around = Q(agency__path__startswith=agency.path) | Q(agency__code__in=agency.lineage)
    over = Q(ended_on__lte=timezone.localdate())
    held = Membership.objects.filter(around, user=OuterRef("pk")).exclude(over)
    return User.objects.filter(Exists(held), is_active=True).order_by(
        "first_name", "last_name", "pk"
    )


class AdoptionForm(RecordForm):
    model = Adoption
    names = ("local_name", "status", "started_on", "ended_on", "evidence", "licence_terms")


class EvidenceForm(RecordForm):
    """A file that proves a follow-up, or an adoption; in place of another it needs a reason."""

    model = FollowUp

    file = KeptFileField()

    def __init__(self, data=None, files=None, *, record):
        super().__init__(data, record=record, files=files)
        self.fields["why"].label = _("note")
        self.fields["why"].help_text = _("Where it takes the place of another file: why.")


class MeasurementForm(RecordForm):
    model = Measurement
    names = ("indicator", "agency", "value", "measured_on", "period", "source")

    def __init__(self, data=None, *, user, candidate, **options):
        known = {"indicator": candidate.indicator_id, "agency": candidate.adopter_id}
        super().__init__(data, initial=known, **options)
        sides = [candidate.adopter_id, candidate.provider_id]
        mine = Indicator.objects.visible_to(user)
        own = Indicator.objects.filter(pk=candidate.indicator_id)
        indicators = mine | own
        offer(self, "indicator", indicators)
        offer(self, "agency", Agency.objects.filter(pk__in=sides))
        if not indicators.exists():
            self.fields["indicator"].help_text = _t("Name the indicator in the candidate first.")
