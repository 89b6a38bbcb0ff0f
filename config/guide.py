"""The user guide within the product: the texts of docs/, and which of them is about a page."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

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

# Language → its folder in docs/, and the name of each part's file there, in the order of reading.
FOLDERS = {"id": "panduan", "en": "guide"}
FILES = {
    "": {"id": "README", "en": "README"},
    "protocol": {"id": "protokol", "en": "protocol"},
    "legal": {"id": "hukum", "en": "legal"},
    "unit": {"id": "unit", "en": "unit"},
    "management": {"id": "pimpinan", "en": "management"},
    "auditor": {"id": "auditor", "en": "auditor"},
}
NAMES = {
    "": _("For everybody"),
    "protocol": _("Protocol"),
    "legal": _("Legal and cooperation sections"),
    "unit": _("Units and guests"),
    "management": _("Management"),
    "auditor": _("Auditors"),
}
FOR_ROLES = {
    Role.PROTOCOL: "protocol",
    Role.LEGAL: "legal",
    Role.COOPERATION: "legal",
    Role.UNIT: "unit",
    Role.MANAGEMENT: "management",
    Role.AUDITOR: "auditor",
}
# Before a heading: the names of the pages that it is about, the first of which it is linked to by.
ABOUT = re.compile(r"<!-- ([\w ]+) -->")
PICTURES = "gambar/"


@dataclass(frozen=True)
class Part:
    slug: str
    title: str
    body: SafeString
    about: dict[str, str]  # name of a page → the heading that is about it

    @property
    def name(self):
        return NAMES[self.slug]

    @property
    def href(self) -> str:
        return reverse("guide_part", args=[self.slug]) if self.slug else reverse("guide")


def guide(request, part=""):
    """One part of the guide; first the general one."""
    if part not in FILES:
        raise Http404
    language = _language()
    own = {FOR_ROLES.get(Role(held.role)) for held in current_memberships(request.user)}
    context = {
        "part": part_of(language, part),
        "parts": [part_of(language, slug) for slug in FILES],
        "own": own,
    }
    return render(request, "guide.html", context)


def href_about(page: str | None) -> str:
    """Where the guide speaks of the page of this name: its heading there, or where it begins."""
    for slug in FILES:
        part = part_of(_language(), slug)
        if page in part.about:
            return f"{part.href}#{part.about[page]}"
    return reverse("guide")


@cache
def part_of(language: str, slug: str) -> Part:
    """Read once, for it is part of the installed program."""
    file = settings.BASE_DIR / "docs" / FOLDERS[language] / f"{FILES[slug][language]}.md"
    reader = MarkdownIt("commonmark", {"xhtmlOut": False}).disable("html_inline")
    about: dict[str, str] = {}
    tokens = list(_with_anchors(reader.parse(file.read_text(encoding="utf-8")), about))
    for token in tokens:
        for piece in token.children or ():
            _lead_within(piece, language)
    title = next(token.content for token in tokens if token.type == "inline")
    # The texts are our own, and what they say in HTML was taken out.
    body = mark_safe(reader.renderer.render(tokens, reader.options, {}))  # noqa: S308
    return Part(slug, title, body, about)


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
        slug = next(slug for slug, files in FILES.items() if files[language] == name)
        piece.attrSet("href", reverse("guide_part", args=[slug]))


def _language() -> str:
    return "en" if get_language() == "en" else "id"
