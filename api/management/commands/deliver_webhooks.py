import time

from django.core.management.base import BaseCommand, CommandError

from api.webhooks.events import queue_what_happened
from api.webhooks.sending import send_due


class Command(BaseCommand):
    help = "Tell webhooks what has happened. Run it every minute, or let it run with --every."

    def add_arguments(self, parser):
        parser.add_argument("--every", type=int, help="go on, with so many seconds between")

    def handle(self, *args, every, **options):
        if every is not None and every < 1:
            raise CommandError("--every wants at least one second.")
        while True:
            queued = queue_what_happened()
            sent = send_due()
            if queued or sent.delivered or sent.failed or every is None:
                told = f"queued: {queued}; delivered: {sent.delivered}; failed: {sent.failed}"
                self.stdout.write(told)
            if every is None:
                return
            time.sleep(every)
