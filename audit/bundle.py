"""The whole history as files, so that an inspector checks it on a machine of their own.

No personal value is in it: of those the journal holds commitments, and no salt is exported.
"""

import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from audit.checkpoints import NOTES, PUBLIC_KEY
from audit.journal.chain import HASHED
from audit.journal.dialects import dialect_of, snapshot
from audit.journal.tables import plan
from audit.models import JournalEntry

BATCH = 2_000


def write_bundle(path: Path, connection) -> dict:
    """Write the ZIP and return its manifest. Raises OSError, also where there is no checkpoint.

    Everything is of one instant; memory stays small however long the journal is.
    """
    folder = Path(settings.CHECKPOINTS)
    files: dict[str, str] = {}
    # Before the journal: a note signed meanwhile would speak of entries that are not in here.
    kept = {name: (folder / name).read_bytes() for name in (NOTES, PUBLIC_KEY)}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, snapshot(connection):
        for name, parts in _contents(connection):
            files[name] = _write(archive, name, parts)
        for name, content in kept.items():
            files[name] = _write(archive, name, [content])
        manifest = {
            "format": "jejak bundle v1",
            "origin": settings.SITE_URL,
            "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "database": connection.vendor,
            "files": files,
        }
        archive.writestr("manifest.json", json.dumps(manifest, indent=2))
    return manifest


def _contents(connection) -> Iterator[tuple[str, Iterable[bytes]]]:
    dialect, present = dialect_of(connection), plan(connection)
    yield "journal.jsonl", _journal(connection)
    for table in present.tables:
        payload = dialect.payload(table, "r")
        sql = f'SELECT r."{table.key}", {payload} FROM "{table.name}" r ORDER BY 1'
        yield f"rows/{table.name}.jsonl", _named(connection, sql, "payload")
        for column in sorted(table.digested):
            yield from _papers(connection, table.name, column)
    for history in present.histories:
        row = dialect.story(history, "h")
        sql = f'SELECT h."{history.key}", {row} FROM "{history.name}" h ORDER BY 1'
        head = {"of": history.of.name, "key": history.of.key}
        yield f"stories/{history.name}.jsonl", _headed(head, _named(connection, sql, "row"))


def _journal(connection) -> Iterator[bytes]:
    names = (*HASHED, "hash")
    entries = JournalEntry.objects.using(connection.alias).filter(sequence__isnull=False)
    for values in entries.order_by("sequence").values_list(*names).iterator(chunk_size=BATCH):
        yield _line(dict(zip(names, values, strict=True)))


def _named(connection, sql, name) -> Iterator[bytes]:
    for key, text in _stream(connection, sql):
        yield _line({"key": key, name: text})


def _headed(head, lines) -> Iterator[bytes]:
    yield _line(head)
    yield from lines


def _papers(connection, table, column) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Each by its SHA-256; two records of the same bytes share a file."""
    seen = set()
    sql = f'SELECT "{column}" FROM "{table}" WHERE "{column}" IS NOT NULL ORDER BY id'
    for (content,) in _stream(connection, sql):
        digest = hashlib.sha256(content).hexdigest()
        if digest not in seen:
            seen.add(digest)
            yield f"papers/{digest}.pdf", [bytes(content)]


def _stream(connection, sql) -> Iterator[tuple]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql)
        while rows := cursor.fetchmany(BATCH if "content" not in sql else 20):
            yield from rows


def _line(value) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode() + b"\n"


def _write(archive, name, parts) -> str:
    hashed = hashlib.sha256()
    with archive.open(name, "w", force_zip64=True) as file:
        for part in parts:
            hashed.update(part)
            file.write(part)
    return hashed.hexdigest()
