"""What is printed about a visit.

It is paper of the office and so always Indonesian, whatever the reader's screen speaks.
"""

from collections.abc import Callable

from cooperation.models import Agency
from cooperation.pdf import look_of
from documents import paper
from visits.models import Attachment, AttachmentKind, PaperKind, Visit, VisitPaper
from visits.pdf.letters import reply_letter
from visits.pdf.lists import attendance
from visits.pdf.meetings import minutes, official_record
from visits.pdf.memorandum import memorandum
from visits.pdf.parts import Told, with_everything
from visits.pdf.wording import subject_of

__all__ = ["document_of", "photos_of", "subject_of"]

STORIES: dict[PaperKind, Callable[[Told], list[paper.Piece]]] = {
    PaperKind.MEMORANDUM: memorandum,
    PaperKind.REPLY_LETTER: reply_letter,
    PaperKind.ATTENDANCE: attendance,
    PaperKind.MINUTES: minutes,
    PaperKind.OFFICIAL_RECORD: official_record,
}
WITH_PHOTOS = frozenset({PaperKind.MEMORANDUM})
MOST_PHOTOS = 6
# An attendance list is filled in by hand: the same sheet before the visit and after it.
WITHOUT_WATERMARK = frozenset({PaperKind.ATTENDANCE})


def photos_of(visit: Visit) -> list[Attachment]:
    """The first photographs of the visit: those that its memorandum shows."""
    pictures = visit.attachments.filter(
        kind=AttachmentKind.PHOTO, file__content_type__in=["image/png", "image/jpeg"]
    )
    return list(pictures.select_related("file")[:MOST_PHOTOS])


def document_of(
    visit: Visit,
    *,
    agency: Agency,
    kind: PaperKind = PaperKind.MEMORANDUM,
    head: VisitPaper | None = None,
    with_nip: bool = True,
    reader=None,
) -> paper.Document:
    """The paper under the agency's letterhead, as a draft: it says so across every page.

    `with_nip=False` is for who may not read personal details; `reader` for who is of another house.
    """
    visit = with_everything(visit, reader=reader)
    detail = head.signatory_detail if head and with_nip else None
    photos = tuple(
        (photo.title or f"Dokumentasi {place}", photo.file.read())
        for place, photo in enumerate(photos_of(visit) if kind in WITH_PHOTOS else (), start=1)
    )
    told = Told(visit, look_of(agency), head, detail.nip if detail else "", photos)
    return paper.Document(
        STORIES[kind](told),
        told.look.letter_page,
        paper.Metadata(
            title=head.subject if head else subject_of(visit, kind),
            author=agency.name,
            created=told.dated,
            subject=visit.reference,
        ),
        paper.Marks(
            "" if kind in WITHOUT_WATERMARK else "RANCANGAN", f"{visit.reference} · {agency}"
        ),
    )
