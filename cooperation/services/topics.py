"""The words an agency uses again and again: its topics and indicators, and what it has to show."""

import unicodedata

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from audit.recording import locked, record
from cooperation.models import GovernmentAffair, Indicator, Innovation, Topic
from cooperation.permissions import Permission, require

INNOVATION_FIELDS = frozenset(
    {
        "name",
        "full_name",
        "kind",
        "is_digital",
        "affair",
        "secondary_affair",
        "description",
        "licence_terms",
        "link",
        "first_used_on",
        "published",
    }
)


@transaction.atomic
def topic_named(*, owner, name, affair=None, by, role=None) -> Topic:
    """The owner's topic of that name, added if it is new; a new one needs its affair."""
    # Asked first: that a name is there already is for the owner's people to know.
    role = role or require(by, Permission.CANDIDATE_IDENTIFY, owner)
    name = _plain(name)
    existing = Topic.objects.filter(owner=owner, name__iexact=name).first()
    if existing is not None:
        return existing
    if affair is None:
        raise ValidationError(
            {"affair": _("“%s” is a new topic. Choose the government affair it belongs to.") % name}
        )
    return record(Topic(owner=owner, name=name, affair=affair), by=by, role=role, why="topic added")


@transaction.atomic
def indicator_named(*, owner, name, unit, lower_is_better=False, by, role=None) -> Indicator:
    """The owner's indicator of that name, added if it is new."""
    role = role or require(by, Permission.CANDIDATE_IDENTIFY, owner)
    name = _plain(name)
    existing = Indicator.objects.filter(owner=owner, name__iexact=name).first()
    if existing is not None:
        return existing
    indicator = Indicator(owner=owner, name=name, unit=unit, lower_is_better=lower_is_better)
    return record(indicator, by=by, role=role, why="indicator added")


@transaction.atomic
def add_innovation(*, owner, name, affair: GovernmentAffair, by, why="", **fields) -> Innovation:
    role = require(by, Permission.INNOVATION_EDIT, owner)
    _refuse_second(owner, name)
    innovation = Innovation(owner=owner, name=name, affair=affair, **_allowed(fields))
    return record(innovation, by=by, role=role, why=why)


@transaction.atomic
def edit_innovation(innovation, *, by, changes: dict, why="", expected_version=None) -> Innovation:
    role = require(by, Permission.INNOVATION_EDIT, innovation.owner)
    innovation = locked(Innovation, innovation.pk, expected_version=expected_version)
    if "name" in changes:
        _refuse_second(innovation.owner, changes["name"], but=innovation)
    for name, value in _allowed(changes).items():
        setattr(innovation, name, value)
    return record(innovation, by=by, role=role, why=why)


@transaction.atomic
def end_innovation(innovation, *, by, why, on=None) -> Innovation:
    """Say that it is no longer offered; what others adopted stays theirs."""
    role = require(by, Permission.INNOVATION_EDIT, innovation.owner)
    if not why.strip():
        raise ValidationError({"why": _("Say why the innovation is ended.")})
    innovation = locked(Innovation, innovation.pk)
    innovation.ended_on = on or innovation.owner.today()
    return record(innovation, by=by, role=role, why=why)


def _plain(name: str) -> str:
    """Written as names are stored, so that one typed in another spelling of é finds itself."""
    return " ".join(unicodedata.normalize("NFC", name).split())


def _refuse_second(owner, name, *, but=None):
    """Two innovations of one name cannot be told apart in a list."""
    same = Innovation.objects.filter(owner=owner, name__iexact=_plain(name))
    if same.exclude(pk=but.pk if but else None).exists():
        raise ValidationError(
            {"name": _("%(owner)s already has an innovation of this name.") % {"owner": owner}}
        )


def _allowed(fields):
    unknown = set(fields) - INNOVATION_FIELDS
    if unknown:
        raise ValidationError({name: _("This cannot be set here.") for name in unknown})
    return fields
