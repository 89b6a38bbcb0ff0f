"""The paper of an agreement: drawn while it changes, kept byte for byte once it is issued."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.content import content_of, fingerprint, latest_revision, text_for
from agreements.models import Agreement, Article, Party, Revision
from agreements.pdf import render
from agreements.workflow import TRANSITIONS, Action
from audit.models import StaleRecord
from audit.recording import record
from cooperation.models import IssuedDocument
from cooperation.permissions import Permission, may, require
from cooperation.services import begin, finish
from cooperation.services.moves import Move
from cooperation.workflow import TransitionNotAllowed, step_for


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
    content = _drawn(seen, revision, nips=_nips(seen), numbers=_numbers(seen))

    with transaction.atomic():
        options = {"by": by, "why": why, "on": on, "expected_version": seen.version}
        step = begin(TRANSITIONS, Agreement, seen.pk, Action.ISSUE, **options, facts=facts)
        issued = IssuedDocument(
            owner=seen.owner,
            title=f"{seen.reference} r{revision.number}",
            content=content,
            sha256=sha256(content).hexdigest(),
            issued_on=step.on,
        )
        revision.issued = record(issued, by=by, role=step.role, why=step.reason)
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
    nips = _nips(agreement) if may(user, Permission.PERSONAL_READ, agreement.owner) else {}
    if revision is not None:
        return Paper(name, _drawn(agreement, revision, nips=nips, numbers=_numbers(agreement)))
    return Paper(name, _drafted(agreement, content, "konsep", nips))


def preview_of(agreement: Agreement, articles: Sequence[Article]) -> Paper:
    """The paper of a draft with these articles, saved or not."""
    content = content_of(agreement, articles)
    return Paper(f"{agreement.reference}-pratinjau.pdf", _drafted(agreement, content, "pratinjau"))


def _drafted(agreement, content, label, nips=None):
    return render(
        content,
        draft=True,
        numbers=_numbers(agreement),
        nips=nips or {},
        label=label,
        digest=fingerprint(content),
        made_on=agreement.status_since,
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


def _drawn(agreement, revision, *, nips, numbers):
    return render(
        revision.content,
        # Only the last revision can be the approved text; the ones before it stay drafts.
        draft=not (agreement.is_frozen and revision == latest_revision(agreement)),
        numbers=numbers,
        nips=nips,
        label=f"revisi {revision.number}",
        digest=revision.sha256,
        made_on=revision.frozen_on,
    )


def _numbers(agreement) -> dict[int, tuple[str, str]]:
    """Party → (status of its number, number), as known now."""
    parties = Party.objects.filter(agreement=agreement)
    return {party.pk: (party.number_status, party.number) for party in parties}


def _nips(agreement) -> dict[int, str]:
    parties = Party.objects.filter(agreement=agreement).select_related("signatory_detail")
    return {party.pk: party.signatory_detail.nip for party in parties if party.signatory_detail}
