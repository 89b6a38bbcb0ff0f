"""Somebody who watches a whole browser, and writes down what should not have happened."""

from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext

WITHIN_THE_PAGE = {"data", "blob", "about"}


class Witness:
    def __init__(self, context: BrowserContext, home: str):
        self.home, self.complaints, self.seen = urlsplit(home).netloc, [], 0
        context.on("request", lambda request: self.sees_request(request.url))
        context.on("console", lambda said: self.hears(said.type, said.text))
        context.on("weberror", lambda failed: self.complaints.append(f"script: {failed.error}"))

    def sees_request(self, url: str):
        self.seen += 1
        address = urlsplit(url)
        if address.scheme not in WITHIN_THE_PAGE and address.netloc != self.home:
            self.complaints.append(f"left the server: {url}")

    def hears(self, kind: str, text: str):
        if kind == "error":
            self.complaints.append(f"console: {text}")
