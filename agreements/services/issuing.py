"""The paper of an agreement: drawn while it changes, kept byte for byte once it is issued."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.content import content_of, fingerprint, latest_revision, text_for
from agreements.models import Agreement, Article, Party, Revision
from agreements.pdf import Look, Step, document_of, initials_sheet, numbers_printed
from agreements.workflow import TRANSITIONS, Action, InitialResult
from audit.models import StaleRecord
from audit.recording import record
from cooperation.models import DocumentKind, IssuedDocument, Letterhead, PersonalDetail, StoredFile
from cooperation.pdf import look_of
from cooperation.permissions import Permission, may, require
from cooperation.services import Facts, Sources, begin, drawn, finish, keep_paper
from cooperation.services.moves import Move
from cooperation.workflow import TransitionNotAllowed, step_for
from documents import paper


@dataclass(frozen=True)
class Paper:
    """A PDF for a reader. `issued` where these are the very bytes that were issued."""

    name: str
    content: bytes
    issued: IssuedDocument | None = None


def issue_for_signature(
    agreement: Agreement,
    *,
    by,
    why: str = "",
    on=None,
    expected_version: int | None = None,
    facts: dict | None = None,
) -> Agreement:
    """Keep the clean paper of the approved revision, and its SHA-256. The parties sign these bytes.

    The paper is drawn before the transaction, which would otherwise hold every other writer, and
    kept only if nothing changed meanwhile. Call it outside a transaction.
    """
    seen = Agreement.objects.select_related("owner").get(pk=agreement.pk)
    require(by, TRANSITIONS[Action.ISSUE].permission, seen.owner)
    if expected_version not in (None, seen.version):
        raise StaleRecord(seen, current=seen.version)
    step_for(TRANSITIONS, seen, Action.ISSUE, why=why)
    revision = _unissued(seen)
    day = on or seen.owner.today()
    unsaved = _paper_to_issue(seen, revision, on=day)

    with transaction.atomic():
        options = {"by": by, "why": why, "on": on, "expected_version": seen.version}
        step = begin(TRANSITIONS, Agreement, seen.pk, Action.ISSUE, **options, facts=facts)
        revision.issued = keep_paper(unsaved, by=by, role=step.role, why=step.reason)
        record(revision, by=by, role=step.role, why=step.reason)
        return finish(step)


def revoke_issued(step: Move) -> None:
    """Take back what was issued of it, for the reason the step gives. The bytes stay."""
    revisions = step.record.revisions.filter(issued__revoked_on__isnull=True)
    for revision in revisions.exclude(issued=None).select_related("issued"):
        revision.issued.revoked_on = step.on
        revision.issued.revoked_because = step.why
        record(revision.issued, by=step.by, role=step.role, why=step.reason)


def document_for(agreement: Agreement, user, *, number: int | None = None) -> Paper | None:
    """The paper as this person may read it; None where nothing was sent to them yet.

    What was issued is served as it is; anything else is drawn from the text they read. `number`
    asks for the revision of that number; None where there is none that they may read.
    """
    content, revision = _text(agreement, user, number)
    if content is None:
        return None
    name = f"{agreement.reference}-{f'r{revision.number}' if revision else 'konsep'}.pdf"
    issued = revision.issued if revision is not None else None
    if issued is not None and issued.revoked_on is None:
        return Paper(name, bytes(issued.content), issued)
    # Personal details are for those who may read them; on issued paper they stand for everybody.
    may_read = may(user, Permission.PERSONAL_READ, agreement.owner)
    nips = _nips(agreement) if may_read else {}
    if revision is not None:
        return Paper(name, _document(agreement, revision, nips).printed().content)
    return Paper(name, _draft(agreement, content, "konsep", nips))


def initials_sheet_of(agreement: Agreement) -> Paper | None:
    """The routing sheet of the text that was submitted last; None where none was."""
    revision = latest_revision(agreement)
    if revision is None:
        return None
    look = look_of(agreement.owner)
    initials = revision.initials.select_related("person", "given_by").order_by("order")
    document = initials_sheet(
        look.letterhead(),
        look.letter_page,
        reference=agreement.reference,
        title=f"{revision.content['kind_label']} tentang {revision.content['title']}",
        label=f"revisi {revision.number}",
        digest=revision.sha256,
        steps=[_step(agreement, initial) for initial in initials],
        made_on=revision.frozen_on,
    )
    return Paper(f"{agreement.reference}-paraf.pdf", document.printed().content)


def preview_of(agreement: Agreement, articles: Sequence[Article]) -> Paper:
    """The paper of a draft with these articles, saved or not."""
    content = content_of(agreement, articles)
    return Paper(
        f"{agreement.reference}-pratinjau.pdf", _draft(agreement, content, "pratinjau", {})
    )


def _paper_to_issue(agreement, revision, *, on) -> IssuedDocument:
    """Drawn and not yet kept. The number of a party that is not known yet stays a line."""
    numbers = _numbers(agreement)
    content = revision.content
    details = tuple(_details(agreement).values())
    facts = Facts(
        DocumentKind.AGREEMENT,
        title=f"{content['kind_label']} tentang {content['title']}",
        numbers=tuple(filter(None, numbers_printed(content, numbers))),
        parties=tuple(party["agency"] for party in content["parties"]),
    )
    return drawn(
        _document(agreement, revision, _nips(agreement)),
        facts,
        owner=agreement.owner,
        on=on,
        sources=Sources(details, _emblems(agreement)),
    )


def _draft(agreement, content, label, nips) -> bytes:
    return (
        document_of(
            content,
            draft=True,
            numbers=_numbers(agreement),
            nips=nips,
            label=label,
            digest=fingerprint(content),
            made_on=agreement.status_since,
            look=_look(agreement),
        )
        .printed()
        .content
    )


def _document(agreement, revision, nips) -> paper.Document:
    return document_of(
        revision.content,
        # Only the last revision can be the approved text; the ones before it stay drafts.
        draft=not (agreement.is_frozen and revision == latest_revision(agreement)),
        numbers=_numbers(agreement),
        nips=nips,
        label=f"revisi {revision.number}",
        digest=revision.sha256,
        made_on=revision.frozen_on,
        look=_look(agreement),
    )


def _look(agreement) -> Look:
    own = look_of(agreement.owner)
    pictures = tuple(emblem.read() for emblem in _emblems(agreement))
    return Look(own.agreement_page, pictures, own.settings.first_party_side)


def _emblems(agreement) -> tuple[StoredFile, ...]:
    """Those of all parties, in their order; of none where one of them has none here, for no
    government stands above another."""
    parties = agreement.parties.select_related("agency")
    used = Letterhead.objects.used_by_all([party.agency for party in parties])
    emblems = tuple(letterhead.emblem for letterhead in used if letterhead.emblem)
    return emblems if len(emblems) == len(used) else ()


def _step(agreement, initial) -> Step:
    person = initial.given_by or initial.person
    given = initial.result == InitialResult.GIVEN
    return Step(
        initial.position,
        name=person.get_full_name() if person else "",
        given_on=agreement.owner.local(initial.given_at).date() if given else None,
        note=initial.note,
    )


def _text(agreement, user, number):
    if number is None:
        return text_for(agreement, user)
    revisions = agreement.revisions.filter(number=number)
    if not agreement.belongs_to(user):
        revisions = revisions.sent_to(user)
    revision = revisions.select_related("issued").first()
    return (revision.content, revision) if revision else (None, None)


def _unissued(agreement) -> Revision:
    revision = latest_revision(agreement)
    if revision is None:
        message = _("There is no revision of this text. Submit it first.")
    elif revision.issued is not None and revision.issued.revoked_on is None:
        message = _("The paper is issued already. Unlock the text first if it has to change.")
    else:
        return revision
    raise TransitionNotAllowed(message, action=Action.ISSUE, status=agreement.status)


def _numbers(agreement) -> dict[int, tuple[str, str]]:
    """Party → (status of its number, number), as known now."""
    parties = Party.objects.filter(agreement=agreement)
    return {party.pk: (party.number_status, party.number) for party in parties}


def _details(agreement) -> dict[int, PersonalDetail]:
    parties = Party.objects.filter(agreement=agreement).select_related("signatory_detail")
    return {party.pk: party.signatory_detail for party in parties if party.signatory_detail}


def _nips(agreement) -> dict[int, str]:
    return {party: detail.nip for party, detail in _details(agreement).items()}
