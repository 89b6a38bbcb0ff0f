"""manage.py audit_verify: what it says, and the three ways it ends."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from tests.builders import make_agency

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.CHECKPOINTS = tmp_path
    return tmp_path


def run(*arguments):
    said, complained = StringIO(), StringIO()
    try:
        call_command("audit_verify", *arguments, stdout=said, stderr=complained)
    except SystemExit as end:
        return end.code, said.getvalue() + complained.getvalue()
    return 0, said.getvalue()


def test_a_sound_history_ends_with_0():
    make_agency("Pemerintah Kota Depok")

    code, said = run()

    assert code == 0
    assert "Sound." in said


def test_a_broken_one_ends_with_1_and_names_the_first_bad_entry():
    make_agency("Pemerintah Kota Depok")
    connection.check_constraints()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER audit_update_cooperation_agency")
        else:
            cursor.execute("DROP TRIGGER audit_update ON cooperation_agency")
        cursor.execute("UPDATE cooperation_agency SET name = 'Palsu'")

    code, said = run()

    assert code == 1
    assert "BROKEN" in said
    assert "audit_update" in said
    assert "row cooperation_agency" in said


def test_what_cannot_be_read_ends_with_2(folder):
    (folder / "checkpoints.jsonl").mkdir()

    code, said = run()

    assert code == 2
    assert "Could not check" in said


def test_a_program_gets_it_as_json():
    make_agency("Pemerintah Kota Depok")

    code, said = run("--json")

    assert code == 0
    assert json.loads(said)["findings"] == []


def test_a_key_that_is_none_ends_with_2(folder):
    (folder / "checkpoints.jsonl").write_text("")
    (folder / "public.pem").write_text("bukan kunci")

    assert run()[0] == 2
