import getpass
import secrets
import sys

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.urls import reverse

from accounts.models import User
from accounts.services import create_user
from audit import recording
from cooperation.models import Agency, AgencyKind, Region
from cooperation.permissions import Role
from cooperation.services.agencies import add_agency, has_people
from cooperation.services.people import grant_membership

BY = recording.Command("create_office")


class Command(BaseCommand):
    help = "Make the first agency and its administrator; with --another, a further one that joins."

    def add_arguments(self, parser):
        parser.add_argument("--name", required=True, help="the agency, as on its letterhead")
        parser.add_argument("--kind", required=True, choices=AgencyKind.values)
        parser.add_argument("--short-name", default="", help="e.g. Pemkot Depok")
        parser.add_argument("--region", help="its code, e.g. 32.76; needs load_reference first")
        parser.add_argument("--username", required=True, help="the administrator's user name")
        parser.add_argument("--full-name", default="", help="their name, as people write it")
        parser.add_argument("--email", required=True, help="where reset links go")
        parser.add_argument(
            "--another", action="store_true", help="the installation serves offices already"
        )

    def handle(self, *, name, kind, short_name, region, username, full_name, email, **options):
        if User.objects.exists() and not options["another"]:
            raise CommandError(
                "There are people here already. Their administrator invites the others; "
                "add --another if this is a further office."
            )
        password, generated = choose_password()
        try:
            with transaction.atomic():
                agency = joining_agency(name) or add_agency(
                    name=name,
                    kind=kind,
                    short_name=short_name,
                    region=find_region(region),
                    by=BY,
                )
                user = create_user(
                    username=username,
                    full_name=full_name or username,
                    email=email,
                    password=password,
                    by=BY,
                )
                grant_membership(user=user, agency=agency, role=Role.ADMINISTRATOR, by=BY)
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        self.stdout.write(f"{agency.name} is ready. Sign in as {username}")
        self.stdout.write(f"at {settings.SITE_URL}{reverse('sign_in')}")
        if generated:
            self.stdout.write(f"with the password {password} and change it at once.")


def joining_agency(name):
    """The agency of that name, if others noted it as their guest or host; it must be nobody's."""
    agency = Agency.objects.filter(name=name, parent=None).first()
    if agency is not None and has_people(agency):
        raise CommandError(f"{agency.name} has people already. Their administrator invites more.")
    return agency


def find_region(code):
    if not code:
        return None
    region = Region.objects.filter(code=code).first()
    if region is None:
        raise CommandError(f"There is no region {code}. Run manage.py load_reference first.")
    return region


def choose_password():
    """What is typed, where somebody sits at the keyboard; otherwise one made up, and said so."""
    typed = getpass.getpass("Password (empty: make one up): ") if sys.stdin.isatty() else ""
    return (typed, False) if typed else (secrets.token_urlsafe(12), True)
