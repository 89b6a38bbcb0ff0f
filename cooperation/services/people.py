"""Who works where, in which role; and who held which office. People are never deleted."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.letters import send_invitation
from accounts.models import User
from accounts.services import create_user, edit_user, revoke_token, set_active
from audit.recording import Command, keep, locked, record
from cooperation.models import Agency, Membership, OfficeHolding, Official, PersonalDetail
from cooperation.permissions import NotPermitted, Permission, Role, require

HOLDING_FACTS = frozenset({"agency", "position", "status", "starts_on", "ends_on", "decree_number"})
DETAILS = frozenset({"phone", "email", "nik", "nip"})


@transaction.atomic
def invite_person(*, agency, username, full_name, email, roles, by, why="") -> User:
    """Open an account with these roles at the agency, and mail a link to choose a password."""
    role = require(by, Permission.PEOPLE_MANAGE, agency)
    if not roles:
        raise ValidationError({"roles": _("Choose at least one role.")})
    _check_mail(email)
    why = why or "invited"
    user = create_user(
        username=username, full_name=full_name, email=email, by=by, role=role, why=why
    )
    for given in roles:
        grant_membership(user=user, agency=agency, role=given, by=by, why=why)
    # After the commit: a mail cannot be called back, and the link must lead to somebody.
    transaction.on_commit(lambda: send_invitation(user, office=agency.name))
    return user


@transaction.atomic
def edit_person(user, *, by, full_name=None, email=None, why="", expected_version=None) -> User:
    """Correct a name or address. Whoever reads the new address can set a new password."""
    role = who_may_manage(by, user)
    if email is not None:
        # A stranger could grant a role to somebody whose own ones have ended, and then take
        # over the account by its mail: so the address is for who administers all they ever were.
        who_may_manage(by, user, ever=True)
        _check_mail(email)
    return edit_user(
        user,
        full_name=full_name,
        email=email,
        by=by,
        role=role,
        why=why,
        expected_version=expected_version,
    )


@transaction.atomic
def deactivate_person(user, *, by, why, expected_version=None) -> User:
    """Keep somebody out from the next request on; what they did keeps their name."""
    role = who_may_manage(by, user)
    _say_why(why)
    for held in _current(user).filter(role=Role.ADMINISTRATOR):
        _keep_one_administrator(held)
    return set_active(user, False, by=by, role=role, why=why, expected_version=expected_version)


@transaction.atomic
def reactivate_person(user, *, by, why, expected_version=None) -> User:
    role = who_may_manage(by, user)
    _say_why(why)
    return set_active(user, True, by=by, role=role, why=why, expected_version=expected_version)


@transaction.atomic
def end_key(token, *, by) -> None:
    """End somebody's API key at once, as whoever administers all that they work for."""
    who_may_manage(by, token.user)
    revoke_token(token, by=by)


@transaction.atomic
def grant_membership(*, user, agency, role, by, why="") -> Membership:
    """Give somebody a role at the agency, and so at every unit of it."""
    ground = require(by, Permission.PEOPLE_MANAGE, agency)
    if role not in Role.values:
        raise ValidationError({"role": _("There is no such role.")})
    if agency.ended_on is not None:
        raise ValidationError({"agency": _("%(agency)s has ended.") % {"agency": agency}})
    if _current(user).filter(agency=agency, role=role).exists():
        raise ValidationError({"role": _("This person already has this role here.")})
    membership = Membership(user=user, agency=agency, role=role)
    return record(membership, by=by, role=ground, why=why or "role given")


@transaction.atomic
def end_membership(membership, *, by, why, on=None, expected_version=None) -> Membership:
    """Take a role away from that day on."""
    role = require(by, Permission.PEOPLE_MANAGE, membership.agency)
    _say_why(why)
    membership = locked(Membership, membership.pk, expected_version=expected_version)
    today = timezone.localdate()
    if membership.ended_on is not None and membership.ended_on <= today:
        raise ValidationError({"ended_on": _("This role has already ended.")})
    if on is not None and on < today:
        # What was done by this role until today was done rightly.
        raise ValidationError({"ended_on": _("A role ends today or later.")})
    if membership.role == Role.ADMINISTRATOR:
        _keep_one_administrator(membership)
    membership.ended_on = on or today
    return record(membership, by=by, role=role, why=why)


