"""Which topics are suggested while one is written: what these two spoke of, then its affair."""

from urllib.parse import urlencode

import pytest
from django.urls import reverse

from tests.builders import make_affair, make_topic
from tests.visits.page import client_of

pytestmark = pytest.mark.django_db

OPTIONS = reverse("topic_options")


@pytest.fixture
def words(house):
    return [
        make_topic(house.depok, "Administrasi kependudukan", make_affair("2.12", "Urusan 2.12")),
        make_topic(
            house.depok, "Percepatan penurunan stunting", make_affair("1.02", "Urusan 1.02")
        ),
        make_topic(house.depok, "Rujukan rumah sakit", make_affair("1.02", "Urusan 1.02")),
    ]


def suggested(person, **sent) -> list[str]:
    asked = urlencode({name.replace("__", "-"): value for name, value in sent.items()})
    page = client_of(person).get(f"{OPTIONS}?{asked}").content.decode()
    return [part.split('"')[0] for part in page.split('value="')[1:]]


def test_the_affair_that_is_chosen_comes_first_and_alone(house, words):
    assert suggested(house.sari, topics__0__affair="1.02") == [words[1].name, words[2].name]


def test_what_these_agencies_spoke_of_before_comes_before_it(house, words):
    house.afterwards(topics=[{"topic": words[0]}])

    for said in (house.batang.name, house.batang.short_name):
        sides = {"delegations__0__agency": said, "topics__0__affair": "1.02"}
        assert suggested(house.sari, **sides)[0] == words[0].name


def test_every_word_that_is_typed_stands_in_the_name(house, words):
    assert suggested(house.sari, topics__0__name="stunting penurunan") == [words[1].name]
    assert suggested(house.sari, name="tidak ada") == []


def test_a_topic_that_is_added_to_a_visit_knows_its_sides(house, words):
    first = house.afterwards(topics=[{"topic": words[2]}])
    second = house.afterwards()

    assert suggested(house.sari, visit=second.pk, name="")[0] == words[2].name
    # What stands in this visit itself is no reason to write it again.
    assert suggested(house.sari, visit=first.pk, name="")[0] == words[0].name


def test_another_house_is_told_nothing_of_our_words(house, words):
    house.afterwards(topics=[{"topic": words[0]}])

    assert suggested(house.tono, delegations__0__agency=house.batang.name) == []
    assert client_of(house.ratna).get(OPTIONS).status_code == 403


def test_without_scripts_all_words_of_the_house_are_offered(house, words):
    page = client_of(house.sari).get(reverse("visit_new")).content.decode()

    offered = page.split('id="known_topics">')[1].split("</datalist>")[0]
    assert [word.name in offered for word in words] == [True, True, True]
