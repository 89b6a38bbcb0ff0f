"""A list as it stands on the screen, on paper: the same rows, and no more than one may see."""

import pypdfium2
import pytest

from cooperation.views import sheets
from tests.browser.town import Town
from tests.builders import make_affair
from tests.query_counts import queries_of
from tests.visits.page import client_of

pytestmark = pytest.mark.django_db
LISTS = ("/visits/", "/candidates/", "/follow-ups/", "/agreements/")


@pytest.fixture
def cast():
    """One record of each kind that Depok keeps."""
    town = Town()
    town.grow_thread()
    return town


def words_of(answer) -> str:
    assert answer["Content-Type"] == "application/pdf"
    assert "no-store" in answer["Cache-Control"]
    pages = pypdfium2.PdfDocument(answer.content)
    text = " ".join(page.get_textpage().get_text_range() for page in pages)
    return " ".join(text.replace("\ufffe", "").split())


def test_the_list_of_visits_stands_on_paper_with_what_it_was_narrowed_to(cast):
    client = client_of(cast.sari)

    said = words_of(client.get("/visits/?status=completed&since=2022-01-01&format=pdf"))

    assert "Daftar Kunjungan" in said
    assert "Percepatan penurunan stunting" in said
    assert "Completed" in said
    assert "1 Jan 2022" in said
    nothing = words_of(client.get("/visits/?status=declined&format=pdf"))
    assert "Tidak ada." in nothing
    assert "stunting" not in nothing


@pytest.mark.parametrize("path", LISTS)
def test_each_list_can_be_printed_and_offers_it(cast, path):
    client = client_of(cast.budi)

    page, paper = client.get(path).content.decode(), client.get(f"{path}?format=pdf")

    assert "format=pdf" in page
    assert "Daftar" in words_of(paper)


@pytest.mark.parametrize("path", LISTS)
def test_tono_prints_nothing_of_depoks(cast, path):
    said = words_of(client_of(cast.tono).get(f"{path}?format=pdf"))

    assert "Tidak ada." in said
    for secret in ("stunting", "Kirim KAK", "Teman Litbang"):
        assert secret not in said


def test_what_does_not_fit_is_said(cast, monkeypatch):
    monkeypatch.setattr(sheets, "MOST", 2)
    for _more in range(3):
        cast.afterwards()

    assert "2 baris lagi tidak dicetak" in words_of(client_of(cast.sari).get("/visits/?format=pdf"))


def test_more_rows_cost_no_more_queries(cast):
    client = client_of(cast.sari)
    one = queries_of(lambda: client.get("/visits/?format=pdf"))
    for _more in range(4):
        cast.afterwards(topics=[{"name": "Arsip", "affair": make_affair("1.02", "Kesehatan")}])

    assert queries_of(lambda: client.get("/visits/?format=pdf")) == one
