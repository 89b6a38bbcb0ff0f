"""Innovations and agencies on pages: what is shown, who adopted it, what is between two towns."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from cooperation.models import Innovation, Region
from cooperation.services import (
    add_innovation,
    edit_innovation,
    record_adoption,
    record_measurement,
)
from cooperation.services.agencies import edit_agency
from cooperation.services.topics import indicator_named
from tests.builders import TEST, make_affair, make_innovation, make_region
from tests.visits.page import client_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_person(client):
    def enter(user):
        client.force_login(user)
        return client

    return enter


def typed(towns, **facts):
    affair = make_affair().pk
    return {
        "owner": towns.depok.pk,
        "name": "D'Sunting Menara",
        "kind": "public_service",
        "affair": affair,
        "published": "on",
    } | facts


def test_an_innovation_is_written_down_by_whoever_works_with_it(towns, as_person):
    as_person(towns.sari).post(reverse("innovation_new"), typed(towns))

    made = Innovation.objects.get(name="D'Sunting Menara")
    assert (made.owner, made.published) == (towns.depok, True)


def test_a_name_that_is_taken_is_refused_when_adding_and_when_renaming(towns, as_person):
    other = add_innovation(
        owner=towns.depok, name="Geber", kind="other", affair=make_affair(), by=towns.sari
    )
    client = as_person(towns.sari)
    facts = typed(towns, name="teman litbang", full_name="Nama panjang")

    added = client.post(reverse("innovation_new"), facts)
    renamed = client.post(
        reverse("innovation_edit", args=[other.pk]), facts | {"version": other.version}
    )

    for page in (added, renamed):
        assert "name" in page.context["form"].errors
        assert "Nama panjang" in page.content.decode()


def test_the_second_of_two_editors_is_told(towns, as_person):
    client = as_person(towns.sari)
    facts = typed(towns, name="Teman Litbang", full_name="Punya Sari")
    facts["version"] = towns.innovation.version
    edit_innovation(towns.innovation, by=towns.dewi, changes={"full_name": "Punya Dewi"})

    page = client.post(reverse("innovation_edit", args=[towns.innovation.pk]), facts)

    towns.innovation.refresh_from_db()
    assert towns.innovation.full_name == "Punya Dewi"
    assert "Punya Sari" in page.content.decode()


def test_who_adopted_it_is_told_as_far_as_one_may_see_it(towns, as_person):
    record_adoption(towns.offered(), by=towns.dewi, local_name="Sahabat Litbang")
    url = reverse("innovation", args=[towns.innovation.pk])

    assert "Sahabat Litbang" in as_person(towns.dewi).get(url).content.decode()
    assert "Sahabat Litbang" in as_person(towns.lestari).get(url).content.decode()
    assert "Sahabat Litbang" not in as_person(towns.tono).get(url).content.decode()


def test_what_is_not_published_is_listed_for_our_own_people_only(towns, as_person):
    draft = make_innovation(towns.depok, "Belum terbit", published=False)

    ours = as_person(towns.sari).get(reverse("innovation_list")).context["page"]
    theirs = as_person(towns.lestari).get(reverse("innovation_list")).context["page"]

    assert draft in ours
    assert draft not in theirs


def test_a_link_is_a_web_address_and_nothing_else(towns, as_person):
    facts = typed(towns, link="javascript:alert(1)")

    page = as_person(towns.sari).post(reverse("innovation_new"), facts)

    assert "link" in page.context["form"].errors


def test_an_agency_shows_what_is_between_us_and_them(towns, as_person):
    candidate = towns.offered()
    url = reverse("agency", args=[towns.batang.pk])

    ours = as_person(towns.dewi).get(url).context["candidates"]["rows"]
    theirs = as_person(towns.lestari).get(url).context["candidates"]["rows"]
    strangers = as_person(towns.tono).get(url).context["candidates"]["rows"]

    assert ours == theirs == [candidate]
    assert strangers == []


def test_agencies_are_found_by_a_part_of_their_name(towns, as_person):
    page = as_person(towns.tono).get(reverse("agency_list"), {"search": "batang kab"})

    assert list(page.context["page"]) == [towns.batang]


def test_adopters_stand_by_province_with_what_was_measured(towns):
    make_region("33.25", "Kabupaten Batang", province="33")
    edit_agency(
        towns.batang, by=TEST, changes={"region": Region.objects.get(code="33.25")}, why="wilayah"
    )
    indicator = indicator_named(owner=towns.depok, name="Stunting", unit="%", by=towns.dewi)
    facts = {"indicator": indicator, "baseline_value": Decimal("21.7"), "target_value": 14}
    candidate = towns.offered(towns.candidate(**facts))
    record_adoption(candidate, by=towns.dewi)
    for day, value in ((date(2023, 1, 31), "18.5"), (date(2024, 1, 31), "15.2")):
        record_measurement(
            candidate,
            indicator=indicator,
            agency=towns.batang,
            value=Decimal(value),
            measured_on=day,
            source="SSGI",
            by=towns.dewi,
        )
    url = reverse("innovation", args=[towns.innovation.pk])

    said = text_of(client_of(towns.dewi).get(url))

    assert "Provinsi 33 (1)" in said
    assert "from 21.7 to 15.2 on 31 Jan 2024 (target 14)" in said
    assert "18.5" not in said
    assert "15.2" not in text_of(client_of(towns.tono).get(url))
