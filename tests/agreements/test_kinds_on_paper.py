"""Each kind of agreement reads as custom has it, says every word of its text, and is archival."""

import re
from hashlib import sha256
from io import BytesIO

import pikepdf
import pytest
from pikepdf import pdfa

from agreements.clauses import TEMPLATES
from agreements.content import content_of
from agreements.models import AgreementKind
from agreements.pdf import document_of
from agreements.services import document_for
from agreements.wording import wording_of
from cooperation.services import arrange_letterhead
from tests.documents import reading


def drawn(content, *, numbers=None, **look):
    document = document_of(
        content,
        draft=False,
        numbers=numbers or {},
        nips={},
        label="revisi 1",
        digest="0" * 64,
        made_on=reading.SIGNED_ON,
        **look,
    )
    return document.printed().content


def words(pdf):
    return reading.text(pdf)


@pytest.mark.parametrize("kind", TEMPLATES)
def test_every_kind_says_all_of_its_text_and_its_parties_and_is_archival(cast, kind):
    above = cast.signed() if kind in ("addendum", "work_plan") else None
    related = {"addendum": {"amends": above}, "work_plan": {"parent": above}}.get(kind, {})
    content = content_of(cast.draft(kind=kind, **related))

    pdf = drawn(content)

    said = words(pdf).casefold()
    for article in wording_of(content).printed():
        for block in article.blocks:
            assert " ".join(block.text.split()).casefold() in said, block.text
    for party in content["parties"]:
        for name in ("signatory_name", "signatory_title", "address"):
            assert party[name].casefold() in said
    report = pdfa.validate_written(BytesIO(pdf), "2b")
    assert report.passed, [str(finding) for finding in report.findings]


def test_a_letter_of_intent_has_no_articles_and_is_signed_for_each_side(cast):
    said = words(drawn(content_of(cast.draft(kind=AgreementKind.LETTER_OF_INTENT))))

    assert "Pasal" not in said
    assert "PARA PIHAK menyatakan kehendak sebagai berikut:" in said
    assert "Untuk Pemerintah Kota Depok, WALI KOTA DEPOK" in said
    assert "bermeterai" not in said


def test_a_statement_introduces_who_states_and_numbers_its_points(cast):
    said = words(drawn(content_of(cast.draft(kind=AgreementKind.STATEMENT))))

    assert "SURAT PERNYATAAN TENTANG" in said
    assert "Yang bertanda tangan di bawah ini: Nama : Dr. K.H. Mohammad Idris, M.A." in said
    assert re.search(r"dengan ini menyatakan: 1\. PIHAK KEDUA menyatakan mereplikasi", said)
    assert "Pasal" not in said
    assert "Dibuat di Depok pada tanggal 12 Juli 2022." in said


def test_a_work_plan_is_an_annex_of_what_it_stands_under(cast):
    above = cast.signed()
    said = words(drawn(content_of(cast.draft(kind=AgreementKind.WORK_PLAN, parent=above))))

    assert said.startswith("Lampiran Kesepakatan Bersama tentang Penelitian")
    assert "Nomor 100.3.7/45/KS/2022 RENCANA KERJA ANTARA" in said


def test_the_first_party_bears_the_name_and_side_that_its_office_gives_it(cast):
    changes = {"first_party": "PERTAMA", "first_party_side": "right", "agreement_size": "A4"}
    arrange_letterhead(cast.depok, by=cast.budi, changes=changes)
    agreement = cast.draft()

    pdf = document_for(agreement, cast.budi).content

    said = words(pdf)
    assert "selanjutnya disebut PIHAK PERTAMA;" in said
    assert "PIHAK PERTAMA dan PIHAK KEDUA secara bersama-sama" in said
    assert "KESATU" not in said


def test_a_text_that_was_frozen_keeps_the_name_when_the_office_changes_it(cast):
    agreement = cast.walk(cast.draft(), "submit")
    arrange_letterhead(cast.depok, by=cast.budi, changes={"first_party": "PERTAMA"})

    assert "PIHAK KESATU" in words(document_for(agreement, cast.budi).content)


def test_what_was_issued_does_not_follow_the_letterhead(cast):
    agreement = cast.walk(cast.ready(), "issue")
    issued = document_for(agreement, cast.budi).content

    arrange_letterhead(cast.depok, by=cast.budi, changes={"agreement_size": "A4"})

    assert document_for(agreement, cast.budi).content == issued


def test_emblems_stand_above_the_title_where_every_party_has_one(cast):
    for agency, by in ((cast.depok, cast.budi), (cast.batang, cast.partner)):
        before = drawn_emblems(cast)
        upload = BytesIO(reading.emblem())
        upload.size, upload.name = len(reading.emblem()), "lambang.png"
        arrange_letterhead(agency, by=by, changes={}, emblem=upload)
        assert before == 0

    assert drawn_emblems(cast) == 2


def drawn_emblems(cast):
    pdf = document_for(cast.draft(), cast.budi).content
    with pikepdf.open(BytesIO(pdf)) as document:
        held = [one for one in document.objects if isinstance(one, pikepdf.Dictionary)]
        return sum(one.get("/S") == "/Figure" for one in held)


@pytest.mark.parametrize("lines", [1, 1300])
def test_one_line_or_thirty_pages_the_signatures_stand_with_text(cast, lines):
    said = [f"Ayat ke-{place} dari naskah yang sangat panjang." for place in range(lines)]
    bodies = ["\n".join(said[start : start + 100]) for start in range(0, lines, 100)]
    articles = [{"heading": "Isi", "body": body} for body in bodies]
    content = content_of(cast.draft(articles=articles))

    pages = reading.pages(drawn(content))

    assert len(pages) == 1 if lines == 1 else len(pages) >= 30
    assert "PIHAK KESATU, WALI KOTA DEPOK" in pages[-1]
    assert "Demikian Kesepakatan Bersama ini dibuat" in pages[-1]


def test_four_parties_with_long_names_wrap_and_none_is_cut(cast):
    long = "Prof. Dr. Ir. H. Raden Mas Suryaningrat Kusumawardhana Adiningrat, S.E., M.Si., Ph.D."
    sides = cast.sides() + [
        {"agency": agency, "signatory_name": long, "signatory_title": f"Kepala {agency.name} " * 3}
        for agency in (cast.bogor, cast.bappeda)
    ]

    pdf = drawn(content_of(cast.draft(parties=sides)))

    said = words(pdf)
    assert said.count(long) == 4  # each as party and as signatory
    assert said.count("NOMOR :") == 4
    assert "PIHAK KEEMPAT" in said
    assert "rangkap 4 (empat)" in said


# Of the draft of the cast. It changes where the layout, a font or a library that draws changes:
# then look at the paper, and put the new one here. It must not differ between two databases.
SAME_EVERYWHERE = "fc7dc42a162dc3c9320a8699dc9003c90fb1fc81648365ebda941919c47596d7"


def test_both_databases_give_the_same_bytes(cast):
    content = drawn(content_of(cast.draft()), numbers={})

    assert sha256(content).hexdigest() == SAME_EVERYWHERE
