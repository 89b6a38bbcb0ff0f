"""Going wherever a link leads, to one page of each kind."""

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urlsplit

from django.urls import resolve
from playwright.sync_api import APIResponse, Page

LINK = re.compile(r'<a\b[^>]*\bhref="(/[^"]*)"')


def kinds_of_page(page: Page) -> Iterator[tuple[str, APIResponse]]:
    """Visit 7 looks like visit 8, so the first one that is linked to stands for both.

    Fetched with the session of this page's browser, and not drawn: whoever asks may do that.
    """
    waiting, met = ["/"], {""}
    for path in waiting:
        answer = page.request.get(path)
        yield resolve(urlsplit(path).path).route or "home", answer
        if is_paper(answer):
            continue
        for link in LINK.findall(answer.text()):
            address = unescape(link)
            route = resolve(urlsplit(address).path).route
            if route not in met:
                met.add(route)
                waiting.append(address)


def is_paper(answer: APIResponse) -> bool:
    return not answer.headers["content-type"].startswith("text/html")
