"""A filter that is folded away is said above the list, and taken off by one press."""

import pytest

from tests.builders import make_affair
from tests.visits.builders import House
from tests.visits.page import client_of, text_of

pytestmark = pytest.mark.django_db
LIST = "/visits/"


@pytest.fixture
def sari():
    house = House()
    house.afterwards(topics=[{"name": "Stunting", "affair": make_affair("1.02", "Kesehatan")}])
    return client_of(house.sari)


def test_each_is_named_with_the_address_of_the_list_without_it(sari):
    page = sari.get(f"{LIST}?status=completed&status=reported&branch=dprd&since=2022-01-01&page=1")

    said, content = text_of(page), page.content.decode()
    assert "Status: Completed" in said
    assert "Status: Reported" in said
    assert 'href="?status=reported&amp;branch=dprd&amp;since=2022-01-01"' in content
    assert 'href="?status=completed&amp;status=reported&amp;since=2022-01-01"' in content
    assert '<details class="opens more-filters">' in content


def test_an_agency_or_an_affair_is_named_and_not_numbered(sari):
    page = sari.get(f"{LIST}?affair=1.02")

    assert "Affair: 1.02 Kesehatan" in text_of(page) or "affair: 1.02" in text_of(page).lower()


def test_a_list_as_it_is_says_nothing(sari):
    assert "Filters in use" not in sari.get(LIST).content.decode()
    assert "Filters in use" not in sari.get(f"{LIST}?status=&since=2022-01-01").content.decode()


def test_a_filter_that_is_wrong_opens_what_is_folded(sari):
    page = sari.get(f"{LIST}?status=nonsense&branch=dprd").content.decode()

    assert '<details class="opens more-filters" open>' in page
