"""What is in a PDF from outside: its words and its signatures, read by a program of its own.

A file may be made to crash its reader or to fill the memory. That then happens to the program
`python -m documents.examining`, which has little of both time and memory, and not to the server.
"""

import json
import resource
import subprocess
import sys
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import pypdfium2

from documents.signing import FoundSignature, signatures_in

MOST_PAGES = 500
MOST_CHARACTERS = 3_000_000
MOST_SECONDS = 60
MOST_MEMORY = 1536 * 1024**2
HERE = Path(__file__).resolve().parent.parent


class Unreadable(ValueError):
    """The file could not be read in the time and the memory that it may take."""


@dataclass(frozen=True)
class Examined:
    """The text of each page, with its line ends ("" of a picture), and every signature."""

    pages: list[str]
    signatures: list[FoundSignature]


def examine(pdf: bytes, roots: Sequence[bytes] = ()) -> Examined:
    """Raises Unreadable. `roots`: certificates that are trusted, in DER form."""
    question = {"pdf": _packed(pdf), "roots": [_packed(root) for root in roots]}
    try:
        ran = subprocess.run(
            [sys.executable, "-m", "documents.examining"],
            input=json.dumps(question).encode(),
            capture_output=True,
            cwd=HERE,
            timeout=MOST_SECONDS,
            check=True,
        )
        answer = json.loads(ran.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        raise Unreadable from error
    return Examined(answer["pages"], [_signature(told) for told in answer["signatures"]])


def _signature(told: dict) -> FoundSignature:
    moments = {
        name: datetime.fromisoformat(told[name]) if told[name] else None
        for name in ("signed_at", "timestamp")
    }
    return FoundSignature(**told | moments)


def pages_of(pdf: bytes) -> list[str]:
    """The text of every page. In this very program: only for a file that is our own."""
    document = pypdfium2.PdfDocument(pdf)
    if len(document) > MOST_PAGES:
        raise Unreadable("too many pages")
    pages, left = [], MOST_CHARACTERS
    for page in document:
        words = page.get_textpage().get_text_range()
        left -= len(words)
        if left < 0:
            raise Unreadable("too much text")
        pages.append(words)
    return pages


def _answer(question: dict) -> dict:
    pdf = b64decode(question["pdf"])
    found = signatures_in(pdf, [b64decode(root) for root in question["roots"]])
    return {"pages": pages_of(pdf), "signatures": [asdict(one) for one in found]}


def _packed(content: bytes) -> str:
    return b64encode(content).decode()


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    json.dump(_answer(json.load(sys.stdin)), sys.stdout, default=str)
