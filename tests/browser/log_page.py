"""The page on which visits are logged, filled in as Sari does."""

import re
from datetime import date

from django.urls import reverse
from playwright.sync_api import Page

from tests.browser.hands import grow, pick_agency, write

THE_DAY = date(2022, 7, 12)
TOPICS = {
    "Perencanaan pembangunan": "5.01",
    "Optimalisasi PAD": "5.02",
    "Penanganan kemiskinan": "1.06",
    "Percepatan penurunan stunting": "1.02",
}


def open_log(page: Page) -> None:
    page.goto(reverse("visit_list"))
    page.locator(f"main a[href^='{reverse('visit_new')}']").first.click()
    page.wait_for_url("**/visits/new/**")


def tell_of_batang(page: Page, town) -> None:
    """What the news item says of the visit as a whole: when, who, where."""
    write(
        page,
        {
            "facts-entry_mode": "retrospective",
            "facts-day": THE_DAY,
            "facts-theme": "Kaji tiru penurunan stunting",
            "facts-source_note": "Kastara.ID, 12 Juli 2022",
            "facts-visit_type": "benchmarking",
            "hosts-0-receiver_name": "Supian Suri",
            "hosts-0-receiver_position": "Sekretaris Daerah Kota Depok",
        },
    )
    pick_agency(page, "delegations-0-agency", "batang", town.batang)
    write(
        page,
        {
            "delegations-0-leader_name": "Lani Dwi Rejeki",
            "delegations-0-leader_position": "Bupati Batang",
            "delegations-0-leader_office_status": "pj",
            "stops-0-place": "Aula Sapa Saba Bappeda, Lantai 1, Gedung Dibaleka II",
        },
    )


def add_topics(page: Page, topics: dict[str, str]) -> None:
    for place, (name, affair) in enumerate(topics.items()):
        if place:
            grow(page, "topics", f"topics-{place}-name")
        write(page, {f"topics-{place}-name": name, f"topics-{place}-affair": affair})


def show(page: Page, topic: int, *innovations: str) -> None:
    for place, name in enumerate(innovations):
        field = f"topics-{topic}-shown-{place}-innovation"
        if place:
            grow(page, f"topics-{topic}-shown", field)
        write(page, {field: name})


def quote(page: Page, topic: int, *figures) -> None:
    """Prevalence of stunting, as said by either side: (agency, value)."""
    for place, (agency, value) in enumerate(figures):
        row = f"topics-{topic}-values-{place}"
        grow(page, f"topics-{topic}-values", f"{row}-indicator_name")
        pick_agency(page, f"{row}-agency", agency.name[-6:], agency)
        write(
            page,
            {
                f"{row}-indicator_name": "Prevalensi stunting",
                f"{row}-value": value,
                f"{row}-unit": "%",
                f"{row}-source": "Kastara.ID",
            },
        )


def log_it(page: Page) -> None:
    page.locator("button[name=save]").click()
    page.wait_for_url(re.compile(r"/visits/\d+/$"))
