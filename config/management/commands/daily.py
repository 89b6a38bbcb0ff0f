"""What has to happen once a day: renewals take over, and people are told what is due."""

from django.core.management.base import BaseCommand

from accounts.unsent import forget_old_unsent
from agreements.services import supersede_due
from config.digest import tell_due
from cooperation.services.imports import forget_old_cells


class Command(BaseCommand):
    help = (
        "Run once a day (more often does no harm): agreements whose renewal has begun are "
        "superseded, what is due today or before is mailed to those who were not told yet, and "
        "forms that nobody sent, and rows of spreadsheets that became nothing, are forgotten "
        "after a month."
    )

    def handle(self, **options):
        superseded = supersede_due()
        forgotten = forget_old_unsent() + forget_old_cells()
        told = tell_due()
        self.stdout.write(
            f"superseded: {len(superseded)}; mails sent: {told.sent}; refused: {told.failed}; "
            f"forms and rows forgotten: {forgotten}"
        )
        if told.failed:
            # So that whatever runs this every day says so; the next run tries again.
            raise SystemExit(1)
