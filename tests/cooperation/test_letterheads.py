"""How an office's papers look: its own choice, taken over by its units, seen on its papers."""

from io import BytesIO

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from audit.models import StaleRecord
from cooperation.models import Letterhead
from cooperation.pdf import look_of, sample_of
from cooperation.permissions import NotPermitted
from cooperation.services import arrange_letterhead
from tests.documents import reading
from tests.visits.builders import House
from tests.visits.page import client_of, form_on, text_of


@pytest.fixture
def house(db) -> House:
    return House()


def picture(colour, size=(900, 1200), kind="PNG", mode="RGB"):
    output = BytesIO()
    Image.new(mode, size, colour).save(output, kind)
    return SimpleUploadedFile(f"lambang.{kind.lower()}", output.getvalue())


def sample(agency, **options):
    usual = {"of_office": False, "of_agreement": False}
    return sample_of(look_of(agency), agency.today(), **usual | options).printed().content


def test_without_a_choice_papers_look_as_is_usual(house):
    letterhead = Letterhead.objects.used_by(house.bappeda)

    assert letterhead.pk is None
    assert (letterhead.letter_size, letterhead.agreement_size) == ("A4", "F4")
    assert (letterhead.first_party, letterhead.first_party_side) == ("KESATU", "left")


def test_a_unit_takes_over_what_is_set_above_it_until_it_sets_its_own(house):
    arrange_letterhead(house.depok, by=house.sari, changes={"letter_size": "F4", "left_margin": 40})
    assert look_of(house.bappeda).letter_page.size == "F4"
    assert look_of(house.bappeda).letter_page.margins.left == 4

    arrange_letterhead(house.bappeda, by=house.sari, changes={"letter_size": "A4"})
    assert look_of(house.bappeda).letter_page.size == "A4"
    assert look_of(house.batang).letter_page.size == "A4"


def test_an_emblem_is_drawn_anew_and_stands_on_the_paper_with_its_name(house):
    upload = picture((10, 120, 40, 128), mode="RGBA")

    kept = arrange_letterhead(house.depok, by=house.sari, changes={}, emblem=upload)

    with Image.open(BytesIO(kept.emblem.read())) as drawn:
        assert (drawn.mode, max(drawn.size)) == ("RGB", 600)
    with pikepdf.open(BytesIO(sample(house.bappeda))) as pdf:
        figures = [
            str(one.Alt)
            for one in pdf.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure"
        ]
    assert figures == ["Lambang Pemerintah Kota Depok"]


def test_the_head_of_region_writes_under_the_name_of_the_office(house):
    arrange_letterhead(house.depok, by=house.sari, changes={"office_title": "Wali Kota Depok"})

    assert reading.text(sample(house.depok, of_office=True)).startswith("CONTOH WALI KOTA DEPOK")
    assert "PEMERINTAH KOTA DEPOK" not in reading.text(sample(house.depok, of_office=True))


def test_the_first_party_is_called_and_signs_where_the_office_says(house):
    changes = {"first_party": "PERTAMA", "first_party_side": "right"}
    arrange_letterhead(house.depok, by=house.sari, changes=changes)

    pdf = sample(house.depok, of_agreement=True)

    assert reading.left_of(pdf, "PIHAK PERTAMA,") > reading.left_of(pdf, "PIHAK KEDUA,")


@pytest.mark.parametrize(
    ("upload", "says"),
    [
        (SimpleUploadedFile("lambang.png", b"<svg onload=alert(1)>"), "Only PDF, PNG"),
        (SimpleUploadedFile("lambang.png", b"%PDF-1.7 rusak"), "damaged"),
        (picture("red", kind="PDF"), "An emblem is a picture"),
    ],
)
def test_what_is_no_picture_is_refused_at_its_field(house, upload, says):
    with pytest.raises(ValidationError) as refused:
        arrange_letterhead(house.depok, by=house.sari, changes={}, emblem=upload)

    assert says in refused.value.message_dict["emblem"][0]
    assert not Letterhead.objects.exists()


def test_only_those_who_make_the_papers_arrange_them(house):
    for stranger in (house.ratna, house.dewi, house.bima, house.tono):
        with pytest.raises(NotPermitted):
            arrange_letterhead(house.depok, by=stranger, changes={})


def test_a_second_one_who_arranges_it_sees_the_first(house):
    arrange_letterhead(house.depok, by=house.sari, changes={"left_margin": 35}, expected_version=0)

    with pytest.raises(StaleRecord):
        arrange_letterhead(
            house.depok, by=house.budi, changes={"left_margin": 25}, expected_version=0
        )


def test_the_page_keeps_what_was_typed_and_offers_samples(house):
    sari = client_of(house.sari)
    at = f"/agencies/{house.depok.pk}/letterhead/"
    fields = form_on(sari.get(at), "letterhead")

    refused = sari.post(at, fields | {"left_margin": "400", "office_title": "Wali Kota Depok"})
    assert "Wali Kota Depok" in refused.content.decode()

    saved = sari.post(at, fields | {"left_margin": "35", "emblem": picture("green")}, follow=True)
    assert "New papers look like this from now on" in text_of(saved)
    kept = Letterhead.objects.get()
    assert (kept.left_margin, kept.emblem.content_type) == (35, "image/png")
    assert reading.text(sari.get(f"{at}sample/").content).startswith("CONTOH PEMERINTAH KOTA DEPOK")


def test_others_are_told_who_may_and_get_no_sample(house):
    for stranger in (house.ratna, house.tono):
        for page in ("", "sample/"):
            answer = client_of(stranger).get(f"/agencies/{house.depok.pk}/letterhead/{page}")
            assert answer.status_code == 403
