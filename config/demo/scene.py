"""What every part of the demo refers to: the day, the agencies, and who acts for them."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from accounts.models import User
from config.demo.people import BATANG, DEPOK, TEGAL
from cooperation.models import Agency, GovernmentAffair, Innovation

SATURDAY = 5
# Whoever reads it later must be able to tell what is told from what happened.
INVENTED = "Data contoh: dikarang untuk peragaan, tidak pernah terjadi."
INVENTED_NAMES = [
    "Drs. Arif Nugraha, M.Si. (contoh)",
    "Ir. Yuni Astuti, M.T. (contoh)",
    "Bagas Prabowo, S.STP. (contoh)",
    "Dr. Indah Permatasari, S.E. (contoh)",
    "Hj. Sulastri, S.Sos. (contoh)",
    "Rudi Firmansyah, S.H. (contoh)",
    "Made Wirawan, S.Kom. (contoh)",
    "Andi Baharuddin, S.IP. (contoh)",
    "Nur Aini, S.K.M. (contoh)",
    "Teguh Santosa, S.T. (contoh)",
]


@dataclass(frozen=True)
class Desk:
    """Who does what for an agency that records visits; `closes` is empty where nobody may."""

    registers: str
    decides: str
    closes: str = ""


DESKS = {
    DEPOK: Desk("protokol.depok", "pimpinan.depok", "kerjasama.depok"),
    BATANG: Desk("protokol.batang", "protokol.batang"),
    TEGAL: Desk("luar", "luar"),
}


@dataclass
class Scene:
    today: date
    people: dict[str, User]
    agencies: dict[str, Agency]
    affairs: dict[str, GovernmentAffair]
    innovations: dict[str, Innovation] = field(default_factory=dict)

    def past(self, day: date) -> date:
        """That day, or today where it is still to come: nothing is recorded ahead of time."""
        return min(day, self.today)

    def office_day(self, day: date) -> date:
        """That day, or the Friday before a weekend, or today where it is still to come."""
        day = self.past(day)
        return day - timedelta(days=max(0, day.weekday() - SATURDAY + 1))

    def workday(self, offset: int) -> date:
        """So many days from today, moved off a weekend without passing today."""
        day = self.today + timedelta(days=offset)
        step = timedelta(days=1 if offset > 0 else -1)
        while offset and day.weekday() >= SATURDAY:
            day += step
        return day


def at(day: date, hour: int, agency: Agency) -> datetime:
    """That hour of the day, on the agency's own clock."""
    return datetime.combine(day, time(hour), tzinfo=agency.zone)
