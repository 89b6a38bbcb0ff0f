"""The user guide within the product: the texts of docs/, and which of them is about a page."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from markdown_it import MarkdownIt
from markdown_it.token import Token

from cooperation.permissions import Role, current_memberships

FOLDERS = {"id": "panduan", "en": "guide"}  # in docs/


@dataclass(frozen=True)
class Chapter:
    """A part of the guide: its file in each language, what it is called, and whose work it is."""

    slug: str
    files: dict[str, str]
    name: Any
    roles: frozenset[Role] = frozenset()


# In the order of reading.
CHAPTERS = {
    each.slug: each
    for each in (
        Chapter("", {"id": "README", "en": "README"}, _("For everybody")),
        Chapter(
            "protocol",
            {"id": "protokol", "en": "protocol"},
            _("Protocol"),
            frozenset({Role.PROTOCOL}),
        ),
        Chapter(
            "legal",
            {"id": "hukum", "en": "legal"},
            _("Legal and cooperation sections"),
            frozenset({Role.LEGAL, Role.COOPERATION}),
        ),
        Chapter(
            "unit", {"id": "unit", "en": "unit"}, _("Units and guests"), frozenset({Role.UNIT})
        ),
        Chapter(
            "management",
            {"id": "pimpinan", "en": "management"},
            _("Management"),
            frozenset({Role.MANAGEMENT}),
        ),
        Chapter(
            "auditor", {"id": "auditor", "en": "auditor"}, _("Auditors"), frozenset({Role.AUDITOR})
        ),
    )
}
# Before a heading: the names of the pages that it is about, the first of which it is linked to by.
ABOUT = re.compile(r"<!-- ([\w ]+) -->")
PICTURES = "gambar/"


@dataclass(frozen=True)
class Part:
    """A chapter in one language."""

    chapter: Chapter
    title: str
    body: SafeString
    about: dict[str, str]  # name of a page → the heading that is about it

    @property
    def href(self) -> str:
        slug = self.chapter.slug
        return reverse("guide_part", args=[slug]) if slug else reverse("guide")


def guide(request, part=""):
    """One part of the guide; first the general one."""
    if part not in CHAPTERS:
        raise Http404
    language = _language()
    held = {Role(membership.role) for membership in current_memberships(request.user)}
    context = {
        "part": part_of(language, part),
        "parts": [part_of(language, slug) for slug in CHAPTERS],
        "own": [slug for slug, chapter in CHAPTERS.items() if chapter.roles & held],
    }
    return render(request, "guide.html", context)


def href_about(page: str | None) -> str:
    """Where the guide speaks of the page of this name: its heading there, or where it begins."""
    for slug in CHAPTERS:
        part = part_of(_language(), slug)
        if page in part.about:
            return f"{part.href}#{part.about[page]}"
    return reverse("guide")


@cache
def part_of(language: str, slug: str) -> Part:
    """Read once, for it is part of the installed program."""
    chapter = CHAPTERS[slug]
    file = settings.BASE_DIR / "docs" / FOLDERS[language] / f"{chapter.files[language]}.md"
    reader = MarkdownIt("commonmark", {"xhtmlOut": False}).disable("html_inline")
    about: dict[str, str] = {}
    tokens = list(_with_anchors(reader.parse(file.read_text(encoding="utf-8")), about))
    for token in tokens:
        for piece in token.children or ():
            _lead_within(piece, language)
    title = next(token.content for token in tokens if token.type == "inline")
    # The texts are our own, and what they say in HTML was taken out.
    body = mark_safe(reader.renderer.render(tokens, reader.options, {}))  # noqa: S308
    return Part(chapter, title, body, about)


def _with_anchors(tokens: list[Token], about: dict[str, str]) -> Iterator[Token]:
    """Whatever is HTML goes; where it names pages, the next heading can be linked to."""
    names: list[str] = []
    for token in tokens:
        if token.type == "html_block":
            said = ABOUT.fullmatch(token.content.strip())
            names = said[1].split() if said else []
            about.update(dict.fromkeys(names, names[0]) if names else {})
            continue
        if token.type == "heading_open" and names:
            token.attrSet("id", names[0])
            names = []
        yield token


def _lead_within(piece: Token, language: str) -> None:
    """Links and pictures as the product serves them, and not as a folder of files holds them."""
    if piece.type == "image":
        name = str(piece.attrs["src"]).removeprefix(PICTURES)
        piece.attrSet("src", static(f"guide/{name}"))
        piece.attrSet("loading", "lazy")
    elif piece.type == "link_open":
        name = str(piece.attrs["href"]).removesuffix(".md")
        slug = next(slug for slug, each in CHAPTERS.items() if each.files[language] == name)
        piece.attrSet("href", reverse("guide_part", args=[slug]))


def _language() -> str:
    return "en" if get_language() == "en" else "id"
