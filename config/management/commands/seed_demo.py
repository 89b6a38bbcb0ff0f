from django.core.management.base import BaseCommand

from accounts.models import User
from config.demo import performance
from config.demo.people import ACCOUNTS, PASSWORD


class Command(BaseCommand):
    help = "Load the demo: people, agencies, the Depok-Batang story and visits around it."

    def handle(self, *, verbosity, **options):
        if not performance.was_given():
            if User.objects.exists():
                self.stdout.write("There are people here already, so the demo was left out.")
                return
            performance.give()
        if verbosity:
            self._print_accounts()

    def _print_accounts(self):
        self.stdout.write(f"Demo accounts, each with the password {PASSWORD}")
        for account in ACCOUNTS:
            self.stdout.write(f"  {account.username:18}{account.role.value:15}{account.agency}")
