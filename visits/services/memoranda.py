"""The memorandum of a visit: its head is prepared, then the exact paper is kept."""

import hashlib

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from audit.models import StaleRecord
from audit.recording import locked, record
from cooperation.models import (
    Agency,
    AgencyKind,
    Candidate,
    FollowUp,
    IssuedDocument,
    PersonalDetail,
    RegionType,
)
from cooperation.permissions import Permission, require
from cooperation.workflow import TransitionNotAllowed
from visits.models import InnovationShown, Memorandum, QuotedValue, Visit
from visits.pdf import render_memorandum, subject_of
from visits.services.corrections import TOOK_PLACE
from visits.services.parts import fill

HEAD = frozenset(
    {
        "number",
        "addressee",
        "sender",
        "copy_to",
        "dated_on",
        "urgency",
        "attachments_line",
        "subject",
        "conclusion",
        "signatory_name",
        "signatory_position",
    }
)


@transaction.atomic
def prepare_memorandum(
    visit: Visit, *, agency: Agency, by, why: str = "", expected_version: int | None = None, **head
) -> Memorandum:
    """Write the head of the agency's memorandum about the visit, or change what is not issued yet.

    What is not given is filled with what is usual. `signatory_nip` is kept as a personal detail.
    `expected_version` is that of the draft.
    """
    role = _require(visit, agency, by)
    visit = locked(Visit, visit.pk)
    draft = visit.memoranda.filter(agency=agency, issued__isnull=True).first()
    if draft is None:
        draft = Memorandum(visit=visit, agency=agency)
        head = _usual_head(visit, agency) | head
    elif expected_version not in (None, draft.version):
        raise StaleRecord(draft, current=draft.version)
    nip = head.pop("signatory_nip", None)
    fill(draft, head, HEAD)
    if nip is not None:
        _keep_nip(draft, nip)
    return record(draft, by=by, role=role, why=why or "memorandum prepared")


def issue_memorandum(
    memorandum: Memorandum, *, by, why: str = "", expected_version: int | None = None
) -> Memorandum:
    """Keep the exact paper and its SHA-256; from now on neither changes.

    It is drawn before the transaction, and kept only if nothing it shows has changed meanwhile.
    """
    memorandum = Memorandum.objects.select_related("visit__owner", "agency").get(pk=memorandum.pk)
    visit, agency = memorandum.visit, memorandum.agency
    _require(visit, agency, by)
    if expected_version not in (None, memorandum.version):
        raise StaleRecord(memorandum, current=memorandum.version)
    _refuse_early(memorandum)
    shown = _state(visit)
    content = render_memorandum(visit, agency=agency, memorandum=memorandum, final=True)

    with transaction.atomic():
        role = _require(visit, agency, by)
        current = locked(Visit, visit.pk, expected_version=visit.version)
        memorandum = locked(Memorandum, memorandum.pk, expected_version=memorandum.version)
        if _state(current) != shown:
            raise StaleRecord(current, current=current.version)
        issued = IssuedDocument(
            owner=visit.owner,
            title=memorandum.subject,
            content=content,
            sha256=hashlib.sha256(content).hexdigest(),
            issued_on=visit.owner.today(),
        )
        memorandum.issued = record(issued, by=by, role=role, why=why or "memorandum issued")
        return record(memorandum, by=by, role=role, why=why or "memorandum issued")


def _require(visit, agency, by):
    if not agency.is_within(visit.owner):
        raise ValidationError(
            {"agency": _("%s is no part of the agency that recorded the visit.") % agency}
        )
    return require(by, Permission.VISIT_REPORT, agency)


def _refuse_early(memorandum):
    visit = memorandum.visit
    if memorandum.issued_id is not None:
        message = _("This memorandum is issued and no longer changes. Prepare a new one.")
    elif visit.status not in TOOK_PLACE:
        message = _("The memorandum tells how the visit went. Complete the visit first.")
    else:
        return
    raise TransitionNotAllowed(message, status=visit.status)


def _usual_head(visit, agency) -> dict:
    owner = visit.owner
    count = visit.attachments.count()
    return {
        "addressee": head_of(owner),
        "sender": agency.name,
        "dated_on": owner.today(),
        "urgency": "Biasa",
        "attachments_line": f"{count} berkas" if count else "-",
        "subject": subject_of(visit),
    }


def head_of(agency: Agency) -> str:
    """Whom a paper to this agency is addressed to, where the law gives the office its name."""
    offices = {
        RegionType.PROVINCE: "Gubernur",
        RegionType.REGENCY: "Bupati",
        RegionType.CITY: "Wali Kota",
    }
    region = agency.region
    if agency.kind == AgencyKind.REGIONAL_GOVERNMENT and region is not None:
        place = region.name
        for prefix in ("Provinsi ", "Kabupaten ", "Kota "):
            place = place.removeprefix(prefix)
        return f"{offices[RegionType(region.type)]} {place}"
    return f"Kepala {agency.name}" if agency.kind == AgencyKind.UNIT else f"Pimpinan {agency.name}"


def _keep_nip(draft, nip):
    detail = draft.signatory_detail or PersonalDetail(owner=draft.visit.owner)
    detail.nip = nip.replace(" ", "")
    try:
        detail.clean_fields(exclude=["owner"])
    except ValidationError as error:
        raise ValidationError({"signatory_nip": error.messages}) from error
    if detail.pk or detail.nip:
        detail.save()
        draft.signatory_detail = detail


def _state(visit: Visit) -> list:
    """Which version of everything the paper shows is the current one."""
    parts = {
        "hosts": visit.hosts,
        "delegations": visit.delegations,
        "participants": visit.participants,
        "stops": visit.stops,
        "discussions": visit.discussions,
        "innovations": InnovationShown.objects.filter(discussion__visit=visit),
        "values": QuotedValue.objects.filter(discussion__visit=visit),
        "candidates": Candidate.objects.filter(discussions__visit=visit),
        "follow_ups": FollowUp.objects.filter(candidate__discussions__visit=visit),
    }
    return [(name, _versions(rows)) for name, rows in parts.items()]


def _versions(rows) -> list[tuple[int, int]]:
    return list(rows.order_by("pk").values_list("pk", "version"))
