"""Whatever the office does leaves a sound history; whatever is done behind its back is found."""

import pytest
from django.db import connection

from audit.checkpoints import Anchors
from audit.verification import verify
from tests.hostile.everything import make_everything
from tests.proofs.tampering import Attacker

pytestmark = pytest.mark.django_db


def test_all_that_an_office_does_is_sound():
    make_everything()

    report = verify(connection)

    assert report.findings == []
    assert report.entries > 100
    assert report.stories > 50


def test_an_entry_told_a_second_time_is_found_where_no_note_was_signed():
    """A story, a row without one, and what was found at a migration: a copy of each."""
    make_everything()
    connection.check_constraints()
    attacker = Attacker(1, Anchors())
    kinds = {(e["operation"], '"story": true' in e["context"]): e for e in attacker.entries()}
    assert len(kinds) >= 4

    found = {kind: attacker.findings_after(replaying(entry)) for kind, entry in kinds.items()}

    assert all(found.values()), found


def test_a_change_that_no_row_could_undergo_is_found():
    """The copy bears another time: what gives it away is that the row was there already."""
    make_everything()
    connection.check_constraints()
    attacker = Attacker(1, Anchors())
    entries = attacker.entries()
    inserted = next(e for e in entries if e["table_name"] == "cooperation_storedfile")

    another = "8Z" if inserted["at"].endswith("9Z") else "9Z"
    late = inserted | {"sequence": len(entries), "at": inserted["at"][:-2] + another}

    assert [finding.kind for finding in attacker.findings_after(replaying(late))] == ["chain"]


def replaying(entry):
    return lambda attacker: attacker.insert(entry)
