import pytest
from django.http import HttpResponse

from audit import context
from audit.middleware import RequestMiddleware
from audit.recording import record
from cooperation.permissions import Role
from tests.builders import make_agency, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def depok():
    return make_agency("Pemerintah Kota Depok")


@pytest.fixture
def change(depok):
    """Change Depok's short name in a request, and hand out what the history says of it."""
    sari = make_person("sari", depok, Role.PROTOCOL)

    def view(request):
        depok.short_name = "Pemkot Depok"
        record(depok, by=sari)
        return HttpResponse()

    def ask(request):
        RequestMiddleware(view)(request)
        return depok.history.first()

    return ask


def test_an_entry_tells_a_page_from_the_api_and_whose_machine_asked(rf, change):
    by_page = change(rf.post("/agencies/1/", REMOTE_ADDR="10.2.0.7"))
    by_api = change(rf.post("/api/v1/agencies/1/", REMOTE_ADDR="2001:db8::7"))

    assert (by_page.client_kind, by_page.client_address) == ("page", "10.2.0.7")
    assert (by_api.client_kind, by_api.client_address) == ("api", "2001:db8::7")


def test_what_no_request_asked_for_came_from_the_machine_itself(depok):
    entry = depok.history.first()

    assert (entry.client_kind, entry.client_address) == ("command", "")


def test_of_entries_from_before_this_was_kept_a_migration_says_nothing():
    assert (context.client_kind(), context.client_address()) == ("", "")


def test_behind_a_proxy_only_the_address_that_the_proxy_added_counts(rf, change, settings):
    settings.BEHIND_PROXY = True

    entry = change(
        rf.post("/", REMOTE_ADDR="127.0.0.1", headers={"X-Forwarded-For": "1.1.1.1, 10.2.0.7"})
    )

    assert entry.client_address == "10.2.0.7"


def test_nobody_writes_another_address_into_the_history(rf, change):
    entry = change(rf.post("/", REMOTE_ADDR="10.2.0.7", headers={"X-Forwarded-For": "1.1.1.1"}))

    assert entry.client_address == "10.2.0.7"


@pytest.mark.parametrize("sent", ["<script>", "x" * 200, "fe80::1%eth0"])
def test_what_is_no_address_is_left_out(rf, change, settings, sent):
    settings.BEHIND_PROXY = True

    entry = change(rf.post("/", REMOTE_ADDR="127.0.0.1", headers={"X-Forwarded-For": sent}))

    assert entry.client_address == ""
