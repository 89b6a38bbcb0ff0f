"""Agencies and the names they bore. Whoever has an office of its own here looks after itself."""

import re
from datetime import timedelta
from difflib import SequenceMatcher

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from audit.recording import locked, record
from cooperation.models import Agency, AgencyKind, FormerName, Membership, Region, TimeZone
from cooperation.models.agencies import forget_reach
from cooperation.permissions import Permission, require, require_somewhere

FACTS = frozenset(
    {"kind", "name", "short_name", "region", "time_zone", "seat", "address"}
    | {"phone", "email", "website"}
)
PARTS_OF_ANOTHER = frozenset({AgencyKind.UNIT, AgencyKind.COUNCIL_COMMISSION})
LONGEST_CODE = Agency._meta.get_field("code").max_length or 0
LONGEST_PATH = Agency._meta.get_field("path").max_length or 0

# By the first two digits of the region's code: Bali to Nusa Tenggara, three of Kalimantan's
# provinces and Sulawesi; Maluku and Papua.
WITA = frozenset({"51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"})
WIT = frozenset({"81", "82", "91", "92", "93", "94", "95", "96"})

SHORTHAND = {
    "pemkot": "pemerintah kota",
    "pemkab": "pemerintah kabupaten",
    "pemprov": "pemerintah provinsi",
    "pemda": "pemerintah daerah",
    "kab": "kabupaten",
    "prov": "provinsi",
    "kec": "kecamatan",
    "setda": "sekretariat daerah",
    "sekda": "sekretariat daerah",
    "setwan": "sekretariat dprd",
    "univ": "universitas",
}
# Shorter words (Komisi A, Komisi B) differ on purpose; longer ones by a slip of the finger.
SHORTEST_MISSPELT = 6
SAME_WORD = 0.85


class SimilarAgency(ValidationError):
    """There is an agency that reads much like the new one; `found` lists them."""

    def __init__(self, found):
        self.found = found
        names = ", ".join(agency.name for agency in found)
        message = _("There is already: %(names)s. Choose it, or say that yours is another one.")
        super().__init__({"name": message % {"names": names}}, code="similar")


@transaction.atomic
def add_agency(
    *,
    name,
    kind,
    parent=None,
    region=None,
    short_name="",
    code=None,
    sure=False,
    by,
    role=None,
    why="",
    **letterhead,
) -> Agency:
    """Take up an agency. `sure` says that it is not the one of nearly the same name.

    Raises NotPermitted, ValidationError, SimilarAgency.
    """
    role = role or _who_may_add(by, parent)
    if kind in PARTS_OF_ANOTHER and parent is None:
        raise ValidationError({"parent": _("Say which agency it is part of.")})
    if parent is not None and parent.ended_on is not None:
        raise ValidationError({"parent": _("%(agency)s has ended.") % {"agency": parent}})
    if region is None and parent is not None:
        region = parent.region
    if not sure and (found := similar_agencies(name=name, region=region, parent=parent)):
        raise SimilarAgency(found)
    letterhead.setdefault("time_zone", parent.time_zone if parent else zone_of(region))
    code = _free_code(code, short_name or name, kind)
    facts = {"name": name, "kind": kind, "region": region, "short_name": short_name}
    agency = Agency(code=code, parent=parent, **facts, **_allowed(letterhead))
    agency.path = f"{parent.path if parent else ''}{code}/"
    if len(agency.path) > LONGEST_PATH:
        raise ValidationError({"parent": _("This agency stands too deep below the others.")})
    agency = record(agency, by=by, role=role, why=why or "agency added")
    forget_reach(by)
    return agency


@transaction.atomic
def edit_agency(
    agency, *, by, changes: dict, why="", on=None, correction=False, expected_version=None
) -> Agency:
    """Change what is known of an agency. A new name keeps the old one, as borne until `on`.

    `correction` says that the old name was a mistake, never borne. `on` is the first day of the
    new name, today unless said otherwise.
    """
    role = who_may_edit(by, agency)
    agency = locked(Agency, agency.pk, expected_version=expected_version)
    old_name = agency.name
    for field, value in _allowed(changes).items():
        setattr(agency, field, value)
    agency = record(agency, by=by, role=role, why=why)
    if agency.name != old_name and not correction:
        _keep_name(agency, old_name, on=on or agency.today(), by=by, role=role, why=why)
    return agency


