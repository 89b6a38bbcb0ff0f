"""The house itself: what it refuses to start with, and how it talks to its database."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection


def start(**environment: str) -> subprocess.CompletedProcess[str]:
    inherited = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [
            sys.executable,
            "-c",
            "from django.conf import settings; print(settings.SECURE_SSL_REDIRECT)",
        ],
        cwd=settings.BASE_DIR,
        env={**inherited, "DJANGO_SETTINGS_MODULE": "config.settings", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_server_does_not_start_with_the_development_key():
    started = start(DEBUG="0")

    assert started.returncode != 0
    assert "set SECRET_KEY" in started.stderr


def test_a_server_with_its_own_key_insists_on_https():
    started = start(DEBUG="0", SECRET_KEY="a-long-random-value")

    assert started.stdout.strip() == "True"


def test_a_laptop_needs_no_settings_and_no_https():
    started = start()

    assert started.stdout.strip() == "False"


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
