"""The contract is kept for input that nobody thought of: a seeded sample, and many by the proof."""

import pytest

from tests.api.promises import failures, one_connection
from tests.hostile.everything import make_everything

SEED = 12_072_022  # the same sample each time; the proof takes another one each time

pytestmark = pytest.mark.django_db


def test_a_sample_of_requests_gets_what_the_contract_says():
    with one_connection():
        found = list(failures(make_everything(), examples=5, start=SEED))

    assert found == [], "\n\n".join(found)
