"""The base of every page here: services write, the policy scopes, and history is for reading.

Nothing can be deleted, and `is_staff` and `is_superuser` open nothing.
"""

from django import forms
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from audit.models import StaleRecord, Tracked
from audit.timeline import entries_of
from cooperation.models import Agency
from cooperation.permissions import NotPermitted, Permission, may_somewhere

SHOWN_CHANGES = 200


class Site(admin.AdminSite):
    site_header = site_title = "Jejak"
    index_title = _("Reference data and users")
    index_template = "cooperation/admin/index.html"
    enable_nav_sidebar = False

    def has_permission(self, request):
        return may_somewhere(request.user, Permission.REFERENCE_EDIT)

    @method_decorator(login_not_required)
    def login(self, request, extra_context=None):
        """There is one door, with one lock."""
        index = reverse("admin:index")
        if self.has_permission(request):
            return redirect(index)
        if request.user.is_authenticated:
            raise NotPermitted(Permission.REFERENCE_EDIT)
        # Whether it is one of our own addresses, the sign-in page looks at.
        onward = request.GET.get("next", index)
        return redirect(f"{reverse('sign_in')}?{urlencode({'next': onward})}")

    def password_change(self, request, extra_context=None):
        return redirect("change_password")


class RecordForm(forms.ModelForm):
    """The record's fields, why they change, and which version was seen."""

    # Set by the page that shows the form.
    user = None
    refusal: list[str] = []

    why = forms.CharField(
        label=_("Why"), required=False, widget=forms.TextInput(attrs={"class": "vTextField"})
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "seen" in self.fields:
            self.fields["seen"].initial = self.instance.version

    def clean(self):
        cleaned = super().clean()
        if self.refusal:
            raise ValidationError(self.refusal)
        return cleaned

    @property
    def changes(self) -> dict:
        """What was changed on the record itself."""
        own = {field.name for field in self._meta.model._meta.fields}
        return {name: self.cleaned_data[name] for name in self.changed_data if name in own}


class RecordAdmin(admin.ModelAdmin):
    """A subclass names its fields, calls its services in `add` and `change`, and says who may."""

    record: type[Model]
    permission = Permission.REFERENCE_EDIT
    facts: list[str] = []  # shown in this order
    fixed: list[str] = []  # chosen once, when the record is added
    only_later: list[str] = []  # empty when the record is added

    form = RecordForm
    actions = None
    list_per_page = 50
    show_full_result_count = False

    def add(self, facts, *, by, why) -> Tracked:
        raise Http404

    def change(self, instance, form, *, by, why, seen) -> None:
        raise Http404

    def may_add(self, user) -> bool:
        return may_somewhere(user, self.permission)

    def may_change(self, user, instance) -> bool:
        return may_somewhere(user, self.permission)

    def root_of(self, instance) -> Tracked:
        """The record whose story tells of this one."""
        return instance

    def reach_of(self, user):
        return Agency.objects.in_reach_of(user, self.permission)

    def has_module_permission(self, request):
        return may_somewhere(request.user, self.permission)

    def has_view_permission(self, request, obj=None):
        return may_somewhere(request.user, self.permission)

    def has_add_permission(self, request):
        return self.may_add(request.user)

    def has_change_permission(self, request, obj=None):
        if obj is None:
            return may_somewhere(request.user, self.permission)
        return self.may_change(request.user, obj)

    def has_delete_permission(self, request, obj=None):
        return False

    def lookup_allowed(self, lookup, value, request=None):
        # A list that can be asked about any column tells it letter by letter: a password's hash.
        return any(lookup == name or lookup.startswith(f"{name}__") for name in self.list_filter)

    def get_fields(self, request, obj=None):
        if obj is None:
            return [name for name in self.facts if name not in self.only_later] + ["why"]
        if self.may_change(request.user, obj):
            return [*self.facts, "why", "seen"]
        return self.facts

    def get_readonly_fields(self, request, obj=None):
        return self.fixed if obj else []

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        facts = {"user": request.user, "refusal": getattr(request, "refusal", [])}
        return type(form.__name__, (form,), facts)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """What a service refuses is shown at the form, with all that was typed."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except ValidationError as refusal:
            request.refusal = refusal.messages
        except StaleRecord:
            request.refusal = [
                _("Somebody else has changed this in the meantime. Open it again to see how.")
            ]
        return super().changeform_view(request, object_id, form_url, extra_context)

    def save_form(self, request, form, change):
        return form.instance

    def save_model(self, request, obj, form, change):
        facts = {"by": request.user, "why": form.cleaned_data["why"]}
        if change:
            self.change(obj, form, seen=form.cleaned_data["seen"], **facts)
        else:
            obj.pk = self.add(form.cleaned_data, **facts).pk

    def save_related(self, request, form, formsets, change):
        """Nothing: every relation here is written by a service of its own."""

    def log_addition(self, request, obj, message):
        """Nothing: the history says it already."""

    log_change = log_addition

    def history_view(self, request, object_id, extra_context=None):
        instance = self.get_object(request, object_id)
        # A story tells reasons: it is for its own people, also where the record is everybody's.
        if instance is None or not self.may_change(request.user, instance):
            raise Http404
        story = entries_of(self.root_of(instance), viewer=request.user, limit=SHOWN_CHANGES)
        context = {
            **self.admin_site.each_context(request),
            "title": _("History of %(record)s") % {"record": instance},
            "opts": self.opts,
            "object": instance,
            "story": story,
        }
        return TemplateResponse(request, "cooperation/admin/history.html", context)
