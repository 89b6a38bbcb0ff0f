"""Who is let in, by whom, into what; and that nobody is ever lost from the story."""

import re
from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from accounts.letters import link_for
from accounts.services import issue_token, token_of
from cooperation.models import Membership, OfficeStatus, Official, PersonalDetail
from cooperation.permissions import NotPermitted, Permission, Role, may_somewhere
from cooperation.services import people
from tests.builders import make_agency, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def depok():
    return make_agency("Pemerintah Kota Depok")


@pytest.fixture
def bappeda(depok):
    return make_agency("Bappeda Kota Depok", parent=depok)


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


def invite(agency, by, **facts):
    defaults = {
        "username": "budi",
        "full_name": "Budi Santoso",
        "email": "budi@depok.example",
        "roles": [Role.LEGAL],
    }
    return people.invite_person(agency=agency, by=by, **(defaults | facts))


def test_budi_is_invited_chooses_a_password_and_signs_in(
    depok, admin, mailoutbox, client, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        invite(depok, admin)
    [letter] = mailoutbox
    link = re.search(r"http://127\.0\.0\.1:8000(\S+)", letter.body).group(1)

    page = client.get(link, follow=True)
    chosen = {"new_password1": "tiga-perahu-di-muara", "new_password2": "tiga-perahu-di-muara"}
    client.post(page.redirect_chain[-1][0], chosen)

    assert letter.to == ["budi@depok.example"]
    assert "budi" in letter.body
    assert client.login(username="budi", password="tiga-perahu-di-muara")
    assert Client().get(link, follow=True).context["validlink"] is False


def test_an_invitation_names_in_the_history_who_gave_which_role(depok, admin):
    budi = invite(depok, admin)

    assert budi.memberships.get().history.get().history_user == admin
    assert budi.history.first().actor_role == Role.ADMINISTRATOR


@pytest.mark.parametrize(
    "wrong",
    [
        {"roles": []},
        {"roles": ["king"]},
        {"email": "not an address"},
        {"email": "budi@depok.example\nBcc: all@depok.example"},
        {"username": "SARI"},
        {"username": "bu di"},
        {"full_name": "  "},
    ],
)
def test_an_invitation_with_a_mistake_leaves_nothing_behind(depok, admin, sari, mailoutbox, wrong):
    before = Membership.objects.count()

    with pytest.raises(ValidationError):
        invite(depok, admin, **wrong)

    assert Membership.objects.count() == before
    assert mailoutbox == []


def test_nobody_is_let_into_the_house_of_others(depok, batang, admin, sari, tono):
    for stranger in (tono, sari):
        with pytest.raises(NotPermitted):
            invite(depok, stranger)
        with pytest.raises(NotPermitted):
            people.grant_membership(user=stranger, agency=depok, role=Role.MANAGEMENT, by=stranger)


def test_an_administrator_of_a_unit_has_no_say_above_it(depok, bappeda, admin):
    wati = make_person("wati", bappeda, Role.ADMINISTRATOR)

    with pytest.raises(NotPermitted):
        people.grant_membership(user=wati, agency=depok, role=Role.ADMINISTRATOR, by=wati)
    people.grant_membership(user=wati, agency=bappeda, role=Role.UNIT, by=wati)


def test_who_works_in_two_houses_is_deactivated_by_neither_alone(depok, batang, admin, sari, tono):
    people.grant_membership(user=sari, agency=batang, role=Role.AUDITOR, by=tono)

    for one in (admin, tono):
        with pytest.raises(NotPermitted):
            people.deactivate_person(sari, by=one, why="pindah")
        with pytest.raises(NotPermitted):
            people.edit_person(sari, by=one, email="mine@batang.example")


def test_a_deactivated_person_is_out_and_their_keys_with_them(depok, admin, sari):
    key, _token = issue_token(sari, name="laporan")

    people.deactivate_person(sari, by=admin, why="pindah tugas ke Provinsi")

    assert token_of(key) is None
    assert sari.history.first().history_change_reason == "pindah tugas ke Provinsi"
    people.reactivate_person(sari, by=admin, why="kembali")
    assert token_of(key) is None  # a key ended stays ended


def test_deactivating_needs_a_reason(admin, sari):
    with pytest.raises(ValidationError):
        people.deactivate_person(sari, by=admin, why=" ")


def test_the_last_administrator_stays(depok, admin):
    held = admin.memberships.get()

    with pytest.raises(ValidationError, match="last administrator"):
        people.end_membership(held, by=admin, why="pensiun")
    with pytest.raises(ValidationError, match="last administrator"):
        people.deactivate_person(admin, by=admin, why="pensiun")
    other = make_person("wati", depok, Role.ADMINISTRATOR)
    people.end_membership(held, by=other, why="pensiun")


def test_a_role_taken_away_counts_no_more(depok, admin, sari):
    held = sari.memberships.get()

    people.end_membership(held, by=admin, why="rotasi")

    fresh = type(sari).objects.get(pk=sari.pk)
    assert not may_somewhere(fresh, Permission.VISIT_VIEW)
    with pytest.raises(ValidationError):
        people.end_membership(held, by=admin, why="lagi")
    people.grant_membership(user=sari, agency=depok, role=Role.PROTOCOL, by=admin)


def test_a_role_ends_today_or_later_and_counts_until_then(admin, sari):
    held, today = sari.memberships.get(), timezone.localdate()

    with pytest.raises(ValidationError):
        people.end_membership(held, by=admin, why="x", on=today - timedelta(days=1))
    people.end_membership(held, by=admin, why="x", on=today + timedelta(days=30))

    assert may_somewhere(type(sari).objects.get(pk=sari.pk), Permission.VISIT_VIEW)


def test_the_same_role_is_not_given_twice(depok, admin, sari):
    with pytest.raises(ValidationError):
        people.grant_membership(user=sari, agency=depok, role=Role.PROTOCOL, by=admin)


def test_a_changed_address_makes_the_links_sent_to_the_old_one_useless(depok, admin, client):
    budi = invite(depok, admin)
    link = urlsplit(link_for(budi)).path

    people.edit_person(budi, by=admin, full_name="Budi S.", email="b@depok.example")

    assert client.get(link, follow=True).context["validlink"] is False


def test_who_has_left_is_not_taken_over_by_a_stranger_s_grant(depok, batang, admin, sari):
    """A role at their own house, then a new address, then a new password: that must not work."""
    sari_role = sari.memberships.get()
    people.end_membership(sari_role, by=admin, why="pindah tugas")
    stranger = make_person("asing", batang, Role.ADMINISTRATOR)
    people.grant_membership(user=sari, agency=batang, role=Role.PROTOCOL, by=stranger, why="tamu")

    with pytest.raises(NotPermitted):
        people.edit_person(sari, by=stranger, email="asing@batang.example")


def test_an_official_holds_offices_one_after_the_other(depok, batang, sari):
    lani = people.add_official(owner=depok, name="Lani Dwi Rejeki, S.Sos., M.M.", by=sari)
    holding = people.hold_office(
        official=lani,
        agency=batang,
        position="Bupati Batang",
        status=OfficeStatus.PJ,
        starts_on=date(2022, 5, 22),
        by=sari,
    )

    people.end_office(holding, by=sari, on=date(2023, 5, 22))

    held = lani.holdings.get()
    assert (held.status, held.ends_on) == (OfficeStatus.PJ, date(2023, 5, 22))
    with pytest.raises(ValidationError):
        people.end_office(held, by=sari, on=date(2022, 5, 21))


def test_officials_are_the_business_of_those_who_noted_them(depok, admin, sari, tono):
    lani = people.add_official(owner=depok, name="Lani Dwi Rejeki", by=sari)

    with pytest.raises(NotPermitted):
        people.edit_official(lani, by=tono, name="X")
    assert not Official.objects.visible_to(tono).exists()


def test_what_belongs_to_the_person_is_kept_apart_and_out_of_the_history(depok, sari, admin, tono):
    lani = people.add_official(
        owner=depok, name="Lani Dwi Rejeki", phone="0812 3456 7890", nip="1" * 18, by=sari
    )

    told = [str(entry.__dict__) for entry in lani.history.all()]
    assert not any("0812" in text or "1" * 18 in text for text in told)
    assert PersonalDetail.objects.visible_to(sari).get().phone == "0812 3456 7890"
    for stranger in (admin, tono):
        assert not PersonalDetail.objects.visible_to(stranger).exists()


def test_personal_details_are_written_by_those_who_may_read_them(depok, sari, admin, tono):
    lani = people.add_official(owner=depok, name="Lani Dwi Rejeki", phone="0812", by=sari)

    for stranger in (admin, tono):
        with pytest.raises(NotPermitted):
            people.edit_official(lani, by=stranger, phone="0813")
    people.edit_official(lani, by=sari, phone="0813")
    assert PersonalDetail.objects.get().phone == "0813"


@pytest.mark.parametrize(("field", "value"), [("nik", "123"), ("nip", "abc"), ("nik", "1" * 17)])
def test_a_number_that_cannot_be_one_is_refused(depok, sari, field, value):
    with pytest.raises(ValidationError):
        people.set_personal_detail(owner=depok, by=sari, **{field: value})
