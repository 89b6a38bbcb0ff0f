import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents import articles
from documents.articles import Block, Kind


def outline(body):
    """Labels and texts in reading order, each level a little further in."""
    return [
        "  " * articles.DEPTHS.index(block.kind) + f"{block.label} {block.text}".strip()
        for block in articles.walk(articles.parse(body))
    ]


def test_a_single_paragraph_has_no_number():
    assert articles.parse("Biaya dibebankan pada APBD.") == [
        Block(Kind.PARAGRAPH, "Biaya dibebankan pada APBD.")
    ]


def test_two_paragraphs_are_numbered_whatever_stands_between_them():
    assert outline("Pertama.\n\n   \nKedua.\r\n") == ["(1) Pertama.", "(2) Kedua."]


def test_dashes_make_letters_and_numbers():
    body = "Lingkup meliputi:\n- penelitian:\n-- survei; dan\n  - kajian; dan\n- pertukaran data."

    assert outline(body) == [
        "Lingkup meliputi:",
        "  a. penelitian:",
        "    1. survei; dan",
        "    2. kajian; dan",
        "  b. pertukaran data.",
    ]


def test_letters_begin_again_under_every_paragraph():
    assert outline("Satu:\n- x;\n- y.\nDua:\n- z.") == [
        "(1) Satu:",
        "  a. x;",
        "  b. y.",
        "(2) Dua:",
        "  a. z.",
    ]


def test_labels_that_were_typed_give_way_to_those_that_are_counted():
    body = "(1) Satu.\n(3) Dua meliputi:\na. x;\nc. y:\n1. p; dan\n5. q."

    assert outline(body) == [
        "(1) Satu.",
        "(2) Dua meliputi:",
        "  a. x;",
        "  b. y:",
        "    1. p; dan",
        "    2. q.",
    ]


def test_a_label_typed_after_a_dash_is_not_printed_twice():
    assert outline("Tujuan:\n- a. menyusun;\n- b. menilai.") == [
        "Tujuan:",
        "  a. menyusun;",
        "  b. menilai.",
    ]


def test_a_label_inside_a_sentence_stays():
    assert outline("Meliputi:\n- hal pada huruf b. dan c. di atas;\n-- butir 3. dan (4) juga.") == [
        "Meliputi:",
        "  a. hal pada huruf b. dan c. di atas;",
        "    1. butir 3. dan (4) juga.",
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "dr. Sari menerima.",
        "2022 adalah tahun awal.",
        "(satu) rangkap.",
        "an. Bupati.",
        "-5 derajat",
    ],
)
def test_a_sentence_that_only_looks_labelled_keeps_every_word(sentence):
    assert outline(sentence) == [sentence]


def test_paragraphs_typed_as_numbers_are_paragraphs():
    assert outline("1. Satu:\na. x;\nb. y.\n2. Dua.") == [
        "(1) Satu:",
        "  a. x;",
        "  b. y.",
        "(2) Dua.",
    ]


def test_numbers_right_under_a_paragraph_become_its_letters():
    assert outline("Meliputi:\n1. x;\n2. y.") == ["Meliputi:", "  a. x;", "  b. y."]


def test_the_alphabet_goes_on_after_z():
    body = "Meliputi:\n" + "\n".join(f"- butir {place}" for place in range(1, 29))

    labels = [block.label for block in articles.parse(body)[0].children]

    assert labels[:2] == ["a.", "b."]
    assert labels[25:] == ["z.", "aa.", "ab."]


def test_an_article_without_text_has_no_paragraphs():
    assert articles.parse(" \n\n") == []


@given(st.text(max_size=300))
def test_whatever_is_typed_is_read_and_counted_without_a_gap(body):
    for siblings in [articles.parse(body)] + [
        list(block.children) for block in articles.walk(articles.parse(body))
    ]:
        kinds = {block.kind for block in siblings}
        assert len(kinds) <= 1
        if kinds == {Kind.NUMBER}:
            assert [block.label for block in siblings] == [
                f"{place}." for place in range(1, len(siblings) + 1)
            ]


@given(st.lists(st.sampled_from(["", "- ", "-- ", "  - ", "(2) ", "b. ", "3. "]), min_size=1))
def test_no_line_is_lost(marks):
    body = "\n".join(f"{mark}baris{place}x" for place, mark in enumerate(marks))

    texts = [block.text for block in articles.walk(articles.parse(body))]

    assert texts == [f"baris{place}x" for place in range(len(marks))]
