from django.core.management.base import BaseCommand

from cooperation.services.reference import load_affairs, load_codes, load_regions


class Command(BaseCommand):
    help = "Load the published regions, affairs and codes. Repeatable: adds only what is new."

    def handle(self, *, verbosity, **options):
        for what, done in [
            ("Regions", load_regions()),
            ("Government affairs", load_affairs()),
            ("Classification codes", load_codes()),
        ]:
            counts = ", ".join(f"{number} {how}" for how, number in sorted(done.items()))
            if verbosity:
                self.stdout.write(f"{what}: {counts}")
