#!/usr/bin/env python3
"""Check an exported history of Jejak with nothing but Python: no Django, no Jejak, no network.

    python3 verify.py BUNDLE [--key public.pem] [--note mail.txt …]

BUNDLE is what `manage.py audit_bundle` wrote. Take this program from the public repository and
the key from where you noted it yourself, not from the bundle: whoever forged the one could
have forged the others. `--note` takes checkpoints as they were mailed to you.

Ends with 0 if everything holds, 1 if something does not, 2 if it could not be checked.
"""

import argparse
import base64
import hashlib
import json
import sys
import tempfile
import zipfile
from datetime import UTC, datetime
from pathlib import Path

HASHED = ("previous", "sequence", "at", "table_name", "operation", "key", "context", "payload")
TYPES = {"INSERT": "+", "UPDATE": "~", "DELETE": "-"}
TOLD = ("actor_name", "actor_role", "actor_agency", "history_user_id", "history_change_reason",
        "request_id", "client_address", "client_kind")  # fmt: skip
TITLE = "jejak checkpoint v1"


class Bundle:
    def __init__(self, folder, key=None, notes=()):
        self.folder, self.findings = folder, []
        self.key = public_key(Path(key or folder / "public.pem").read_text())
        self.extra = [mailed(Path(note).read_text()) for note in notes]
        self.hashes, self.last, self.stories, self.baselines, self.seen = {}, {}, {}, {}, set()
        self.entries = self.checkpoints = self.rows = self.told = self.files = 0

    def check(self):
        self.check_files()
        self.walk_journal()
        self.check_checkpoints()
        self.check_rows()
        self.check_stories()

    def found(self, kind, where, what):
        self.findings.append(f"{kind} {where}: {what}")

    def lines(self, name):
        path = self.folder / name
        if path.exists():
            with path.open(encoding="utf-8") as file:
                for line in file:
                    yield json.loads(line)

    # --- The files are those that the manifest names -----------------------------------------

    def check_files(self):
        manifest = json.loads((self.folder / "manifest.json").read_text())
        there = {path.relative_to(self.folder).as_posix()
                 for path in self.folder.rglob("*") if path.is_file()}  # fmt: skip
        for name in sorted(there ^ {"manifest.json", *manifest["files"]}):
            self.found("file", name, "missing, or none of the bundle")
        for name, expected in manifest["files"].items():
            if name in there and sha256_of(self.folder / name) != expected:
                self.found("file", name, "is not the one that was exported")
        for path in (self.folder / "papers").glob("*"):
            self.files += 1
            if sha256_of(path) != path.stem:
                self.found("paper", path.name, "is not what its name says")

    # --- Each entry carries the hash of the one before ---------------------------------------

    def walk_journal(self):
        previous, last, offset = "", 0, 0
        with (self.folder / "journal.jsonl").open("rb") as file:
            for line in file:
                entry = json.loads(line)
                text = "\n".join(str(entry[name]) for name in HASHED)
                number = entry["sequence"]
                if number != last + 1:
                    self.found("chain", last + 1, "the entry is missing")
                hashed = hashlib.sha256(text.encode()).hexdigest()
                if entry["previous"] != previous or hashed != entry["hash"]:
                    self.found("chain", number, "the hash is not that of the entry")
                self.remember(entry, offset)
                self.hashes[number] = entry["hash"]
                previous, last, offset = entry["hash"], number, offset + len(line)
                self.entries += 1

    def remember(self, entry, offset):
        """What the rows and the history are held against later."""
        table, key, operation = entry["table_name"], entry["key"], entry["operation"]
        place = hash((table, key, operation, entry["at"]))
        wrong = operation in TYPES and (operation == "INSERT") == ((table, key) in self.last)
        if place in self.seen or wrong:
            self.found("chain", entry["sequence"], "a copy, or it cannot follow on what was before")
        self.seen.add(place)
        if operation == "STORY":
            first = self.baselines.get(table, (key, None))[0]
            self.baselines[table] = (first, {**read(entry["payload"]), "key": key})
            return
        if operation == "DELETE":
            self.last.pop((table, key), None)
        else:
            self.last[table, key] = hashlib.sha256(entry["payload"].encode()).digest()
        if operation in TYPES and read(entry["context"]).get("story"):
            version = read(entry["payload"]).get("version")
            self.stories[table, key, version, TYPES[operation]] = offset

    # --- The notes were signed, and say what the journal says --------------------------------

    def check_checkpoints(self):
        before = None
        for note in [*self.lines("checkpoints.jsonl"), *self.extra]:
            self.checkpoints += 1
            said = (TITLE, *(note[name] for name in ("origin", "size", "head", "time")))
            text = "".join(f"{part}\n" for part in said)
            if not verified(self.key, base64.b64decode(note["signature"]), text.encode()):
                self.found("checkpoint", note["size"], "the signature is not the office's")
            if note["size"] and self.hashes.get(note["size"]) != note["head"]:
                self.found("checkpoint", note["size"], "the journal says otherwise, or is cut")
            if before and note not in self.extra and note["size"] < before["size"]:
                self.found("checkpoint", note["size"], "earlier than the one before it")
            before = note

    # --- The tables hold what the journal last said ------------------------------------------

    def check_rows(self):
        for path in sorted((self.folder / "rows").glob("*.jsonl")):
            for row in self.lines(f"rows/{path.name}"):
                self.rows += 1
                expected = self.last.pop((path.stem, row["key"]), None)
                if expected != hashlib.sha256(row["payload"].encode()).digest():
                    self.found("row", f"{path.stem} {row['key']}", "is not what the journal says")
        exported = {path.stem for path in (self.folder / "rows").glob("*.jsonl")}
        for table, key in self.last:
            if table in exported:
                self.found("row", f"{table} {key}", "is gone, and the journal knows of no end")

    # --- The history tells what the journal tells --------------------------------------------

    def check_stories(self):
        with (self.folder / "journal.jsonl").open("rb") as journal:
            for path in sorted((self.folder / "stories").glob("*.jsonl")):
                rows = self.lines(f"stories/{path.name}")
                about = next(rows)
                self.check_story(path.stem, about, rows, journal)
        exported = {next(self.lines(f"stories/{path.name}"))["of"]
                    for path in (self.folder / "stories").glob("*.jsonl")}  # fmt: skip
        for table, key, version, _kind in self.stories:
            if table in exported:
                self.found("story", f"{table} {key}", f"the row of version {version} is gone")

    def check_story(self, name, about, rows, journal):
        first, latest = self.baselines.get(name, (0, {"key": 0}))
        hashed, count = hashlib.sha256(), 0
        for line in rows:
            self.told += 1
            row, number = json.loads(line["row"]), line["key"]
            if number <= latest["key"]:
                hashed.update(line["row"].encode() + b"\n")
                count += 1
            place = (about["of"], row[about["key"]], row["version"], row["history_type"])
            offset = self.stories.pop(place, None)
            if offset is None:
                if number > first:
                    self.found("story", f"{name} {number}", "the journal knows of no such change")
                continue
            journal.seek(offset)
            if number > latest["key"] and different(row, json.loads(journal.readline())):
                self.found("story", f"{name} {number}", "the journal says otherwise")
        kept = latest.get("rows"), latest.get("sha256")
        if latest["key"] and (count, hashed.hexdigest()) != kept:
            self.found("story", f"{name} up to {latest['key']}", "rows are not what was there")


