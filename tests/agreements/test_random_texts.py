"""500 random agreements (40 in the usual run): numbers, references and comparisons are right."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agreements.redline import applied, compare, is_empty, taken_back
from agreements.wording import wording_of
from documents.articles import DEPTHS
from tests.agreements.random_texts import changed, content_of, places_of, texts

USUAL = settings(max_examples=40, deadline=None, derandomize=True)
LONG = settings(max_examples=500, deadline=None)

edited = texts().flatmap(lambda text: st.tuples(st.just(text), changed(text)))
unrelated = st.tuples(texts(), texts())


def printed(content):
    return [
        (
            article.heading,
            [(DEPTHS.index(block.kind), block.label, block.text) for block in article.blocks],
        )
        for article in wording_of(content).printed()
    ]


def name_of(place, seen_from):
    number, path = place
    own = path and number == seen_from
    return " ".join([*([] if own else [f"Pasal {number}"]), *path])


def numbers_and_references_are_right(pair):
    for text in pair:
        places = places_of(text)
        articles = wording_of(content_of(text)).printed()
        assert [one.number for one in articles] == list(range(1, len(text) + 1))
        for one, article in zip(text, articles, strict=True):
            for line, block in zip(one.lines, article.blocks, strict=True):
                expected = line.words
                if line.link:
                    expected += f" {name_of(places[line.link], article.number)}"
                assert block.text == expected
                _number, path = places[line.key]
                assert not path or path[-1].split()[-1] == block.label.rstrip(".")


def a_comparison_leads_from_one_text_to_the_other(pair):
    before, after = map(content_of, pair)
    redline = compare(before, after)
    assert applied(redline) == printed(after)
    assert taken_back(redline) == printed(before)
    assert is_empty(compare(before, before))
    assert is_empty(redline) == (printed(before) == printed(after))


@USUAL
@given(edited)
def test_numbers_and_references_are_right(pair):
    numbers_and_references_are_right(pair)


@USUAL
@given(st.one_of(edited, unrelated))
def test_a_comparison_leads_from_one_text_to_the_other(pair):
    a_comparison_leads_from_one_text_to_the_other(pair)


@pytest.mark.proof
@LONG
@given(edited)
def test_numbers_and_references_of_five_hundred(pair):
    numbers_and_references_are_right(pair)


@pytest.mark.proof
@LONG
@given(st.one_of(edited, unrelated))
def test_comparisons_of_five_hundred(pair):
    a_comparison_leads_from_one_text_to_the_other(pair)
