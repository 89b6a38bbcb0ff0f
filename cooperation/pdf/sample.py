"""A sheet that shows how an office's papers look, before one of them leaves the house."""

from datetime import date

from cooperation.pdf.letterheads import Look
from documents import paper

WORDS = (
    "Lembar contoh ini menunjukkan kop, ukuran kertas, huruf, dan batas tepi yang dipakai untuk "
    "naskah dinas instansi. Isinya tidak mempunyai arti."
)


def sample_of(look: Look, day: date, *, of_office: bool, of_agreement: bool) -> paper.Document:
    letterhead = look.office_letterhead() if of_office else look.letterhead()
    first = look.settings.first_party
    seats = [
        paper.Signatory("Nama Lengkap", "Jabatan", f"PIHAK {first},"),
        paper.Signatory("Nama Lengkap", "Jabatan", "PIHAK KEDUA,"),
    ]
    story: list[paper.Piece]
    if of_agreement:
        story = [
            paper.Title("Contoh Naskah", ("Instansi Kesatu", "Instansi Kedua"), "contoh"),
            paper.NumberLines([None, None]),
            paper.Article(1, "Contoh Pasal", f"{WORDS}\nAyat kedua:\n- huruf a; dan\n- huruf b."),
            paper.SignatureBlock(seats, look.settings.first_party_side),
        ]
    else:
        story = [
            letterhead,
            paper.MemoHead("Nota Dinas", [("Hal", paper.Bold("Contoh naskah dinas"))]),
            paper.Paragraph(WORDS),
            paper.SingleSignature(paper.Signatory("Nama Lengkap", "Jabatan")),
        ]
    return paper.Document(
        story,
        look.agreement_page if of_agreement else look.letter_page,
        paper.Metadata("Contoh naskah dinas", look.agency.name, day),
        paper.Marks("CONTOH"),
    )
