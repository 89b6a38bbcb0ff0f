"""The cast and their offices. Builders write through services or `record`, like everybody."""

from itertools import count

from accounts.models import User
from accounts.services import create_user
from audit.recording import Command, record
from cooperation.models import (
    Agency,
    AgencyKind,
    Candidate,
    GovernmentAffair,
    Innovation,
    InnovationKind,
    Membership,
    Region,
    RegionType,
    Topic,
)

TEST = Command("test")
_serial = count(1)


def make_region(code="32.76", name="Kota Depok", province="32") -> Region:
    parent, _new = _get_or_record(
        Region, {"code": province}, name=f"Provinsi {province}", type=RegionType.PROVINCE
    )
    region, _new = _get_or_record(
        Region, {"code": code}, name=name, type=RegionType.CITY, parent=parent
    )
    return region


def make_agency(
    name="Pemerintah Kota Depok", *, parent=None, kind=AgencyKind.REGIONAL_GOVERNMENT, **fields
) -> Agency:
    code = f"agency-{next(_serial)}"
    path = f"{parent.path if parent else ''}{code}/"
    return record(
        Agency(code=code, path=path, parent=parent, kind=kind, name=name, **fields), by=TEST
    )


def make_person(username, agency=None, *roles) -> User:
    """Somebody who signs in; with an agency and roles, somebody of that agency."""
    user = User.objects.filter(username=username).first() or create_user(
        username=username, full_name=username.title(), by=TEST
    )
    for role in roles:
        record(Membership(user=user, agency=agency, role=role), by=TEST)
    return user


def make_affair(code="5.05", name="Penelitian dan pengembangan") -> GovernmentAffair:
    affair, _new = _get_or_record(
        GovernmentAffair, {"code": code}, name=name, group="unsur_penunjang"
    )
    return affair


def make_topic(owner, name="Percepatan penurunan stunting", affair=None) -> Topic:
    return record(Topic(owner=owner, name=name, affair=affair or make_affair()), by=TEST)


def make_innovation(owner, name="Teman Litbang", **fields) -> Innovation:
    defaults = {"kind": InnovationKind.GOVERNANCE, "affair": make_affair(), "published": True}
    return record(Innovation(owner=owner, name=name, **(defaults | fields)), by=TEST)


def make_candidate(owner, *, provider=None, adopter, **fields) -> Candidate:
    """A candidate in any status, put there directly: the way through is the services' to test."""
    today = owner.today()
    defaults = {
        "title": "Adopsi Teman Litbang",
        "year": today.year,
        "number": next(_serial),
        "identified_on": today,
        "status_since": today,
    }
    return record(
        Candidate(owner=owner, provider=provider or owner, adopter=adopter, **(defaults | fields)),
        by=TEST,
    )


def _get_or_record(model, key, **fields):
    existing = model.objects.filter(**key).first()
    return (existing, False) if existing else (record(model(**key, **fields), by=TEST), True)
