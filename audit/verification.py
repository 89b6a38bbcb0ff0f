"""Is the history what the database wrote down, and all of it?

Four questions, each with an answer of its own: are the triggers as they must be; does each entry
of the journal carry the hash of the one before it; do the live rows hold what the journal last
said of them; has each entry its row in the history, and each history row its entry.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain as joined

from django.db import connection as default_connection

from audit.checkpoints import Anchors
from audit.journal import installing
from audit.journal.chain import HASHED, link
from audit.journal.dialects import dialect_of, snapshot
from audit.journal.restating import differing, out_of_turn
from audit.journal.stories import Discrepancy, reconcile
from audit.journal.tables import plan
from audit.models import JournalEntry

BATCH = 5_000
MOST_FINDINGS = 100  # of each kind: whoever rewrites a table need not fill a page of ours


@dataclass(frozen=True)
class Finding:
    """Something that cannot be true of an honest history."""

    kind: str  # trigger, chain, row, story, checkpoint
    where: str  # a sequence number, a table and key, the name of a trigger
    what: str

    def __str__(self):
        return f"{self.kind} {self.where}: {self.what}"


@dataclass
class Report:
    entries: int = 0
    head: str = ""
    rows: int = 0
    stories: int = 0
    checkpoints: int = 0
    # Honest, and still for the auditor to know: what came by no service, or with a migration.
    without_service: int = 0
    restated: int = 0
    restated_differently: int = 0
    findings: list[Finding] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        return not self.findings


def verify(connection=default_connection, *, anchors: Anchors | None = None) -> Report:
    """Check everything, at one instant. Raises DatabaseError or OSError if it cannot be read."""
    report = Report()
    # Read first: a note that is signed while we look speaks of entries that we do not see.
    anchors = anchors or Anchors.of_this_office()
    with snapshot(connection):
        report.findings += _triggers(connection)
        report.findings += walk(connection, report, anchors)
        dialect, present = dialect_of(connection), plan(connection)
        with connection.cursor() as cursor:
            for sequence, table_name, key in out_of_turn(cursor, most=MOST_FINDINGS):
                what = f"a copy, or no change that {table_name} {key} could undergo then"
                report.findings.append(Finding("chain", str(sequence), what))
            for table in present.tables:
                report.findings += _rows(cursor, dialect, table)
                cursor.execute(f'SELECT count(*) FROM "{table.name}"')
                report.rows += cursor.fetchone()[0]
        for history in present.histories:
            told = reconcile(connection, dialect, history)
            report.stories += told.rows
            report.restated_differently += told.restated_differently
            report.findings += [_of_story(history, found) for found in told.wrong[:MOST_FINDINGS]]
    return report


def _triggers(connection) -> Iterator[Finding]:
    for name in installing.amiss(connection):
        yield Finding("trigger", name, "missing, changed, switched off, or none of ours")


def walk(connection, report, anchors) -> list[Finding]:
    """Walk the journal once; what a checkpoint says is compared on the way."""
    found = list(joined(_unchained(connection), anchors.findings(Finding)))
    anchored = anchors.hashes()
    previous, last = "", 0
    for entry in _entries(connection):
        fields = dict(zip((*HASHED, "hash"), entry, strict=True))
        sequence = fields["sequence"]
        if sequence != last + 1:
            found.append(Finding("chain", str(last + 1), "the entry is missing"))
        if fields["previous"] != previous or link(*entry[:-1]) != fields["hash"]:
            found.append(Finding("chain", str(sequence), "the hash is not that of the entry"))
        if anchored.get(sequence, fields["hash"]) != fields["hash"]:
            found.append(Finding("checkpoint", str(sequence), "another entry was anchored"))
        report.entries += 1
        report.without_service += fields["context"] == "{}"
        report.restated += fields["operation"] == "STATE"
        previous, last = fields["hash"], sequence
    report.head, report.checkpoints = previous, len(anchors.notes)
    for sequence in sorted(anchored):
        if sequence > last:
            found.append(Finding("checkpoint", str(sequence), "the anchored entry is gone"))
    return found[:MOST_FINDINGS]


def _unchained(connection) -> Iterator[Finding]:
    waiting = JournalEntry.objects.using(connection.alias).filter(sequence__isnull=True)
    for key in waiting.values_list("pk", flat=True)[:MOST_FINDINGS]:
        yield Finding("chain", f"id {key}", "the entry has no place in the chain")


def _entries(connection) -> Iterable[tuple]:
    rows = JournalEntry.objects.using(connection.alias).filter(sequence__isnull=False)
    return rows.order_by("sequence").values_list(*HASHED, "hash").iterator(chunk_size=BATCH)


def _rows(cursor, dialect, table) -> Iterator[Finding]:
    for key, held, kept in differing(cursor, dialect, table, most=MOST_FINDINGS):
        if held is None:
            what = "the row is gone, and the journal knows nothing of its end"
        elif kept is None:
            what = "the journal does not know this row"
        else:
            what = "the row is not what the journal says"
        yield Finding("row", f"{table.name} {key}", what)


def _of_story(history, found: Discrepancy) -> Finding:
    return Finding("story", f"{history.name} {found.where}", found.what)
