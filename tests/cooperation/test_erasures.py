"""Erasing personal details: two people, and a history that stays whole and sound."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from audit.journal.chain import commitment
from audit.models import JournalEntry
from audit.verification import verify
from cooperation.models import Erasure, PersonalDetail
from cooperation.permissions import NotPermitted, Role
from cooperation.services import (
    approve_erasure,
    ask_erasure,
    refuse_erasure,
    set_personal_detail,
)
from cooperation.workflow import TransitionNotAllowed
from tests.builders import make_agency, make_person
from tests.visits.page import client_of, text_of

pytestmark = pytest.mark.django_db
PAGE = "/erasures/"
PHONE = "0812-3456-7890"


@pytest.fixture
def depok():
    return make_agency("Pemerintah Kota Depok")


@pytest.fixture
def sari(depok):
    return make_person("sari", depok, Role.PROTOCOL)


@pytest.fixture
def dewi(depok):
    return make_person("dewi", depok, Role.ADMINISTRATOR)


@pytest.fixture
def detail(depok, sari):
    return set_personal_detail(owner=depok, by=sari, phone=PHONE, nip="196801011990031001")


def asked(depok, sari):
    return ask_erasure(owner=depok, contact=PHONE, legal_basis="Surat 3/XI/2026", by=sari)


def entries_of(detail):
    entries = JournalEntry.objects.filter(table_name="cooperation_personaldetail", key=detail.pk)
    return [json.loads(entry.payload) for entry in entries.order_by("id")]


def test_a_second_person_erases_value_and_salt_everywhere(depok, sari, dewi, detail):
    salt = detail.salt
    committed = entries_of(detail)[0]["phone"]
    assert committed == commitment(salt, "phone", PHONE)  # with the salt, it can be proved

    approve_erasure(asked(depok, sari), by=dewi)

    detail.refresh_from_db()
    assert (detail.phone, detail.nip, detail.salt) == ("", "", "")
    everything = json.dumps(list(JournalEntry.objects.values("payload", "context")))
    assert PHONE not in everything
    assert salt not in everything
    assert committed in everything  # and without it, nothing follows from it
    last = JournalEntry.objects.filter(table_name="cooperation_personaldetail").last()
    assert "Surat 3/XI/2026" in last.context
    assert "Dewi" in last.context


def test_the_history_is_sound_and_an_erasure_is_told_from_tampering(depok, sari, dewi, detail):
    other = set_personal_detail(owner=depok, by=sari, phone="0899")
    approve_erasure(asked(depok, sari), by=dewi)
    assert verify(connection).is_sound

    connection.check_constraints()
    with connection.cursor() as cursor:
        trigger = "audit_update_cooperation_personaldetail"
        if connection.vendor == "sqlite":
            cursor.execute(f"DROP TRIGGER {trigger}")
        else:
            cursor.execute("DROP TRIGGER audit_update ON cooperation_personaldetail")
        cursor.execute(f"UPDATE cooperation_personaldetail SET phone = '' WHERE id = {other.pk}")

    found = [str(each) for each in verify(connection).findings if each.kind == "row"]
    assert found == [
        f"row cooperation_personaldetail {other.pk}: the row is not what the journal says"
    ]


def test_who_asked_does_not_decide(depok, detail):
    both = make_person("rini", depok, Role.PROTOCOL, Role.ADMINISTRATOR)
    erasure = asked(depok, both)

    with pytest.raises(ValidationError, match="second person"):
        approve_erasure(erasure, by=both)
    with pytest.raises(IntegrityError), transaction.atomic():
        Erasure._base_manager.filter(pk=erasure.pk).update(status="erased", decided_by=both)

    detail.refresh_from_db()
    assert detail.phone == PHONE


def test_only_who_may_asks_and_decides(depok, sari, dewi, detail):
    auditor = make_person("wulan", depok, Role.AUDITOR)
    tono = make_person("tono", make_agency("Pemerintah Kota Tegal"), *Role)
    with pytest.raises(NotPermitted):
        asked(depok, auditor)
    erasure = asked(depok, sari)

    for person in (sari, auditor, tono):
        for decide in (approve_erasure, refuse_erasure):
            with pytest.raises(NotPermitted):
                decide(erasure, by=person, why="x")


def test_it_is_decided_once(depok, sari, dewi, detail):
    erasure = asked(depok, sari)
    with pytest.raises(ValidationError, match="Say why"):
        refuse_erasure(erasure, by=dewi, why=" ")
    refuse_erasure(erasure, by=dewi, why="Masih diperlukan")

    with pytest.raises(TransitionNotAllowed):
        approve_erasure(erasure, by=dewi)
    detail.refresh_from_db()
    assert detail.phone == PHONE


def test_what_was_erased_can_be_noted_anew_with_another_salt(depok, sari, dewi, detail):
    salt = detail.salt
    approve_erasure(asked(depok, sari), by=dewi)

    detail.refresh_from_db()
    again = set_personal_detail(owner=depok, by=sari, detail=detail, phone="0813")

    assert again.salt not in ("", salt)
    assert entries_of(again)[-1]["phone"] == commitment(again.salt, "phone", "0813")
    assert verify(connection).is_sound


def test_no_value_is_kept_without_a_salt(detail):
    with pytest.raises(IntegrityError), transaction.atomic():
        PersonalDetail.objects.filter(pk=detail.pk).update(salt="")


def test_on_the_page_one_asks_and_another_erases(depok, sari, dewi, detail):
    nothing = {"action": "ask", "owner": depok.pk, "contact": "0000", "legal_basis": "Surat"}
    said = client_of(sari).post(PAGE, nothing)
    assert "Your office keeps nothing under this." in text_of(said)
    assert 'value="0000"' in said.content.decode()

    client_of(sari).post(PAGE, nothing | {"contact": f" {PHONE} "})
    erasure = Erasure.objects.get()
    assert "A second person who may decide has to do so." in text_of(client_of(sari).get(PAGE))

    send = {"erasure": erasure.pk, "version": erasure.version, "why": ""}
    assert "Say why" in text_of(client_of(dewi).post(PAGE, send | {"action": "refuse"}))
    done = client_of(dewi).post(PAGE, send | {"action": "approve"}, follow=True)

    assert "Erased, for good." in text_of(done)
    detail.refresh_from_db()
    assert detail.phone == ""


def test_a_refusal_is_shown_with_its_reason(depok, sari, dewi, detail):
    erasure = asked(depok, sari)
    send = {"erasure": erasure.pk, "version": erasure.version, "action": "refuse"}

    done = client_of(dewi).post(PAGE, send | {"why": "Masih diperlukan"}, follow=True)

    assert "Refused. The reason stands below" in text_of(done)
    assert "Masih diperlukan" in text_of(client_of(sari).get(PAGE))


def test_others_see_nothing_of_it(depok, sari, detail):
    erasure = asked(depok, sari)
    tono = make_person("tono", make_agency("Pemerintah Kota Tegal"), *Role)
    auditor = make_person("wulan", depok, Role.AUDITOR)

    assert client_of(auditor).get(PAGE).status_code == 403
    assert "Surat 3" not in text_of(client_of(tono).get(PAGE))
    send = {"erasure": erasure.pk, "version": erasure.version, "action": "approve"}
    assert client_of(tono).post(PAGE, send).status_code == 404