@transaction.atomic
def end_agency(agency, *, by, why, on=None, successor=None, expected_version=None) -> Agency:
    """Say that the agency is no more and who came after it; what it did stays its own."""
    role = who_may_edit(by, agency)
    if not why.strip():
        raise ValidationError({"why": _("Say why the agency has ended, by which decree.")})
    agency = locked(Agency, agency.pk, expected_version=expected_version)
    if agency.ended_on is not None:
        raise ValidationError({"ended_on": _("%(agency)s has ended.") % {"agency": agency}})
    if successor is not None and (successor.pk == agency.pk or successor.ended_on is not None):
        raise ValidationError({"successor": _("Choose another agency that still exists.")})
    agency.ended_on, agency.successor = on or agency.today(), successor
    return record(agency, by=by, role=role, why=why)


def who_may_edit(by, agency):
    """Its own administrators where it has people here; those of any house otherwise."""
    if has_people(agency):
        return require(by, Permission.REFERENCE_EDIT, agency)
    return require_somewhere(by, Permission.REFERENCE_EDIT)


def has_people(agency) -> bool:
    """Whether the agency, or one above it, has members in this installation."""
    members = Membership.objects.filter(agency__code__in=agency.lineage)
    return members.exclude(ended_on__lte=timezone.localdate()).exists()


def similar_agencies(*, name, region=None, parent=None) -> list[Agency]:
    """Agencies of the same region that still exist and whose names hardly differ from this one."""
    wanted = _words(name)
    there = Agency.objects.filter(region=region, ended_on__isnull=True)
    if parent is not None:
        # Every office has a secretariat: units resemble each other only below the same one.
        there = there.filter(parent=parent)
    return [
        agency
        for agency in there
        if any(_alike(wanted, _words(known)) for known in (agency.name, agency.short_name) if known)
    ]


def zone_of(region: Region | None) -> TimeZone:
    province = region.code[:2] if region else ""
    if province in WITA:
        return TimeZone.WITA
    return TimeZone.WIT if province in WIT else TimeZone.WIB


def _who_may_add(by, parent):
    if parent is not None and has_people(parent):
        return require(by, Permission.AGENCY_ADD, parent)
    return require_somewhere(by, Permission.AGENCY_ADD)


def _keep_name(agency, name, *, on, by, role, why):
    until = on - timedelta(days=1)
    if on > agency.today():
        raise ValidationError(
            {"on": _("This day is still to come. Give the day on which it happened.")}
        )
    latest = agency.former_names.order_by("-until").first()
    if latest is not None and latest.until == until:
        return  # borne for less than a day
    if latest is not None and latest.until > until:
        raise ValidationError(
            {
                "on": _("Its name was already changed after this day, to “%(name)s”.")
                % {"name": name}
            }
        )
    former = FormerName(agency=agency, name=name, until=until)
    record(former, by=by, role=role, why=why)


def _free_code(wanted, name, kind):
    """The code asked for, or one made of the name: "kota-depok", and "kota-depok-2" after that."""
    if wanted:
        code = slugify(wanted)
        if code != wanted:
            raise ValidationError({"code": _("A code has small letters, digits and hyphens only.")})
        if Agency.objects.filter(code=code).exists():
            raise ValidationError({"code": _("This code is taken.")})
        return code
    # Names in other scripts leave no letters.
    stem = slugify(name)[: LONGEST_CODE - 5].strip("-_") or slugify(kind)
    taken = set(Agency.objects.filter(code__startswith=stem).values_list("code", flat=True))
    code, serial = stem, 2
    while code in taken:
        code, serial = f"{stem}-{serial}", serial + 1
    return code


def _words(name):
    words = re.findall(r"\w+", name.casefold())
    return " ".join(SHORTHAND.get(word, word) for word in words).split()


def _alike(one, other):
    return len(one) == len(other) and all(map(_same_word, one, other))


def _same_word(one, other):
    if one == other:
        return True
    if min(len(one), len(other)) < SHORTEST_MISSPELT:
        return False
    return SequenceMatcher(None, one, other).ratio() >= SAME_WORD


def _allowed(changes):
    unknown = set(changes) - FACTS
    if unknown:
        raise ValidationError({name: _("This cannot be set here.") for name in unknown})
    return changes
