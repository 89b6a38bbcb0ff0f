"""Marks that several folders of tests share."""

import pytest
from django.db import connection

# PostgreSQL numbers an entry of the journal when its transaction commits: what reads the journal
# along is tested on what is committed. SQLite numbers it at once.
reads_the_journal = pytest.mark.django_db(transaction=connection.vendor == "postgresql")
