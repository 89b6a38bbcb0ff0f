"""How the papers of an agency look: its letterhead, its paper, its type."""

from dataclasses import dataclass
from datetime import date

from cooperation.models import Agency, Letterhead, StoredFile
from documents import paper

MILLIMETRES = 10  # in a centimetre


@dataclass(frozen=True)
class Look:
    """The agency, the settings its papers follow, and the pictures read from the disk."""

    agency: Agency
    settings: Letterhead
    emblem: bytes | None = None
    office_emblem: bytes | None = None

    @property
    def files(self) -> tuple[StoredFile, ...]:
        """The pictures that papers of this look may hold."""
        settings = self.settings
        return tuple(file for file in (settings.emblem, settings.office_emblem) if file)

    def letterhead(self, day: date | None = None) -> paper.Letterhead:
        """Under the names that the agency and the one above it bore on the day."""
        agency = self.agency
        above = [agency.parent] if agency.parent else []
        contact = [
            f"Telepon {agency.phone}" if agency.phone else "",
            f"Pos-el {agency.email}" if agency.email else "",
            f"Laman {agency.website}" if agency.website else "",
        ]
        return paper.Letterhead(
            lines=tuple(each.name_on(day) if day else each.name for each in [*above, agency]),
            address=agency.address,
            contact_line=", ".join(filter(None, contact)),
            emblem=self.emblem,
        )

    def office_letterhead(self) -> paper.Letterhead:
        """That of the head of region, who writes under the name of the office alone."""
        agency = self.agency
        return paper.Letterhead(
            lines=(self.settings.office_title,),
            address=agency.address,
            emblem=self.office_emblem or self.emblem,
            head_of_region=True,
        )

    @property
    def letter_page(self) -> paper.Page:
        return self._page(self.settings.letter_size, self.settings.letter_face)

    @property
    def agreement_page(self) -> paper.Page:
        return self._page(self.settings.agreement_size, self.settings.agreement_face)

    def _page(self, size: str, face: str) -> paper.Page:
        margins = paper.Margins(left=self.settings.left_margin / MILLIMETRES)
        return paper.Page(size, face, margins)


def look_of(agency: Agency) -> Look:
    settings = Letterhead.objects.used_by(agency)
    return Look(agency, settings, _read(settings.emblem), _read(settings.office_emblem))


def _read(stored: StoredFile | None) -> bytes | None:
    return stored.read() if stored else None
