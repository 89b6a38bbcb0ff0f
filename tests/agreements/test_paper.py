"""What stands on the paper: read back from the PDF as a reader's program would find it."""

import re
from datetime import date

import pypdfium2
import pytest

from agreements.content import position_of
from agreements.models import AgreementKind
from agreements.pdf import document_of
from agreements.services import (
    content_of,
    document_for,
    set_articles,
    set_party_number,
    set_signatory_nip,
)
from agreements.wording import wording_of

NIP = "197001011990031001"


def read(pdf: bytes) -> str:
    """The text of all pages, with lines joined as they are read."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [page.get_textpage().get_text_bounded() for page in document]
    return re.sub(r"\s+", " ", " ".join(pages))


def pages_of(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    return [re.sub(r"\s+", " ", page.get_textpage().get_text_bounded()) for page in document]


def paper_of(cast, agreement) -> str:
    return read(document_for(agreement, cast.budi).content)


def test_the_title_names_kind_parties_and_subject(cast):
    text = paper_of(cast, cast.draft())

    assert (
        "KESEPAKATAN BERSAMA ANTARA PEMERINTAH KOTA DEPOK DAN PEMERINTAH KABUPATEN BATANG TENTANG "
        "PENELITIAN DAN PENGEMBANGAN DAERAH MELALUI APLIKASI TEMAN LITBANG"
    ) in text


def test_a_known_number_is_printed_and_an_unknown_one_is_a_line_to_write_on(cast):
    agreement = cast.draft()
    assert re.search(r"NOMOR : 100\.3\.7/45/KS/2022 NOMOR : \.{10,}", paper_of(cast, agreement))

    set_party_number(
        agreement.parties.get(agency=cast.batang), number="119/77/2022", by=cast.kerjasama
    )
    assert "NOMOR : 119/77/2022" in paper_of(cast, agreement)


def test_a_party_that_bears_no_number_has_no_line(cast):
    sides = cast.sides()
    sides[1]["number_status"] = "none"

    assert paper_of(cast, cast.draft(parties=sides)).count("NOMOR :") == 1


def test_the_day_is_spelt_out(cast):
    assert (
        "Pada hari ini, Selasa tanggal dua belas bulan Juli tahun dua ribu dua puluh dua "
        "(12-07-2022), bertempat di Depok, yang bertanda tangan di bawah ini:"
    ) in paper_of(cast, cast.draft())


def test_a_day_that_is_not_known_is_dotted(cast):
    text = paper_of(cast, cast.draft(dated_on=None, place=""))

    assert re.search(r"Pada hari ini, \.+ tanggal \.+ bulan \.+ tahun \.+", text)
    assert re.search(r"bertempat di \.+", text)


def test_parties_that_sign_apart_write_place_and_day_beside_their_names(cast):
    text = paper_of(cast, cast.draft(signed_apart=True))

    assert "sebagaimana tercantum pada tanda tangan masing-masing" in text
    assert "12-07-2022" not in text


def test_the_parties_are_introduced_with_office_and_seat(cast):
    text = paper_of(cast, cast.draft())

    assert (
        "Penjabat Bupati Batang, dalam hal ini bertindak untuk dan atas nama Pemerintah Kabupaten "
        "Batang, berkedudukan di Jalan R.A. Kartini Nomor 1, Kabupaten Batang, selanjutnya disebut "
        "PIHAK KEDUA."
    ) in text
    assert "PIHAK KESATU dan PIHAK KEDUA secara bersama-sama selanjutnya disebut PARA PIHAK" in text


@pytest.mark.parametrize(
    ("title", "status", "printed"),
    [
        ("Bupati Batang", "definitive", "Bupati Batang"),
        ("Bupati Batang", "pj", "Pj. Bupati Batang"),
        ("Penjabat Bupati Batang", "pj", "Penjabat Bupati Batang"),
        ("Pj. Bupati Batang", "pj", "Pj. Bupati Batang"),
        ("Sekretaris Daerah", "plt", "Plt. Sekretaris Daerah"),
        ("Pelaksana Harian Sekretaris Daerah", "plh", "Pelaksana Harian Sekretaris Daerah"),
        ("", "pj", ""),
    ],
)
def test_an_acting_official_is_called_acting_once(title, status, printed):
    assert position_of(title, status) == printed


def test_the_acting_regent_of_that_day_is_printed_after_a_successor_took_office(cast):
    agreement = cast.signed()

    assert "PENJABAT BUPATI BATANG" in paper_of(cast, agreement)


@pytest.mark.parametrize(
    "kind", [AgreementKind.JOINT_AGREEMENT, AgreementKind.COOPERATION_AGREEMENT]
)
def test_every_article_is_found_in_its_order(cast, kind):
    agreement = cast.draft(kind=kind)
    text = paper_of(cast, agreement)

    expected = [
        f"Pasal {place} {article['heading'].upper()}"
        for place, article in enumerate(wording_of(content_of(agreement)).as_typed(), start=1)
    ]
    places = [text.index(heading) for heading in expected]
    assert places == sorted(places)
    assert f"Pasal {len(expected) + 1} " not in text


def test_paragraphs_and_letters_number_themselves(cast):
    agreement = cast.draft(
        articles=[{"heading": "Objek", "body": "Satu:\n- dua; dan\n- tiga.\nEmpat."}]
    )

    assert "(1) Satu: a. dua; dan b. tiga. (2) Empat." in paper_of(cast, agreement)


def test_a_pks_cites_the_joint_agreement_above_it(cast):
    above = cast.signed()
    text = paper_of(cast, cast.draft(kind="cooperation_agreement", parent=above))

    assert (
        "Dengan memperhatikan Kesepakatan Bersama antara Pemerintah Kota Depok dan Pemerintah "
        "Kabupaten Batang Nomor 100.3.7/45/KS/2022 tanggal 12 Juli 2022 tentang"
    ) in text


def test_without_recitals_the_sentence_is_left_out(cast):
    assert "Dengan memperhatikan" not in paper_of(cast, cast.draft())


def test_recitals_are_numbered_and_end_like_a_list(cast):
    text = paper_of(cast, cast.draft(recitals="UU Nomor 23 Tahun 2014;\nPP Nomor 28 Tahun 2018"))

    assert "1. UU Nomor 23 Tahun 2014; 2. PP Nomor 28 Tahun 2018." in text


def test_a_power_of_attorney_is_named(cast):
    sides = cast.sides()
    sides[0] |= {"power_of_attorney_number": "800/12", "power_of_attorney_date": date(2022, 7, 1)}

    assert "berdasarkan Surat Kuasa Nomor 800/12 tanggal 1 Juli 2022, dalam hal ini" in paper_of(
        cast, cast.draft(parties=sides)
    )


def test_three_parties_have_three_lines_three_names_and_three_originals(cast):
    third = {"agency": cast.bogor, "signatory_name": "Bima", "signatory_title": "Wali Kota Bogor"}
    text = paper_of(cast, cast.draft(parties=[*cast.sides(), third]))

    assert text.count("NOMOR :") == 3
    assert "PIHAK KESATU, PIHAK KEDUA, dan PIHAK KETIGA secara bersama-sama" in text
    assert "dalam rangkap 3 (tiga) bermeterai cukup" in text
    assert "PIHAK KETIGA, WALI KOTA BOGOR" in text


def test_signatures_never_stand_alone_on_a_page(cast):
    agreement = cast.draft()
    for lines in range(0, 40, 4):
        body = "\n".join(["Kalimat yang mengisi halaman ini dengan tenang."] * (20 + lines))
        set_articles(agreement, articles=[{"heading": "Isi", "body": body}], by=cast.budi)

        last = pages_of(document_for(agreement, cast.budi).content)[-1]
        assert "WALI KOTA DEPOK" in last
        assert "Demikian Kesepakatan Bersama" in last


def test_a_draft_says_so_and_says_which(cast):
    agreement = cast.draft()
    assert "RANCANGAN · konsep · " in paper_of(cast, agreement)

    agreement = cast.walk(agreement, "submit")
    short = agreement.revisions.get().sha256[:8]
    assert f"RANCANGAN · revisi 1 · {short}" in paper_of(cast, agreement)

    agreement = cast.walk(agreement, "approve", "partner_agrees")
    assert "RANCANGAN" not in paper_of(cast, agreement)


def test_a_revision_that_was_overtaken_stays_a_draft(cast):
    agreement = cast.ready(cast.walk(cast.draft(), "submit", "return"))

    assert "RANCANGAN" in read(document_for(agreement, cast.budi, number=1).content)
    assert "RANCANGAN" not in read(document_for(agreement, cast.budi, number=2).content)


def test_a_void_text_is_never_clean(cast):
    assert "RANCANGAN" in paper_of(cast, cast.walk(cast.ready(), "issue", "void"))


def test_the_same_text_gives_the_same_bytes(cast):
    agreement = cast.walk(cast.draft(), "submit")

    assert document_for(agreement, cast.budi) == document_for(agreement, cast.hukum2)


def test_the_paper_is_drawn_from_the_text_and_nothing_else(cast, django_assert_num_queries):
    content = content_of(cast.draft())

    with django_assert_num_queries(0):
        document_of(
            content,
            draft=True,
            numbers={},
            nips={},
            label="revisi 1",
            digest="0" * 64,
            made_on=date(2022, 7, 12),
        )


def test_a_nip_is_printed_for_those_who_may_read_it_and_on_what_is_issued(cast):
    agreement = cast.walk(cast.draft(), "submit", "approve")
    set_signatory_nip(agreement.parties.first(), nip=NIP, by=cast.budi)

    assert f"NIP. {NIP}" in paper_of(cast, agreement)
    for reader in (cast.ratna, cast.partner):
        assert NIP not in read(document_for(agreement, reader).content)

    agreement = cast.walk(agreement, "partner_agrees", "issue")
    assert NIP in read(document_for(agreement, cast.partner).content)
    assert NIP not in str(agreement.revisions.get().content)


def test_what_cannot_be_drawn_is_said_on_the_paper(cast):
    sides = cast.sides()
    sides[0]["signatory_name"] = "<b>Idris 😀 ꦗꦮ"
    agreement = cast.draft(
        parties=sides,
        articles=[{"heading": '<img src="/etc/passwd"/>', "body": "x" * 5000 + "\nعربي & <i>"}],
    )

    text = paper_of(cast, agreement)

    assert "<b>Idris" in text
    assert '<IMG SRC="/ETC/PASSWD"/>' in text
    assert text.replace(" ", "").count("x") >= 5000
    assert "Beberapa huruf tidak dapat dicetak" in text
    assert "U+1F600" in text
