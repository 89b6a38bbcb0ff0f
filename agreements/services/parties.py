"""Who is bound by an agreement, under which number, and who signs for them."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from agreements.models import Agreement, NumberStatus, Party
from agreements.services.number_book import release_numbers
from agreements.services.writing import begin_noting, begin_writing, check, fill
from agreements.workflow import Locked, Status
from audit.recording import keep
from cooperation.models import Agency, PersonalDetail
from documents.words import ORDINALS

FACTS = frozenset(
    {"agency", "order", "number", "number_status"}
    | {"signatory_name", "signatory_title", "signatory_office_status"}
    | {"acting_for", "address", "power_of_attorney_number", "power_of_attorney_date"}
)
MOST_PARTIES = len(ORDINALS)


@transaction.atomic
def add_party(
    agreement: Agreement, *, by, why: str = "", expected_version: int | None = None, **facts
) -> Party:
    """Add a party after the others; `facts` are the fields of `Party`, at least `agency`."""
    why = why or "party added"
    writing = begin_writing(agreement, by=by, why=why, expected_version=expected_version)
    present = list(writing.agreement.parties.all())
    refuse_many(len(present) + 1)
    last = max((party.order for party in present), default=0)
    party = new_party(writing.agreement, {"order": last + 1} | facts)
    _refuse_twice(party, present)
    writing.keep(party)
    writing.keep(writing.agreement)
    return party


@transaction.atomic
def change_party(
    party: Party,
    *,
    by,
    changes: Mapping[str, Any],
    why: str = "",
    expected_version: int | None = None,
) -> Party:
    """Change what is known of a party. `expected_version` is the agreement's."""
    why = why or "party changed"
    writing = begin_writing(party.agreement, by=by, why=why, expected_version=expected_version)
    present = list(writing.agreement.parties.select_related("agency"))
    party = _of(party, present)
    fill_party(party, changes)
    _refuse_twice(party, present)
    _refuse_without_own(writing.agreement, present)
    writing.keep(party)
    writing.keep(writing.agreement)
    return party


@transaction.atomic
def remove_party(
    party: Party, *, by, why: str = "", expected_version: int | None = None
) -> Agreement:
    """Take a party out of a draft; the owner's own side stays."""
    why = why or "party removed"
    writing = begin_writing(party.agreement, by=by, why=why, expected_version=expected_version)
    present = list(writing.agreement.parties.select_related("agency"))
    party = _of(party, present)
    _refuse_without_own(writing.agreement, [other for other in present if other != party])
    release_numbers(party, by=writing.by, role=writing.role)
    writing.strike(party)
    return writing.keep(writing.agreement)


@transaction.atomic
def set_party_number(
    party: Party, *, number: str, by, why: str = "", expected_version: int | None = None
) -> Party:
    """Note the number under which a party keeps the agreement, whenever it becomes known.

    The number is no part of the frozen text: its hash stays, and so do bytes already issued.
    Once the text is frozen, a known number is corrected only with a reason: it may be on paper.
    """
    explained = bool(why.strip())
    why = why or "number noted"
    writing = begin_noting(party.agreement, by=by, why=why, expected_version=expected_version)
    _refuse_void(writing.agreement)
    party = writing.agreement.parties.get(pk=party.pk)
    corrected = writing.agreement.is_frozen and party.number not in ("", number.strip())
    if corrected and not explained:
        raise ValidationError(
            {"why": _("This party has a number already. Say why it is corrected.")}
        )
    # A party that was said to bear no number goes on doing so until one is given.
    none = {"number_status": party.number_status} if not number.strip() else {}
    fill_party(party, {"number": number} | none)
    writing.keep(party)
    writing.keep(writing.agreement)
    return party


@transaction.atomic
def set_signatory_nip(
    party: Party, *, nip: str, by, why: str = "", expected_version: int | None = None
) -> Party:
    """Keep the signatory's NIP where personal details are kept; "" forgets it.

    It is printed under the signature when the paper is issued, and nowhere else.
    """
    why = why or "personal details of the signatory noted"
    writing = begin_noting(party.agreement, by=by, why=why, expected_version=expected_version)
    _refuse_void(writing.agreement)
    party = writing.agreement.parties.get(pk=party.pk)
    detail = party.signatory_detail or PersonalDetail(owner=writing.agreement.owner)
    detail.nip = nip.replace(" ", "")
    try:
        detail.clean_fields(exclude=["owner"])
    except ValidationError as error:
        raise ValidationError({"nip": error.messages}) from error
    if detail.pk or detail.nip:
        keep(detail, by=by, role=writing.role, why=why)
        party.signatory_detail = detail
    writing.keep(party)
    writing.keep(writing.agreement)
    return party


def new_party(agreement: Agreement, facts: Mapping[str, Any]) -> Party:
    """A party that is not saved yet, with what its agency is known by where nothing was said."""
    if not isinstance(facts.get("agency"), Agency):
        raise ValidationError({"agency": _("Choose the agency.")})
    agency = facts["agency"]
    usual = {"acting_for": agency.name, "address": agency.address or agency.seat}
    party = Party(agreement=agreement)
    fill_party(party, usual | {name: value for name, value in facts.items() if value is not None})
    return party


def fill_party(party: Party, facts: Mapping[str, Any]) -> None:
    fill(party, facts, FACTS)
    party.number = party.number.strip()
    if party.number:
        party.number_status = NumberStatus.KNOWN
    elif party.number_status == NumberStatus.KNOWN:
        party.number_status = NumberStatus.PENDING
    check(party)


def refuse_many(count: int) -> None:
    if count > MOST_PARTIES:
        raise ValidationError({"parties": _("An agreement has at most %d parties.") % MOST_PARTIES})


def _of(party, present):
    """The party as it stands now; gone, if a colleague removed it in the meantime."""
    for other in present:
        if other.pk == party.pk:
            return other
    raise Party.DoesNotExist(party.pk)


def _refuse_twice(party, present):
    others = [other for other in present if other.pk != party.pk]
    if any(other.agency_id == party.agency_id for other in others):
        raise ValidationError({"agency": _("%s is a party already.") % party.agency})


def _refuse_without_own(agreement, parties):
    if not any(party.agency.is_within(agreement.owner) for party in parties):
        message = _("%s, or one of its units, has to stay a party.") % agreement.owner
        raise ValidationError({"agency": message})


def _refuse_void(agreement):
    if agreement.status == Status.VOID:
        raise Locked(
            _("This agreement is void. Nothing is noted on it any more."), status=Status.VOID
        )
