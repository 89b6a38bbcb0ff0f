"""What each page about cooperation costs the database: the same for one row and for ten."""

from decimal import Decimal

import pytest
from django.urls import reverse

from cooperation.services import indicator_named, record_adoption, record_measurement
from tests.builders import make_innovation
from tests.cooperation.builders import LONG_AGO
from tests.query_counts import hold, queries_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "name", ["candidate_list", "follow_up_list", "innovation_list", "agency_list"]
)
def test_no_list_pays_for_each_of_its_rows(towns, client, name):
    client.force_login(towns.dewi)
    url = reverse(name)

    def grow(number):
        innovation = make_innovation(towns.depok, f"Inovasi {number}")
        towns.follow_up(towns.candidate(title=f"Calon {number}", innovation=innovation))

    grow(0)
    one = queries_of(lambda: client.get(url))
    for number in range(1, 10):
        grow(number)

    hold(f"GET {url} (page)", one=one, ten=queries_of(lambda: client.get(url)))


def test_no_detail_pays_for_each_of_its_parts(towns, client):
    client.force_login(towns.dewi)
    indicator = indicator_named(owner=towns.depok, name="Lama izin", unit="hari", by=towns.dewi)

    def filled(parts):
        innovation = make_innovation(towns.depok, f"Inovasi dengan {parts}")
        candidate = towns.candidate(indicator=indicator, innovation=innovation)
        for part in range(parts):
            towns.follow_up(candidate)
            record_adoption(candidate, by=towns.dewi)
            record_measurement(
                candidate,
                value=Decimal(part),
                measured_on=LONG_AGO.replace(day=part + 1),
                source="x",
                by=towns.dewi,
            )
        # The newest entries of the history are the same, however long it is.
        for _step in range(2):
            towns.follow_up(candidate)
            record_adoption(candidate, by=towns.dewi)
        return candidate

    small, large = filled(1), filled(10)
    for name, one, ten in (
        ("candidate", small.pk, large.pk),
        ("follow_up", small.follow_ups.first().pk, large.follow_ups.first().pk),
        ("innovation", small.innovation_id, large.innovation_id),
        ("agency", towns.batang.pk, towns.depok.pk),
    ):
        urls = [reverse(name, args=[pk]) for pk in (one, ten)]
        costs = [queries_of(lambda url=url: client.get(url)) for url in urls]
        path = reverse(name, args=[0]).replace("/0/", "/{id}/")
        hold(f"GET {path} (page)", one=costs[0], ten=costs[1])
