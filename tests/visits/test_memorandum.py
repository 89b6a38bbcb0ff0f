"""The paper about a visit: what it says, that it is kept as issued, and that it never fails."""

import hashlib
import re
from datetime import date

import pypdfium2
import pytest
from django.core.exceptions import ValidationError

from audit.models import StaleRecord
from audit.recording import record
from cooperation.models import FormerName, IssuedDocument
from cooperation.permissions import NotPermitted
from cooperation.services import plan_follow_up
from cooperation.workflow import TransitionNotAllowed
from tests.builders import TEST, make_affair, make_innovation
from visits.models import Outcome, VisitPaper, VisitType
from visits.pdf import document_of
from visits.pdf.wording import OUTCOMES, TYPES
from visits.services import (
    add_quoted_value,
    change_delegation,
    issue_paper,
    open_candidate_from,
    papers,
    prepare_paper,
    set_outcome,
)


def text_of(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    pages = [page.get_textpage().get_text_range() for page in document]
    return re.sub(r"\s+", " ", " ".join(pages))


def drawn(visit, **options) -> bytes:
    return document_of(visit, **options).printed().content


@pytest.fixture
def story(house):
    return house.the_story()


def prepared(house, story, **head):
    given = {"dated_on": date(2022, 7, 14), "signatory_name": "Dadang Wihana"}
    return prepare_paper(story, agency=house.bappeda, by=house.sari, **(given | head))


def test_the_memorandum_tells_the_story_of_the_twelfth_of_july(house, story):
    memorandum = prepared(house, story, number="400.14.1.4/120/Bappeda/2022")

    text = text_of(drawn(story, agency=house.bappeda, head=memorandum))

    for words in [
        "NOTA DINAS",
        "400.14.1.4/120/Bappeda/2022",
        "14 Juli 2022",
        "I. PENDAHULUAN",
        "II. PELAKSANAAN",
        "III. MATERI",
        "IV. HASIL DAN RENCANA TINDAK LANJUT",
        "V. PENUTUP",
        "Selasa, 12 Juli 2022",
        "Aula Sapa Saba Bappeda, Lantai 1, Gedung Dibaleka II",
        "Lani Dwi Rejeki, Pj. Bupati Batang",
        "Supian Suri, Sekretaris Daerah Kota Depok",
        "Dadang Wihana, Kepala Bappeda Kota Depok",
        "SAPA SABA dan Forum Kemitraan",
        "21,7",
        "3,42",
        "Kastara.ID",
    ]:
        assert words in text


def test_what_is_unknown_is_said_and_never_nought(house, story):
    text = text_of(drawn(story, agency=house.bappeda))

    assert "jumlah rombongan tidak tercatat" in text
    assert "tema tidak tercatat" in text
    assert "Rencana tindak lanjut Tidak tercatat." in text
    assert "0 orang" not in text
    assert "None" not in text


def test_what_comes_of_it_is_a_table_of_who_and_until_when(house, story):
    stunting = story.discussions.last()
    candidate = open_candidate_from(
        stunting,
        title="Adopsi Teman Litbang",
        provider=house.depok,
        adopter=house.batang,
        by=house.sari,
    )
    plan_follow_up(
        candidate=candidate,
        title="Kirim KAK dan rancangan KB",
        unit=house.depok,
        assignee=house.kerja,
        due_on=date(2022, 8, 1),
        by=house.sari,
    )
    set_outcome(
        story.discussions.first(), outcome=Outcome.NO_FOLLOW_UP, note="sudah cukup", by=house.sari
    )

    text = text_of(drawn(story, agency=house.bappeda))

    assert "Calon kerja sama: Adopsi Teman Litbang" in text
    assert "Tidak ditindaklanjuti. sudah cukup" in text
    assert "Kirim KAK dan rancangan KB Kerja, Pemerintah Kota Depok 1 Agustus 2022" in text


def test_the_same_record_gives_the_same_bytes_and_a_draft_says_so(house, story):
    memorandum = prepared(house, story)

    first = drawn(story, agency=house.bappeda, head=memorandum)
    second = drawn(story, agency=house.bappeda, head=memorandum)
    final = bytes(issue_paper(memorandum, by=house.sari).issued.content)

    assert first == second
    assert "RANCANGAN" in text_of(first)
    assert "RANCANGAN" not in text_of(final)


def test_an_old_visit_prints_the_name_that_the_agency_bore(house, story):
    record(
        FormerName(
            agency=house.batang, name="Pemerintah Daerah Batang Lama", until=date(2024, 1, 1)
        ),
        by=TEST,
    )

    text = text_of(drawn(story, agency=house.bappeda))

    assert "Pemerintah Daerah Batang Lama" in text
    assert "Pemerintah Kabupaten Batang" not in text


def test_the_head_is_filled_with_what_is_usual_and_then_changed_in_place(house, story):
    draft = prepare_paper(story, agency=house.bappeda, by=house.dewi)
    changed = prepare_paper(
        story, agency=house.bappeda, by=house.sari, sender="Sekretaris Daerah", expected_version=1
    )

    assert draft.subject == (
        "Laporan hasil benchmarking Pemerintah Kabupaten Batang ke Pemerintah Kota Depok"
    )
    assert (draft.urgency, draft.attachments_line) == ("Biasa", "-")
    assert changed.pk == draft.pk
    assert changed.sender == "Sekretaris Daerah"
    with pytest.raises(StaleRecord):
        prepare_paper(story, agency=house.bappeda, by=house.sari, expected_version=1)


def test_only_who_may_report_writes_it_and_only_for_the_owners_side(house, story):
    for stranger in (house.tono, house.bima, house.budi):
        with pytest.raises(NotPermitted):
            prepare_paper(story, agency=house.bappeda, by=stranger)
    with pytest.raises(NotPermitted):
        prepare_paper(story, agency=house.depok, by=house.dewi)
    with pytest.raises(ValidationError):
        prepare_paper(story, agency=house.batang, by=house.bima)


def test_the_issued_paper_is_kept_byte_for_byte_and_never_changes(house, story):
    memorandum = issue_paper(prepared(house, story), by=house.sari)

    kept = memorandum.issued
    change_delegation(
        story.delegations.get(), by=house.sari, changes={"leader_name": "Lain"}, why="salah ketik"
    )
    assert hashlib.sha256(kept.content).hexdigest() == kept.sha256
    assert "Lani Dwi Rejeki" in text_of(bytes(IssuedDocument.objects.get().content))
    assert "RANCANGAN" not in text_of(bytes(kept.content))
    with pytest.raises(TransitionNotAllowed):
        issue_paper(memorandum, by=house.sari)
    assert prepared(house, story).pk != memorandum.pk


def test_a_paper_is_not_kept_if_the_visit_changed_while_it_was_drawn(house, story, monkeypatch):
    memorandum = prepared(house, story)

    def drawn_slowly(visit, **options):
        add_quoted_value(
            story.discussions.first(),
            indicator_name="IPM",
            unit="poin",
            agency=house.depok,
            value=1,
            by=house.sari,
        )
        return document_of(visit, **options)

    monkeypatch.setattr(papers, "document_of", drawn_slowly)
    with pytest.raises(StaleRecord):
        issue_paper(memorandum, by=house.sari)

    assert not IssuedDocument.objects.exists()
    assert VisitPaper.objects.get().issued is None


def test_a_visit_that_has_not_taken_place_has_nothing_to_report(house):
    draft = prepare_paper(house.log(), agency=house.depok, by=house.sari)

    with pytest.raises(TransitionNotAllowed):
        issue_paper(draft, by=house.sari)


def test_the_number_of_the_signatory_is_a_personal_detail_and_is_printed(house, story):
    memorandum = prepared(house, story, signatory_nip="19700101 199003 1 001")

    text = text_of(drawn(story, agency=house.bappeda, head=memorandum))

    assert "NIP. 197001011990031001" in text
    assert not any("19700101" in str(entry.__dict__) for entry in memorandum.history.all())
    with pytest.raises(ValidationError) as refusal:
        prepared(house, story, signatory_nip="12")
    assert list(refusal.value.message_dict) == ["signatory_nip"]


@pytest.mark.parametrize(
    "text",
    [
        '<img src="/etc/passwd"/> <b>tebal & miring',
        "panjang" * 2500,
        "ꦱꦸꦒꦼꦁ مرحبا 🎉 漢字",
        "baris\n" * 500,
    ],
)
def test_whatever_was_typed_the_paper_is_made(house, text):
    visit = house.afterwards(
        summary=text,
        topics=[
            {
                "name": text[:200].replace("\n", " "),
                "affair": make_affair(),
                "asked": text,
                "findings": text,
                "quoted_values": [
                    {
                        "indicator_name": text[:200].replace("\n", " "),
                        "unit": "%",
                        "agency": house.depok,
                        "value": 1,
                    }
                ],
            }
        ],
    )
    memorandum = prepare_paper(
        visit, agency=house.depok, by=house.sari, conclusion=text, copy_to=text
    )

    content = drawn(visit, agency=house.depok, head=memorandum)

    if text.startswith("<img"):
        assert '<img src="/etc/passwd"/> <b>tebal & miring' in text_of(content)
        assert b"root:" not in content
    if "漢" in text:
        assert "Beberapa huruf tidak dapat dicetak" in text_of(content)


def test_every_type_and_outcome_has_its_word_on_paper():
    assert set(TYPES) == set(VisitType)
    assert set(OUTCOMES) == set(Outcome)


def test_the_paper_costs_the_same_queries_however_much_was_discussed(
    house, django_assert_num_queries
):
    def topics(count):
        return [
            {
                "name": f"Materi {place}",
                "affair": make_affair(),
                "presenting_unit": house.bappeda,
                "innovations": [make_innovation(house.depok, f"Inovasi {count}-{place}")],
            }
            for place in range(count)
        ]

    few, many = house.afterwards(topics=topics(2)), house.afterwards(topics=topics(9))

    for visit in (few, many):
        with django_assert_num_queries(16):
            drawn(visit, agency=house.depok)
