"""No page is written to without the key of its form, and none changes anything by being read."""

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from audit.models import Tracked
from tests.security.test_missing_and_foreign_pages import PUBLIC, addresses, pages
from tests.security.test_missing_and_foreign_pages import world as world  # a fixture

WITHOUT_RECORD = ("home", "visit_new", "candidate_new", "innovation_new", "agreement_new", "me")
LISTS = (
    *("visit_list", "candidate_list", "follow_up_list", "agreement_list", "agency_list"),
    *("clause_list", "clause_new", "template_list", "template_new", "number_register"),
    *("number_patterns", "agreement_dates", "signed_import", "document_list", "document_check"),
)


def everything(world):
    yield from (reverse(name) for name in (*WITHOUT_RECORD, *LISTS, "report_follow_up_status"))
    yield reverse("sign_out")
    yield reverse("choose_language")
    for name, converters in pages():
        if name not in PUBLIC:
            yield from (theirs for theirs, _missing in addresses(world, name, converters))


def story():
    models = [model for model in apps.get_models() if issubclass(model, Tracked)]
    return {model.__name__: model.history.count() for model in models}


@pytest.mark.django_db
def test_a_form_without_its_key_is_refused_on_every_page(world):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.house.sari)

    for address in everything(world):
        assert client.post(address).status_code == 403, address


@pytest.mark.django_db
def test_reading_every_page_changes_nothing(world):
    client = Client()
    before = story()

    for person in (world.house.sari, world.house.budi, world.house.kerja):
        client.force_login(person)
        for address in everything(world):
            answer = client.get(address)
            assert answer.status_code in (200, 302, 403, 404, 405), (address, answer.status_code)
            if answer.streaming:
                answer.getvalue()  # a file is closed once it is read

    assert story() == before
