"""The papers of a visit: the head of each is prepared, then the exact paper is kept."""

from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from audit.models import StaleRecord
from audit.recording import keep, locked, record
from cooperation.models import (
    Agency,
    AgencyKind,
    Candidate,
    DocumentKind,
    FollowUp,
    IssuedDocument,
    PersonalDetail,
    RegionType,
)
from cooperation.pdf import look_of
from cooperation.permissions import Permission, may, require
from cooperation.services import Facts, Sources, drawn, keep_paper
from cooperation.workflow import TransitionNotAllowed
from visits.models import InnovationShown, PaperKind, QuotedValue, Visit, VisitPaper
from visits.pdf import document_of, photos_of, subject_of
from visits.services.corrections import TOOK_PLACE
from visits.services.parts import fill
from visits.workflow import Status

HEAD = frozenset(
    {
        "of_office",
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
# When there is something to write: a decision to answer with, or a visit that has taken place.
DECIDED = frozenset(Status) - {Status.REGISTERED, Status.UNDER_REVIEW}
READY = {
    PaperKind.MEMORANDUM: TOOK_PLACE,
    PaperKind.MINUTES: TOOK_PLACE,
    PaperKind.OFFICIAL_RECORD: TOOK_PLACE,
    PaperKind.REPLY_LETTER: DECIDED,
    PaperKind.ATTENDANCE: frozenset(Status),
}


@dataclass(frozen=True)
class Paper:
    """A PDF for a reader. `issued` where these are the very bytes that were issued."""

    name: str
    content: bytes
    issued: IssuedDocument | None = None


def paper_for(visit: Visit, user, *, kind: str, agency: Agency | None = None) -> Paper | None:
    """The paper as it was issued last; until then, a draft. None where it is not theirs to read.

    Other parties read no paper of the owner's: they get a draft under the letterhead of their own
    party, from what they may see of the visit.
    """
    kind = PaperKind(kind)
    name = f"{visit.reference}-{kind}.pdf"
    if not visit.belongs_to(user):
        return _draft_of_party(visit, user, kind, agency, name)
    if agency is not None and not agency.is_within(visit.owner):
        return None
    heads = visit.papers.filter(kind=kind).select_related("agency", "issued", "signatory_detail")
    latest = (heads.filter(agency=agency) if agency else heads).order_by("-pk").first()
    if latest is not None and latest.issued is not None:
        return Paper(name, bytes(latest.issued.content), latest.issued)
    document = document_of(
        visit,
        kind=kind,
        agency=latest.agency if latest else agency or visit.owner,
        head=latest,
        with_nip=may(user, Permission.PERSONAL_READ, visit.owner),
    )
    return Paper(name, document.printed().content)


@transaction.atomic
def prepare_paper(
    visit: Visit,
    *,
    agency: Agency,
    by,
    kind: str = PaperKind.MEMORANDUM,
    why: str = "",
    expected_version: int | None = None,
    **head,
) -> VisitPaper:
    """Write the head of the agency's paper about the visit, or change what is not issued yet.

    What is not given is filled with what is usual. `signatory_nip` is kept as a personal detail.
    `expected_version` is that of the draft.
    """
    kind = PaperKind(kind)
    role = _require(visit, agency, by)
    visit = locked(Visit, visit.pk)
    draft = visit.papers.filter(kind=kind, agency=agency, issued__isnull=True).first()
    if draft is None:
        draft = VisitPaper(visit=visit, kind=kind, agency=agency)
        head = _usual_head(visit, kind, agency) | head
    elif expected_version not in (None, draft.version):
        raise StaleRecord(draft, current=draft.version)
    nip = head.pop("signatory_nip", None)
    fill(draft, head, HEAD)
    if nip is not None:
        _keep_nip(draft, nip, by=by, role=role)
    return record(draft, by=by, role=role, why=why or "paper prepared")


def issue_paper(
    paper: VisitPaper, *, by, why: str = "", expected_version: int | None = None
) -> VisitPaper:
    """Keep the exact paper and its SHA-256; from now on neither changes.

    It is drawn before the transaction, and kept only if nothing it shows has changed meanwhile.
    """
    heads = VisitPaper.objects.select_related("visit__owner", "agency", "signatory_detail")
    paper = heads.get(pk=paper.pk)
    visit, agency = paper.visit, paper.agency
    _require(visit, agency, by)
    if expected_version not in (None, paper.version):
        raise StaleRecord(paper, current=paper.version)
    _refuse_early(paper)
    shown = _state(visit)
    unsaved = _paper_to_issue(paper)

    with transaction.atomic():
        role = _require(visit, agency, by)
        current = locked(Visit, visit.pk, expected_version=visit.version)
        paper = locked(VisitPaper, paper.pk, expected_version=paper.version)
        if _state(current) != shown:
            raise StaleRecord(current, current=current.version)
        why = why or "paper issued"
        paper.issued = keep_paper(unsaved, by=by, role=role, why=why)
        return record(paper, by=by, role=role, why=why)


def _draft_of_party(visit, user, kind, agency, name) -> Paper | None:
    theirs = Agency.objects.in_reach_of(user, Permission.VISIT_VIEW)
    parts = [visit.hosts, visit.delegations]
    keys = [rows.values("agency") for rows in parts] + [visit.discussions.values("presenting_unit")]
    # A unit that presented reads of its topic, as a party does, and not the owner's own paper.
    own = theirs.filter(reduce(or_, (Q(pk__in=some) for some in keys)))
    agency = agency or own.order_by("path").first()
    if kind != PaperKind.MEMORANDUM or agency is None or not own.filter(pk=agency.pk).exists():
        return None
    document = document_of(visit, kind=kind, agency=agency, with_nip=False, reader=user)
    return Paper(name, document.printed().content)


def _paper_to_issue(paper) -> IssuedDocument:
    visit = paper.visit
    rows = [*visit.hosts.select_related("agency"), *visit.delegations.select_related("agency")]
    facts = Facts(
        DocumentKind(paper.kind),
        title=paper.subject,
        numbers=(paper.number,) if paper.number else (),
        parties=tuple(row.agency.name for row in rows),
    )
    photos = [photo.file for photo in photos_of(visit)]
    details = (paper.signatory_detail,) if paper.signatory_detail else ()
    return drawn(
        document_of(visit, kind=PaperKind(paper.kind), agency=paper.agency, head=paper),
        facts,
        owner=visit.owner,
        on=visit.owner.today(),
        sources=Sources(details, (*look_of(paper.agency).files, *photos)),
    )


def _require(visit, agency, by):
    if not agency.is_within(visit.owner):
        raise ValidationError(
            {"agency": _("%s is no part of the agency that recorded the visit.") % agency}
        )
    return require(by, Permission.VISIT_REPORT, agency)


def _refuse_early(paper):
    visit, kind = paper.visit, PaperKind(paper.kind)
    if paper.issued_id is not None:
        message = _("This paper is issued and no longer changes. Prepare a new one.")
    elif visit.status in READY[kind]:
        return
    elif kind == PaperKind.REPLY_LETTER:
        message = _("The letter answers with a decision. Accept or decline the visit first.")
    else:
        message = _("This paper tells how the visit went. Complete the visit first.")
    raise TransitionNotAllowed(message, status=visit.status)


def _usual_head(visit, kind, agency) -> dict:
    owner = visit.owner
    count = visit.attachments.count()
    usual = {
        "addressee": head_of(owner),
        "sender": agency.name,
        "dated_on": owner.today(),
        "urgency": "Biasa",
        "attachments_line": f"{count} berkas" if count else "-",
        "subject": subject_of(visit, kind),
    }
    if kind == PaperKind.REPLY_LETTER:
        guest = visit.delegations.select_related("agency__region").first()
        usual |= {"attachments_line": "-"}
        usual |= {"addressee": head_of(guest.agency)} if guest else {}
    return usual


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


def _keep_nip(draft, nip, *, by, role):
    detail = draft.signatory_detail or PersonalDetail(owner=draft.visit.owner)
    detail.nip = nip.replace(" ", "")
    try:
        detail.clean_fields(exclude=["owner"])
    except ValidationError as error:
        raise ValidationError({"signatory_nip": error.messages}) from error
    if detail.pk or detail.nip:
        keep(detail, by=by, role=role, why="personal details noted")
        draft.signatory_detail = detail


def _state(visit: Visit) -> list:
    """Which version of everything the paper shows is the current one."""
    parts = {
        "hosts": visit.hosts,
        "delegations": visit.delegations,
        "participants": visit.participants,
        "stops": visit.stops,
        "attachments": visit.attachments,
        "discussions": visit.discussions,
        "innovations": InnovationShown.objects.filter(discussion__visit=visit),
        "values": QuotedValue.objects.filter(discussion__visit=visit),
        "candidates": Candidate.objects.filter(discussions__visit=visit),
        "follow_ups": FollowUp.objects.filter(candidate__discussions__visit=visit),
    }
    return [(name, _versions(rows)) for name, rows in parts.items()]


def _versions(rows) -> list[tuple[int, int]]:
    return list(rows.order_by("pk").values_list("pk", "version"))
