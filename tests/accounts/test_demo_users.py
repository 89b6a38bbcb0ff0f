"""The demo's password is public, so its users never meet a server of an office."""

import os
import subprocess
import sys
from io import StringIO

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from accounts.services import create_user, refuse_demo_users
from tests.builders import TEST, make_person

MAKE_A_DEMO_USER = """
import django
django.setup()
from accounts.services import create_user
from audit.recording import Command
create_user(username="demo", full_name="Demo", is_demo=True, by=Command("test"))
"""


def test_a_server_of_an_office_refuses_demo_users(db, settings):
    settings.DEBUG = False
    make_person("sari")
    refuse_demo_users()

    create_user(username="demo", full_name="Demo", is_demo=True, by=TEST)

    with pytest.raises(ImproperlyConfigured, match="create_office"):
        refuse_demo_users()
    with pytest.raises(CommandError, match="E001"):
        call_command("check", deploy=True, stderr=StringIO(), stdout=StringIO())


def test_a_laptop_shows_the_demo(db, settings):
    settings.DEBUG = True
    create_user(username="demo", full_name="Demo", is_demo=True, by=TEST)

    refuse_demo_users()


def test_the_server_itself_does_not_start(tmp_path):
    database = {"DATABASE_URL": f"sqlite:///{tmp_path / 'db.sqlite3'}"}
    office = {**database, "DEBUG": "0", "SECRET_KEY": "a-long-random-value"}
    run("manage.py", "migrate", "--verbosity=0", **database)

    assert run("-c", "import config.wsgi", **office).returncode == 0
    assert run("-c", MAKE_A_DEMO_USER, **database).returncode == 0

    refused = run("-c", "import config.wsgi", **office)
    assert refused.returncode != 0
    assert "demo users" in refused.stderr


def run(*arguments, **environment):
    inherited = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=settings.BASE_DIR,
        env={**inherited, "DJANGO_SETTINGS_MODULE": "config.settings", **environment},
        capture_output=True,
        text=True,
        check=False,
    )
