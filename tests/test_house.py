"""The house itself: what it refuses to start with, and how it talks to its database."""

import os
import secrets
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

SHOW = ["-c", "from django.conf import settings; print(settings.SECURE_SSL_REDIRECT)"]


def start(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Start Python as on another machine: with nothing of ours in its environment."""
    inherited = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=settings.BASE_DIR,
        env={**inherited, "DJANGO_SETTINGS_MODULE": "config.settings", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_server_does_not_start_with_the_development_key():
    started = start(*SHOW, DEBUG="0")

    assert started.returncode != 0
    assert "set SECRET_KEY" in started.stderr


def test_a_server_with_its_own_key_insists_on_https():
    started = start(*SHOW, DEBUG="0", SECRET_KEY=secrets.token_urlsafe(50))

    assert started.stdout.strip() == "True"


def test_a_laptop_needs_no_settings_and_no_https():
    started = start(*SHOW)

    assert started.stdout.strip() == "False"


def test_a_server_has_nothing_that_django_warns_of(tmp_path):
    checked = start(
        *["manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        DEBUG="0",
        SECRET_KEY=secrets.token_urlsafe(50),
        DATABASE_URL=f"sqlite:///{tmp_path / 'empty.sqlite3'}",
    )

    assert checked.returncode == 0, checked.stderr


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="speaks of SQLite")
@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("recursive_triggers", 1)],
)
def test_sqlite_keeps_what_was_committed_and_checks_its_keys(pragma, value):
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {pragma}")

        assert cursor.fetchone() == (value,)


def test_a_page_asks_for_no_write_lock():
    assert settings.DATABASES["default"]["ATOMIC_REQUESTS"] is False
