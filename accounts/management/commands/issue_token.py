from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from accounts.models import Area, User
from accounts.services import TOKEN_DAYS, issue_token


class Command(BaseCommand):
    help = "Issue an API key for a user; it is the last word printed, and shown this once."

    def add_arguments(self, parser):
        parser.add_argument("username")
        parser.add_argument("--name", default="issue_token", help="what the key is for")
        parser.add_argument("--days", type=int, default=TOKEN_DAYS, help="how long it is valid")

        parser.add_argument(
            "--write",
            nargs="+",
            default=[],
            choices=Area.values,
            help="what it may write in; without it, the key only reads",
        )
        parser.add_argument("--only-from", default="", help="networks, e.g. 10.1.0.0/16")

    def handle(self, *, username, name, days, write, only_from, **options):
        user = User.objects.filter(username=username, is_active=True).first()
        if user is None:
            raise CommandError(f"There is no active user named {username}.")
        try:
            key, token = issue_token(user, name=name, days=days, writes=write, networks=only_from)
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        self.stdout.write(
            f"Key “{token.name}” of {user.username}, valid until {token.expires_at:%Y-%m-%d}: {key}"
        )
