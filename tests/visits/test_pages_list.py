"""The list of visits: what each person finds in it."""

import pytest

from tests.builders import make_agency
from tests.query_counts import hold, queries_of
from tests.visits.page import client_of, text_of


def list_of(user, query=""):
    return client_of(user).get(f"/visits/{query}")


def test_sari_finds_a_visit_by_its_number_its_guest_or_its_topic(house):
    story = house.the_story()
    house.log(delegations=[{"agency": house.elsewhere}], theme="Lain")

    for words in (story.reference, "batang", "stunting lani"):
        said = text_of(list_of(house.sari, f"?search={words}"))
        assert "Pemkab Batang" in said
        assert "Kota Tarakan" not in said.split("Status")[-1]


def test_tono_finds_nothing_of_it(house):
    house.the_story()
    house.log(theme="Rahasia")

    page = list_of(house.tono)

    assert "Batang" not in text_of(page)
    assert "will be listed here" in text_of(page)
    assert "No visit fits" in text_of(list_of(house.tono, "?search=Rahasia"))


@pytest.mark.parametrize(
    "query", ["?status=registered", "?until=2022-07-01", "?visit_type=audiensi"]
)
def test_filters_leave_out_what_does_not_fit(house, query):
    house.the_story()

    assert "No visit fits these filters" in text_of(list_of(house.sari, query))


def test_a_wrong_filter_is_said_and_does_not_break_the_page(house):
    page = list_of(house.sari, "?since=kemarin&agency=99999&year=abc")

    assert page.status_code == 200
    assert 'role="alert"' in page.content.decode()


def test_what_was_chosen_elsewhere_is_named_and_kept(house):
    house.the_story()

    page = list_of(house.sari, f"?agency={house.batang.pk}&search=stunting")

    assert "Agency: Pemkab Batang" in text_of(page)
    assert f'name="agency" value="{house.batang.pk}" checked' in page.content.decode()


def test_markup_in_a_visit_stays_text(house):
    house.log(theme="<script>alert(1)</script>")

    page = list_of(house.sari).content.decode()

    assert "<script>alert(1)</script>" not in page
    assert "&lt;script&gt;" in page


def test_the_list_costs_the_same_for_one_row_and_for_ten(house):
    client = client_of(house.sari)
    house.the_story()
    one = queries_of(lambda: client.get("/visits/"))
    for number in range(9):
        guest = make_agency(f"Pemerintah Kabupaten {number}")
        house.log(delegations=[{"agency": guest}])

    hold("GET /visits/", one=one, ten=queries_of(lambda: client.get("/visits/")))
