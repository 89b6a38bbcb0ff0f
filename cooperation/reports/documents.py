"""What may be known of an issued paper by whoever holds it, or the very file of it."""

import re

from django.utils.translation import gettext as _

from cooperation.models import DocumentKind, IssuedDocument, StoredFile

FILE_HASH = re.compile(r"[0-9a-fA-F]{64}")


def papers_with(sha256: str, user) -> list[tuple[IssuedDocument, bool]]:
    """(paper, whether the file is a signed copy of it) for whoever holds a file of this hash.

    Who holds the very bytes may know what they are; that one was taken back is for the house.
    """
    documents = IssuedDocument.objects.light().select_related("owner", "revision__agreement")
    issued = documents.filter(sha256=sha256)
    own = set(issued.visible_to(user).values_list("pk", flat=True))
    known = [paper for paper in issued if paper.revoked_on is None or paper.pk in own]
    copies = StoredFile.objects.filter(sha256=sha256, signed_copy__isnull=False)
    signed = documents.standing().filter(
        revision__signed_copies__file__in=copies, kind=DocumentKind.AGREEMENT
    )
    return [(paper, False) for paper in known] + [(paper, True) for paper in signed]


def told(document: IssuedDocument, *, signed: bool = False) -> dict:
    """What is told of a paper to whoever holds it: nothing that does not stand on it."""
    return {
        "document": document,
        "numbers": document.number.splitlines(),
        "parties": document.parties.splitlines(),
        "status": _status(document),
        "is_signed_copy": signed,
    }


def _status(document) -> str:
    if document.revoked_on is not None:
        return _("Taken back")
    revision = getattr(document, "revision", None)
    if revision is not None and revision.agreement.signed_on:
        return str(revision.agreement.get_status_display())
    return _("Issued")


def file_hashes_of(document) -> list[str]:
    """That of the paper as it was issued, and those of the signed copies of it."""
    revision = getattr(document, "revision", None)
    if revision is None:
        return [document.sha256]
    copies = StoredFile.objects.filter(signed_copy__revision=revision)
    return [document.sha256, *copies.values_list("sha256", flat=True)]
