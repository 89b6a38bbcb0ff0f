"""Users and their roles, officials and their offices: each administrator's own house only."""

from typing import cast

from django import forms
from django.contrib import admin, messages
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Token, User
from cooperation.admin.records import RecordAdmin, RecordForm
from cooperation.models import Agency, Membership, OfficeHolding, Official
from cooperation.permissions import NotPermitted, Permission, Role, may
from cooperation.services import people


class OfficialAdmin(RecordAdmin):
    """Names only: what belongs to the person is not for administrators."""

    record = Official
    facts = ["owner", "name"]
    fixed = ["owner"]
    list_display = ["name", "owner"]
    list_select_related = ["owner"]
    search_fields = ["name"]

    def get_queryset(self, request):
        return super().get_queryset(request).filter(owner__in=self.reach_of(request.user))

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        kwargs["queryset"] = self.reach_of(request.user)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def may_change(self, user, instance):
        return may(user, self.permission, instance.owner)

    def add(self, facts, *, by, why):
        return people.add_official(owner=facts["owner"], name=facts["name"], by=by, why=why)

    def change(self, instance, form, *, by, why, seen):
        people.edit_official(
            instance, by=by, name=form.cleaned_data["name"], why=why, expected_version=seen
        )


class HoldingAdmin(RecordAdmin):
    record = OfficeHolding
    facts = ["official", "agency", "position", "status", "starts_on", "ends_on", "decree_number"]
    fixed = ["official"]
    list_display = ["official", "position", "agency", "status", "starts_on", "ends_on"]
    list_select_related = ["official", "agency"]
    search_fields = ["official__name", "position"]
    autocomplete_fields = ["official", "agency"]

    def get_queryset(self, request):
        mine = self.reach_of(request.user)
        return super().get_queryset(request).filter(official__owner__in=mine)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "official":
            mine = self.reach_of(request.user)
            kwargs["queryset"] = Official.objects.filter(owner__in=mine)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def may_change(self, user, instance):
        return may(user, self.permission, instance.official.owner)

    def root_of(self, instance):
        return instance.official

    def add(self, facts, *, by, why):
        own = {name: facts[name] for name in self.facts}
        return people.hold_office(by=by, why=why, **own)

    def change(self, instance, form, *, by, why, seen):
        people.edit_office(instance, by=by, changes=form.changes, why=why, expected_version=seen)


class MembershipAdmin(RecordAdmin):
    record = Membership
    permission = Permission.PEOPLE_MANAGE
    facts = ["user", "agency", "role", "ended_on"]
    fixed = ["user", "agency", "role"]
    only_later = ["ended_on"]
    list_display = ["user", "role", "agency", "ended_on"]
    list_select_related = ["user", "agency"]
    list_filter = ["role"]
    search_fields = ["user__username", "user__first_name", "user__last_name", "agency__name"]

    def get_queryset(self, request):
        return super().get_queryset(request).filter(agency__in=self.reach_of(request.user))

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        mine = self.reach_of(request.user)
        kwargs["queryset"] = mine if db_field.name == "agency" else colleagues(mine)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def may_change(self, user, instance):
        return may(user, self.permission, instance.agency)

    def add(self, facts, *, by, why):
        return people.grant_membership(
            user=facts["user"], agency=facts["agency"], role=facts["role"], by=by, why=why
        )

    def change(self, instance, form, *, by, why, seen):
        on = form.cleaned_data["ended_on"]
        people.end_membership(instance, by=by, on=on, why=why, expected_version=seen)


class InvitationForm(RecordForm):
    full_name = forms.CharField(label=_("Name"), max_length=200)
    agency = forms.ModelChoiceField(Agency.objects.none(), label=_("agency"))
    roles = forms.MultipleChoiceField(
        label=_("Roles"), choices=Role.choices, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].required = True
        agency = cast("forms.ModelChoiceField[Agency]", self.fields["agency"])
        agency.queryset = Agency.objects.in_reach_of(self.user, Permission.PEOPLE_MANAGE)


