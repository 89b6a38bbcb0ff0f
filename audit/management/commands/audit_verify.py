import json
from dataclasses import asdict

from django.core.management.base import BaseCommand
from django.db import DatabaseError

from audit import results
from audit.verification import verify

SOUND, BROKEN, UNCHECKED = 0, 1, 2


class Command(BaseCommand):
    help = "Verify journal, history and checkpoints. Ends with 0 sound, 1 broken, 2 unchecked."
    requires_system_checks = ()  # it looks for itself, and at more

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="the whole report as JSON")

    def handle(self, **options):
        try:
            report = verify()
            results.keep(report, by="audit_verify")
        except (DatabaseError, OSError, ValueError) as error:
            self.stderr.write(f"Could not check: {error}")
            raise SystemExit(UNCHECKED) from error
        if options["json"]:
            self.stdout.write(json.dumps(asdict(report), indent=2))
        else:
            self._tell(report)
        if not report.is_sound:
            raise SystemExit(BROKEN)

    def _tell(self, report):
        self.stdout.write(
            f"{report.entries} journal entries, {report.rows} rows, {report.stories} history rows,"
            f" {report.checkpoints} checkpoints. Head: {report.head or 'none'}"
        )
        self.stdout.write(
            f"{report.without_service} changes came by no service; {report.restated} rows were"
            f" stated again after migrations, which changed {report.restated_differently} history"
            " rows."
        )
        if report.is_sound:
            self.stdout.write(self.style.SUCCESS("Sound."))
            return
        self.stdout.write(self.style.ERROR(f"BROKEN: {len(report.findings)} findings, first:"))
        for finding in report.findings:
            self.stdout.write(f"  {finding}")
