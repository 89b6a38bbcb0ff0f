"""Every page says what it may load and run; only the API's documentation may run what is in it."""

import pytest

from tests.builders import make_person
from tests.visits.page import client_of

HEADER = "Content-Security-Policy"


@pytest.fixture
def sari(db):
    return client_of(make_person("sari"))


@pytest.mark.parametrize(
    "address", ["/", "/accounts/me/", "/accounts/sign-in/", "/visits/98765/", "/nowhere/"]
)
def test_a_page_runs_nothing_that_is_written_into_it(sari, address):
    rule = sari.get(address).headers[HEADER]

    assert "script-src 'self';" in rule
    assert "frame-ancestors 'none'" in rule
    assert "unsafe" not in rule


def test_the_documentation_of_the_api_may_start_itself_and_load_only_what_is_ours(sari):
    page = sari.get("/api/v1/docs/")

    assert page.status_code == 200
    assert "script-src 'self' 'unsafe-inline';" in page.headers[HEADER]
    assert "http" not in page.headers[HEADER]


def test_what_is_no_page_has_no_such_rule(sari):
    assert HEADER not in sari.get("/api/v1/schema/").headers
