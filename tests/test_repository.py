"""Rules about the repository itself, so that nobody has to remember them."""

import base64
import hashlib
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command

ROOT = Path(settings.BASE_DIR)
SETTING = re.compile(r'\benv\.\w+\(\s*"(\w+)"')


def tracked(*patterns: str) -> list[Path]:
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *patterns],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [ROOT / name for name in listing.stdout.split("\0") if name]


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_migration_has_a_name_that_somebody_chose():
    invented = re.compile(r"_auto_\d|_alter_|_and_more")

    assert [path for path in tracked("*/migrations/*.py") if invented.search(path.stem)] == []


@pytest.mark.parametrize(
    ("name", "published"),
    [
        (
            "vendor/bootstrap/css/bootstrap.min.css",
            "sha384-sRIl4kxILFvY47J16cr9ZwB07vP4J8+LH7qKQnuqkuIAvNWLzeN8tE5YBujZqJLB",
        ),
        (
            "vendor/bootstrap/js/bootstrap.bundle.min.js",
            "sha384-FKyoEForCGlyvwx9Hj09JcYn3nv7wiPVlz7YYwJrWVcXK/BmnVDxM+D2scQbITxI",
        ),
    ],
)
def test_bootstrap_is_the_one_its_authors_published(name, published):
    found = finders.find(name)

    assert found is not None
    digest = hashlib.sha384(Path(found).read_bytes()).digest()
    assert "sha384-" + base64.b64encode(digest).decode() == published


def test_every_dependency_says_what_it_is_for():
    text = (ROOT / "pyproject.toml").read_text()
    declared = tomllib.loads(text)
    lists = [
        declared["project"]["dependencies"],
        *declared["project"]["optional-dependencies"].values(),
        *declared["dependency-groups"].values(),
    ]
    explained = re.findall(r'^    "(.+)",  # \w', text, re.M)

    assert [name for names in lists for name in names if name not in explained] == []


def test_every_dependency_is_locked():
    """A name that was added without `make lock` is missing on the next machine."""
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())
    names = [re.split(r"[\[<>=]", line)[0] for line in declared["project"]["dependencies"]]
    locked = re.findall(r"^([\w-]+)==", (ROOT / "requirements/run.txt").read_text(), re.M)

    assert set(names) <= set(locked)


def test_no_locked_list_names_an_address():
    options = re.compile(r"^ *--(?!hash=sha256:)|^-|://", re.M)
    lists = tracked("requirements/*")

    assert lists
    assert [path for path in lists if options.search(path.read_text())] == []


def test_the_table_of_settings_is_complete():
    read = set(SETTING.findall((ROOT / "config/settings.py").read_text()))
    described = set(re.findall(r"^\| `(\w+)` \|", (ROOT / "docs/settings.md").read_text(), re.M))

    assert read == described


def test_no_catch_hides_what_went_wrong():
    """A broad one may undo something and raise again: the linter's rule BLE tells them apart."""
    silencer = re.compile(r"noqa: *BLE|except( Exception\b.*)?:")

    assert [path for path in tracked("*.py") if silencer.search(path.read_text())] == []


def test_no_module_is_a_drawer_for_everything():
    drawers = {"common", "core", "helpers", "misc", "utils"}
    modules = [path.relative_to(ROOT).with_suffix("") for path in tracked("*.py")]

    assert [module for module in modules if drawers & set(module.parts)] == []
