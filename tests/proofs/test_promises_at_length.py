"""The contract at length: 50,000 requests in every role. The sample is in tests/api."""

import secrets

import pytest

from tests.api.promises import failures, one_connection
from tests.hostile.everything import make_everything

EACH = 190  # of some 140 operations, in the right form and in a wrong one

pytestmark = [pytest.mark.django_db, pytest.mark.proof]


def test_fifty_thousand_requests_get_what_the_contract_says():
    start = secrets.randbelow(10**6)
    with one_connection():
        found = list(failures(make_everything(), examples=EACH, start=start))

    assert found == [], f"seed {start}\n\n" + "\n\n".join(found)
