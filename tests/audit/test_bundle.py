"""An inspector checks the exported history on a laptop that has Python and nothing of ours."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import zipfile
from io import StringIO
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings as conf
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection

from audit import verify as standalone
from audit.checkpoints import PUBLIC_KEY
from cooperation.models import PersonalDetail
from tests.hostile.everything import make_everything
from visits.models import VisitPaper
from visits.services import issue_paper

pytestmark = pytest.mark.django_db

PROGRAM = Path(standalone.__file__)


@pytest.fixture
def folder(settings, tmp_path):
    """The bundle, unpacked."""
    settings.CHECKPOINTS = tmp_path / "checkpoints"
    settings.AUDITOR_MAIL = ["irbansus@example.go.id"]
    everything = make_everything()
    PersonalDetail(owner=everything.world.house.depok, phone="0812-RAHASIA").save()
    issue_paper(VisitPaper.objects.filter(issued=None).first(), by=everything.ani)
    connection.check_constraints()
    call_command("audit_checkpoint", stdout=StringIO())
    call_command("audit_bundle", str(tmp_path / "bundle.zip"), stdout=StringIO())
    with zipfile.ZipFile(tmp_path / "bundle.zip") as archive:
        archive.extractall(tmp_path / "bundle")
    return tmp_path / "bundle"


def check(bundle, *arguments):
    """Run the program alone: no site packages, no environment, another folder."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(PROGRAM), str(bundle), *arguments],
        cwd="/",
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def rewrite(folder, name, change):
    """Change a file, and what the manifest says of it."""
    path = folder / name
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    path.write_text("".join(json.dumps(line) + "\n" for line in change(lines)))
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["files"][name] = hashlib.sha256(path.read_bytes()).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(manifest))


def test_an_honest_bundle_is_sound(folder, tmp_path):
    for bundle in (folder, tmp_path / "bundle.zip"):
        code, said = check(bundle)

        assert code == 0, said
        assert "Sound." in said
        assert "2 checkpoints, 2 papers" in said


def test_no_personal_value_and_no_salt_leaves_the_house(folder):
    words = b"".join(path.read_bytes() for path in folder.rglob("*.jsonl"))

    assert b"RAHASIA" not in words
    assert PersonalDetail.objects.last().salt.encode() not in words


def _edited(lines):
    lines[5]["payload"] = lines[5]["payload"].replace('"version"', '"versi"')
    return lines


def _hashed_anew(lines):
    return _chained(_edited(lines))


def _told_again(lines):
    """Behind the last checkpoint, where no signature says what may stand there."""
    return _chained([*lines, lines[-1] | {"sequence": lines[-1]["sequence"] + 1}])


def _chained(lines):
    previous = ""
    for line in lines:
        line["previous"] = previous
        fields = "\n".join(str(line[name]) for name in standalone.HASHED)
        previous = line["hash"] = hashlib.sha256(fields.encode()).hexdigest()
    return lines


def _other_name(lines):
    return [
        line | {"payload": line["payload"].replace("Depok", "Bogor")} if "payload" in line else line
        for line in lines
    ]


def _other_actor(lines):
    return [line if "of" in line else line | {"row": _by_tono(line["row"])} for line in lines]


def _by_tono(row):
    return json.dumps(json.loads(row) | {"actor_name": "Tono"})


@pytest.mark.parametrize(
    ("name", "change", "what"),
    [
        ("journal.jsonl", _edited, "chain"),
        ("journal.jsonl", _hashed_anew, "checkpoint"),
        ("journal.jsonl", _told_again, "chain"),
        ("journal.jsonl", lambda lines: lines[:-3], "checkpoint"),
        ("journal.jsonl", lambda lines: lines[:4] + lines[5:], "chain"),
        ("journal.jsonl", lambda lines: [*lines[:4], lines[5], lines[4], *lines[6:]], "chain"),
        ("rows/cooperation_agency.jsonl", _other_name, "row"),
        ("rows/cooperation_agency.jsonl", lambda lines: lines[1:], "row"),
        ("rows/cooperation_agency.jsonl", lambda lines: [*lines, {**lines[0], "key": 99}], "row"),
        ("stories/visits_historicalvisit.jsonl", _other_actor, "story"),
        ("stories/visits_historicalvisit.jsonl", lambda lines: lines[:-1], "story"),
    ],
)
def test_what_was_changed_is_found(folder, name, change, what):
    rewrite(folder, name, change)

    code, said = check(folder)

    assert code == 1, said
    assert any(line.startswith(what) for line in said.splitlines()), said


def test_a_paper_that_was_exchanged_is_found(folder):
    paper = next((folder / "papers").iterdir())
    paper.write_bytes(paper.read_bytes() + b"%")

    code, said = check(folder)

    assert code == 1
    assert f"paper {paper.name}" in said
    assert "file papers/" in said


def test_the_key_that_the_inspector_noted_counts(folder, tmp_path):
    """Everything forged, and signed with a key that was forged along with it."""
    other = Ed25519PrivateKey.generate().public_key()
    pinned = tmp_path / "noted.pem"
    pinned.write_bytes(other.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))

    code, said = check(folder, "--key", str(pinned))

    assert code == 1
    assert "the signature is not the office's" in said
    shutil.copy(Path(conf.CHECKPOINTS) / PUBLIC_KEY, pinned)
    assert check(folder, "--key", str(pinned))[0] == 0


def test_a_note_from_the_auditors_mail_is_held_against_the_journal(folder, tmp_path):
    letter = tmp_path / "mail.txt"
    letter.write_text(mail.outbox[0].body)
    assert check(folder, "--note", str(letter))[0] == 0

    (folder / "checkpoints.jsonl").write_text("")
    rewrite(folder, "checkpoints.jsonl", lambda lines: lines)
    rewrite(folder, "journal.jsonl", _hashed_anew)

    code, said = check(folder, "--note", str(letter))
    assert code == 1
    assert "checkpoint" in said


def test_what_is_no_bundle_cannot_be_checked(tmp_path):
    (tmp_path / "x.zip").write_text("bukan zip")

    assert check(tmp_path / "x.zip")[0] == 2
    assert check(tmp_path)[0] == 2


def test_a_bundle_never_overwrites(tmp_path):
    (tmp_path / "ada.zip").write_text("")

    with pytest.raises(CommandError, match="there already"):
        call_command("audit_bundle", str(tmp_path / "ada.zip"))


def test_the_signatures_of_plain_python_are_those_of_openssl():
    """An independent oracle: `cryptography` signs, and every flipped bit is refused."""
    for turn in range(8):
        key = Ed25519PrivateKey.from_private_bytes(bytes([turn]) * 32)
        public = key.public_key().public_bytes_raw()
        text = b"x" * turn
        signature = key.sign(text)
        assert standalone.verified(public, signature, text)
        for place in (0, 31, 32, 63):
            wrong = bytearray(signature)
            wrong[place] ^= 1
            assert not standalone.verified(public, bytes(wrong), text)
        assert not standalone.verified(public, signature, text + b"!")
        assert not standalone.verified(public, signature[:63], text)
        high = int.from_bytes(signature[32:], "little") + standalone.ORDER
        assert not standalone.verified(public, signature[:32] + high.to_bytes(32, "little"), text)
