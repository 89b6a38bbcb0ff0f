"""Signed notes of how far the journal reached and what its last hash was.

The chain shows every change but one: a journal rewritten from some entry on, with all hashes made
anew. Whoever holds an older note (the file here, the auditor's mail, a printed paper) can tell.
"""

import base64
import fcntl
import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.db import transaction

from audit.models import JournalEntry

TITLE = "jejak checkpoint v1"
KEY, PUBLIC_KEY, NOTES = "key.pem", "public.pem", "checkpoints.jsonl"
TOO_OLD = timedelta(hours=4)


@dataclass(frozen=True)
class Note:
    """`size` entries, the last with this hash, at that time (UTC, ISO 8601); base64 signature."""

    origin: str
    size: int
    head: str
    time: str
    signature: str = ""

    @property
    def text(self) -> bytes:
        """What is signed: five lines, each with its line break."""
        lines = (TITLE, self.origin, self.size, self.head, self.time)
        return "".join(f"{line}\n" for line in lines).encode()

    @property
    def short(self) -> str:
        """What a paper has room for; a reader finds the note by its size and compares the rest."""
        return f"{self.size}:{self.head[:16]}"

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.time)

    @property
    def is_old(self) -> bool:
        """So long ago that somebody should look why none came since."""
        return datetime.now(UTC) - self.moment > TOO_OLD

    def is_signed_by(self, key: Ed25519PublicKey) -> bool:
        try:
            key.verify(base64.b64decode(self.signature, validate=True), self.text)
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True)
class Anchors:
    """The notes of the file, in its order, and the key that must have signed them."""

    notes: tuple[Note, ...] = ()
    key: Ed25519PublicKey | None = None
    broken: tuple[int, ...] = ()  # numbers of lines that are no note at all

    @classmethod
    def of_this_office(cls) -> "Anchors":
        """Raises OSError or ValueError where the file or the key is there and cannot be read."""
        folder = Path(settings.CHECKPOINTS)
        if not (folder / NOTES).exists():
            return cls()
        notes, broken = [], []
        for number, line in enumerate((folder / NOTES).read_text().splitlines(), start=1):
            try:
                notes.append(Note(**json.loads(line)))
            except (ValueError, TypeError):
                broken.append(number)
        public = serialization.load_pem_public_key((folder / PUBLIC_KEY).read_bytes())
        if not isinstance(public, Ed25519PublicKey):
            raise ValueError(f"{folder / PUBLIC_KEY} is no Ed25519 key.")
        return cls(tuple(notes), public, tuple(broken))

    def hashes(self) -> dict[int, str]:
        return {note.size: note.head for note in self.notes if note.size}

    def findings(self, finding):
        """What is wrong with the notes themselves, whatever the journal says."""
        for number in self.broken:
            yield finding("checkpoint", f"line {number}", "cannot be read")
        before = None
        for note in self.notes:
            if self.key is None or not note.is_signed_by(self.key):
                yield finding("checkpoint", str(note.size), "the signature is not the office's")
            elif before and (note.size < before.size or note.time < before.time):
                yield finding("checkpoint", str(note.size), "earlier than the one before it")
            elif before and note.size == before.size and note.head != before.head:
                yield finding("checkpoint", str(note.size), "another hash than the one before it")
            before = note


def last_note() -> Note | None:
    """The newest anchor, read from the end of the file; None where there is none yet.

    A line that cannot be read is no anchor; the verification says so.
    """
    path = Path(settings.CHECKPOINTS) / NOTES
    if not path.exists():
        return None
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 4096))
        lines = file.read().splitlines()
    for line in reversed(lines):
        with suppress(ValueError, TypeError):
            return Note(**json.loads(line))
    return None


def anchor() -> Note:
    """Sign where the journal stands, and add the note to the file. Raises OSError.

    Outside any transaction: what might still be rolled back must not be anchored.
    """
    folder = Path(settings.CHECKPOINTS)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / NOTES).open("a") as file:
        # One at a time, from the reading on: a note must never say less than the one before it.
        fcntl.flock(file, fcntl.LOCK_EX)
        note = _sign(_standing(), signing_key(folder))
        file.write(json.dumps(asdict(note)) + "\n")
        file.flush()
        os.fsync(file.fileno())
    return note


def anchor_after_commit() -> None:
    """A new note as soon as what was written here stands. A disk that is full stops no office."""
    transaction.on_commit(anchor, robust=True)


def set_aside_if_foreign() -> None:
    """Begin a new file of notes where the last one is not of this journal. For the demo only."""
    note, folder = last_note(), Path(settings.CHECKPOINTS)
    if note is None or not note.size:
        return
    if not JournalEntry.objects.filter(sequence=note.size, hash=note.head).exists():
        (folder / NOTES).rename(folder / f"{NOTES}.{datetime.now(UTC):%Y%m%d%H%M%S}")


def signing_key(folder: Path) -> Ed25519PrivateKey:
    """The office's key; made, with its public half beside it, where there is none yet."""
    path = folder / KEY
    if path.exists():
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
        if not isinstance(key, Ed25519PrivateKey):
            raise ValueError(f"{path} is no Ed25519 key.")
        return key
    key = Ed25519PrivateKey.generate()
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(private)
    (folder / PUBLIC_KEY).write_bytes(
        key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
    )
    return key


def _standing() -> Note:
    last = JournalEntry.objects.filter(sequence__isnull=False).order_by("-sequence")
    size, head = last.values_list("sequence", "hash").first() or (0, "")
    time = datetime.now(UTC).isoformat(timespec="seconds")
    return Note(origin=settings.SITE_URL, size=size or 0, head=head, time=time)


def _sign(note: Note, key: Ed25519PrivateKey) -> Note:
    signature = base64.b64encode(key.sign(note.text)).decode()
    return Note(note.origin, note.size, note.head, note.time, signature)