def different(row, entry):
    told, state = read(entry["context"]), read(entry["payload"])
    root = told.get("root_key", "")
    return (row["root_key"] != (f"{root}{entry['key']}" if root.endswith(":") else root)
            or any(row.get(name) != told.get(name) for name in TOLD)
            or moment(row["history_date"]) != moment(told.get("at"))
            or any(row.get(name, value) != value for name, value in state.items()))  # fmt: skip


def read(text):
    """What an entry says; nothing, where somebody has made nonsense of it."""
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def moment(text):
    try:
        found = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return str(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def mailed(text):
    """A checkpoint as the mail has it: six lines, the last being the signature."""
    lines = text[text.index(TITLE) :].split("\n")
    names = ("origin", "size", "head", "time", "signature")
    return dict(zip(names, lines[1:6], strict=True)) | {"size": int(lines[2])}


def sha256_of(path):
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


# --- Ed25519, as RFC 8032 has it in section 6: slow, and nothing but Python ------------------

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def add(a, b):
    """Points as (X, Y, Z, T): x = X/Z, y = Y/Z, xy = T/Z."""
    one, two = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    three, four = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = two - one, four - three, four + three, two + one
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(number, point):
    result = (0, 1, 1, 0)
    while number:
        result = add(result, point) if number & 1 else result
        point, number = add(point, point), number >> 1
    return result


def x_of(y, sign):
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (x * x - square) % P or (x == 0 and sign):
        return None
    return P - x if x & 1 != sign else x


def point_of(encoded):
    number = int.from_bytes(encoded, "little")
    y, sign = number & (1 << 255) - 1, number >> 255
    x = x_of(y, sign)
    return None if x is None else (x, y, 1, x * y % P)


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE = (x_of(BASE_Y, 0), BASE_Y, 1, x_of(BASE_Y, 0) * BASE_Y % P)


def verified(key, signature, text):
    if len(signature) != 64:
        return False
    a, r, s = point_of(key), point_of(signature[:32]), int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= ORDER:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + text).digest(), "little") % ORDER
    left, right = times(s, BASE), add(r, times(h, a))
    return not ((left[0] * right[2] - right[0] * left[2]) % P
                or (left[1] * right[2] - right[1] * left[2]) % P)  # fmt: skip


def public_key(pem):
    """The 32 bytes at the end of a public key in PEM."""
    return base64.b64decode("".join(pem.strip().splitlines()[1:-1]))[-32:]


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("bundle", type=Path)
    parser.add_argument("--key")
    parser.add_argument("--note", action="append", default=[])
    given = parser.parse_args(arguments)
    try:
        with tempfile.TemporaryDirectory() as folder:
            if given.bundle.is_file():
                with zipfile.ZipFile(given.bundle) as archive:
                    archive.extractall(folder)
            bundle = Bundle(Path(folder) if given.bundle.is_file() else given.bundle,
                            given.key, given.note)  # fmt: skip
            bundle.check()
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        print(f"Could not check: {error!r}")
        return 2
    print(f"{bundle.entries} entries, {bundle.rows} rows, {bundle.told} history rows,"
          f" {bundle.checkpoints} checkpoints, {bundle.files} papers")  # fmt: skip
    print("\n".join(bundle.findings) if bundle.findings else "Sound.")
    return 1 if bundle.findings else 0


if __name__ == "__main__":
    sys.exit(main())