def who_may_manage(by, user, *, ever=False):
    """The membership by which this person may change that account, or NotPermitted.

    Only who administers all that somebody works for (or `ever` did): an account is one key to
    all of it.
    """
    if isinstance(by, Command):
        return None
    held = user.memberships.all() if ever or not _current(user).exists() else _current(user)
    agencies = Agency.objects.filter(memberships__in=held).distinct().order_by("path")
    grounds = [require(by, Permission.PEOPLE_MANAGE, agency) for agency in agencies]
    if not grounds:
        raise NotPermitted(Permission.PEOPLE_MANAGE)
    return grounds[0]


@transaction.atomic
def add_official(*, owner, name, by, role=None, why="", **detail) -> Official:
    """Note somebody who holds an office, with what belongs to the person kept apart."""
    role = role or require(by, Permission.AGENCY_ADD, owner)
    official = Official(owner=owner, name=name)
    if any(detail.values()):
        official.detail = set_personal_detail(owner=owner, by=by, **detail)
    return record(official, by=by, role=role, why=why or "official added")


@transaction.atomic
def edit_official(official, *, by, name=None, why="", expected_version=None, **detail) -> Official:
    role = require(by, Permission.AGENCY_ADD, official.owner)
    official = locked(Official, official.pk, expected_version=expected_version)
    if name is not None:
        official.name = name
    if detail:
        official.detail = set_personal_detail(
            owner=official.owner, detail=official.detail, by=by, **detail
        )
    return record(official, by=by, role=role, why=why)


@transaction.atomic
def hold_office(*, official, agency, position, by, role=None, why="", **facts) -> OfficeHolding:
    """Note an office of this person: position, status (definitive, Pj., Plt. …), from and until."""
    role = role or require(by, Permission.AGENCY_ADD, official.owner)
    holding = OfficeHolding(
        official=official, agency=agency, position=position, **_known(facts, HOLDING_FACTS)
    )
    _check_term(holding)
    return record(holding, by=by, role=role, why=why or "office noted")


@transaction.atomic
def edit_office(holding, *, by, changes: dict, why="", expected_version=None) -> OfficeHolding:
    role = require(by, Permission.AGENCY_ADD, holding.official.owner)
    holding = locked(OfficeHolding, holding.pk, expected_version=expected_version)
    for name, value in _known(changes, HOLDING_FACTS).items():
        setattr(holding, name, value)
    _check_term(holding)
    return record(holding, by=by, role=role, why=why)


def end_office(holding, *, by, on=None, why="", expected_version=None) -> OfficeHolding:
    """The last day in office; today unless said otherwise."""
    return edit_office(
        holding,
        by=by,
        changes={"ends_on": on or holding.agency.today()},
        why=why or "office ended",
        expected_version=expected_version,
    )


@transaction.atomic
def set_personal_detail(*, owner, by, detail=None, **values) -> PersonalDetail:
    """Keep, or change, what belongs to a person; the record that points here is its service's."""
    if detail is not None and detail.owner_id != owner.pk:
        raise NotPermitted(Permission.PERSONAL_READ, detail.owner)
    role = require(by, Permission.PERSONAL_READ, owner)
    detail = detail or PersonalDetail(owner=owner)
    for name, value in _known(values, DETAILS).items():
        setattr(detail, name, value)
    detail.clean_fields(exclude=["owner"])
    keep(detail, by=by, role=role, why="personal details noted")
    return detail


def _current(user):
    today = timezone.localdate()
    return user.memberships.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=today))


def _keep_one_administrator(membership):
    """Without one, nobody could let anybody in again."""
    # Two administrators who end each other at the same moment must not both succeed.
    locked(Agency, membership.agency_id)
    today = timezone.localdate()
    others = (
        Membership.objects.filter(
            role=Role.ADMINISTRATOR,
            agency__code__in=membership.agency.lineage,
            user__is_active=True,
        )
        .filter(Q(ended_on__isnull=True) | Q(ended_on__gt=today))
        .exclude(user=membership.user_id)
    )
    if not others.exists():
        raise ValidationError(
            _("%(person)s is the last administrator of %(agency)s. Appoint another one first.")
            % {"person": membership.user, "agency": membership.agency}
        )


def _check_term(holding):
    if holding.starts_on and holding.ends_on and holding.ends_on < holding.starts_on:
        raise ValidationError({"ends_on": _("The last day in office is before the first one.")})


def _check_mail(email):
    try:
        validate_email(email)
    except ValidationError as refusal:
        raise ValidationError({"email": refusal.messages}) from refusal


def _say_why(why):
    if not why.strip():
        raise ValidationError({"why": _("Say why.")})


def _known(values, allowed):
    unknown = set(values) - allowed
    if unknown:
        raise ValidationError({name: _("This cannot be set here.") for name in unknown})
    return values
