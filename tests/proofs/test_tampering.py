"""Twelve kinds of tampering, by somebody who may do anything to the database: each is found."""

from pathlib import Path

import pytest
from django.db import connection, transaction

from audit.checkpoints import NOTES, Anchors, anchor
from audit.recording import keep
from audit.verification import verify
from cooperation.models import PersonalDetail
from tests.hostile.everything import make_everything
from tests.proofs.tampering import KINDS, Attacker
from visits.services import edit_visit

pytestmark = pytest.mark.django_db

MUTATIONS = [1, pytest.param(100, marks=pytest.mark.proof)]


@pytest.fixture
def everything(settings, tmp_path):
    settings.CHECKPOINTS = tmp_path
    everything = make_everything()
    connection.check_constraints()  # as at a commit: the entries get their places
    anchor()
    return everything


@pytest.mark.parametrize("mutations", MUTATIONS, ids=["sample", "full"])
def test_whatever_was_rewritten_is_found(everything, mutations):
    unseen = []
    for seed in range(mutations):
        attacker = Attacker(seed, Anchors.of_this_office())
        unseen += [(kind.__name__, seed) for kind in KINDS if not attacker.findings_after(kind)]

    assert unseen == []
    assert verify(connection).is_sound  # all of it was taken back: what was found was the attack


@pytest.mark.parametrize("mutations", MUTATIONS, ids=["sample", "full"])
def test_an_old_backup_is_found_and_honest_work_is_not(everything, settings, mutations):
    """Restored, it is sound by itself; but a note was signed that it cannot have led to."""
    visit, unseen, alarms = everything["visits"], [], []
    notes = Path(settings.CHECKPOINTS) / NOTES
    for turn in range(mutations):
        signed, backup = notes.read_text(), transaction.savepoint()
        _work(visit, everything.ani, turn)
        connection.check_constraints()
        anchor()
        alarms += verify(connection).findings
        transaction.savepoint_rollback(backup)
        if verify(connection).is_sound:
            unseen.append(turn)
        notes.write_text(signed)
        _work(visit, everything.ani, turn)  # and this time it stays

    assert unseen == []
    assert alarms == []


def _work(visit, by, turn):
    visit.refresh_from_db()
    edit_visit(visit, changes={"theme": f"Tema {turn}"}, by=by, why="salah ketik")
    keep(PersonalDetail(owner=visit.owner, phone=f"0812{turn}"), by=by)


def test_what_nobody_anchored_can_still_be_rewritten(everything):
    """Where the promise ends, told by a test: rows, history and hashes all made anew."""
    attacker = Attacker(1, Anchors())

    assert attacker.findings_after(Attacker.swap_actors) == []
