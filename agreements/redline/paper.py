"""A comparison on paper: what went is struck through, what came is underlined. In Indonesian."""

from collections.abc import Iterator
from datetime import date

from agreements.redline.shape import (
    ArticleChange,
    Change,
    HeadChange,
    ParagraphChange,
    Redline,
    SpanKind,
    Spans,
)
from documents import paper
from documents.paper import Bold, Inserted, Struck

FACTS = {
    "kind_label": "Jenis naskah",
    "title": "Judul",
    "recitals": "Pertimbangan",
    "place": "Tempat penandatanganan",
    "term_text": "Jangka waktu",
    "funding_source": "Pembiayaan",
    "dated_on": "Tanggal naskah",
    "starts_on": "Mulai berlaku",
    "ends_on": "Berakhir",
    "parent": "Naskah induk",
    "amends": "Naskah yang diubah",
    "amount": "Nilai",
    "signed_apart": "Cara penandatanganan",
    "original_count": "Jumlah naskah asli",
    "party": "Pihak",
    "called": "Sebutan",
    "agency": "Instansi",
    "signatory_name": "Penanda tangan",
    "signatory_title": "Jabatan",
    "acting_for": "Bertindak untuk",
    "address": "Kedudukan",
    "power_of_attorney": "Surat kuasa",
}
MARKS = {SpanKind.DELETED: Struck, SpanKind.INSERTED: Inserted, SpanKind.EQUAL: str}


def render(
    redline: Redline,
    *,
    title: str,
    before: str,
    after: str,
    made_on: date,
    page: paper.Page,
) -> bytes:
    """`before` and `after` name the two texts, e.g. "revisi 1", "konsep"."""
    return paper.build(
        list(_story(redline, title, before, after)),
        page=page,
        metadata=paper.Metadata(
            title=f"Perbandingan {before} dengan {after}: {title}", author="", created=made_on
        ),
        footer=f"Perbandingan {before} dengan {after}",
    )


def _story(redline: Redline, title: str, before: str, after: str) -> Iterator[paper.Piece]:
    yield paper.Heading(f"Perbandingan {before} dengan {after}", level=1)
    yield paper.Paragraph(title)
    yield paper.Paragraph([Struck("Dicoret"), ": dihapus. ", Inserted("Digarisbawahi"), ": baru."])
    if redline.head:
        yield paper.Heading("Kepala naskah")
    for change in redline.head:
        yield paper.Paragraph([Bold(f"{_fact(change)}: "), *_words(change.spans)])
    for article in redline.articles:
        yield paper.Gap(0.5)
        yield paper.Paragraph([Bold(_name(article))], align="center", heads=True)
        has_text = bool(article.paragraphs)
        yield paper.Paragraph(list(_words(article.heading)), align="center", leads=has_text)
        for paragraph in article.paragraphs:
            yield _paragraph(paragraph)


def _fact(change: HeadChange) -> str:
    name = FACTS[change.name]
    return f"{name} ({change.party})" if change.party else name


def _name(article: ArticleChange) -> str:
    number = article.after_number or article.before_number
    told = {
        Change.ADDED: " (pasal baru)",
        Change.REMOVED: " (dihapus)",
        Change.MOVED: f" (dipindahkan dari Pasal {article.before_number})",
    }
    said = told.get(article.kind, "")
    if not said and article.is_renumbered:
        said = f" (sebelumnya Pasal {article.before_number})"
    return f"Pasal {number}{said}"


def _paragraph(change: ParagraphChange) -> paper.Paragraph:
    words = list(_words(change.spans))
    if change.kind == Change.MOVED:
        words.append(f" [dari {change.elsewhere}]")
    elif change.kind == Change.LEFT:
        words.append(f" [ke {change.elsewhere}]")
    label = change.after_label or change.before_label
    return paper.Paragraph(words, label=label, depth=change.depth)


def _words(spans: Spans) -> Iterator[str]:
    for span in spans:
        yield MARKS[span.kind](span.text)
