"""Every paper that an office writes about a visit: what it says, when it may be issued."""

from datetime import date
from io import BytesIO

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pikepdf import pdfa
from PIL import Image

from cooperation.permissions import NotPermitted
from cooperation.services import drawn_again
from cooperation.workflow import TransitionNotAllowed
from tests.documents import reading
from visits.models import PaperKind
from visits.pdf import document_of
from visits.services import (
    add_participant,
    attach_file,
    issue_paper,
    move,
    paper_for,
    prepare_paper,
)
from visits.workflow import Action, Status

LETTER = {"letter_number": "005/123", "letter_date": date(2022, 6, 28)}


@pytest.fixture
def story(house):
    return house.the_story()


def words(visit, house, kind, **head):
    prepared = prepare_paper(visit, agency=house.depok, kind=kind, by=house.sari, **head)
    return reading.text(
        document_of(visit, agency=house.depok, kind=kind, head=prepared).printed().content
    )


def test_the_reply_refers_to_the_letter_and_says_when_and_where(house):
    visit = house.log(theme="Penanganan stunting", **LETTER)

    said = words(visit, house, PaperKind.REPLY_LETTER, number="005/77", copy_to="Sekda\nBappeda")

    assert "Menindaklanjuti surat Pemerintah Kabupaten Batang Nomor 005/123" in said
    assert "tanggal 28 Juni 2022" in said
    assert "BERSEDIA MENERIMA" in said
    assert "Tembusan: 1. Sekda 2. Bappeda" in said
    assert "Nomor : 005/77" in said


def test_a_refusal_is_polite_and_keeps_the_reason_of_the_decision_inside(house):
    visit = move(house.log(**LETTER), Action.DISPOSE, by=house.sari, facts={"instruction": "x"})
    facts = {"deciding_official": "Ratna"}
    visit = move(visit, Action.DECLINE, by=house.ratna, why="Anggaran jamuan habis", facts=facts)

    said = words(visit, house, PaperKind.REPLY_LETTER)

    assert "BELUM DAPAT MENERIMA" in said
    assert "Anggaran" not in said


def test_a_reply_is_issued_after_the_decision_and_not_before(house):
    draft = prepare_paper(
        house.log(**LETTER), kind=PaperKind.REPLY_LETTER, agency=house.depok, by=house.sari
    )

    with pytest.raises(TransitionNotAllowed, match="Accept or decline"):
        issue_paper(draft, by=house.sari)


def test_an_attendance_list_has_room_for_forty_hands_and_repeats_its_head(house, story):
    for place in range(40):
        add_participant(story, agency=house.batang, name=f"Peserta {place:02}", by=house.sari)

    content = document_of(story, agency=house.depok, kind=PaperKind.ATTENDANCE).printed().content

    pages = reading.pages(content)
    assert len(pages) > 1
    assert all("Tanda tangan" in page for page in pages)
    said = reading.text(content)
    assert all(f"Peserta {place:02}" in said for place in range(40))
    assert "RANCANGAN" not in said


def test_the_minutes_tell_who_chaired_what_was_said_and_what_comes_of_it(house, story):
    said = words(story, house, PaperKind.MINUTES, signatory_name="Rini", conclusion="Disepakati.")

    for told in (
        "NOTULEN",
        "Pimpinan rapat : Supian Suri, Sekretaris Daerah Kota Depok",
        "Notulis : Rini",
        "B. PEMBAHASAN",
        "C. KESIMPULAN",
        "Disepakati.",
        "D. TINDAK LANJUT",
    ):
        assert told in said


def test_an_official_record_is_signed_by_both_sides(house, story):
    said = words(story, house, PaperKind.OFFICIAL_RECORD, number="BA/1/2022")

    assert "BERITA ACARA TENTANG" in said
    assert "NOMOR : BA/1/2022" in said
    assert "Pada hari ini, Selasa tanggal dua belas bulan Juli" in said
    assert "PIHAK KESATU, SEKRETARIS DAERAH KOTA DEPOK" in said
    assert "PIHAK KEDUA, PJ. BUPATI BATANG" in said


