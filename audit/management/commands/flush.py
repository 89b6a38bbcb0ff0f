from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands import flush
from django.db import connections

from audit.journal import door
from audit.models import JournalEntry


class Command(flush.Command):
    help = "Empty the database of a test. Refused everywhere else: the journal is append-only."

    def handle(self, **options):
        if not settings.MAY_FLUSH:
            raise CommandError(
                "This would erase the journal and the history. To start anew, make a new database."
            )
        connection = connections[options["database"]]
        with door.opened(connection):
            super().handle(**options)
            # SQLite's triggers wrote down, row by row, what was being deleted.
            JournalEntry.objects.using(options["database"]).all().delete()
