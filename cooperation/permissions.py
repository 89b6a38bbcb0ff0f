"""Who may do what, for the whole system, on one screen."""

from enum import StrEnum

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db.models import Q, TextChoices
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from audit.recording import Command


class Permission(StrEnum):
    VISIT_VIEW = "visit.view"
    VISIT_LOG = "visit.log"  # register, schedule, complete, correct
    VISIT_DECIDE = "visit.decide"  # dispose, accept, decline
    VISIT_REPORT = "visit.report"
    VISIT_CLOSE = "visit.close"
    VISIT_REOPEN = "visit.reopen"

    CANDIDATE_VIEW = "candidate.view"
    CANDIDATE_IDENTIFY = "candidate.identify"
    CANDIDATE_HANDLE = "candidate.handle"  # screen, recommend, offer, agree, park, resume, realise
    CANDIDATE_APPROVE = "candidate.approve"
    CANDIDATE_DROP = "candidate.drop"
    CANDIDATE_REOPEN = "candidate.reopen"
    FOLLOW_UP_PLAN = "follow_up.plan"
    FOLLOW_UP_DO = "follow_up.do"  # start, finish
    FOLLOW_UP_VERIFY = "follow_up.verify"
    INNOVATION_EDIT = "innovation.edit"
    ADOPTION_RECORD = "adoption.record"

    AGREEMENT_VIEW = "agreement.view"
    AGREEMENT_CREATE = "agreement.create"
    AGREEMENT_DRAFT = "agreement.draft"  # write, submit, unlock
    AGREEMENT_COMMENT = "agreement.comment"
    AGREEMENT_INITIAL = "agreement.initial"  # initial or return a draft that a colleague wrote
    AGREEMENT_APPROVE = "agreement.approve"  # send a draft that a colleague wrote to the partner
    AGREEMENT_NEGOTIATE = "agreement.negotiate"  # the partner's and the council's answers, signing
    AGREEMENT_ISSUE = "agreement.issue"
    AGREEMENT_VOID = "agreement.void"
    AGREEMENT_END = "agreement.end"
    AGREEMENT_IMPORT = "agreement.import"  # enter one that was signed before it came here
    AGREEMENT_CORRECT = "agreement.correct"  # what is noted of a signed one, never its text
    AGREEMENT_REPORT = "agreement.report"  # how it is carried out, period by period
    CLAUSE_EDIT = "clause.edit"  # the office's own clauses and templates
    NUMBER_RESERVE = "number.reserve"
    NUMBER_ARRANGE = "number.arrange"  # how the office's numbers are made up

    REPORT_VIEW = "report.view"
    PERSONAL_READ = "personal.read"
    PERSONAL_ERASE = "personal.erase"  # decide on what somebody else has asked for
    AGENCY_ADD = "agency.add"
    REFERENCE_EDIT = "reference.edit"
    PEOPLE_MANAGE = "people.manage"
    PAPER_ARRANGE = "paper.arrange"  # letterhead, paper, type
    AUDIT_READ = "audit.read"  # whether the history is sound, who read what


class Role(TextChoices):
    PROTOCOL = "protocol", _("Protocol")
    COOPERATION = "cooperation", _("Cooperation section")
    LEGAL = "legal", _("Legal section")
    UNIT = "unit", _("Technical unit")
    MANAGEMENT = "management", _("Management")
    AUDITOR = "auditor", _("Auditor")
    ADMINISTRATOR = "administrator", _("Administrator")


P = Permission
_READ = frozenset({P.VISIT_VIEW, P.CANDIDATE_VIEW, P.AGREEMENT_VIEW, P.REPORT_VIEW})
_STAFF = _READ | {P.CANDIDATE_IDENTIFY, P.FOLLOW_UP_PLAN, P.FOLLOW_UP_DO, P.INNOVATION_EDIT}
_DESK = frozenset({P.AGENCY_ADD, P.PERSONAL_READ})

