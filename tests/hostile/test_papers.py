"""Whatever was typed, the paper is drawn, tells all of it, and opens no file but its fonts."""

import re
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from agreements.services import document_for, move
from agreements.workflow import Action
from documents import text as printing
from documents import typefaces
from documents.typefaces import SANS, SERIF
from tests.documents import reading
from tests.hostile.everything import fill_each, make_everything
from tests.hostile.samples import ALL_AT_ONCE, LONG_WORD, MARKUP, stored
from visits.pdf import document_of as visit_document

pytestmark = pytest.mark.django_db

# What a program does that reaches for something outside itself.
REACHING = {"open", "socket.connect", "subprocess.Popen", "urllib.Request", "os.system"}
LETTERS = re.compile(f"{LONG_WORD[0]}+")
_watched: list[list[tuple]] = []


def _watch(event, arguments):
    if _watched and event in REACHING:
        _watched[-1].append((event, arguments[0]))


sys.addaudithook(_watch)  # it can never be taken away again; it only sees while somebody watches


@contextmanager
def watching():
    _watched.append([])
    try:
        yield _watched[-1]
    finally:
        _watched.pop()


def memorandum(everything):
    visit = everything["visits"]
    visit.refresh_from_db()
    latest = visit.papers.select_related("agency").get()
    return visit_document(visit, agency=latest.agency, head=latest).printed().content


def agreement(everything):
    record = everything["agreements"]
    record.refresh_from_db()
    return document_for(record, everything.ani).content


def text_open_again(everything):
    """The partner wants changes, so that the paper is drawn from the text as it stands."""
    evidence = {"evidence": "Surat nomor 7"}
    move(
        everything["agreements"],
        Action.PARTNER_CHANGES,
        by=everything.ani,
        why="Terlalu pendek",
        facts=evidence,
    )


PAPERS = [
    pytest.param(memorandum, SANS, 45, id="memorandum"),
    pytest.param(agreement, SERIF, 12, id="agreement"),
]


def plain(serial, _field):
    return f"q{serial}a q{serial}z"


def hostile(payload):
    """Text that fills its field, between two marks by which it is found again."""

    def text_of(serial, field):
        first, last = plain(serial, field).split()
        room = field.max_length - len(first) - len(last) - 2
        return f"{first} {stored(stored(payload)[:room])} {last}"

    return text_of


def told(pdf):
    """All that the pages say, without spaces and without what stands on every page."""
    pages = []
    for page in reading.pages(pdf):
        page = re.sub(r"Halaman \d+ dari \d+", "", page)
        pages.append(re.sub(r"RANCANGAN( · konsep · \w{8})?", "", page))
    return reading.without_spaces("".join(pages)).casefold()


def as_drawn(text, face):
    """What the paper can show of it: a box for each sign that no font of ours draws."""
    lacking = set(printing.undrawable(text, face))
    shown = "".join(
        printing.REPLACEMENT if sign in lacking else sign for sign in printing.cleaned(text)
    )
    return reading.without_spaces(shown).casefold()


@pytest.mark.parametrize(("draw", "face", "fewest"), PAPERS)
@pytest.mark.parametrize("payload", [MARKUP, ALL_AT_ONCE], ids=["markup", "all at once"])
def test_the_paper_tells_all_that_was_typed_and_reaches_for_nothing(draw, face, fewest, payload):
    everything = make_everything()
    text_open_again(everything)
    fill_each(plain)
    usual = told(draw(everything))  # also loads whatever is loaded once
    texts = fill_each(hostile(payload))
    printed = {serial: text for serial, text in texts.items() if f"q{serial}a" in usual}
    assert len(printed) >= fewest

    with watching() as reached:
        pdf = draw(everything)

    abroad = [act for act in reached if not _is_ours(act)]
    assert abroad == []
    said = told(pdf)
    # The foot of a page may stand in the middle of a long word: its letters are counted.
    drawn = {serial: as_drawn(text, face) for serial, text in printed.items()}
    parts = [(serial, part) for serial, text in drawn.items() for part in LETTERS.split(text)]
    assert [(serial, part) for serial, part in parts if part not in said] == []
    assert said.count(LONG_WORD[0]) >= sum(text.count(LONG_WORD[0]) for text in drawn.values())
    last = reading.pages(pdf)[-1]
    lacking = {sign for text in printed.values() for sign in printing.undrawable(text, face)}
    assert {sign for sign in lacking if printing.named(sign) not in last} == set()


def _is_ours(act):
    """A font, or a module that Python loads when it is first needed."""
    event, path = act
    file = Path(str(path))
    return event == "open" and (file.parent == typefaces.FOLDER or file.suffix in (".py", ".pyc"))


def test_the_watch_sees_a_file_that_is_opened():
    file = Path(__file__).with_name("__init__.py")
    with watching() as reached:
        file.read_bytes()

    assert [str(path) for _event, path in reached] == [str(file)]
