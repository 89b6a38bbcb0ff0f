"""Texts that were written elsewhere become articles, and nothing of them is lost."""

import re
from io import BytesIO
from random import Random
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from agreements.intake import from_docx, from_text
from agreements.services import content_of, read_upload
from agreements.wording import wording_of

MEGABYTES = 10 * 1024 * 1024
OLD = """PERJANJIAN KERJA SAMA
ANTARA PEMERINTAH KOTA DEPOK DAN PEMERINTAH KABUPATEN BATANG

Pada hari ini, Selasa, bertempat di Depok.

BAB I KETENTUAN UMUM
Pasal 1
MAKSUD DAN TUJUAN
(1) Perjanjian ini dimaksudkan sebagai dasar
kerja sama PARA PIHAK.
(2) Tujuannya sebagaimana dimaksud pada ayat (1) adalah:
a. berbagi data;
b. mendampingi:
1. pelatihan; dan
2. magang.
Pasal 2 OBJEK
Objek menurut Pasal 9 ayat (1) dan Pasal 12 Undang-Undang tentang Pemda.
Pasal 9
JANGKA WAKTU
(1) Tiga tahun.
(2) Dapat diperpanjang menurut Pasal 77.
Demikian perjanjian ini dibuat dalam rangkap dua.
PIHAK KESATU, PIHAK KEDUA,
Mohammad Idris Lani Dwi Rejeki
"""


def test_articles_paragraphs_letters_and_numbers_are_understood():
    read = from_text(OLD)

    assert [one["heading"] for one in read.articles] == [
        *("MAKSUD DAN TUJUAN", "OBJEK", "JANGKA WAKTU")
    ]
    assert read.articles[0]["body"].split("\n") == [
        "Perjanjian ini dimaksudkan sebagai dasar kerja sama PARA PIHAK.",
        "Tujuannya sebagaimana dimaksud pada {ayat (1)} adalah:",
        "- berbagi data;",
        "- mendampingi:",
        "-- pelatihan; dan",
        "-- magang.",
    ]


def test_a_reference_follows_its_article_to_the_number_that_it_has_now():
    read = from_text(OLD)

    assert "{Pasal 3 ayat (1)}" in read.articles[1]["body"]
    assert "Pasal 12 Undang-Undang" in read.articles[1]["body"]
    assert any("Pasal 9 is Pasal 3" in note for note in read.notes)
    assert any("Pasal 77" in note for note in read.notes)


def test_what_is_no_article_is_kept_in_its_order():
    kept = from_text(OLD).unplaced.split("\n")

    assert kept[0] == "PERJANJIAN KERJA SAMA"
    assert "BAB I KETENTUAN UMUM" in kept
    assert kept[-3:] == [
        "Demikian perjanjian ini dibuat dalam rangkap dua.",
        "PIHAK KESATU, PIHAK KEDUA,",
        "Mohammad Idris Lani Dwi Rejeki",
    ]


def words_of(text):
    """The words, without labels and numbers, which are counted anew."""
    return sorted(re.findall(r"[^\W\d_]{2,}", text.replace("Pasal", " ").replace("ayat", " ")))


lines = st.lists(
    st.one_of(
        st.sampled_from(OLD.split("\n")),
        st.sampled_from(["Pasal 4", "BAB II", "(3) ketiga", "Pasal 5 tentang apa", "c. huruf c"]),
        st.text(st.sampled_from("ab cP(1)."), max_size=12),
    ),
    max_size=25,
)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(lines)
def test_no_word_is_lost_whatever_is_pasted(pasted):
    text = "\n".join(pasted)
    read = from_text(text)
    kept = " ".join([read.unplaced, *(f"{one['heading']} {one['body']}" for one in read.articles)])

    lost = [word for word in words_of(text) if word not in words_of(kept)]
    # "a." and the like are labels, which the system counts by itself.
    assert lost == []


def word_document(*paragraphs, table=()) -> bytes:
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if table:
        cells = document.add_table(rows=1, cols=len(table)).rows[0].cells
        for cell, words in zip(cells, table, strict=True):
            cell.text = words
    document.sections[0].header.paragraphs[0].text = "KOP SURAT"
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_a_word_document_is_read_with_its_tables_and_margins():
    content = word_document("Pasal 1", "OBJEK", "(1) Satu.", "(2) Dua.", table=["kolom", "nilai"])

    read = from_docx(content)

    assert read.articles[0]["heading"] == "OBJEK"
    assert read.articles[0]["body"].split("\n")[:2] == ["Satu.", "Dua."]
    assert "kolom" in read.articles[0]["body"]
    assert read.unplaced == "KOP SURAT"
    assert len(read.notes) == 2


def test_tracked_insertions_are_read_and_deletions_kept_aside():
    document = Document()
    for words in ("Pasal 1", "OBJEK"):
        document.add_paragraph(words)
    paragraph = document.add_paragraph("Objek ")
    for tag, inner, words in (("w:ins", "w:t", "baru"), ("w:del", "w:delText", "lama")):
        change, run, text = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(inner)
        text.text = words
        run.append(text)
        change.append(run)
        paragraph._p.append(change)
    stream = BytesIO()
    document.save(stream)

    read = from_docx(stream.getvalue())

    assert read.articles[0]["body"] == "Objek baru"
    assert read.unplaced == "lama"
    assert qn("w:ins")  # the names are Word's own


