from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection

from audit.bundle import write_bundle
from audit.checkpoints import anchor


class Command(BaseCommand):
    help = "Export the history as a ZIP that audit/verify.py checks on any machine with Python."

    def add_arguments(self, parser):
        parser.add_argument("path", type=Path)

    def handle(self, **options):
        path = options["path"]
        if path.exists():
            raise CommandError(f"{path} is there already. Choose another name.")
        try:
            anchor()  # so that all of it is under a signature
            manifest = write_bundle(path, connection)
        except (DatabaseError, OSError) as error:
            path.unlink(missing_ok=True)
            raise CommandError(f"The history could not be exported: {error}") from error
        self.stdout.write(f"{path}: {len(manifest['files'])} files. Check it: python3 verify.py")