GRANTS: dict[Role, frozenset[Permission]] = {
    Role.PROTOCOL: _STAFF | _DESK | {P.VISIT_LOG, P.VISIT_DECIDE, P.VISIT_REPORT, P.PAPER_ARRANGE},
    Role.COOPERATION: _STAFF
    | _DESK
    | {P.VISIT_CLOSE, P.CANDIDATE_HANDLE, P.CANDIDATE_DROP, P.FOLLOW_UP_VERIFY, P.ADOPTION_RECORD}
    | {P.AGREEMENT_CREATE, P.AGREEMENT_NEGOTIATE, P.AGREEMENT_ISSUE, P.AGREEMENT_END}
    | {P.AGREEMENT_COMMENT, P.AGREEMENT_INITIAL, P.AGREEMENT_IMPORT, P.AGREEMENT_REPORT}
    | {P.NUMBER_RESERVE, P.NUMBER_ARRANGE},
    Role.LEGAL: _STAFF
    | _DESK
    | {
        P.AGREEMENT_CREATE,
        P.AGREEMENT_DRAFT,
        P.AGREEMENT_APPROVE,
        P.AGREEMENT_ISSUE,
        P.AGREEMENT_VOID,
    }
    | {P.AGREEMENT_COMMENT, P.AGREEMENT_INITIAL, P.AGREEMENT_IMPORT, P.AGREEMENT_CORRECT}
    | {P.CLAUSE_EDIT, P.NUMBER_RESERVE, P.NUMBER_ARRANGE, P.PAPER_ARRANGE},
    Role.UNIT: _STAFF
    | {P.VISIT_REPORT, P.ADOPTION_RECORD, P.AGREEMENT_COMMENT, P.AGREEMENT_REPORT},
    Role.MANAGEMENT: _READ
    | {P.VISIT_DECIDE, P.VISIT_CLOSE, P.VISIT_REOPEN, P.FOLLOW_UP_VERIFY, P.PERSONAL_ERASE}
    | {
        P.CANDIDATE_APPROVE,
        P.CANDIDATE_DROP,
        P.CANDIDATE_REOPEN,
        P.AGREEMENT_VOID,
        P.AGREEMENT_END,
    }
    | {P.AGREEMENT_COMMENT, P.AGREEMENT_INITIAL},
    Role.AUDITOR: _READ | {P.AUDIT_READ},
    Role.ADMINISTRATOR: _READ
    | {P.AGENCY_ADD, P.REFERENCE_EDIT, P.PEOPLE_MANAGE, P.PAPER_ARRANGE}
    | {P.AUDIT_READ, P.PERSONAL_ERASE},
}


class NotPermitted(PermissionDenied):
    """Nobody in this person's roles may do it here; says who may."""

    def __init__(self, permission, agency=None):
        self.permission = permission
        self.agency = agency
        roles = ", ".join(str(role.label) for role in roles_granting(permission))
        super().__init__(
            _t("Only %(roles)s of %(agency)s may do this.") % {"roles": roles, "agency": agency}
            if agency
            else _t("Only %(roles)s may do this.") % {"roles": roles}
        )


def roles_granting(permission) -> list[Role]:
    return [role for role, granted in GRANTS.items() if permission in granted]


def current_memberships(user):
    """The memberships that count today, with their agencies; one query per user object.

    Kept on the object, which lives for one request: a right taken away counts from the next one.
    """
    if not user.is_authenticated or not user.is_active:
        return []
    if not hasattr(user, "_current_memberships"):
        user._current_memberships = list(_current(user).select_related("agency"))
    return user._current_memberships


def house_of(user):
    """The agency this person works for, the first where there are several; None: for none."""
    held = current_memberships(user)
    return held[0].agency if held else None


def may_somewhere(user, permission) -> bool:
    """Whether any role of this user, at any agency, grants the permission."""
    return any(permission in GRANTS[Role(held.role)] for held in current_memberships(user))


def may(user, permission, agency) -> bool:
    """Whether a role of this user, at this agency or one above it, grants the permission.

    For what a page offers; what is done asks `require`, which looks again.
    """
    return any(
        permission in GRANTS[Role(held.role)] and agency.path.startswith(held.agency.path)
        for held in current_memberships(user)
    )


def people_granted(permission, agency):
    """Who may do it at this agency, by a membership there or above it that counts today."""
    today = timezone.localdate()
    held = Q(memberships__ended_on__isnull=True) | Q(memberships__ended_on__gt=today)
    return (
        get_user_model()
        .objects.filter(
            held,
            is_active=True,
            memberships__role__in=roles_granting(permission),
            memberships__agency__code__in=agency.lineage,
        )
        .distinct()
        .order_by("first_name", "last_name", "pk")
    )


def require(user, permission, agency):
    """The membership that allows it, looked up afresh, or NotPermitted.

    A command is run by whoever runs the machine, and is named in the history as itself.
    """
    if isinstance(user, Command):
        return None
    if user.is_authenticated and user.is_active:
        here = _current(user).filter(
            role__in=roles_granting(permission), agency__code__in=agency.lineage
        )
        held = here.select_related("agency").order_by("-agency__path", "pk").first()
        if held is not None:
            return held
    raise NotPermitted(permission, agency)


def require_somewhere(user, permission):
    """As `require`, for what belongs to no agency (regions, affairs)."""
    if isinstance(user, Command):
        return None
    if user.is_authenticated and user.is_active:
        held = _current(user).filter(role__in=roles_granting(permission))
        held = held.select_related("agency").order_by("pk").first()
        if held is not None:
            return held
    raise NotPermitted(permission)


def _current(user):
    today = timezone.localdate()
    return user.memberships.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=today))