def upload(content, name="naskah.docx"):
    return SimpleUploadedFile(name, content)


def zipped(**parts) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return stream.getvalue()


def with_part(name, content) -> bytes:
    """A sound document with one part more, or another one in its place."""
    stream = BytesIO()
    with (
        ZipFile(BytesIO(word_document("Pasal 1"))) as sound,
        ZipFile(stream, "w", ZIP_DEFLATED) as package,
    ):
        for part in sound.namelist():
            if part != name:
                package.writestr(part, sound.read(part))
        package.writestr(name, content)
    return stream.getvalue()


BOMB = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "' + b"x" * 1000 + b'">]><a>&b;</a>'


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"bukan dokumen", "Only PDF"),
        (b"%PDF-1.4 x", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, "password"),
        (zipped(**{"a.txt": "x"}), ""),
        (with_part("word/vbaProject.bin", b"x"), "program"),
        (with_part("word/embeddings/oleObject1.bin", b"x"), "program"),
        (with_part("word/media/big.bin", b"0" * 250_000_000), ""),
        (with_part("word/document.xml", BOMB), "entities"),
        (with_part("word/document.xml", b"<not-closed"), ""),
        (word_document("Pasal 1")[:900], ""),
        (b"PK\x03\x04" + b"\0" * 50, ""),
    ],
    ids=[
        *("empty", "wrong type", "pdf", "old or encrypted", "no document", "macros", "embedded"),
        *("zip bomb", "entities", "broken xml", "cut off", "broken zip"),
    ],
)
def test_a_hostile_document_is_refused_with_a_reason(db, content, said):
    with pytest.raises(ValidationError) as refused:
        read_upload(upload(content), most_bytes=MEGABYTES)

    assert list(refused.value.error_dict) == ["file"]
    assert said in " ".join(refused.value.messages)


def damaged(dice) -> bytes:
    """A sound document of which a disk or a line has changed a few bytes."""
    content = bytearray(word_document("Pasal 1"))
    for _ in range(dice.choice((1, 3, 30))):
        content[dice.randrange(4, len(content))] = dice.randrange(256)
    return bytes(content)


def test_a_damaged_document_is_read_or_refused_and_never_an_error(db):
    dice, outcomes = Random(2022), set()  # noqa: S311 - damage, no secrets

    for _ in range(300):
        try:
            read_upload(upload(damaged(dice)), most_bytes=MEGABYTES)
            outcomes.add("read")
        except ValidationError as refused:
            outcomes.update(refused.error_dict)

    assert outcomes == {"read", "file"}


def test_an_oversized_document_is_refused_before_it_is_read(db):
    with pytest.raises(ValidationError, match="larger than"):
        read_upload(upload(b"0" * 100), most_bytes=99)


def test_a_text_is_read_shown_and_then_put_into_the_draft(cast, as_person):
    agreement, client = cast.draft(), as_person(cast.budi)
    url = reverse("agreement_import", args=[agreement.pk])

    shown = client.post(url, {"text": OLD})
    before = agreement.articles.count()
    read = shown.context["read"]
    sent = {
        "use": "1",
        "version": read["version"],
        "heading": [one["heading"] for one in read["articles"]],
        "body": [one["body"] for one in read["articles"]],
        "unplaced": read["unplaced"],
    }
    client.post(url, sent)

    assert agreement.articles.count() == 3 != before
    agreement.refresh_from_db()
    assert agreement.unplaced.startswith("PERJANJIAN KERJA SAMA")
    printed = wording_of(content_of(agreement)).printed()
    assert "Pasal 3 ayat (1)" in printed[1].paragraphs[0].text
    assert agreement.history.latest().history_change_reason == "text imported"


def test_a_refused_document_says_why_and_keeps_what_was_typed(cast, as_person):
    url = reverse("agreement_import", args=[cast.draft().pk])
    facts = {"text": "Pasal 1", "file": upload(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.docx")}

    page = as_person(cast.budi).post(url, facts)

    assert page.context["form"].errors["file"]
    assert "Pasal 1</textarea>" in page.content.decode()


def test_an_import_over_a_text_that_a_colleague_changed_is_told(cast, as_person):
    agreement = cast.draft()
    url = reverse("agreement_import", args=[agreement.pk])
    sent = {"use": "1", "version": agreement.version - 1, "heading": ["A"], "body": ["b"]}

    page = as_person(cast.budi).post(url, sent)

    assert page.context["read"]["articles"] == [{"heading": "A", "body": "b"}]
    assert agreement.articles.count() > 1


@pytest.mark.parametrize(("who", "status"), [("tono", 404), ("partner", 404), ("sari", 403)])
def test_nobody_else_imports_into_a_draft(cast, as_person, who, status):
    url = reverse("agreement_import", args=[cast.draft().pk])

    assert as_person(getattr(cast, who)).get(url).status_code == status
