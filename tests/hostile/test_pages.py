"""No page, no answer of the API breaks or believes what stands in a record."""

import json
import re

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from api.figures import REPORTS
from api.urls import router
from config.guide import CHAPTERS
from cooperation.admin import site
from cooperation.models import ImportKind
from tests.hostile.everything import fill, make_everything
from tests.hostile.samples import ALL_AT_ONCE, MARKUP, fitted

pytestmark = pytest.mark.django_db

# What would be live if it were not escaped: none of the pages has these by itself.
LIVE = ["<b>tebal", '<img src="/etc', "</para>", " 49 "]
KINDS = ["hosts", "delegations", "participants", "stops", "discussions"]
# What stands beside the agreements, by how its addresses begin.
OF_AGREEMENTS = {
    "clauses": "clauses",
    "templates": "templates",
    "numbers": "number-reservations",
}
# The library's own pages, those of the account, and the papers, which have a test of their own.
ELSEWHERE = re.compile(
    r"^(accounts|admin|api|calendar|verify)/|/(memorandum|document|scan|in-force|initials|sample)/$"
    r"|/(issued|papers|signed)/<|/template/$|^$"
)


def routes(resolver, prefix=""):
    """Every address of the pages with its name."""
    for entry in resolver.url_patterns:
        at = f"{prefix}{entry.pattern}"
        if isinstance(entry, URLResolver):
            yield from routes(entry, at)
        elif isinstance(entry, URLPattern) and entry.name and not ELSEWHERE.search(at):
            yield at, entry.name


def arguments(everything, at):
    """Values for an address's places, from the records it is about. Several, where it has kinds."""
    if at.startswith(("history/", "readings/")):
        return [
            {"kind": prefix.removesuffix("s"), "pk": everything[prefix].pk}
            for prefix in ("visits", "candidates", "agreements", "innovations")
            if prefix != "innovations" or at.startswith("history/")
        ]
    if "<slug:name>" in at:
        return [{"name": report.name} for report in REPORTS]
    if "<slug:part>" in at:
        return [{"part": part} for part in CHAPTERS if part]
    if "<slug:sheet>" in at:
        return [{"sheet": kind} for kind in ImportKind.values]
    if "<int:pk>" not in at:
        return [{}]
    if at.startswith("notices/"):
        return [{"pk": everything.ani.notice_deliveries.first().pk}]
    if at.startswith("imports/"):
        return [{"pk": everything.batch.pk}]
    prefix, second = at.split("/")[:2]
    if second in OF_AGREEMENTS:
        return [{"pk": everything[OF_AGREEMENTS[second]].pk}]
    record = everything.world.house.depok if prefix == "agencies" else everything[prefix]
    places = {"pk": record.pk}
    if prefix == "agreements":
        places["party"] = record.parties.first().pk
        places["comment"] = record.comments.first().pk
    if prefix != "visits":
        return [{name: value for name, value in places.items() if f":{name}>" in at}]
    parts = {kind: getattr(record, kind).first().pk for kind in KINDS}
    if "<slug:kind>" in at:
        return [
            places | {"kind": kind} | ({"part": part} if ":part>" in at else {})
            for kind, part in parts.items()
        ]
    discussion = record.discussions.first()
    if ":file>" in at:
        places["file"] = record.attachments.first().pk
    if ":part>" in at:
        places["part"] = {
            "discussions": parts["discussions"],
            "figures": discussion.quoted_values.first().pk,
            "shown": discussion.innovations_shown.first().pk,
        }[at.split("<int:pk>/")[1].split("/")[0]]
    return [places]


def addresses(everything):
    for at, name in [("", "home"), *routes(get_resolver())]:
        for places in arguments(everything, at):
            yield reverse(name, kwargs=places)
    for model in site._registry:
        at = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield reverse(f"{at}_changelist")
        if row := model.objects.order_by("pk").first():
            yield reverse(f"{at}_change", args=[row.pk])


def visited(everything):
    """Every page that can be read, as somebody who may read all of them."""
    client = Client(headers={"accept-language": "en"})
    client.force_login(everything.ani)
    for url in addresses(everything):
        answer = client.get(url)
        # Some addresses only take what is sent to them.
        assert answer.status_code in (200, 302, 405), (url, answer.status_code)
        content = answer.getvalue()
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            yield url, content.decode()


def test_markup_is_shown_as_it_was_typed_and_does_nothing():
    everything = make_everything()
    fill(MARKUP)

    pages = dict(visited(everything))

    live = {(url, sign) for url, page in pages.items() for sign in LIVE if sign in page}
    assert live == set()
    # Every record's own page, its list and its history show it.
    silent = {url for url in main_pages(everything) if "&lt;b&gt;tebal" not in pages[url]}
    assert silent == set()


def main_pages(everything):
    lists = {"visits": "visit", "candidates": "candidate", "agreements": "agreement"}
    lists |= {"follow-ups": "follow_up", "innovations": "innovation"}
    for prefix, name in lists.items():
        yield reverse(f"{name}_list")
        yield reverse(name, args=[everything[prefix].pk])
        if prefix != "follow-ups":
            yield reverse("history", args=[name, everything[prefix].pk])


def test_no_page_falls_over_what_was_typed():
    everything = make_everything()
    fill(ALL_AT_ONCE)

    pages = dict(visited(everything))

    assert set(main_pages(everything)) <= set(pages)


def test_the_api_answers_with_what_was_typed():
    everything = make_everything()
    client = Client()
    client.force_login(everything.ani)
    for text in (MARKUP, ALL_AT_ONCE):
        fill(text)
        for prefix, viewset, _name in router.registry:
            first = viewset.queryset.model.objects.order_by("pk").first()
            urls = [f"/api/v1/{prefix}/", f"/api/v1/{prefix}/{first.pk}/"]
            if "history" in viewset.permissions:
                urls.append(f"{urls[1]}history/")
            for url in urls:
                answer = client.get(url)
                assert answer.status_code == 200, url
                told = json.dumps(answer.json(), ensure_ascii=False)
                assert json.dumps(fitted(text, 40), ensure_ascii=False)[1:-1] in told, url
