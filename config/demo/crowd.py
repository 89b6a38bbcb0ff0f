"""The other visits of the demo, one row each, told from today: what is past, due and to come."""

from dataclasses import dataclass

from config.demo.people import BATANG, DEPOK, TEGAL
from visits.models import VisitorBranch, VisitType
from visits.workflow import EntryMode, Status

S, Mode, Branch, Type = Status, EntryMode, VisitorBranch, VisitType


@dataclass(frozen=True)
class Plan:
    """A visit to tell: when (days from today), who came to whom, about what, how far it got."""

    day: int
    guests: tuple[str, ...]
    until: Status
    subjects: tuple[str, ...]
    host: str = DEPOK
    owner: str = DEPOK
    type: VisitType = Type.COMPARATIVE_STUDY
    branch: VisitorBranch = Branch.EXECUTIVE
    mode: EntryMode = Mode.NORMAL
    lead: int = 21  # days from the letter to the visit
    why: str = ""  # why it was declined or cancelled
    no_follow_up: str = ""  # why nothing follows from its last topic


def _to(host, *subjects, day, until, **facts):
    """A visit that the owner makes."""
    owner = facts.pop("owner", DEPOK)
    return Plan(day, (owner,), until, subjects, host=host, owner=owner, **facts)


def _at(owner, guest, *subjects, day, until, **facts):
    """A visit that another agency than Depok receives and records."""
    return Plan(day, (guest,), until, subjects, host=owner, owner=owner, **facts)


