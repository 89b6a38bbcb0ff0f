"""How a page is looked at: by the rules of accessibility, and on two screens."""

import os
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.utils.text import slugify
from playwright.sync_api import Page

# A page is looked at by day on a wide screen, and by night on a phone.
LOOKS: tuple[tuple[Literal["light", "dark"], dict], ...] = (
    ("light", {"width": 1280, "height": 800}),
    ("dark", {"width": 390, "height": 844}),
)
WIDTHS = {"desktop": 1280, "phone": 390}


def keep_for_the_validator(url: str, page: str) -> None:
    """Write the page where html-validate reads it, if anybody asked for that."""
    if folder := os.environ.get("PAGES"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        name = slugify(urlsplit(url).path.replace("/", " ")) or "home"
        Path(folder, f"{name}.html").write_text(page, encoding="utf-8")


def hold_it_is_accessible(page: Page) -> None:
    """No rule of axe-core is broken, and nothing lies beside the screen."""
    # The wide one last, as which it is pictured.
    for scheme, size in reversed(LOOKS):
        # Without motion: a colour that is half way from day to night is neither.
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.set_viewport_size(size)
        found = Axe().run(page)
        assert found.violations_count == 0, f"{page.url}: {found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], page.url


def take_pictures(page: Page, stem: Path | None) -> None:
    """On both screens, if there is an album to keep them in."""
    for width, pixels in WIDTHS.items() if stem else ():
        page.set_viewport_size({"width": pixels, "height": 800})
        # Hiding the caret would write a style into the page, which its policy forbids.
        page.screenshot(path=f"{stem}-{width}.png", full_page=True, caret="initial")
