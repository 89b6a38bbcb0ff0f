from django.core.management.base import BaseCommand

from api.searched import KINDS
from cooperation.services import catch_up, start_anew


class Command(BaseCommand):
    """Searching catches up by itself with the day's work; this does what is more than that."""

    help = "Read again what was written since, so that it is found; after an import, for instance."

    def add_arguments(self, parser):
        parser.add_argument("--anew", action="store_true", help="read every record again")

    def handle(self, *args, anew, **options):
        if anew:
            start_anew(KINDS)
        while not catch_up(KINDS):
            self.stdout.write(".", ending="")
            self.stdout.flush()
        self.stdout.write("Everything that is written can be found.")