# In the order in which they took place, so that the numbers of each book follow the days.
PLANS = [
    Plan(-715, ("pemkab-klaten",), S.CLOSED, ("litbang", "rencana"), type=Type.BENCHMARKING),
    Plan(
        -690,
        ("pemkot-bekasi",),
        S.CLOSED,
        ("sampah",),
        type=Type.COORDINATION,
        no_follow_up="Kedua kota sudah terikat kerja sama persampahan di tingkat provinsi.",
    ),
    Plan(
        -664,
        ("komisi-b-dprd-kendal",),
        S.CLOSED,
        ("pad",),
        branch=Branch.COUNCIL,
        no_follow_up="Bahan dipakai untuk pembahasan di komisi; tidak ada permintaan lanjutan.",
    ),
    _to("pemkot-surabaya", "pad", "spbe", day=-650, until=S.CLOSED),
    Plan(-631, ("pemkot-semarang",), S.CLOSED, ("aduan", "spbe")),
    Plan(-604, ("tp-pkk-sidoarjo",), S.CLOSED, ("stunting",), branch=Branch.OTHER),
    Plan(
        -577,
        ("undip",),
        S.CLOSED,
        ("litbang", "data"),
        type=Type.AUDIENCE,
        branch=Branch.EDUCATION,
        no_follow_up="Permintaan data mikro tidak dapat dipenuhi karena memuat data pribadi.",
    ),
    _at(TEGAL, "pemkab-brebes", "sampah", day=-560, until=S.REPORTED),
    Plan(-540, ("pemkot-padang",), S.CLOSED, ("mpp",)),
    _at(BATANG, "pemkab-pemalang", "kemiskinan", "stunting", day=-500, until=S.REPORTED),
    Plan(-470, ("pemkot-makassar",), S.CLOSED, ("stunting", "kemiskinan"), type=Type.BENCHMARKING),
    Plan(-441, ("pemkab-garut",), S.CLOSED, ("litbang",), type=Type.LEARN_AND_COPY),
    Plan(-410, ("pemkot-ambon",), S.REPORTED, ("mpp", "aduan")),
    Plan(-380, ("pemkot-pekalongan",), S.NO_SHOW, ("usaha",)),
    Plan(-352, ("pemkot-surakarta",), S.CLOSED, ("mpp",), type=Type.LEARN_AND_COPY),
    _to("pemkot-pekalongan", "usaha", day=-345, until=S.REPORTED, owner=TEGAL),
    Plan(-330, ("pemkab-sleman",), S.CLOSED, ("anak", "rencana")),
    _to("pemkot-semarang", "aduan", day=-310, until=S.REPORTED, owner=BATANG),
    Plan(-301, ("pemkab-kendal", "dprd-kendal"), S.REPORTED, ("kemiskinan", "pad")),
    Plan(-275, ("pemkot-bogor",), S.CLOSED, ("data",), type=Type.COORDINATION),
    Plan(
        -246,
        ("pemkab-brebes",),
        S.DECLINED,
        ("spbe",),
        why="Tanggal yang diminta bersamaan dengan pembahasan anggaran; diminta mengusulkan lagi.",
    ),
    _to("pemkab-banyuwangi", "mpp", day=-230, until=S.REPORTED, type=Type.LEARN_AND_COPY),
    Plan(
        -220,
        ("desa-ponggok",),
        S.CLOSED,
        ("usaha",),
        type=Type.WORKING_VISIT,
        branch=Branch.VILLAGE,
        mode=Mode.RETROSPECTIVE,
        no_follow_up="Desa sudah memiliki pendamping usaha sendiri.",
    ),
    Plan(-190, ("pemkot-banjarmasin",), S.CLOSED, ("sampah",)),
    Plan(-161, ("pemkab-kendal",), S.REPORTED, ("litbang",), type=Type.LEARN_AND_COPY),
    Plan(
        -133,
        ("pemkot-surabaya",),
        S.CANCELLED,
        ("kemiskinan",),
        why="Rombongan mengikuti rapat mendadak di provinsi.",
    ),
    _at(TEGAL, "pemkab-pemalang", "mpp", day=-120, until=S.COMPLETED),
    Plan(-104, ("pemkab-banyuwangi",), S.CLOSED, ("aduan",)),
    _at(BATANG, "pemkab-kendal", "rencana", day=-90, until=S.COMPLETED),
    Plan(
        -82,
        ("kemendagri",),
        S.CLOSED,
        ("rencana", "spbe"),
        type=Type.EVALUATION,
        branch=Branch.MINISTRY,
    ),
    _to("pemkot-semarang", "spbe", day=-75, until=S.CLOSED),
    Plan(-61, ("pemkab-pemalang",), S.REPORTED, ("stunting",)),
    Plan(
        -40,
        ("bpmp-jabar",),
        S.REPORTED,
        ("pendidikan",),
        type=Type.COORDINATION,
        branch=Branch.MINISTRY,
    ),
    Plan(-26, ("pemkot-bandung",), S.REPORTED, ("spbe", "data")),
    Plan(-13, ("pemkab-sumedang",), S.COMPLETED, ("pad",)),
    Plan(
        -6,
        ("undip",),
        S.COMPLETED,
        ("litbang",),
        type=Type.CONSULTATION,
        branch=Branch.EDUCATION,
        mode=Mode.WALK_IN,
    ),
    Plan(-1, ("pemkab-klaten",), S.COMPLETED, ("kemiskinan", "stunting")),
    Plan(0, ("pemkab-garut",), S.IN_PROGRESS, ("rencana",)),
    Plan(0, ("pemkot-bekasi",), S.SCHEDULED, ("data", "aduan"), type=Type.COORDINATION),
    Plan(2, ("pemkot-pekalongan",), S.SCHEDULED, ("usaha",)),
    Plan(4, ("tp-pkk-sidoarjo",), S.SCHEDULED, ("stunting",), branch=Branch.OTHER),
    _at(TEGAL, "pemkab-brebes", "aduan", day=5, until=S.SCHEDULED),
    _to("pemkab-sleman", "anak", day=6, until=S.SCHEDULED, owner=BATANG),
    Plan(10, ("pemkot-surakarta",), S.ACCEPTED, ("mpp",)),
    Plan(15, ("pemkab-brebes",), S.UNDER_REVIEW, ("spbe",)),
    _at(TEGAL, "pemkab-pemalang", "pad", day=18, until=S.REGISTERED, lead=20),
    Plan(20, ("pemkot-padang",), S.REGISTERED, ("mpp", "aduan"), lead=23),
    Plan(24, ("komisi-b-dprd-kendal",), S.REGISTERED, ("pad",), branch=Branch.COUNCIL, lead=25),
    _to("pemkot-makassar", "kemiskinan", day=27, until=S.SCHEDULED, lead=40),
    Plan(
        0,
        ("kemendagri",),
        S.SCHEDULED,
        ("rencana",),
        type=Type.EVALUATION,
        branch=Branch.MINISTRY,
        mode=Mode.PLANNED,
        lead=5,
    ),
]
