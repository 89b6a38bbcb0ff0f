"""Who signs in to the demo. All names are invented."""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from accounts.models import User
from accounts.services import create_user
from audit.recording import Command
from cooperation.models import Agency
from cooperation.permissions import Role
from cooperation.services.people import grant_membership

# One for all, and printed: a server of an office refuses to start with these accounts.
PASSWORD = "langkah-demi-langkah"  # noqa: S105

DEPOK, BAPPEDA_DEPOK = "pemkot-depok", "bappeda-depok"
BATANG, BAPPEDA_BATANG = "pemkab-batang", "bappeda-batang"
TEGAL = "pemkot-tegal"


@dataclass(frozen=True)
class Account:
    username: str
    full_name: str
    agency: str
    role: Role


ACCOUNTS = [
    Account("protokol.depok", "Sari Puspitasari", DEPOK, Role.PROTOCOL),
    Account("kerjasama.depok", "Dewi Anggraini", DEPOK, Role.COOPERATION),
    Account("hukum.depok", "Budi Hartanto", DEPOK, Role.LEGAL),
    Account("hukum2.depok", "Rina Marlina", DEPOK, Role.LEGAL),
    Account("unit.depok", "Agus Permana", BAPPEDA_DEPOK, Role.UNIT),
    Account("pimpinan.depok", "Ratna Kusumawati", DEPOK, Role.MANAGEMENT),
    Account("auditor.depok", "Hendra Gunawan", DEPOK, Role.AUDITOR),
    Account("admin", "Joko Purnomo", DEPOK, Role.ADMINISTRATOR),
    Account("protokol.batang", "Wahyu Setyawan", BATANG, Role.PROTOCOL),
    Account("hukum.batang", "Lestari Rahayu", BATANG, Role.LEGAL),
    Account("luar", "Tono Prakoso", TEGAL, Role.PROTOCOL),
]


def seat_people(agencies: dict[str, Agency], *, by: Command) -> dict[str, User]:
    """Open the accounts, give each its role, and return them by user name."""
    password_hash = make_password(PASSWORD)
    people = {}
    for account in ACCOUNTS:
        user = create_user(
            username=account.username,
            full_name=account.full_name,
            email=f"{account.username}@contoh.example",
            password_hash=password_hash,
            is_demo=True,
            by=by,
        )
        grant_membership(user=user, agency=agencies[account.agency], role=account.role, by=by)
        people[account.username] = user
    return people
