"""What an administrator may ask of the lists: what they show, and nothing that lies behind."""

import pytest
from django.urls import reverse

from cooperation.permissions import Role
from cooperation.services import people
from tests.builders import make_agency, make_person


@pytest.fixture
def depok(db):
    return make_agency("Pemerintah Kota Depok")


@pytest.fixture
def desk(client, depok):
    client.force_login(make_person("admin", depok, Role.ADMINISTRATOR))
    return client


def test_a_password_hash_cannot_be_guessed_letter_by_letter(desk, depok):
    make_person("sari", depok, Role.PROTOCOL)
    people_list = reverse("admin:accounts_user_changelist")

    for question in ("password__startswith=!", "password__contains=!", "email__contains=a"):
        assert desk.get(f"{people_list}?{question}").status_code == 400, question
    assert desk.get(f"{people_list}?is_active__exact=1").status_code == 200


def test_whether_somebody_has_personal_details_cannot_be_asked(desk, depok):
    sari = make_person("sari", depok, Role.PROTOCOL)
    people.add_official(owner=depok, name="Supian Suri", by=sari, nik="3276012345678901")
    officials = reverse("admin:cooperation_official_changelist")

    for question in ("detail__nik__startswith=32", "detail__isnull=0"):
        assert desk.get(f"{officials}?{question}").status_code == 400, question
    assert desk.get(f"{officials}?q=Supian").status_code == 200
