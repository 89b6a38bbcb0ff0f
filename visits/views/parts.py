"""The parts of a visit, added, corrected and taken out one by one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from cooperation.permissions import Permission, may
from visits import services
from visits.forms import (
    DelegationPartForm,
    DiscussionPartForm,
    HostPartForm,
    ParticipantPartForm,
    RemovalForm,
    StopPartForm,
)
from visits.views.asking import ask, removed
from visits.views.detail import found
from visits.views.talks import unit_of


@dataclass(frozen=True)
class Kind:
    """How one kind of part is asked for, and which services write it."""

    form: Any
    add: Callable
    change: Callable
    remove: Callable
    adding: Any
    permission: Permission = Permission.VISIT_LOG


KINDS = {
    "hosts": Kind(
        HostPartForm,
        services.add_host,
        services.change_host,
        services.remove_host,
        _("Add a host"),
    ),
    "delegations": Kind(
        DelegationPartForm,
        services.add_delegation,
        services.change_delegation,
        services.remove_delegation,
        _("Add a delegation"),
    ),
    "participants": Kind(
        ParticipantPartForm,
        services.add_participant,
        services.change_participant,
        services.remove_participant,
        _("Add a person"),
    ),
    "stops": Kind(
        StopPartForm,
        services.add_stop,
        services.change_stop,
        services.remove_stop,
        _("Add a place"),
    ),
    "discussions": Kind(
        DiscussionPartForm,
        services.add_discussion,
        services.change_discussion,
        services.remove_discussion,
        _("Add a topic"),
        Permission.VISIT_REPORT,
    ),
}


def part_new(request, pk, kind):
    visit, how = found(request, pk), _kind(kind)
    form = how.form(request.POST or None, visit=visit, user=request.user)
    return ask(
        request,
        visit,
        form,
        title=how.adding,
        permission=Permission.VISIT_LOG,
        save=lambda: how.add(visit, by=request.user, **form.values()),
    )


def part_edit(request, pk, kind, part):
    visit, how = found(request, pk), _kind(kind)
    row = get_object_or_404(getattr(visit, kind).all(), pk=part)
    form = how.form(request.POST or None, visit=visit, user=request.user, record=row)
    options: dict[str, Any] = {"at": unit_of(row)} if kind == "discussions" else {}
    if may(request.user, Permission.VISIT_LOG, visit.owner):
        options["removal"] = RemovalForm(initial={"version": row.version}, auto_id="removal_%s")
        options["removal_href"] = reverse("visit_part_remove", args=[pk, kind, part])
    return ask(
        request,
        visit,
        form,
        title=str(row),
        permission=how.permission,
        save=lambda: how.change(row, by=request.user, changes=form.changes(), **form.options()),
        **options,
    )


@require_POST
def part_remove(request, pk, kind, part):
    visit, how = found(request, pk), _kind(kind)
    row = get_object_or_404(getattr(visit, kind).all(), pk=part)
    return removed(request, visit, lambda **said: how.remove(row, by=request.user, **said))


def _kind(name) -> Kind:
    if name not in KINDS:
        raise Http404
    return KINDS[name]
