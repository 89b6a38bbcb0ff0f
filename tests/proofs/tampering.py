"""Somebody with all rights to the database: drops the triggers, changes what they like, makes
every hash anew, and puts the triggers back."""

import json
import random
from contextlib import contextmanager
from dataclasses import replace

from django.db import DatabaseError, connection, transaction

from audit.journal.chain import HASHED, link
from audit.journal.dialects import dialect_of
from audit.journal.tables import plan
from audit.verification import verify

COLUMNS = "id, sequence, at, table_name, operation, key, context, payload, previous, hash"


class Attacker:
    def __init__(self, seed, anchors):
        self.random = random.Random(seed)  # noqa: S311 -- to be the same tomorrow
        self.dialect, self.plan = dialect_of(connection), plan(connection)
        self.anchors = anchors

    # --- What they do ------------------------------------------------------------------------

    def edit_an_entry(self):
        entry = self._entry()
        self._run(
            "UPDATE audit_journal SET payload = %s WHERE id = %s",
            [self._forged(entry["payload"]), entry["id"]],
        )

    def delete_an_entry(self):
        self._run("DELETE FROM audit_journal WHERE id = %s", [self._entry()["id"]])

    def insert_an_entry(self):
        entry = self._entry()
        self.insert(entry | {"payload": self._forged(entry["payload"])})

    def replay_an_entry(self):
        self.insert(self._entry())

    def reorder_entries(self):
        one, other = self._entry(), self._entry()
        while one["sequence"] == other["sequence"]:
            other = self._entry()
        names = ("at", "table_name", "operation", "key", "context", "payload")
        set_all = ", ".join(f"{name} = %s" for name in names)
        for source, target in ((one, other), (other, one)):
            values = [source[name] for name in names]
            self._run(f"UPDATE audit_journal SET {set_all} WHERE id = %s", [*values, target["id"]])

    def cut_the_tail(self):
        """All after some entry; and the rows are put back to what the rest of the journal says."""
        size = self._scalar("SELECT max(sequence) FROM audit_journal")
        self._run(
            "DELETE FROM audit_journal WHERE sequence > %s", [self.random.randint(1, size - 1)]
        )

    def swap_actors(self):
        """In the journal and in the history: it was somebody else."""
        entry = self._entry(of_a_story=True)
        told = json.loads(entry["context"])
        told["actor_name"] = "Tono"
        self._say(entry, told)
        self._tell_otherwise(entry, "actor_name", "Tono")

    def back_date(self):
        entry = self._entry(of_a_story=True)
        told = json.loads(entry["context"])
        told["at"] = "2020" + told["at"][4:]
        self._say(entry, told)
        self._run(
            "UPDATE audit_journal SET at = %s WHERE id = %s",
            ["2020" + entry["at"][4:], entry["id"]],
        )
        self._tell_otherwise(entry, "history_date", told["at"])

    def change_a_row(self):
        """The row alone; or, every other time, with what the journal last said of it."""
        table, key = self._change(self.plan.tables)
        if self.random.random() < 0.5:
            held = self._scalar(
                f'SELECT {self.dialect.payload(table, "r")} FROM "{table.name}" r'
                f' WHERE r."{table.key}" = %s',
                [key],
            )
            self._run(
                "UPDATE audit_journal SET payload = %s WHERE id = (SELECT max(id) FROM"
                " audit_journal WHERE table_name = %s AND key = %s)",
                [held, table.name, key],
            )

    def change_a_history_row(self):
        self._change(self.plan.histories)

    def forge_a_checkpoint(self):
        """Rewrite the journal, and the newest note with it; the key they have not got."""
        self.edit_an_entry()
        self._make_hashes_anew()
        head = self._scalar("SELECT hash FROM audit_journal ORDER BY sequence DESC LIMIT 1")
        forged = replace(self.anchors.notes[-1], head=head)
        return replace(self.anchors, notes=(*self.anchors.notes[:-1], forged))

    # --- How ---------------------------------------------------------------------------------

    def findings_after(self, attack):
        """What the verification says of a database to which this was done; then it is undone."""
        saved = transaction.savepoint()
        with self.triggers_off():
            anchors = attack(self) or self.anchors
            self._make_hashes_anew()
        found = verify(connection, anchors=anchors).findings
        transaction.savepoint_rollback(saved)
        return found

    @contextmanager
    def triggers_off(self):
        connection.check_constraints()  # or PostgreSQL has events pending, and drops nothing
        with connection.cursor() as cursor:
            installed = self.dialect.installed(cursor)
            self.dialect.change(cursor, {}, installed)
            yield
            self.dialect.change(cursor, self.dialect.wanted(self.plan), {})

    def _make_hashes_anew(self):
        previous, rows = "", []
        for number, entry in enumerate(self.entries(), start=1):
            entry |= {"sequence": number, "previous": previous}
            previous = link(*(entry[name] for name in HASHED))
            rows.append((entry["id"], number, entry["previous"], previous))
        self._run("UPDATE audit_journal SET sequence = NULL", [])
        for key, *values in rows:
            self._run(
                "UPDATE audit_journal SET sequence = %s, previous = %s, hash = %s WHERE id = %s",
                [*values, key],
            )

    def _change(self, tables):
        """Write something else into some text of some row, if the database lets it stand there."""
        while True:
            table = self.random.choice(tables)
            key = self._some_key(table)
            column = self.random.choice(table.columns)
            if key is None or column in (table.key, "id", *getattr(table, "sealed", ())):
                continue
            saved = transaction.savepoint()
            try:
                self._run(
                    f'UPDATE "{table.name}" SET "{column}" = %s WHERE "{table.key}" = %s'
                    f' AND "{column}" <> %s',
                    ["palsu", key, "palsu"],
                )
                connection.check_constraints()
            except DatabaseError:
                transaction.savepoint_rollback(saved)
                continue
            if self.changed:
                return table, key

    def _some_key(self, table):
        keys = self._column(f'SELECT "{table.key}" FROM "{table.name}"')
        return self.random.choice(keys) if keys else None

    def _entry(self, *, of_a_story=False):
        entries = [entry for entry in self.entries() if entry["operation"] not in ("STORY",)]
        if of_a_story:
            entries = [entry for entry in entries if '"story": true' in entry["context"]]
        return self.random.choice(entries)

    def entries(self):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {COLUMNS} FROM audit_journal ORDER BY sequence, id")
            names = COLUMNS.split(", ")
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def insert(self, entry):
        """Right behind the entry that it was made from."""
        self._run(
            "UPDATE audit_journal SET sequence = -sequence WHERE sequence > %s", [entry["sequence"]]
        )
        self._run("UPDATE audit_journal SET sequence = 1 - sequence WHERE sequence < 0", [])
        names = COLUMNS.split(", ")[1:]
        places = ", ".join(["%s"] * len(names))
        entry = entry | {"sequence": entry["sequence"] + 1}
        self._run(
            f"INSERT INTO audit_journal ({', '.join(names)}) VALUES ({places})",
            [entry[name] for name in names],
        )

    def _forged(self, payload):
        state = json.loads(payload)
        name = self.random.choice([name for name in state if name != "id"])
        state[name] = "palsu" if state[name] != "palsu" else "asli"
        return json.dumps(state)

    def _say(self, entry, told):
        self._run(
            "UPDATE audit_journal SET context = %s WHERE id = %s",
            [json.dumps(told, ensure_ascii=False), entry["id"]],
        )

    def _tell_otherwise(self, entry, column, value):
        """In the history row that belongs to this entry."""
        story = next(h.name for h in self.plan.histories if h.of.name == entry["table_name"])
        self._run(
            f'UPDATE "{story}" SET "{column}" = %s WHERE id = %s AND version = %s',
            [value, entry["key"], json.loads(entry["payload"])["version"]],
        )

    def _run(self, sql, params):
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            self.changed = cursor.rowcount

    def _column(self, sql, params=()):
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return [row[0] for row in cursor.fetchall()]

    def _scalar(self, sql, params=()):
        return self._column(sql, params)[0]


KINDS = (
    Attacker.edit_an_entry,
    Attacker.delete_an_entry,
    Attacker.insert_an_entry,
    Attacker.reorder_entries,
    Attacker.cut_the_tail,
    Attacker.swap_actors,
    Attacker.back_date,
    Attacker.change_a_row,
    Attacker.change_a_history_row,
    Attacker.forge_a_checkpoint,
    Attacker.replay_an_entry,
)  # and an old backup, which is no change of this database: see test_tampering
