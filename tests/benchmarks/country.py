"""A country's worth of visits, made in the database: few busy hosts, four topics, five people.

PostgreSQL only. The same rows for the same size: what looks random is reckoned from the number of
the row. The triggers of the journal are put to sleep; what is measured here is reading.
"""

import os
from datetime import date, datetime

from django.db import connection, models

from agreements.models import Agreement, Party
from cooperation.models import Agency, Candidate, FollowUp, GovernmentAffair, Region, Topic
from cooperation.permissions import Role
from tests.builders import make_agency, make_person, make_region
from visits.models import Delegation, Discussion, Host, Participant, Visit

AGENCIES, TOPICS, PER_VISIT = 500, 20, 4
AFFAIRS = 30
BEGIN, END = "2018-01-02 02:00+00", "2026-11-01 02:00+00"


def build(size: int):
    """Fill the database with so many visits; the protocol officer of one busy city."""
    agencies = _agencies()
    _reference()
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
    _visits(size, agencies)
    _candidates()
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = origin")
        cursor.execute("ANALYZE")
    city = Agency.objects.get(pk=agencies[int(os.environ.get("CITY", "0"))])
    return make_person("pembaca", city, Role.PROTOCOL, Role.MANAGEMENT)


def _agencies() -> list[int]:
    found = []
    for number in range(AGENCIES):
        province = f"{11 + number % 38}"
        region = make_region(f"{province}.{number // 38 + 1:02d}", f"Kota {number}", province)
        found.append(make_agency(f"Pemerintah Kota {number}", region=region).pk)
    assert Region.objects.count() > AGENCIES
    return found


def _reference():
    for number in range(AFFAIRS):
        GovernmentAffair(code=f"8.{number:02d}", name=f"Urusan {number}", group="wajib").save_base(
            raw=True
        )


def mixed(seed: int, row: str = "g") -> str:
    """A number from 0 to 9999 that looks random, from that of the row."""
    row = f"({row})::bigint"
    return f"((({row} * 7919 + {seed} * 104729) * 31 + ({row} / 7) * 613) % 10000)"


def insert(model: type[models.Model], source: str, **columns: str) -> None:
    """INSERT … SELECT from `source`; what is not named has the default of its column."""
    names, values = [], []
    for field in model._meta.local_concrete_fields:
        if field.attname in columns:
            value = columns[field.attname]
        elif field.primary_key:
            continue
        else:
            value = _literal(field)
        names.append(f'"{field.column}"')
        values.append(value)
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{table}" ({", ".join(names)}) SELECT {", ".join(values)} FROM {source}'
        )


def _literal(field) -> str:
    if field.name == "version":
        return "1"
    if not field.has_default() and field.null:
        return "NULL"
    match field.get_default():
        case bool() as value:
            return str(value).lower()
        case int() as value:
            return str(value)
        case None:
            return "NULL"
        case date() | datetime() as value:
            return f"'{value.isoformat()}'"
        case value:
            return "'" + str(getattr(value, "value", value)).replace("'", "''") + "'"


