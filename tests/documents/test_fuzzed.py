"""2,000 made-up texts (60 in the usual run): each is printed, archival, and read back as typed."""

import sys
import unicodedata
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import pdfa

from documents import paper, text, typefaces
from documents.typefaces import SERIF
from tests.documents import reading

USUAL = settings(max_examples=60, deadline=None, derandomize=True)
LONG = settings(max_examples=2000, deadline=None)
REACHING = {"open", "socket.connect", "subprocess.Popen", "urllib.Request", "os.system"}
MARKUP = (
    "<b>",
    "</para>",
    '<img src="/etc/passwd"/>',
    "&amp;",
    "<!--",
    "{{ x }}",
    "%s",
    "\\",
    "]]>",
)
SCRIPTS = ("ꦗꦮ", "عربي", "עברית", "漢字", "😀🏛️", "Đčžñ", "é", "\u202e", "✓☐", "ﬁ", "½")
CONTROLS = ("\x00", "\x07", "\x1b[31m", "\u200b", "\ufeff", "\r\n", "\n", "\t", "\x85", "\u2028")

pieces = st.one_of(
    st.sampled_from(MARKUP + SCRIPTS + CONTROLS),
    st.text(max_size=30),
    st.text(alphabet="abcdefghij ", min_size=1, max_size=60),
)
texts = st.one_of(
    st.lists(pieces, max_size=12).map("".join),
    st.integers(1, 20_000).map(lambda count: "x" * count),
    st.integers(1, 3_000).map(lambda count: "kata " * count),
)
_watched: list[list[tuple]] = []


def _watch(event, arguments):
    if _watched and event in REACHING:
        _watched[-1].append((event, arguments[0]))


sys.addaudithook(_watch)  # never taken away again; it sees only while somebody watches


def _is_ours(act) -> bool:
    event, path = act
    file = Path(str(path))
    return event == "open" and (file.parent == typefaces.FOLDER or file.suffix in (".py", ".pyc"))


def as_drawn(typed: str) -> str:
    """What paper can show of it: a box for each sign that no font of ours draws."""
    lacking = set(text.undrawable(typed, SERIF))
    shown = "".join(text.REPLACEMENT if sign in lacking else sign for sign in text.cleaned(typed))
    return as_read(shown)


def as_read(words: str) -> str:
    """A program that reads a file may take a ligature apart; we do so on both sides."""
    taken_apart = (unicodedata.normalize("NFKC", sign) for sign in words)
    pairs = zip(words, taken_apart, strict=True)
    return reading.without_spaces(
        "".join(apart if len(apart) > 1 and apart.isalpha() else sign for sign, apart in pairs)
    )


def is_printed(typed: str) -> None:
    document = paper.Document(
        [paper.Paragraph(typed), paper.GridTable(["No", "Isi"], [["1", typed[:2000]]])],
        paper.Page("F4", "serif"),
        reading.METADATA,
    )
    _watched.append([])
    try:
        content = document.printed().content
    finally:
        reached = _watched.pop()

    assert [act for act in reached if not _is_ours(act)] == []
    assert pdfa.validate_written(BytesIO(content), "2b").passed
    pages = reading.pages(content)
    said = reading.without_spaces(
        "".join(
            page.replace(f"Halaman {n} dari {len(pages)}", "") for n, page in enumerate(pages, 1)
        )
    )
    assert as_drawn(typed) in said
    if lacking := text.undrawable(typed, SERIF):
        assert "Beberapa huruf tidak dapat dicetak" in " ".join(pages)
        assert all(text.named([sign]) in " ".join(pages) for sign in lacking)


@pytest.fixture(scope="module", autouse=True)
def what_is_read_once():
    """The library's tables and the colours of the archive are read with the first paper."""
    reading.printed(paper.Paragraph("x"))


@USUAL
@given(texts)
def test_whatever_is_typed_is_printed_and_read_back(typed):
    is_printed(typed)


@pytest.mark.proof
@LONG
@given(texts)
def test_two_thousand_texts_are_printed_and_read_back(typed):
    is_printed(typed)