class PersonForm(RecordForm):
    full_name = forms.CharField(label=_("Name"), max_length=200)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "full_name" in self.fields:
            self.fields["full_name"].initial = self.instance.get_full_name()


class PersonAdmin(RecordAdmin):
    """Whom to let in: adding somebody invites them by mail."""

    record = User
    permission = Permission.PEOPLE_MANAGE
    list_display = ["username", "shown_name", "is_active", "last_login"]
    list_filter = ["is_active"]
    search_fields = ["username", "first_name", "last_name"]
    ordering = ["username"]

    @admin.display(description=_("Name"), ordering="first_name")
    def shown_name(self, person) -> str:
        return person.get_full_name()

    def get_queryset(self, request):
        return super().get_queryset(request) & colleagues(self.reach_of(request.user))

    def get_form(self, request, obj=None, change=False, **kwargs):
        kwargs["form"] = PersonForm if obj else InvitationForm
        return super().get_form(request, obj, change=change, **kwargs)

    def get_fields(self, request, obj=None):
        if obj is None:
            return ["username", "full_name", "email", "agency", "roles", "why"]
        if self.may_change(request.user, obj):
            return ["username", "full_name", "email", "is_active", "why", "seen"]
        return ["username", "shown_name", "is_active"]

    def get_readonly_fields(self, request, obj=None):
        return ["username", "shown_name"] if obj else []

    def may_change(self, user, instance):
        try:
            people.who_may_manage(user, instance)
        except NotPermitted:
            return False
        return True

    def add(self, facts, *, by, why):
        own = {name: facts[name] for name in ("agency", "username", "full_name", "email", "roles")}
        return people.invite_person(by=by, why=why, **own)

    def change(self, instance, form, *, by, why, seen):
        changed = set(form.changed_data)
        facts = {name: form.cleaned_data[name] for name in changed & {"full_name", "email"}}
        if facts:
            edited = people.edit_person(instance, by=by, why=why, expected_version=seen, **facts)
            seen = edited.version
        if "is_active" in changed:
            let_in = form.cleaned_data["is_active"]
            act = people.reactivate_person if let_in else people.deactivate_person
            act(instance, by=by, why=why, expected_version=seen)


class KeyAdmin(RecordAdmin):
    """Whose programs may come in now; here they are only ended. Each person issues their own."""

    record = Token
    permission = Permission.PEOPLE_MANAGE
    form = forms.ModelForm  # type: ignore[assignment]
    facts = ["user", "name", "areas", "networks", "expires_at", "last_used_at"]
    list_display = ["name", "user", "areas", "networks", "expires_at", "last_used_at"]
    list_select_related = ["user"]
    ordering = ["-created_at"]
    actions = ["end_keys"]  # type: ignore[assignment]

    def get_queryset(self, request):
        theirs = colleagues(self.reach_of(request.user))
        valid = (
            super()
            .get_queryset(request)
            .filter(revoked_at__isnull=True, expires_at__gt=timezone.now())
        )
        return valid.filter(user__in=theirs)

    def has_change_permission(self, request, obj=None):
        return False

    def may_add(self, user):
        return False

    def may_change(self, user, instance):
        return False

    @admin.display(description=_("may write in"))
    def areas(self, token):
        return ", ".join(token.areas) or _("only reads")

    @admin.action(description=_("End the chosen keys"))
    def end_keys(self, request, chosen):
        """Each that this administrator may end; the others are told, and stay."""
        for token in chosen.select_related("user"):
            try:
                people.end_key(token, by=request.user)
            except NotPermitted as refusal:
                self.message_user(request, f"{token}: {refusal}", messages.ERROR)
            else:
                said = _("The key “%(name)s” of %(person)s is ended.")
                told = said % {"name": token.name, "person": token.user}
                self.message_user(request, told, messages.SUCCESS)


def colleagues(agencies):
    """Everybody who has, or had, a role at one of these agencies."""
    held = Membership.objects.filter(agency__in=agencies)
    return User.objects.filter(pk__in=held.values("user"))
