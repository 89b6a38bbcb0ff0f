"""A paper that was read on a shared machine is not left in its browser for the next person."""

import pytest
from django.urls import reverse

from tests.visits.builders import House
from tests.visits.conftest import upload as upload  # a fixture
from visits.services import attach_file


@pytest.mark.django_db
def test_files_and_memoranda_are_not_kept_by_browsers_or_proxies(client, upload):
    house = House()
    visit = house.afterwards()
    attached = attach_file(visit, kind="photo", upload=upload("foto.png"), by=house.sari)
    client.force_login(house.sari)

    for address in (
        reverse("visit_memorandum", args=[visit.pk]),
        reverse("visit_file", args=[visit.pk, attached.pk]),
    ):
        answer = client.get(address)
        answer.getvalue()  # to the end, or the file stays open
        kept = answer.headers.get("Cache-Control", "")
        assert "no-store" in kept, address
        assert "private" in kept, address
