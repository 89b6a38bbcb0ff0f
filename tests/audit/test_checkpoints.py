"""Signed notes outside the database: what they prove, and what they refuse to take for one."""

import base64
import json
import stat
import subprocess
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection

from audit import checkpoints
from audit.checkpoints import KEY, NOTES, PUBLIC_KEY, Note, anchor, last_note
from audit.verification import verify
from tests.builders import make_agency

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.CHECKPOINTS = tmp_path / "checkpoints"
    return settings.CHECKPOINTS


@pytest.fixture
def noted(folder):
    make_agency("Pemerintah Kota Depok")
    connection.check_constraints()
    return anchor()


def test_a_note_says_how_far_the_journal_reached(noted):
    report = verify(connection)

    assert report.is_sound
    assert (noted.size, noted.head) == (report.entries, report.head)
    assert report.checkpoints == 1
    assert last_note() == noted
    assert not noted.is_old


def test_openssl_alone_can_check_a_note(noted, folder, tmp_path):
    """The auditor need not trust any program of ours."""
    (tmp_path / "note").write_bytes(noted.text)
    (tmp_path / "signature").write_bytes(base64.b64decode(noted.signature))
    checked = subprocess.run(
        [
            *["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", folder / PUBLIC_KEY, "-rawin"],
            *["-in", tmp_path / "note", "-sigfile", tmp_path / "signature"],
        ],
        capture_output=True,
        check=False,
    )

    assert checked.returncode == 0, checked.stderr


def test_nobody_else_of_the_machine_reads_the_key(noted, folder):
    assert stat.S_IMODE((folder / KEY).stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"size": 1}, "signature"),
        ({"head": "0" * 64}, "signature"),
        ({"time": "2020-01-01T00:00:00+00:00"}, "signature"),
        ({"origin": "https://lain.example"}, "signature"),
        ({"signature": "bukan base64"}, "signature"),
    ],
)
def test_a_note_that_was_changed_is_none(noted, folder, change, what):
    note = json.loads((folder / NOTES).read_text()) | change
    (folder / NOTES).write_text(json.dumps(note) + "\n")

    found = verify(connection).findings

    assert any(what in finding.what for finding in found)
    assert found[0].kind == "checkpoint"


def test_a_line_that_is_no_note_is_found(noted, folder):
    with (folder / NOTES).open("a") as file:
        file.write("apa ini\n")

    assert [str(found) for found in verify(connection).findings] == [
        "checkpoint line 2: cannot be read"
    ]


def test_notes_never_go_back(noted, folder, monkeypatch):
    """A journal that was cut, and anchored anew with the office's own key."""
    shorter = Note(noted.origin, noted.size - 1, "0" * 64, noted.time)
    monkeypatch.setattr(checkpoints, "_standing", lambda: shorter)
    anchor()

    wheres = {str(finding) for finding in verify(connection).findings}

    assert f"checkpoint {noted.size - 1}: earlier than the one before it" in wheres


def test_the_hourly_note_is_mailed_to_the_auditor(settings):
    settings.AUDITOR_MAIL = ["irbansus@example.go.id"]
    make_agency("Pemerintah Kota Depok")
    said = StringIO()

    call_command("audit_checkpoint", stdout=said)

    note = last_note()
    assert note.short in said.getvalue()
    [letter] = mail.outbox
    assert letter.to == ["irbansus@example.go.id"]
    assert note.signature in letter.body
    assert note.head in letter.body


def test_without_a_note_there_is_no_age(folder):
    assert last_note() is None
    assert verify(connection).is_sound


def test_an_old_note_says_so(folder):
    past = (datetime.now(UTC) - timedelta(hours=5)).isoformat(timespec="seconds")

    assert Note("x", 1, "0" * 64, past).is_old
