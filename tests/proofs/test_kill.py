"""A writing server is killed at any moment: nothing acknowledged is lost or without proof."""

import os
import random
import signal
import time

import pytest
from django.db import connections

from audit.recording import record
from audit.verification import verify
from cooperation.models import Official
from tests.builders import TEST, make_agency

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(
    "kills", [3, pytest.param(100, marks=pytest.mark.proof)], ids=["sample", "full"]
)
def test_kill_9_loses_nothing_that_was_acknowledged(kills, settings, tmp_path):
    settings.CHECKPOINTS = tmp_path
    depok = make_agency("Pemerintah Kota Depok")
    chance, acknowledged = random.Random(7), []  # noqa: S311 -- to be the same tomorrow

    for turn in range(kills):
        acknowledged += _killed_after(chance.uniform(0.1, 0.5), turn, depok)

    kept = set(Official.objects.values_list("name", flat=True))
    told = set(Official.history.values_list("name", flat=True))
    assert len(acknowledged) > kills
    assert set(acknowledged) <= kept
    assert kept == told
    assert verify().findings == []


def _killed_after(seconds, turn, agency) -> list[str]:
    """What a writing process had acknowledged when it was killed."""
    connections.close_all()  # a connection must not be shared with a child
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _write_for_ever(writing, turn, agency)
    os.close(writing)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(reading) as pipe:
        # The last line may have been cut; what came whole was committed.
        return [line[:-1] for line in pipe if line.endswith("\n")]


def _write_for_ever(writing, turn, agency):
    try:
        for number in range(10_000):
            name = f"Bu {turn}-{number}"
            record(Official(owner=agency, name=name), by=TEST)
            os.write(writing, f"{name}\n".encode())
    finally:
        os._exit(1)
