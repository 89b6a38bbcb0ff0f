"""The rows a visit is made of: which facts each takes, and what is wrong with them.

A row is built and checked before anything is saved, so that one answer can name everything that is
to be corrected. Keys of problems are paths: "hosts.0.receiver_name".
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from audit.models import Tracked
from audit.recording import Command, keep, record
from cooperation.models import Agency, PersonalDetail
from visits.models import Delegation, Host, Participant, Stop, Visit
from visits.services.times import end_problem, moment

HOST_FACTS = frozenset(
    {
        "agency",
        "order",
        "receiver_name",
        "receiver_position",
        "receiver_office_status",
        "on_behalf_of",
        "planned_headcount",
        "actual_headcount",
    }
)
DELEGATION_FACTS = frozenset(
    {
        "agency",
        "order",
        "leader_name",
        "leader_position",
        "leader_office_status",
        "on_behalf_of",
        "planned_headcount",
        "actual_headcount",
        "contact_name",
    }
)
STOP_FACTS = frozenset({"place", "starts_at", "ends_at", "order"})
PARTICIPANT_FACTS = frozenset({"name", "position", "unit", "faction", "rank", "present", "order"})
CONTACT_FACTS = frozenset({"name", "phone", "email"})


class Problems(dict):
    """Everything wrong with what was sent, gathered before it is refused."""

    @contextmanager
    def noted(self, path: str = "") -> Iterator[None]:
        try:
            yield
        except ValidationError as error:
            for field, messages in error.update_error_dict({}).items():
                steps = [path, "" if field == NON_FIELD_ERRORS else field]
                key = ".".join(filter(None, steps)) or NON_FIELD_ERRORS
                self.setdefault(key, []).extend(messages)

    def refuse(self) -> None:
        if self:
            raise ValidationError(dict(self))


def fill(row: Tracked, facts: Mapping, allowed: frozenset[str]) -> None:
    """Set the facts on the row and check each by itself. Raises ValidationError."""
    refuse_unknown(facts, allowed)
    for name, value in facts.items():
        setattr(row, name, value)
    row.clean_fields(exclude=_settled_relations(row))


def refuse_unknown(facts: Mapping, allowed: frozenset[str]) -> None:
    problems = {name: _("This cannot be set here.") for name in set(facts) - allowed}
    if problems:
        raise ValidationError(problems)


def _settled_relations(row):
    """Relations that need no look: set, free to stay empty, or settled by the caller."""
    return [
        field.name
        for field in row._meta.fields
        if field.is_relation
        and (
            field.null
            or field.name in ("visit", "discussion", "topic", "indicator")
            or getattr(row, field.attname) is not None
            or field.is_cached(row)
        )
    ]


def refuse_unseen(by, **named) -> None:
    """What is named must be seen by who names it: an id alone would tell what others keep."""
    problems = {
        name: _("This is not one you can see. Choose from the list.")
        for name, row in named.items()
        if row is not None
        and not isinstance(by, Command)
        and not type(row).objects.visible_to(by).filter(pk=row.pk).exists()
    }
    if problems:
        raise ValidationError(problems)


def fill_host(host: Host, facts: Mapping) -> None:
    fill(host, facts, HOST_FACTS)


def fill_delegation(delegation: Delegation, facts: Mapping) -> None:
    """As the others, but `contact` ({name, phone, email}) goes where personal details are kept."""
    facts = dict(facts)
    contact = facts.pop("contact", None)
    if contact is not None:
        with_path = Problems()
        with with_path.noted("contact"):
            _fill_contact(delegation, contact)
        with_path.refuse()
    fill(delegation, facts, DELEGATION_FACTS)


def _fill_contact(delegation, contact):
    refuse_unknown(contact, CONTACT_FACTS)
    delegation.contact_name = contact.get("name", delegation.contact_name)
    reach = {name: contact[name] for name in ("phone", "email") if name in contact}
    detail = delegation.contact or PersonalDetail(owner=delegation.visit.owner)
    for name, value in reach.items():
        setattr(detail, name, value)
    if detail.email:
        _check_email(detail.email)
    detail.clean_fields(exclude=["owner"])
    if detail.pk or any(reach.values()):
        delegation.contact = detail


def _check_email(address):
    try:
        validate_email(address)
    except ValidationError as error:
        raise ValidationError({"email": error.messages}) from error


def save_delegation(delegation: Delegation, *, by, why: str, role) -> Delegation:
    """Record the delegation, and keep its contact where the history cannot copy it."""
    if delegation.contact is not None:
        keep(delegation.contact, by=by, role=role, why=why)
        delegation.contact = delegation.contact  # takes over the key of a new one
    return record(delegation, by=by, why=why, role=role)


def fill_stop(stop: Stop, facts: Mapping) -> None:
    owner = stop.visit.owner
    times = {name: moment(facts[name], owner) for name in ("starts_at", "ends_at") if name in facts}
    fill(stop, {**facts, **times}, STOP_FACTS)
    problem = end_problem(stop.starts_at, stop.ends_at, owner)
    if problem:
        raise ValidationError({"ends_at": problem})


def fill_participant(
    participant: Participant, facts: Mapping, sides: list[Host | Delegation]
) -> None:
    """`agency` says on which side: a host's or a delegation's of this visit."""
    facts = dict(facts)
    agency = facts.pop("agency", None)
    if agency is not None:
        side = side_of(agency, sides)
        participant.host = side if isinstance(side, Host) else None
        participant.delegation = side if isinstance(side, Delegation) else None
    elif participant.pk is None:
        raise ValidationError({"agency": _("Say for which agency this person was there.")})
    fill(participant, facts, PARTICIPANT_FACTS)


def side_of(agency: Agency, sides: list[Host | Delegation]) -> Host | Delegation:
    for side in sides:
        if side.agency_id == agency.pk:
            return side
    raise ValidationError({"agency": _("%s is neither host nor guest of this visit.") % agency})


def sides_of(visit: Visit) -> list[Host | Delegation]:
    return [
        *visit.hosts.select_related("agency").all(),
        *visit.delegations.select_related("agency").all(),
    ]


def check_sides(owner: Agency, sides: list[Host | Delegation]) -> None:
    """Who received whom: both sides, each agency once, and the owner among them."""
    # A row whose agency was not chosen has been told so already.
    hosts = [side.agency for side in sides if isinstance(side, Host) and side.agency_id]
    guests = [side.agency for side in sides if isinstance(side, Delegation) and side.agency_id]
    problems = Problems()
    for key, agencies in [("hosts", hosts), ("delegations", guests)]:
        with problems.noted(key):
            _check_one_side(key, agencies)
    for agency in set(hosts) & set(guests):
        problems["delegations"] = [
            ValidationError(_("%s cannot be host and guest at once. Correct one of them.") % agency)
        ]
    if hosts and guests and not any(agency.is_within(owner) for agency in hosts + guests):
        message = _(
            "%s takes no part in this visit. Add it, or one of its units, as host or guest."
        )
        problems["hosts"] = [ValidationError(message % owner)]
    problems.refuse()


def _check_one_side(key, agencies):
    if not agencies:
        message = _("Who received the visit?") if key == "hosts" else _("Who came?")
        raise ValidationError(message + " " + _("Add at least one agency."))
    twice = {agency for agency in agencies if agencies.count(agency) > 1}
    for agency in twice:
        raise ValidationError(_("%s is there twice. Remove one of the two.") % agency)
