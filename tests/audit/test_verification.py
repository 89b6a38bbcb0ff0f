"""Whatever the office does leaves a sound history; whatever is done behind its back is found."""

import pytest
from django.db import connection

from audit.verification import verify
from tests.hostile.everything import make_everything

pytestmark = pytest.mark.django_db


def test_all_that_an_office_does_is_sound():
    make_everything()

    report = verify(connection)

    assert report.findings == []
    assert report.entries > 100
    assert report.stories > 50
    print(report)
