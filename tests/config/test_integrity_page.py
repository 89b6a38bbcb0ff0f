"""The page on which an auditor sees whether the history is sound, and what a probe is told."""

import pytest
from django.core.cache import cache
from django.db import DatabaseError, connection

from audit.checkpoints import anchor
from config import integrity
from cooperation.permissions import Role
from tests.builders import make_person
from tests.query_counts import hold, queries_of
from tests.visits.builders import House
from tests.visits.page import client_of, text_of

PAGE = "/audit/"


@pytest.fixture
def house(db, settings, tmp_path):
    settings.CHECKPOINTS = tmp_path
    cache.clear()
    house = House()
    connection.check_constraints()
    return house


@pytest.fixture
def auditor(house):
    return client_of(make_person("dewi", house.depok, Role.AUDITOR))


def drop_a_trigger():
    connection.check_constraints()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER audit_update_visits_visit")
        else:
            cursor.execute("DROP TRIGGER audit_update ON visits_visit")


def test_an_auditor_verifies_and_reads_that_it_is_sound(auditor):
    before = text_of(auditor.get(PAGE))
    assert "Nobody has verified the history yet." in before

    after = text_of(auditor.post(f"{PAGE}verify/", follow=True))

    assert "Sound: nothing was taken out" in after
    assert "Dewi" in after
    assert "All in place." in after


def test_what_is_broken_is_named(auditor):
    drop_a_trigger()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cooperation_agency SET short_name = 'Lewat SQL'")

    said = text_of(auditor.post(f"{PAGE}verify/", follow=True))

    assert "Broken: 1 finding." in said
    assert "audit_update" in said
    assert "These are missing or changed" in said


def test_the_age_of_the_last_checkpoint_is_always_shown(auditor, house, monkeypatch):
    assert "There is no checkpoint yet" in text_of(auditor.get(PAGE))

    anchor()
    assert "Last checkpoint:" in text_of(auditor.get(PAGE))
    assert "more than four hours ago" not in text_of(auditor.get(PAGE))

    monkeypatch.setattr("audit.checkpoints.TOO_OLD", -integrity.checkpoints.TOO_OLD)
    assert "more than four hours ago" in text_of(auditor.get(PAGE))


def test_what_cannot_be_verified_is_said(auditor, monkeypatch):
    def refuse():
        raise DatabaseError("disk I/O error")

    monkeypatch.setattr(integrity, "verify", refuse)

    assert "It could not be verified." in text_of(auditor.post(f"{PAGE}verify/", follow=True))


@pytest.mark.parametrize("address", [PAGE, f"{PAGE}verify/"])
def test_nobody_else_sees_it(house, client, address):
    """Sari logs visits; Tono works elsewhere, and somebody without any role sees nothing."""
    tono = make_person("tono2", house.elsewhere)
    for person in (house.sari, tono):
        for method in ("get", "post"):
            response = getattr(client_of(person), method)(address)
            assert response.status_code in (403, 405)
    assert client.get(PAGE).status_code == 302


def test_the_page_asks_no_more_than_it_must(auditor, house):
    auditor.post(f"{PAGE}verify/")
    one = queries_of(lambda: auditor.get(PAGE))
    for _ in range(9):
        house.log(theme="Surat")

    hold("GET /audit/", one=one, ten=queries_of(lambda: auditor.get(PAGE)))


def test_a_probe_is_told_whether_all_is_well_and_no_more(client, house):
    healthy = client.get("/health/")
    assert healthy.status_code == 200
    assert healthy.json() == {
        "ok": True,
        "database": "ok",
        "journal_triggers": "ok",
        "checkpoint": "none",
    }

    drop_a_trigger()
    cache.clear()

    ill = client.get("/health/")
    assert ill.status_code == 503
    assert ill.json()["journal_triggers"] == "amiss"


def test_asking_often_costs_nothing(client, house):
    client.get("/health/")

    assert queries_of(lambda: client.get("/health/")) == 0
