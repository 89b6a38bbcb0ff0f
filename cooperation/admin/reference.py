"""Regions, government affairs and agencies: everybody's reference, mended by administrators."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cooperation.admin.records import RecordAdmin, RecordForm
from cooperation.models import Agency, ClassificationCode, GovernmentAffair, Region
from cooperation.permissions import NotPermitted, Permission, may_somewhere
from cooperation.services import agencies, reference


class RegionAdmin(RecordAdmin):
    record = Region
    facts = [
        "code",
        "name",
        "alias",
        "type",
        "parent",
        "is_autonomous",
        "valid_from",
        "valid_to",
        "successor",
        "source_decree",
    ]
    fixed = ["code", "type", "parent"]
    list_display = ["code", "name", "alias", "type", "is_autonomous"]
    list_filter = ["type", "is_autonomous"]
    search_fields = ["code", "name", "alias"]
    autocomplete_fields = ["successor"]

    def may_add(self, user):
        return False  # they come by load_reference

    def change(self, instance, form, *, by, why, seen):
        reference.edit_region(instance, by=by, changes=form.changes, why=why, expected_version=seen)


class AffairAdmin(RecordAdmin):
    record = GovernmentAffair
    facts = ["code", "name", "group"]
    fixed = ["code"]
    list_display = ["code", "name", "group"]
    search_fields = ["code", "name"]

    def may_add(self, user):
        return False  # they come by load_reference

    def change(self, instance, form, *, by, why, seen):
        reference.edit_affair(instance, by=by, changes=form.changes, why=why, expected_version=seen)


class CodeAdmin(RecordAdmin):
    record = ClassificationCode
    facts = ["code", "label", "regime", "valid_from", "valid_to"]
    fixed = ["code", "regime"]
    list_display = ["code", "label", "regime", "valid_from", "valid_to"]
    search_fields = ["code", "label"]

    def may_add(self, user):
        return False  # they come by load_reference

    def change(self, instance, form, *, by, why, seen):
        reference.edit_code(instance, by=by, changes=form.changes, why=why, expected_version=seen)


class AgencyForm(RecordForm):
    sure = forms.BooleanField(
        label=_("It is another agency than those of a similar name"), required=False
    )
    correction = forms.BooleanField(
        label=_("The old name was a mistake"),
        required=False,
        help_text=_("Otherwise it is kept as a former name."),
    )


class AgencyAdmin(RecordAdmin):
    record = Agency
    form = AgencyForm
    facts = [
        "name",
        "correction",
        "sure",
        "short_name",
        "code",
        "kind",
        "parent",
        "region",
        "time_zone",
        "seat",
        "address",
        "phone",
        "email",
        "website",
        "ended_on",
        "successor",
    ]
    # An agency that moved would take along who may see its records.
    fixed = ["code", "parent"]
    only_later = ["correction", "code", "ended_on", "successor"]
    list_display = ["name", "short_name", "kind", "region", "parent", "ended_on"]
    list_select_related = ["region", "parent"]
    list_filter = ["kind"]
    search_fields = ["name", "short_name", "code"]
    autocomplete_fields = ["region", "parent", "successor"]

    def get_fields(self, request, obj=None):
        unasked = {"sure"} if obj else set()
        if obj and not self.may_change(request.user, obj):
            unasked.add("correction")
        return [name for name in super().get_fields(request, obj) if name not in unasked]

    def may_add(self, user):
        return may_somewhere(user, Permission.AGENCY_ADD)

    def may_change(self, user, instance):
        try:
            agencies.who_may_edit(user, instance)
        except NotPermitted:
            return False
        return True

    def add(self, facts, *, by, why):
        own = {name: facts[name] for name in agencies.FACTS | {"parent", "sure"}}
        return agencies.add_agency(by=by, why=why, **own)

    def change(self, instance, form, *, by, why, seen):
        changes = form.changes
        ending = {name: changes.pop(name) for name in ("ended_on", "successor") if name in changes}
        if changes or not ending:
            edited = agencies.edit_agency(
                instance,
                by=by,
                changes=changes,
                why=why,
                correction=form.cleaned_data["correction"],
                expected_version=seen,
            )
            seen = edited.version
        if ending:
            agencies.end_agency(
                instance,
                by=by,
                why=why,
                on=ending.get("ended_on"),
                successor=ending.get("successor"),
                expected_version=seen,
            )
