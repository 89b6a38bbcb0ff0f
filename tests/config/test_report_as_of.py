"""The report as it stood on a day: what it would have said then, whatever has happened since."""

from datetime import datetime, timedelta
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cooperation.models import FollowUp
from cooperation.permissions import Role
from cooperation.reports import follow_up_status
from cooperation.services import edit_candidate, move_follow_up, plan_follow_up
from tests.api.world import make_world
from tests.builders import make_person
from tests.documents import reading
from tests.visits.builders import House
from tests.visits.page import client_of, text_of

pytestmark = pytest.mark.django_db
PAGE = "/reports/follow-up-status/"
THEN = datetime(2026, 3, 2, 10, tzinfo=ZoneInfo("Asia/Jakarta"))


def on(moment):
    """The clock of everything that is written or reckoned inside."""
    return patch("django.utils.timezone.now", return_value=moment)


@pytest.fixture
def past():
    """(what the report said on that Monday, Ratna who reads it): since then much has changed."""
    with on(THEN):
        house = House()
        world = make_world(house)
        candidate = world["candidates"]
        ani = make_person("ani", house.depok, *Role)
        facts = {"unit": house.depok, "assignee": ani, "by": ani}
        plan_follow_up(candidate=candidate, title="Kirim KAK", due_on=THEN.date(), **facts)
    with on(THEN + timedelta(days=9)):
        said = follow_up_status(ani)
    with on(THEN + timedelta(days=20)):
        edit_candidate(candidate, by=ani, changes={"title": "Lain"}, why="istilah")
        plan_follow_up(candidate=candidate, title="Baru", due_on=THEN.date(), **facts)
        promise = FollowUp.objects.get(title="Kirim KAK")
        move_follow_up(promise, "start", by=ani)
        world.sent_to_the_partner(world["agreements"])
    return said, ani


def test_it_says_what_it_would_have_said_on_that_day(past):
    said, ani = past
    day = (THEN + timedelta(days=9)).date()

    with on(THEN + timedelta(days=30)):
        assert follow_up_status(ani, as_of=day) == said
        assert follow_up_status(ani) != said
    assert said["follow_ups"]["overdue"] > 0


def test_of_a_day_before_the_history_nothing_is_guessed(past):
    """Nought would be an answer; there is none."""
    _said, ani = past

    with on(THEN + timedelta(days=30)):
        with pytest.raises(ValidationError, match="The history begins on 2 Mar 2026"):
            follow_up_status(ani, as_of=(THEN - timedelta(days=1)).date())
        assert follow_up_status(ani, as_of=THEN.date())["candidates"]["total"] > 0


def test_the_page_says_in_a_banner_that_it_is_not_now(past):
    _said, ani = past
    day = (THEN + timedelta(days=9)).date()

    with on(THEN + timedelta(days=30)):
        client = client_of(ani)
        page = text_of(client.get(PAGE, {"as_of": day}))
        early = client.get(PAGE, {"as_of": "2020-01-01"})
        paper = reading.text(client.get(PAGE, {"as_of": day, "format": "pdf"}).content)
        late = client.get(PAGE, {"as_of": "2027-01-01"})

    assert "and not how it stands now." in page
    assert "The history begins on 2 Mar 2026" in text_of(early)
    assert early.context["report"] is None
    assert "keadaan pada 11 Maret 2026" in " ".join(paper.split())
    assert late.context["form"].errors["as_of"]


def test_a_program_asks_the_same(past):
    said, ani = past

    with on(THEN + timedelta(days=30)):
        told = client_of(ani).get("/api/v1/reports/follow-up-status/", {"as_of": "2026-03-11"})

        late = client_of(ani).get("/api/v1/reports/follow-up-status/", {"as_of": "2027-01-01"})

    assert late.status_code == 400
    assert "as_of" in late.json()["errors"]
    assert told.json()["as_of"] == "2026-03-11"
    assert told.json()["follow_ups"]["overdue"] == said["follow_ups"]["overdue"]


def test_strangers_read_nothing_of_the_past_either(past):
    tono = make_person("tono2", House().elsewhere, Role.MANAGEMENT)

    with on(THEN + timedelta(days=30)):
        told = follow_up_status(tono, as_of=(THEN + timedelta(days=9)).date())

    assert told["candidates"]["total"] == 0
    assert told["expiring"] == []


def test_the_past_asks_one_query_more_than_the_present(past):
    """Where the history begins; all the others are the same ones."""
    _said, ani = past
    counts = []

    for as_of in (None, (THEN + timedelta(days=9)).date()):
        with CaptureQueriesContext(connection) as captured:
            follow_up_status(ani, as_of=as_of)
        counts.append(len(captured))

    assert counts[1] == counts[0] + 1
