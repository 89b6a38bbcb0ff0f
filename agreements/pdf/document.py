"""What stands on each kind of agreement, in reading order, and what its pages look like."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from agreements.clauses import AgreementKind
from agreements.pdf import parts
from agreements.pdf.parts import Content, Numbers, numbers_printed
from agreements.wording import wording_of
from documents import paper
from documents.articles import Block

__all__ = ["Look", "document_of", "numbers_printed"]


USUAL_PAGE = paper.Page("F4", "serif")


@dataclass(frozen=True)
class Look:
    """What the office has chosen: paper and type, the emblems of the parties, who signs where."""

    page: paper.Page = USUAL_PAGE
    emblems: tuple[bytes, ...] = ()
    first_party_side: str = "left"


USUAL_LOOK = Look()


@dataclass(frozen=True)
class Text:
    """The text as data, and what may become known after it was frozen."""

    content: Content
    numbers: Numbers
    nips: Mapping[int, str]
    look: Look


def document_of(
    content: Content,
    *,
    draft: bool,
    numbers: Numbers,
    nips: Mapping[int, str],
    label: str,
    digest: str,
    made_on: date,
    look: Look = USUAL_LOOK,
) -> paper.Document:
    """The paper. A draft says so across every page; any says at its foot which text it is."""
    text = Text(content, numbers, nips, look)
    story = STORIES.get(content["kind"], _agreement)
    which = f"{label} · {digest[:8]}"
    return paper.Document(
        story(text),
        look.page,
        paper.Metadata(
            title=f"{content['kind_label']} tentang {content['title']}",
            author=", ".join(party["agency"] for party in content["parties"]),
            created=made_on,
        ),
        paper.Marks("RANCANGAN", f"RANCANGAN · {which}") if draft else paper.Marks("", which),
    )


def _agreement(text: Text) -> list[paper.Piece]:
    content = text.content
    return [
        parts.title(content, text.look.emblems),
        parts.number_lines(content, text.numbers),
        paper.Paragraph(parts.opening(content)),
        paper.PartyRows(parts.parties(content)),
        paper.Paragraph(parts.together(content)),
        *parts.recitals(content),
        paper.Paragraph(parts.agreeing(content)),
        *parts.articles(content),
        paper.Gap(0.5),
        paper.Paragraph(parts.closing(content)),
        parts.signatures(content, text.nips, side=text.look.first_party_side),
    ]


def _work_plan(text: Text) -> list[paper.Piece]:
    """As an annex of the agreement it stands under, where there is one."""
    above = text.content["parent"]
    if above is None:
        return _agreement(text)
    numbers = [f"Nomor {number}" for number in above["numbers"]]
    lines = ["Lampiran", f"{above['kind_label']} tentang {above['title']}", *numbers]
    annex = [paper.Paragraph(line, align="left", close=True) for line in lines]
    return [*annex, paper.Gap(1), *_agreement(text)]


def _letter_of_intent(text: Text) -> list[paper.Piece]:
    """Without articles: what is meant to be done, and no duty to do it."""
    content = text.content
    roles = [f"Untuk {party['acting_for'] or party['agency']}," for party in content["parties"]]
    return [
        parts.title(content, text.look.emblems),
        parts.number_lines(content, text.numbers),
        paper.Paragraph(parts.opening(content)),
        paper.PartyRows(parts.parties(content)),
        paper.Paragraph(parts.together(content)),
        *parts.recitals(content),
        paper.Paragraph("PARA PIHAK menyatakan kehendak sebagai berikut:"),
        paper.Points(_paragraphs(content), numbered=False),
        parts.signed_by(content, roles, text.nips, side=text.look.first_party_side),
    ]


def _statement(text: Text) -> list[paper.Piece]:
    """Who states, and what: numbered from the first point to the last."""
    content = text.content
    return [
        paper.Title(content["kind_label"], about=content["title"]),
        parts.number_lines(content, text.numbers),
        paper.Paragraph("Yang bertanda tangan di bawah ini:"),
        *(piece for place in range(len(content["parties"])) for piece in _stating(content, place)),
        paper.Paragraph("dengan ini menyatakan:", leads=True),
        paper.Points(_paragraphs(content)),
        paper.Paragraph(parts.dated(content)),
        parts.signatures(content, text.nips, side=text.look.first_party_side),
    ]


def _paragraphs(content: Content) -> list[Block]:
    """Those of all articles, whose headings such a paper does not print."""
    return [block for article in wording_of(content).printed() for block in article.paragraphs]


def _stating(content: Content, index: int) -> list[paper.Piece]:
    party, called = content["parties"][index], paper.Bold(parts.called(content, index + 1))
    facts = [
        ("Nama", party["signatory_name"] or parts.DOTS),
        ("Jabatan", party["signatory_title"] or parts.DOTS),
        ("Instansi", party["acting_for"] or party["agency"]),
        ("Alamat", party["address"] or parts.DOTS),
    ]
    return [
        paper.FactsTable(facts),
        paper.Paragraph(["selanjutnya disebut ", called, ";"]),
    ]


STORIES: dict[str, Callable[[Text], list[paper.Piece]]] = {
    AgreementKind.WORK_PLAN: _work_plan,
    AgreementKind.LETTER_OF_INTENT: _letter_of_intent,
    AgreementKind.STATEMENT: _statement,
}
