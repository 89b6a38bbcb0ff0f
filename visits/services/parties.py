"""Who received, who came, and the people on both sides."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from audit.recording import locked, record, remove
from cooperation.permissions import Permission, require
from visits.models import Delegation, Host, Participant, Visit
from visits.services.corrections import refuse_silent_correction
from visits.services.editing import overwrites
from visits.services.parts import (
    check_sides,
    fill_delegation,
    fill_host,
    fill_participant,
    save_delegation,
    sides_of,
)


@transaction.atomic
def add_host(visit, *, by, why="", expected_version=None, **facts) -> Host:
    """Add an agency that received; `facts` as log_visit takes them for each host."""
    visit, role = _open(visit, by, why, expected_version)
    host = Host(visit=visit, order=visit.hosts.count() + 1)
    fill_host(host, facts)
    check_sides(visit.owner, [*sides_of(visit), host])
    return record(host, by=by, role=role, why=why or "host added")


@transaction.atomic
def change_host(host, *, by, changes: Mapping, why="", expected_version=None) -> Host:
    host, visit, role = _open_part(host, by, expected_version)
    before = _before(host, changes)
    fill_host(host, changes)
    refuse_silent_correction(visit, why, corrects=overwrites(host, before))
    check_sides(visit.owner, _with(host, sides_of(visit)))
    return record(host, by=by, role=role, why=why)


@transaction.atomic
def remove_host(host, *, by, why="", expected_version=None) -> None:
    host, visit, role = _open_part(host, by, expected_version)
    _refuse_removal(host, visit, why)
    remove(host, by=by, role=role, why=why)


@transaction.atomic
def add_delegation(visit, *, by, why="", expected_version=None, **facts) -> Delegation:
    """Add a group of guests; `facts` as log_visit takes them for each delegation."""
    visit, role = _open(visit, by, why, expected_version)
    delegation = Delegation(visit=visit, order=visit.delegations.count() + 1)
    fill_delegation(delegation, facts)
    check_sides(visit.owner, [*sides_of(visit), delegation])
    return save_delegation(delegation, by=by, role=role, why=why or "delegation added")


@transaction.atomic
def change_delegation(
    delegation, *, by, changes: Mapping, why="", expected_version=None
) -> Delegation:
    """Change a group of guests; `contact` ({name, phone, email}) may be among the changes."""
    delegation, visit, role = _open_part(delegation, by, expected_version)
    before = _before(delegation, changes)
    fill_delegation(delegation, changes)
    refuse_silent_correction(visit, why, corrects=overwrites(delegation, before))
    check_sides(visit.owner, _with(delegation, sides_of(visit)))
    return save_delegation(delegation, by=by, role=role, why=why)


@transaction.atomic
def remove_delegation(delegation, *, by, why="", expected_version=None) -> None:
    """Take out a group that did not come, and forget how to reach its contact."""
    delegation, visit, role = _open_part(delegation, by, expected_version)
    _refuse_removal(delegation, visit, why)
    if delegation.questions.exists():
        raise ValidationError(_("It asked about a topic. Correct who asked there first."))
    contact = delegation.contact
    remove(delegation, by=by, role=role, why=why)
    if contact is not None:
        contact.delete()


@transaction.atomic
def add_participant(visit, *, by, why="", expected_version=None, **facts) -> Participant:
    """Add somebody who was, or will be, there; `agency` says on whose side."""
    visit, role = _open(visit, by, why, expected_version)
    person = Participant(visit=visit, order=visit.participants.count() + 1)
    fill_participant(person, facts, sides_of(visit))
    return record(person, by=by, role=role, why=why or "participant added")


@transaction.atomic
def change_participant(
    person, *, by, changes: Mapping, why="", expected_version=None
) -> Participant:
    person, visit, role = _open_part(person, by, expected_version)
    before = _before(person, changes)
    fill_participant(person, changes, sides_of(visit))
    refuse_silent_correction(visit, why, corrects=overwrites(person, before))
    return record(person, by=by, role=role, why=why)


@transaction.atomic
def remove_participant(person, *, by, why="", expected_version=None) -> None:
    person, visit, role = _open_part(person, by, expected_version)
    refuse_silent_correction(visit, why, corrects=True)
    remove(person, by=by, role=role, why=why)


def _open(visit, by, why, expected_version):
    role = require(by, Permission.VISIT_LOG, visit.owner)
    visit = locked(Visit, visit.pk, expected_version=expected_version)
    refuse_silent_correction(visit, why, corrects=False)
    return visit, role


def _open_part(part, by, expected_version):
    role = require(by, Permission.VISIT_LOG, part.visit.owner)
    visit = locked(Visit, part.visit_id)
    return locked(type(part), part.pk, expected_version=expected_version), visit, role


def _before(part, changes):
    names = {field.name for field in part._meta.fields} - {"order"}
    return {name: getattr(part, name) for name in changes if name in names}


def _with(changed, sides):
    return [changed if side == changed else side for side in sides]


def _refuse_removal(side, visit, why):
    refuse_silent_correction(visit, why, corrects=True)
    if side.participants.exists():
        raise ValidationError(_("People are entered on this side. Remove them first."))
    check_sides(visit.owner, [other for other in sides_of(visit) if other != side])
