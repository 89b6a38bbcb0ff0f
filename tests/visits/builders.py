"""The visit of Kabupaten Batang to Kota Depok on 12 July 2022, and visits like it."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from cooperation.models import AgencyKind, TimeZone
from cooperation.permissions import Role
from tests.builders import make_affair, make_agency, make_innovation, make_person
from visits.models import Visit, VisitType
from visits.services import log_visit
from visits.workflow import EntryMode

WIB = ZoneInfo(TimeZone.WIB)
THE_DAY = datetime(2022, 7, 12, 9, 0, tzinfo=WIB)


class House:
    """Depok with its Bappeda, Batang, a third agency, and the people of each."""

    def __init__(self, *, serial=""):
        """`serial` tells a second house with people of the same roles from the first one."""
        self.depok = make_agency("Pemerintah Kota Depok", short_name="Pemkot Depok")
        self.bappeda = make_agency(
            "Badan Perencanaan Pembangunan Daerah Kota Depok",
            parent=self.depok,
            kind=AgencyKind.UNIT,
            short_name="Bappeda Kota Depok",
            address="Jalan Margonda Raya Nomor 54, Depok 16431",
            phone="(021) 77829410",
            email="bappeda@depok.go.id",
            website="bappeda.depok.go.id",
        )
        self.batang = make_agency("Pemerintah Kabupaten Batang", short_name="Pemkab Batang")
        self.elsewhere = make_agency("Pemerintah Kota Tarakan", time_zone=TimeZone.WITA)
        self.sari = make_person(f"sari{serial}", self.depok, Role.PROTOCOL)
        self.budi = make_person(f"budi{serial}", self.depok, Role.LEGAL)
        self.kerja = make_person(f"kerja{serial}", self.depok, Role.COOPERATION)
        self.ratna = make_person(f"ratna{serial}", self.depok, Role.MANAGEMENT)
        self.dewi = make_person(f"dewi{serial}", self.bappeda, Role.UNIT)
        self.bima = make_person(f"bima{serial}", self.batang, Role.PROTOCOL)
        self.tono = make_person(f"tono{serial}", self.elsewhere, Role.PROTOCOL)

    def log(self, *, by=None, on=None, hosts=None, delegations=None, topics=(), **given) -> Visit:
        """A letter from Batang, unless the test says otherwise."""
        parts = {name: given.pop(name) for name in ("stops", "participants") if name in given}
        return log_visit(
            owner=given.pop("owner", self.depok),
            facts=given,
            hosts=hosts or [{"agency": self.depok, "receiver_name": "Supian Suri"}],
            delegations=delegations or [{"agency": self.batang, "leader_name": "Lani Dwi Rejeki"}],
            topics=topics,
            by=by or self.sari,
            on=on,
            **parts,
        )

    def afterwards(self, **given) -> Visit:
        """A visit that took place and is written down later."""
        facts = {
            "entry_mode": EntryMode.RETROSPECTIVE,
            "actual_start": THE_DAY,
            "source_note": "Kastara.ID, 12 Juli 2022",
        }
        return self.log(**(facts | given))

    def the_story(self) -> Visit:
        """What the news item of 12 July 2022 tells, and nothing that it does not."""
        planning, health = make_affair("5.01", "Perencanaan"), make_affair("1.02", "Kesehatan")
        show = {
            name: make_innovation(self.bappeda, name)
            for name in ("SAPA SABA", "Forum Kemitraan", "Geber Hebring", "D'Sunting Menara")
        }
        presented = {
            "presenting_unit": self.bappeda,
            "presenter_name": "Dadang Wihana",
            "presenter_position": "Kepala Bappeda Kota Depok",
        }
        stunting = {"indicator_name": "Prevalensi stunting", "unit": "%", "source": "Kastara.ID"}
        return self.afterwards(
            visit_type=VisitType.BENCHMARKING,
            whole_day=True,
            hosts=[
                {
                    "agency": self.depok,
                    "receiver_name": "Supian Suri",
                    "receiver_position": "Sekretaris Daerah Kota Depok",
                }
            ],
            delegations=[
                {
                    "agency": self.batang,
                    "leader_name": "Lani Dwi Rejeki",
                    "leader_position": "Bupati Batang",
                    "leader_office_status": "pj",
                }
            ],
            stops=[{"place": "Aula Sapa Saba Bappeda, Lantai 1, Gedung Dibaleka II"}],
            topics=[
                {
                    "name": "Perencanaan pembangunan",
                    "affair": planning,
                    "innovations": [show["SAPA SABA"], show["Forum Kemitraan"]],
                    **presented,
                },
                {"name": "Optimalisasi PAD", "affair": planning},
                {"name": "Penanganan kemiskinan", "affair": planning},
                {
                    "name": "Percepatan penurunan stunting",
                    "affair": health,
                    "asked": "Apakah ada dukungan anggaran dan program perangkat daerah?",
                    "findings": "Beberapa perangkat daerah dan mitra memiliki program.",
                    "innovations": [show["Geber Hebring"], show["D'Sunting Menara"]],
                    "quoted_values": [
                        {"agency": self.batang, "value": Decimal("21.7"), **stunting},
                        {"agency": self.depok, "value": Decimal("3.42"), **stunting},
                    ],
                    **presented,
                },
            ],
        )


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=WIB)


def days_from_now(days: int) -> datetime:
    return (datetime.now(WIB) + timedelta(days=days)).replace(microsecond=0)
