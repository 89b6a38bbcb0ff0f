"""What every test stands on: the database, and settings that only tests want."""

import gc
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import override_settings

from cooperation.models import reach
from tests.visits.builders import House


def pytest_collection_finish(session: pytest.Session) -> None:
    """What is loaded by now stays: it need not be looked through for garbage again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Test SQLite in a file: in memory it has neither WAL nor the locks that an office meets.

    Every test process has a folder of its own, so that two runs never share a database.
    """
    database = settings.DATABASES["default"]
    if database["ENGINE"] == "django.db.backends.sqlite3":
        database["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(scope="session", autouse=True)
def settings_of_a_test(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with override_settings(
        # A good hash is slow on purpose, and the cast signs in hundreds of times.
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        CHECKPOINTS=tmp_path_factory.mktemp("checkpoints"),
        MEDIA_ROOT=tmp_path_factory.mktemp("media"),
        MAY_FLUSH=True,
        # The cast asks by the thousand; what the limits do is asked in tests/api/test_keys.py.
        API_RATE=None,
        API_RATE_STRANGERS=None,
        # Tests read a text as the code has it. What a reader sees is asked in test_translations,
        # and walked through in the browser.
        LOCALE_PATHS=[],
    ):
        yield


@pytest.fixture(scope="session", autouse=True)
def kept_for_good() -> Iterator[None]:
    """Whether a house keeps much is not asked anew in the middle of a test that counts queries."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reach, "ASKED_AGAIN", 10**12)
        yield


@pytest.fixture
def house(db) -> House:
    """Depok, Batang and the others, with their people."""
    return House()


@pytest.fixture(params=[10_000, -1], ids=["as a set of keys", "by looking at each"])
def either_way(request, monkeypatch):
    """What somebody sees, read as of a house that keeps little, and of one that keeps much."""
    monkeypatch.setattr(reach, "MANY", request.param)
    reach._keeps_many.cache_clear()
    yield
    reach._keeps_many.cache_clear()