@pytest.mark.parametrize("kind", PaperKind)
def test_each_kind_is_issued_once_and_drawn_again_alike(house, story, kind):
    draft = prepare_paper(story, kind=kind, agency=house.depok, by=house.sari)

    issued = issue_paper(draft, by=house.sari).issued

    assert issued.kind == kind
    assert drawn_again(issued) == bytes(issued.content)
    assert issued.check_at in "".join(reading.pages(bytes(issued.content))).replace(" ", "")
    shown = paper_for(story, house.ratna, kind=kind)
    assert shown.content == bytes(issued.content)
    with pytest.raises(TransitionNotAllowed):
        issue_paper(draft, by=house.sari)


def test_a_reply_letter_alone_is_no_report(house):
    visit = house.afterwards()
    letter = prepare_paper(visit, kind=PaperKind.REPLY_LETTER, agency=house.depok, by=house.sari)
    issue_paper(letter, by=house.sari)

    with pytest.raises(TransitionNotAllowed):
        move(visit, Action.REPORT, by=house.sari)
    assert visit.status == Status.COMPLETED


def test_only_who_reports_on_a_visit_writes_its_papers(house, story):
    for stranger in (house.tono, house.bima, house.budi):
        for kind in PaperKind:
            with pytest.raises(NotPermitted):
                prepare_paper(story, kind=kind, agency=house.depok, by=stranger)


def photograph(name, size=(1600, 1200), orientation=1):
    picture, output = Image.new("RGB", size, "teal"), BytesIO()
    exif = picture.getexif()
    exif[0x0112] = orientation
    exif[0x010F] = "Kamera Rahasia"
    picture.save(output, "JPEG", exif=exif)
    return SimpleUploadedFile(name, output.getvalue())


def test_photographs_stand_in_an_annex_upright_and_without_what_the_camera_wrote(house, story):
    for place in range(3):
        upload = photograph(f"foto{place}.jpg", orientation=6)
        attach_file(
            story, kind="photo", title=f"Sesi {place + 1}", upload=upload, by=house.sari, why="foto"
        )
    draft = prepare_paper(story, agency=house.depok, by=house.sari)

    issued = issue_paper(draft, by=house.sari).issued

    content = bytes(issued.content)
    pages = reading.pages(content)
    assert "LAMPIRAN: DOKUMENTASI" in pages[-2]
    assert [f"Sesi {place}" in pages[-2] for place in (1, 2, 3)] == [True, True, False]
    assert "Sesi 3" in pages[-1]
    assert b"Kamera Rahasia" not in content
    assert pdfa.validate_written(BytesIO(content), "2b").passed
    assert drawn_again(issued) == content
    assert len(str(issued.recorded)) < 60_000
    with pikepdf.open(BytesIO(content)) as pdf:
        shapes = [
            (int(one.Width), int(one.Height))
            for one in pdf.objects
            if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"
        ]
    assert shapes
    assert all(height > width for width, height in shapes)


@pytest.mark.parametrize(
    ("kind", "begins"),
    [
        (PaperKind.MEMORANDUM, "Laporan hasil benchmarking"),
        (PaperKind.MINUTES, "Notulen benchmarking"),
        (PaperKind.OFFICIAL_RECORD, "Berita acara benchmarking"),
        (PaperKind.ATTENDANCE, "Daftar hadir benchmarking"),
        (PaperKind.REPLY_LETTER, "Jawaban permohonan"),
    ],
)
def test_the_register_calls_each_paper_what_it_is(house, story, kind, begins):
    draft = prepare_paper(story, kind=kind, agency=house.depok, by=house.sari)

    issued = issue_paper(draft, by=house.sari).issued

    assert issued.title.startswith(begins)
    with pikepdf.open(BytesIO(bytes(issued.content))) as pdf:
        assert str(pdf.docinfo["/Title"]) == issued.title
