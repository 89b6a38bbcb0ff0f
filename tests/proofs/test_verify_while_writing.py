"""The office goes on working while its history is verified: that is no tampering."""

from threading import Thread

import pytest
from django.db import connection

from audit import verification
from audit.checkpoints import anchor
from audit.recording import record
from audit.verification import verify
from cooperation.models import Official
from tests.builders import TEST, make_agency

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_is_written_and_anchored_meanwhile_raises_no_alarm(settings, tmp_path, monkeypatch):
    settings.CHECKPOINTS = tmp_path
    depok = make_agency("Pemerintah Kota Depok")
    anchor()
    amiss = verification.installing.amiss

    def work():
        record(Official(owner=depok, name="Lani"), by=TEST)
        anchor()
        connection.close()

    def looked(of):
        found = amiss(of)  # from here on, the verification reads what was true at this instant
        thread = Thread(target=work)
        thread.start()
        thread.join()
        return found

    monkeypatch.setattr(verification.installing, "amiss", looked)
    report = verify()

    assert report.findings == []
    assert Official.objects.count() == 1
    entries = report.entries
    monkeypatch.undo()
    assert verify().entries == entries + 1
