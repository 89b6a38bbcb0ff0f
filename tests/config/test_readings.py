"""Who opened an agreement, took a file away or saw personal details: written down for the owner."""

import pytest
from django.db import DatabaseError, connection, transaction

from audit.models import Reading
from cooperation.permissions import Role
from cooperation.services import set_personal_detail
from tests.api.world import make_world
from tests.builders import make_person
from tests.query_counts import hold, queries_of
from tests.visits.builders import House
from tests.visits.page import client_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return House()


@pytest.fixture
def world(house):
    return make_world(house)


@pytest.fixture
def ani(house, world):
    return make_person("ani", house.depok, *Role)


def read(user, address, status=200):
    assert client_of(user).get(address).status_code == status
    return list(Reading.objects.filter(user=user).order_by("pk").values_list("kind", "root_key"))


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/agreements/{pk}/", "opened"),
        ("/agreements/{pk}/document/", "downloaded"),
        ("/history/agreement/{pk}/", "opened"),
        ("/history/agreement/{pk}/?format=csv", "downloaded"),
        ("/history/agreement/{pk}/sheet/", "downloaded"),
        ("/api/v1/agreements/{pk}/", "opened"),
        ("/api/v1/agreements/{pk}/articles/", "opened"),
        ("/api/v1/agreements/{pk}/document/", "downloaded"),
    ],
)
def test_whoever_reads_an_agreement_is_written_down(world, ani, address, kind):
    agreement = world["agreements"]

    told = read(ani, address.format(pk=agreement.pk))

    assert told == [(kind, f"agreements.agreement:{agreement.pk}")]
    written = Reading.objects.get()
    assert written.actor_name == "Ani"
    assert written.path == address.format(pk=agreement.pk)
    assert written.client_address == "127.0.0.1"
    assert written.client_kind == ("api" if "/api/" in address else "page")


def test_an_export_of_the_list_is_written_down_and_a_look_at_it_is_not(world, ani):
    assert read(ani, "/agreements/") == []
    assert read(ani, "/api/v1/agreements/") == [("opened", "agreements.agreement:")]


def test_whoever_sees_personal_details_is_written_down(world, ani, house):
    visit = world["visits"]
    delegation = visit.delegations.first()
    delegation.contact = set_personal_detail(owner=house.depok, by=ani, phone="0812")
    type(delegation)._base_manager.filter(pk=delegation.pk).update(contact=delegation.contact)
    joko = make_person("joko", house.depok, Role.UNIT)

    for person, seen in ((ani, True), (joko, False)):
        for address in (f"/visits/{visit.pk}/", f"/api/v1/visits/{visit.pk}/"):
            told = read(person, address)
            assert (("personal", f"visits.visit:{visit.pk}") in told) is seen


def test_what_is_refused_or_not_there_was_not_read(world, house):
    """Tono works elsewhere."""
    agreement = world["agreements"]

    assert read(house.tono, f"/agreements/{agreement.pk}/", 404) == []
    assert read(house.tono, f"/api/v1/agreements/{agreement.pk}/document/", 404) == []


def test_what_cannot_be_written_down_is_not_shown(world, ani, monkeypatch):
    def fail(*args, **kwargs):
        raise DatabaseError("disk full")

    monkeypatch.setattr(Reading.objects, "bulk_create", fail)

    with pytest.raises(DatabaseError):
        client_of(ani).get(f"/agreements/{world['agreements'].pk}/")


@pytest.mark.parametrize(
    "statement", ["DELETE FROM audit_reading", "UPDATE audit_reading SET id=id"]
)
def test_nobody_deletes_or_changes_a_line(world, ani, statement):
    read(ani, f"/agreements/{world['agreements'].pk}/")

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(statement)


def test_the_owner_and_the_auditor_see_who_read_it(world, ani, house):
    agreement = world["agreements"]
    read(ani, f"/agreements/{agreement.pk}/document/")
    dewi = make_person("dewi", house.depok, Role.AUDITOR)

    page = text_of(client_of(dewi).get(f"/readings/agreement/{agreement.pk}/"))
    rows = client_of(dewi).get(f"/api/v1/agreements/{agreement.pk}/readings/").json()["results"]

    assert "Ani" in page
    assert "downloaded" in page
    assert [(row["actor_name"], row["kind"]) for row in rows][-1] == ("Ani", "downloaded")


def test_partners_and_strangers_do_not(world, house):
    agreement, visit = world["agreements"], world["visits"]
    world.sent_to_the_partner(agreement)
    laras = make_person("laras", house.batang, *Role)

    for person in (laras, house.tono):
        client = client_of(person)
        for kind, record in (("agreement", agreement), ("visit", visit)):
            assert client.get(f"/readings/{kind}/{record.pk}/").status_code == 404
            assert client.get(f"/api/v1/{kind}s/{record.pk}/readings/").status_code == 404
    assert client_of(house.tono).get("/readings/agency/1/").status_code == 404


def test_ten_readings_cost_what_one_costs(world, ani):
    agreement = world["agreements"]
    client, page = client_of(ani), f"/readings/agreement/{agreement.pk}/"
    one = queries_of(lambda: client.get(page))
    for _ in range(9):
        read(ani, f"/agreements/{agreement.pk}/document/")

    hold("GET /readings/<kind>/<pk>/", one=one, ten=queries_of(lambda: client.get(page)))