def _visits(size, agencies):
    first = agencies[0]
    # The square puts many visits at few hosts.
    owner = f"{first} + floor(power({mixed(1)} / 10000.0, 3) * {AGENCIES})::int"
    guest = f"{first} + (({mixed(2, 'v.id')} * 53 + v.id) % {AGENCIES})::int"
    began = f"'{BEGIN}'::timestamptz + (g::float / {size}) * ('{END}'::timestamptz - '{BEGIN}')"
    rows = f"generate_series(1, {size}) g"
    status = (
        f"CASE WHEN {mixed(3)} < 7000 THEN 'closed' WHEN {mixed(3)} < 8500 THEN 'reported'"
        f" WHEN {mixed(3)} < 9500 THEN 'completed' ELSE 'scheduled' END"
    )
    local = f"(({began}) AT TIME ZONE 'Asia/Jakarta')::date"
    insert(
        Visit,
        rows,
        id="g",
        owner_id=owner,
        year=f"extract(year from {began})::int",
        number="g",
        theme=f"'Kaji tiru ' || (g % 997) || ' ke ' || {mixed(4)}",
        status=status,
        status_since=local,
        shared_at=began,
        scheduled_start=began,
        actual_start=f"CASE WHEN {mixed(3)} < 9500 THEN {began} END",
        letter_received_on=f"{local} - 20 - ({mixed(5)} % 10)::int",
        decided_on=f"{local} - 10 - ({mixed(6)} % 5)::int",
        reported_on=f"CASE WHEN {mixed(3)} < 8500 THEN {local} + ({mixed(7)} % 12)::int END",
        letter_number="'050/' || g || '/2022'",
    )
    visits = '"visits_visit" v'
    insert(Host, visits, visit_id="v.id", agency_id="v.owner_id", receiver_name="'Supian Suri'")
    insert(
        Delegation,
        visits,
        visit_id="v.id",
        agency_id=guest,
        leader_name="'Lani Dwi Rejeki'",
        planned_headcount="10 + (v.id % 30)",
    )
    insert(
        Topic,
        f"generate_series(0, {AGENCIES * TOPICS - 1}) g",
        id="g + 1",
        owner_id=f"{first} + g / {TOPICS}",
        name="'Topik ' || g",
        affair_id=f"{GovernmentAffair.objects.earliest('pk').pk} + g % {AFFAIRS}",
    )
    insert(
        Discussion,
        f"{visits}, generate_series(0, {PER_VISIT - 1}) k",
        id=f"(v.id - 1) * {PER_VISIT} + k + 1",
        visit_id="v.id",
        order="k + 1",
        topic_id=f"(v.owner_id - {first}) * {TOPICS} + (v.id * 7 + k * 5) % {TOPICS} + 1",
        outcome="CASE WHEN k = 0 AND v.id % 10 < 3 THEN 'candidate'"
        " WHEN k < 3 THEN 'information_sent' ELSE 'pending' END",
        candidate_id="CASE WHEN k = 0 AND v.id % 10 < 3 THEN v.id END",
    )
    insert(
        Participant,
        '"visits_delegation" d, generate_series(1, 5) k',
        visit_id="d.visit_id",
        delegation_id="d.id",
        order="k",
        name="'Peserta ' || k",
    )


def _candidates():
    source = (
        '"visits_visit" v JOIN "visits_delegation" d ON d.visit_id = v.id'
        " JOIN \"visits_discussion\" t ON t.visit_id = v.id AND t.outcome = 'candidate'"
        " AND d.agency_id <> v.owner_id"
    )
    day = "(v.scheduled_start AT TIME ZONE 'Asia/Jakarta')::date"
    insert(
        Candidate,
        source,
        id="v.id",
        owner_id="v.owner_id",
        year="v.year",
        number="v.id",
        title="'Adopsi ' || v.id",
        provider_id="v.owner_id",
        adopter_id="d.agency_id",
        topic_id="t.topic_id",
        shared_at="v.scheduled_start",
        identified_on=day,
        status_since=day,
        status="CASE WHEN v.id % 7 = 0 THEN 'realised' WHEN v.id % 3 = 0 THEN 'agreed'"
        " ELSE 'screening' END",
    )
    insert(
        FollowUp,
        '"cooperation_candidate" c, generate_series(1, 2) k',
        candidate_id="c.id",
        title="'Kirim KAK ' || k",
        unit_id="c.owner_id",
        due_on="c.identified_on + 30 * k",
        status="CASE WHEN (c.id + k) % 20 = 0 THEN 'open' ELSE 'done' END",
        done_on="CASE WHEN (c.id + k) % 20 = 0 THEN NULL ELSE c.identified_on + 25 * k END",
    )
    insert(
        Agreement,
        '"cooperation_candidate" c WHERE c.id % 7 = 0',
        id="c.id",
        owner_id="c.owner_id",
        year="c.year",
        number="c.id",
        candidate_id="c.id",
        title="'Perjanjian ' || c.id",
        shared_at="c.shared_at",
        status="'signed'",
        status_since="c.identified_on",
        signed_on="c.identified_on + 60",
        dated_on="c.identified_on + 60",
        starts_on="c.identified_on + 60",
        ends_on="c.identified_on + 60 + 1095",
    )
    for number, side in enumerate(("provider_id", "adopter_id"), start=1):
        insert(
            Party,
            '"agreements_agreement" a JOIN "cooperation_candidate" c ON c.id = a.candidate_id',
            agreement_id="a.id",
            agency_id=f"c.{side}",
            order=str(number),
            shared_at="c.shared_at",
        )
