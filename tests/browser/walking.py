"""Going wherever a link leads, to one page of each kind."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from django.urls import resolve
from playwright.sync_api import APIResponse, Page


def kinds_of_page(page: Page) -> Iterator[tuple[str, APIResponse]]:
    """Visit 7 looks like visit 8, so the first one that is linked to stands for both.

    The browser has the page open while its kind is looked at; a paper it only fetches.
    """
    waiting, met = ["/"], {""}
    for path in waiting:
        answer = page.request.get(path)
        if not is_paper(answer):
            page.goto(path)
            for link in page.locator("a[href^='/']").evaluate_all(
                "all => all.map(a => a.pathname)"
            ):
                route = resolve(link).route
                if route not in met:
                    met.add(route)
                    waiting.append(link)
        yield resolve(urlsplit(path).path).route or "home", answer


def is_paper(answer: APIResponse) -> bool:
    return not answer.headers["content-type"].startswith("text/html")
