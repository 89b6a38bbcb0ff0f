"""What programs of others say of our files: qpdf of their form, pdfsig of their signatures."""

import subprocess

import pytest

from documents import paper
from tests.documents import reading
from tests.documents.test_archive import ADDRESS, story
from tests.documents.test_signing import signed_by

pytestmark = pytest.mark.tools


@pytest.fixture(scope="module")
def issued():
    marks = paper.Marks("", "A · revisi 2", ADDRESS)
    return paper.Document(story(), paper.Page("F4", "serif"), reading.METADATA, marks).printed()


@pytest.fixture(scope="module")
def signed(issued):
    content = issued.content
    # The first seat is that of a memorandum; those of the parties follow it.
    for number, name in enumerate(("Mohammad Idris", "Lani Dwi Rejeki"), start=1):
        content = signed_by(content, issued.seats[number], name, f"pihak-{number}")
    return content


def told(program, content, tmp_path, *options):
    file = tmp_path / "naskah.pdf"
    file.write_bytes(content)
    return subprocess.run(
        [program, *options, str(file)], capture_output=True, text=True, check=False
    )


def test_qpdf_finds_nothing_wrong(issued, signed, tmp_path):
    for content in (issued.content, signed):
        answer = told("qpdf", content, tmp_path, "--check")
        assert answer.returncode == 0, answer.stdout + answer.stderr
        assert "WARNING" not in answer.stdout + answer.stderr


def test_pdfsig_finds_both_signatures_valid(signed, tmp_path):
    said = told("pdfsig", signed, tmp_path, "-nocert").stdout

    assert said.count("Signature Validation: Signature is Valid.") == 2
    assert "Mohammad Idris" in said
    assert "Total document signed" in said


def test_pdfsig_finds_a_changed_byte(issued, signed, tmp_path):
    changed = bytearray(signed)
    changed[len(issued.content) // 2] ^= 1

    said = told("pdfsig", bytes(changed), tmp_path, "-nocert").stdout

    assert "Signature Validation: Signature is Valid." not in said.split("Signature #2")[0]


def test_poppler_reads_the_words_and_the_tree(issued, tmp_path):
    file = tmp_path / "naskah.pdf"
    file.write_bytes(issued.content)
    words = subprocess.run(
        ["pdftotext", str(file), "-"], capture_output=True, text=True, check=True
    )
    tree = subprocess.run(
        ["pdfinfo", "-struct-text", str(file)], capture_output=True, text=True, check=True
    )

    assert "PIHAK KESATU" in words.stdout
    assert tree.stdout.count("Table") == 1
    assert "H1" in tree.stdout
