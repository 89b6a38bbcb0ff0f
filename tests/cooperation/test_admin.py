"""The administration pages: reference data and users, by the policy, through the services."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from accounts.models import User
from audit.recording import record
from cooperation.admin import site
from cooperation.models import Agency, Membership, OfficeHolding, Official, Region
from cooperation.permissions import Role
from cooperation.services import people
from tests.builders import TEST, make_affair, make_agency, make_person, make_region

pytestmark = pytest.mark.django_db


@pytest.fixture
def depok():
    return make_agency("Pemerintah Kota Depok", region=make_region())


@pytest.fixture
def batang():
    return make_agency("Pemerintah Kabupaten Batang")


@pytest.fixture
def admin(depok):
    return make_person("admin", depok, Role.ADMINISTRATOR)


@pytest.fixture
def sari(depok):
    return make_person("sari", depok, Role.PROTOCOL)


@pytest.fixture
def tono(batang):
    return make_person("tono", batang, Role.ADMINISTRATOR)


@pytest.fixture
def desk(client, admin):
    """The administrator of Depok at the administration pages."""
    client.force_login(admin)
    return client


def page_of(instance, name="change"):
    return reverse(f"admin:{instance._meta.app_label}_{instance._meta.model_name}_{name}",
                   args=[instance.pk])  # fmt: skip


def list_of(model, name="changelist"):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}")


def fields_of(answer):
    """What a browser would send back from the page as it is."""
    form = answer.context["adminform"].form
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value not in (None, False)}


def send(client, instance, **changes):
    path = page_of(instance)
    return client.post(path, {**fields_of(client.get(path)), **changes})


def errors_of(answer):
    return " ".join(answer.context["adminform"].form.non_field_errors())


def test_only_reference_data_and_users_are_here():
    names = {model.__name__ for model in site._registry}

    assert names == {
        "Agency",
        "ClassificationCode",
        "GovernmentAffair",
        "Membership",
        "OfficeHolding",
        "Official",
        "Region",
        "Token",
        "User",
    }


def test_a_stranger_is_sent_to_the_one_sign_in_page_with_its_lock(client):
    answer = client.get("/admin/", follow=True)

    assert answer.redirect_chain[-1][0] == "/accounts/sign-in/?next=%2Fadmin%2F"
    assert client.post("/admin/login/", {"username": "a", "password": "b"}).status_code == 302


def test_flags_open_nothing_without_the_role(client, sari):
    sari.is_staff = sari.is_superuser = True
    record(sari, by=TEST)
    client.force_login(sari)

    answers = [client.get(path, follow=True).status_code for path in ("/admin/", list_of(User))]

    assert answers == [403, 403]


def test_every_list_and_form_opens_for_the_administrator(desk, depok, sari):
    official = people.add_official(owner=depok, name="Supian Suri", by=sari)
    holding = people.hold_office(official=official, agency=depok, position="Sekda", by=sari)
    shown = [depok, depok.region, make_affair(), official, holding, sari, sari.memberships.get()]

    for instance in shown:
        assert desk.get(list_of(instance), {"q": "a"}).status_code == 200
        assert desk.get(page_of(instance)).status_code == 200
        assert desk.get(page_of(instance, "history")).status_code == 200
    for model in (Agency, Official, OfficeHolding, User, Membership):
        assert desk.get(list_of(model, "add")).status_code == 200


def test_nothing_can_be_deleted(desk, depok, sari):
    held = sari.memberships.get()
    for instance in (depok, depok.region, sari, held):
        assert desk.post(page_of(instance, "delete"), {"post": "yes"}).status_code == 403

    desk.post(list_of(Membership), {"action": "delete_selected", "_selected_action": held.pk})

    assert Membership.objects.filter(pk=held.pk).exists()


def test_a_change_goes_through_the_service_and_its_history(desk, depok, admin):
    send(desk, depok, name="Pemerintah Kota Depok Raya", why="Perda 1/2026")

    depok.refresh_from_db()
    entry = depok.history.first()
    assert (entry.history_user, entry.actor_role) == (admin, Role.ADMINISTRATOR)
    assert entry.history_change_reason == "Perda 1/2026"
    assert depok.former_names.get().name == "Pemerintah Kota Depok"
    assert not LogEntry.objects.exists()


def test_the_history_page_tells_before_and_after(desk, depok):
    send(desk, depok, phone="021 7721 0000", why="nomor baru")

    page = desk.get(page_of(depok, "history")).content.decode()

    assert "021 7721 0000" in page
    assert "nomor baru" in page


def test_what_was_changed_meanwhile_is_not_overwritten(desk, depok):
    read = fields_of(desk.get(page_of(depok)))
    depok.phone = "021 1"
    record(depok, by=TEST)

    answer = desk.post(page_of(depok), {**read, "phone": "021 2"})

    assert errors_of(answer) != ""
    assert answer.context["adminform"].form["phone"].value() == "021 2"  # nothing typed is lost
    assert Agency.objects.get(pk=depok.pk).phone == "021 1"


def test_what_a_service_refuses_is_said_at_the_form(desk, depok, admin):
    held = admin.memberships.get()

    answer = send(desk, held, why="pensiun")

    assert "last administrator" in errors_of(answer)


def test_an_agency_is_added_once(desk):
    facts = {"name": "Pemerintah Kota Bitung", "kind": "regional_government"}
    facts["time_zone"] = "Asia/Makassar"

    first = desk.post(list_of(Agency, "add"), facts)
    second = desk.post(list_of(Agency, "add"), facts)

    assert first.status_code == 302
    assert "Pemerintah Kota Bitung" in errors_of(second)
    assert Agency.objects.get(name="Pemerintah Kota Bitung").path == "pemerintah-kota-bitung/"
    assert desk.post(list_of(Agency, "add"), {**facts, "sure": "on"}).status_code == 302


def test_an_agency_is_ended_with_a_reason(desk, depok, batang):
    assert "Say why" in errors_of(send(desk, depok, ended_on="2026-01-01"))

    send(desk, depok, ended_on="2026-01-01", successor=batang.pk, why="UU 1/2026")

    depok.refresh_from_db()
    assert (str(depok.ended_on), depok.successor) == ("2026-01-01", batang)


def test_a_region_is_mended_by_hand(desk, depok):
    send(desk, depok.region, alias="Depok", why="sebutan sehari-hari")

    assert Region.objects.get(code="32.76").alias == "Depok"


def test_adding_a_person_invites_them(desk, depok, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(
            list_of(User, "add"),
            {
                "username": "budi",
                "full_name": "Budi Santoso",
                "email": "budi@depok.example",
                "agency": depok.pk,
                "roles": [Role.LEGAL],
            },
        )

    assert User.objects.get(username="budi").memberships.get().role == Role.LEGAL
    assert [letter.to for letter in mailoutbox] == [["budi@depok.example"]]


def test_a_person_is_deactivated_by_taking_the_tick_away(desk, sari):
    facts = fields_of(desk.get(page_of(sari))) | {"full_name": "Sari Wulandari"}
    facts.pop("is_active")

    desk.post(page_of(sari), facts | {"why": "pindah tugas"})

    sari.refresh_from_db()
    assert (sari.is_active, sari.get_full_name()) == (False, "Sari Wulandari")


def test_the_people_of_another_house_are_not_there(client, depok, admin, sari, tono):
    official = people.add_official(owner=depok, name="Supian Suri", by=sari)
    client.force_login(tono)

    for instance in (sari, admin, sari.memberships.get(), official):
        assert client.get(page_of(instance)).status_code == 302  # as if it were missing
        assert client.get(page_of(instance, "history")).status_code == 404
        assert str(instance) not in client.get(list_of(instance)).content.decode()


def test_a_foreign_administrator_cannot_write_into_this_house(client, depok, admin, sari, tono):
    client.force_login(tono)
    before = Membership.objects.count()

    grant = {"user": tono.pk, "agency": depok.pk, "role": Role.ADMINISTRATOR}
    invitation = {"username": "x", "full_name": "X", "email": "x@x.example", "roles": ["legal"]}
    answers = [
        client.post(list_of(Membership, "add"), grant),
        client.post(list_of(User, "add"), invitation | {"agency": depok.pk}),
        client.post(list_of(Official, "add"), {"owner": depok.pk, "name": "X"}),
        client.post(page_of(depok), {"name": "X", "kind": depok.kind}),
    ]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 403]
    assert Membership.objects.count() == before
    assert Agency.objects.get(pk=depok.pk).name == "Pemerintah Kota Depok"


def test_another_agency_is_shown_but_without_a_form(client, depok, admin, tono):
    client.force_login(tono)

    page = client.get(page_of(depok))

    assert page.status_code == 200
    assert 'name="why"' not in page.content.decode()


def test_who_works_in_two_houses_is_shown_without_their_address(client, depok, batang, sari, tono):
    people.edit_person(sari, by=TEST, email="sari@depok.example")
    people.grant_membership(user=sari, agency=batang, role=Role.AUDITOR, by=tono)
    client.force_login(tono)

    page = client.get(page_of(sari))

    assert page.status_code == 200
    assert "sari@depok.example" not in page.content.decode()
    assert client.post(page_of(sari), {"full_name": "X"}).status_code == 403
