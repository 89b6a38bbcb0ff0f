"""A document as data: drawn again from it, it is the same file; what is private is not in it."""

import hashlib
import json
import os
import subprocess
import sys
from dataclasses import is_dataclass

import pytest

from documents import flow, opening, paper, recorded, signatures
from tests.documents import reading
from tests.documents.test_archive import ADDRESS, story

NIP = "197001011990031001"
EMBLEM = hashlib.sha256(reading.emblem()).hexdigest()
NAMES = {NIP: "detail:7", EMBLEM: "file:3"}
KEPT = {"detail:7": NIP, "file:3": reading.emblem()}


@pytest.fixture
def document():
    marks = paper.Marks("", "A · revisi 2", ADDRESS)
    return paper.Document(story(), paper.Page("F4", "serif"), reading.METADATA, marks)


def test_what_was_recorded_gives_the_same_bytes(document):
    record = json.loads(json.dumps(recorded.recorded(document, NAMES)))

    again = recorded.restored(record, KEPT.get)

    assert again.printed() == document.printed()


DRAW = """
import hashlib, json, sys
from documents.recorded import restored
from tests.documents.test_recorded import KEPT

print(hashlib.sha256(restored(json.load(sys.stdin), KEPT.get).printed().content).hexdigest())
"""


@pytest.mark.parametrize(
    "machine",
    [
        {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"},
        {"TZ": "Asia/Jayapura", "LC_ALL": "C", "PYTHONHASHSEED": "2"},
    ],
)
def test_another_process_in_another_zone_and_language_draws_the_same(document, machine):
    """It needs no database: so it is the same on both of ours."""
    ran = subprocess.run(
        [sys.executable, "-c", DRAW],
        input=json.dumps(recorded.recorded(document, NAMES)),
        env=os.environ | machine,
        capture_output=True,
        text=True,
        check=True,
    )

    assert ran.stdout.strip() == hashlib.sha256(document.printed().content).hexdigest()


def test_numbers_of_persons_and_pictures_are_not_in_the_record(document):
    record = json.dumps(recorded.recorded(document, NAMES))

    assert NIP not in record
    assert "detail:7" in record
    assert len(record) < 40_000


def test_bytes_without_a_name_are_no_part_of_a_record(document):
    with pytest.raises(TypeError):
        recorded.recorded(document, {NIP: "detail:7"})


def test_what_is_no_record_is_refused():
    for other in ({}, {"format": 99}, {"format": None, "document": []}):
        with pytest.raises(recorded.UnknownRecord):
            recorded.restored(other, KEPT.get)


def test_every_piece_of_paper_can_be_recorded():
    pieces = {
        value
        for module in (flow, opening, signatures)
        for value in vars(module).values()
        if is_dataclass(value) and hasattr(value, "flowables")
    }

    assert pieces
    assert pieces <= set(recorded.KINDS.values())
