"""Every text has its Indonesian, and no more than that. Asks no GNU gettext."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import polib
import pytest
from django.test import Client, override_settings
from django.utils.translation import template

from config.templatetags.jejak import MENU
from cooperation.permissions import Role
from tests.builders import make_agency, make_person
from tests.test_repository import ROOT, tracked

CATALOGUE = ROOT / "locale/id/LC_MESSAGES/django.po"
# Function → which of its arguments are the context, the text and its plural.
MARKERS = {
    **dict.fromkeys(("_", "_t", "gettext", "gettext_lazy", "gettext_noop"), (None, 0, None)),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (None, 0, 1)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), (0, 1, None)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), (0, 1, 2)),
}
LITERAL = r"""u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
# What Django makes of a template: Python calls between runs of X.
CALL = re.compile(rf"\b(\w*gettext|_)\(({LITERAL}(?:,\s*{LITERAL})*)")
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[a-z]|\{\w*\}")
# Where a text is looked up by a variable: every one it can be is marked by gettext_noop.
LOOKED_UP = {"config/reasons.py", "agreements/views/desk.py"}
# Words that Indonesian offices write as English does.
SHARED = {
    "semester",
    *("Administrator", "Auditor", "Benchmarking", "Menu", "Normal", "Status", "Target"),
    *("digital", "internal", "label", "status", "target", "webhook"),
}


class Text(NamedTuple):
    context: str | None
    msgid: str
    plural: str | None


class Marked(NamedTuple):
    """A call that marks a text, and where it stands; without a text if that is not spelled out."""

    place: str
    text: Text | None


@pytest.fixture(scope="module")
def catalogue() -> polib.POFile:
    return polib.pofile(str(CATALOGUE))


@pytest.fixture
def indonesian(catalogue: polib.POFile, tmp_path: Path) -> Iterator[None]:
    """Pages speak by the catalogue as it is written now, whatever was compiled before."""
    compiled = tmp_path / "id/LC_MESSAGES/django.mo"
    compiled.parent.mkdir(parents=True)
    catalogue.save_as_mofile(str(compiled))
    with override_settings(LOCALE_PATHS=[tmp_path]):
        yield


def marked_in_code() -> Iterator[Marked]:
    for path in _files("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = _name_called(node)
            if name in MARKERS:
                place = f"{path.relative_to(ROOT)}:{node.lineno}"
                yield Marked(place, _text_of(name, [_spelled_out(arg) for arg in node.args]))


def marked_in_templates() -> Iterator[Marked]:
    for path in _files("*/templates/*"):
        place = str(path.relative_to(ROOT))
        python = template.templatize(path.read_text(encoding="utf-8"), origin=place)
        for name, written in CALL.findall(python):
            arguments = [ast.literal_eval(each) for each in re.findall(LITERAL, written)]
            yield Marked(place, _text_of(name, arguments))


def _files(pattern: str) -> list[Path]:
    return [path for path in tracked(pattern, ":!tests", ":!docs") if path.is_file()]


def _name_called(node: ast.AST) -> str | None:
    match node:
        case ast.Call(func=ast.Name(id=name)) | ast.Call(func=ast.Attribute(attr=name)):
            return name
    return None


def _spelled_out(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _text_of(name: str, arguments: list[str | None]) -> Text | None:
    context, msgid, plural = (
        None if at is None or at >= len(arguments) else arguments[at] for at in MARKERS[name]
    )
    return None if msgid is None else Text(context, msgid, plural)


def test_every_marked_text_is_spelled_out_where_it_is_marked():
    """A variable between the brackets is a text that nobody can collect, and so translate."""
    unclear = {marked.place for marked in marked_in_code() if marked.text is None}

    assert {place for place in unclear if place.split(":")[0] not in LOOKED_UP} == set()


def test_the_catalogue_holds_every_text_of_code_and_pages_and_no_other(catalogue):
    used = {marked.text for marked in [*marked_in_code(), *marked_in_templates()] if marked.text}
    kept = {Text(each.msgctxt, each.msgid, each.msgid_plural or None) for each in catalogue}
    hint = "make messages collects the texts anew; then translate those without Indonesian"

    assert used - kept == set(), hint
    assert kept - used == set(), hint


def test_every_text_has_its_indonesian(catalogue):
    assert [each.msgid for each in catalogue.untranslated_entries()] == []
    assert [each.msgid for each in catalogue.fuzzy_entries()] == []
    assert [each.msgid for each in catalogue.obsolete_entries()] == []


def test_what_reads_like_english_is_a_word_that_both_share(catalogue):
    same = {each.msgid for each in catalogue if each.msgid in _translations(each)}
    words = {text for text in same if re.search(r"[^\W\d_]{3}", PLACEHOLDER.sub("", text))}

    assert words - SHARED == set()


def test_no_translation_loses_or_invents_a_placeholder(catalogue):
    """A lost one would keep a name from the reader; an invented one would break the page."""
    wrong = [
        each.msgid
        for each in catalogue
        for translated in _translations(each)
        if not _same_placeholders(each.msgid, translated)
        or not _same_placeholders(each.msgid_plural or each.msgid, translated)
    ]

    assert wrong == []


def _translations(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def _same_placeholders(original: str, translated: str) -> bool:
    return sorted(PLACEHOLDER.findall(original)) == sorted(PLACEHOLDER.findall(translated))


@pytest.mark.django_db
@pytest.mark.usefixtures("indonesian")
def test_a_page_is_in_indonesian_unless_the_reader_asks_for_english():
    said = Client().get("/accounts/sign-in/", follow=True).content.decode()
    asked = Client(headers={"accept-language": "en"}).get("/accounts/sign-in/", follow=True)

    assert '<html lang="id"' in said
    assert ">Masuk<" in said
    assert "Sign in" not in said
    assert "Sign in" in asked.content.decode()


@pytest.mark.django_db
@pytest.mark.usefixtures("indonesian")
def test_sari_finds_no_english_word_in_the_menu(catalogue):
    sari = make_person("sari", make_agency(), Role.PROTOCOL)
    client = Client()
    client.force_login(sari)

    shown = set(re.findall(r"<span>([^<]+)</span>", client.get("/").content.decode()))

    english = {each.msgid for each in catalogue} - SHARED
    assert {"Beranda", "Kunjungan", "Calon kerja sama", "Tindak lanjut", "Naskah"} <= shown
    assert shown & english == set()
    assert len(shown) >= sum(map(len, MENU.values()))
