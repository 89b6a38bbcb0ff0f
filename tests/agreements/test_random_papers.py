"""500 random agreements (12 in the usual run) on paper: archival, and every word in its order."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import pdfa

from agreements.clauses import PRINTED_KINDS
from agreements.pdf import document_of
from agreements.wording import wording_of
from tests.agreements.random_texts import content_of, texts
from tests.documents import reading

USUAL = settings(max_examples=12, deadline=None, derandomize=True)
LONG = settings(max_examples=500, deadline=None)

names = st.sampled_from(
    [
        "Sari",
        "Prof. Dr. Ir. H. Raden Mas Suryaningrat Kusumawardhana Adiningrat, S.E., M.Si., Ph.D.",
        "Đặng Thị Č. <b>Ñ</b> & Co.",
        "I Gusti Ngurah Agung Bagus Made Oka Mahendra Putra",
    ]
)
titles = st.sampled_from(["Wali Kota Depok", "Kepala Dinas " * 8, "Pj. Bupati Batang"])
parties = st.lists(st.tuples(names, titles), min_size=2, max_size=5)


def text_of(body, kind, people, apart):
    sides = [
        {
            "id": place,
            "agency": f"Pemerintah Kabupaten {place}",
            "acting_for": "",
            "address": "Jalan Margonda Raya 54",
            "signatory_name": name,
            "signatory_title": title.strip(),
            "power_of_attorney_number": "",
            "power_of_attorney_date": None,
        }
        for place, (name, title) in enumerate(people, start=1)
    ]
    return content_of(body) | {
        "kind": kind,
        "kind_label": PRINTED_KINDS[kind],
        "parties": sides,
        "recitals": "",
        "parent": None,
        "amends": None,
        "place": "Depok",
        "dated_on": "2022-07-12",
        "signed_apart": apart,
        "original_count": len(sides),
    }


def reads_as_it_was_written(body, kind, people, apart):
    content = text_of(body, kind, people, apart)
    made = {"draft": False, "numbers": {}, "nips": {}, "label": "revisi 1", "digest": "0" * 64}

    pdf = document_of(content, **made, made_on=reading.SIGNED_ON).printed().content

    assert pdfa.validate_written(BytesIO(pdf), "2b").passed
    said, place = reading.text(pdf), 0
    for article in wording_of(content).printed():
        for block in article.blocks:
            words = " ".join(block.text.split())
            place = _found(said, words, place)
    for name, title in people:
        assert " ".join(name.split()) in said
        assert " ".join(title.split()).upper() in said
    last = reading.pages(pdf)[-1]
    assert " ".join(people[-1][0].split()) in last


def _found(said: str, words: str, start: int) -> int:
    """Where they stand after this place; a foot of a page may stand between two of them."""
    at = start
    for word in words.split():
        at = said.find(word, at)
        assert at >= 0, words
        at += len(word)
    return at


KINDS = st.sampled_from([kind for kind in PRINTED_KINDS if kind != "addendum"])


@USUAL
@given(texts(), KINDS, parties, st.booleans())
def test_a_random_agreement_reads_as_it_was_written(body, kind, people, apart):
    reads_as_it_was_written(body, kind, people, apart)


@pytest.mark.proof
@LONG
@given(texts(), KINDS, parties, st.booleans())
def test_five_hundred_agreements_read_as_they_were_written(body, kind, people, apart):
    reads_as_it_was_written(body, kind, people, apart)
