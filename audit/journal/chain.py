"""What is hashed, in which order: the same words here, in both databases, and in `verify.py`."""

import hashlib
import json

# A JSON text has no raw line break, nor has a name or a number: one field a line is unambiguous.
HASHED = ("previous", "sequence", "at", "table_name", "operation", "key", "context", "payload")


def link(previous, sequence, at, table_name, operation, key, context, payload) -> str:
    """SHA-256 of an entry, in hex, over the hash of the entry before it and its own fields."""
    fields = (previous, sequence, at, table_name, operation, key, context, payload)
    return hashlib.sha256("\n".join(map(str, fields)).encode()).hexdigest()


def commitment(salt, column, value) -> str | None:
    """What the journal holds of a personal value: nobody can guess it without the row's salt.

    Erasing takes the value and the salt, and with the salt all that could be tried.
    """
    if value is None:
        return None
    return hashlib.sha256(f"{salt}|{column}|{value}".encode()).hexdigest() if salt else ""


def digest(content) -> str | None:
    """What the journal holds of bytes; SQLite would also keep a text where bytes belong."""
    if content is None:
        return None
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()


def read(text) -> dict:
    """The context or payload of an entry; nothing, where somebody has made nonsense of it."""
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
