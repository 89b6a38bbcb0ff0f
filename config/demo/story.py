"""The visit of Kabupaten Batang to Kota Depok, 12 July 2022.

What the news item of Kastara.ID says is told in our own words. Everything after it (outcomes,
follow-ups, agreements, adoption, measurements) is invented, and says so.
"""

from datetime import date
from decimal import Decimal

from config.demo.people import BAPPEDA_DEPOK, BATANG, DEPOK
from config.demo.scene import INVENTED, Scene
from cooperation.models import (
    AdoptionStatus,
    Candidate,
    CandidateKind,
    OfficeStatus,
    Official,
    Priority,
)
from cooperation.services import (
    edit_candidate,
    indicator_named,
    move_candidate,
    move_follow_up,
    plan_follow_up,
    record_adoption,
    record_measurement,
)
from cooperation.services.people import add_official, hold_office
from cooperation.workflow import CandidateAction, FollowUpAction
from visits import services as visits
from visits.models import Outcome, PaperKind, Visit, VisitType
from visits.workflow import Action, EntryMode

HELD_ON = date(2022, 7, 12)
LOGGED_ON = date(2022, 7, 13)
IDENTIFIED_ON = date(2022, 7, 14)
SOURCE = (
    "Kastara.ID, “Pemkab Batang”. Tahun 2022 disimpulkan: berita menyebut Selasa (12/7) dan "
    "seorang Penjabat Bupati. Jumlah tamu dan surat tidak disebut. Hasil tiap topik dan semua "
    "yang terjadi sesudahnya adalah data contoh."
)
STUNTING = "Percepatan penurunan stunting"
PLANNING = "Perencanaan pembangunan"

OFFICIALS = [
    ("Supian Suri", DEPOK, "Sekretaris Daerah Kota Depok", OfficeStatus.DEFINITIVE),
    ("Dadang Wihana", BAPPEDA_DEPOK, "Kepala Bappeda Kota Depok", OfficeStatus.DEFINITIVE),
    ("Lani Dwi Rejeki", BATANG, "Bupati Batang", OfficeStatus.PJ),
]


def tell_visit(scene: Scene) -> Visit:
    """Log the visit as the news item tells it, as protocol staff would on the next day."""
    sari = scene.people["protokol.depok"]
    for name, agency, position, status in OFFICIALS:
        _introduce(scene, name, agency, position, status, by=sari)
    return visits.log_visit(
        owner=scene.agencies[DEPOK],
        facts={
            "visit_type": VisitType.BENCHMARKING,
            "entry_mode": EntryMode.RETROSPECTIVE,
            "theme": "Perencanaan, PAD, kemiskinan, dan stunting",
            "actual_start": HELD_ON,
            "whole_day": True,
            "summary": (
                "Batang belajar tentang perencanaan, PAD, kemiskinan, dan stunting; Depok "
                "menjajaki kerja sama, antara lain melalui Aplikasi Teman Litbang."
            ),
            "source_note": SOURCE,
        },
        hosts=[
            {
                "agency": scene.agencies[DEPOK],
                "receiver_name": "Supian Suri",
                "receiver_position": "Sekretaris Daerah Kota Depok",
            }
        ],
        delegations=[
            {
                "agency": scene.agencies[BATANG],
                "leader_name": "Lani Dwi Rejeki",
                "leader_position": "Bupati Batang",
                "leader_office_status": OfficeStatus.PJ,
            }
        ],
        stops=[{"place": "Aula Sapa Saba Bappeda, Lantai 1, Gedung Dibaleka II"}],
        participants=[
            {
                "agency": scene.agencies[DEPOK],
                "name": "Dadang Wihana",
                "position": "Kepala Bappeda Kota Depok",
                "unit": "Bappeda Kota Depok",
                "present": True,
            }
        ],
        topics=_topics(scene),
        by=sari,
        why="dicatat dari berita",
        on=LOGGED_ON,
    )


def _introduce(scene, name, agency, position, status, *, by) -> Official:
    official = add_official(owner=scene.agencies[DEPOK], name=name, by=by)
    hold_office(
        official=official, agency=scene.agencies[agency], position=position, status=status, by=by
    )
    return official


def _topics(scene):
    presenter = {
        "presenting_unit": scene.agencies[BAPPEDA_DEPOK],
        "presenter_name": "Dadang Wihana",
        "presenter_position": "Kepala Bappeda Kota Depok",
    }
    stunting = {"indicator_name": "Prevalensi stunting", "unit": "%", "source": "Kastara.ID"}
    return [
        presenter
        | {
            "name": PLANNING,
            "affair": scene.affairs["5.01"],
            "findings": "Depok mengenalkan tiga inovasi perencanaan, dan Aplikasi Teman Litbang.",
            "innovations": _shown(
                scene, "SAPA SABA", "Forum Kemitraan", "Musrenbang Anak", "Teman Litbang"
            ),
        },
        {
            "name": "Optimalisasi pendapatan asli daerah (PAD)",
            "affair": scene.affairs["5.02"],
        },
        {"name": "Penanganan kemiskinan", "affair": scene.affairs["1.06"]},
        presenter
        | {
            "name": STUNTING,
            "affair": scene.affairs["1.02"],
            "asked": "Anggaran dan program mana yang menopang penanganan stunting?",
            "findings": "Dua gerakan kota menghimpun program dinas dan mitranya.",
            "innovations": _shown(scene, "Geber Hebring", "D'Sunting Menara"),
            "quoted_values": [
                stunting | {"agency": scene.agencies[BATANG], "value": Decimal("21.7")},
                stunting | {"agency": scene.agencies[DEPOK], "value": Decimal("3.42")},
            ],
        },
    ]


def _shown(scene, *names):
    return [scene.innovations[name] for name in names]


def tell_outcomes(scene: Scene, visit: Visit) -> Candidate:
    """What each topic led to, the candidate that Bappeda saw, the memorandum and the closing."""
    sari, agus = scene.people["protokol.depok"], scene.people["unit.depok"]
    planning, revenue, poverty, stunting = visit.discussions.order_by("order")
    candidate = visits.open_candidate_from(
        planning,
        title="Adopsi Aplikasi Teman Litbang",
        owner=scene.agencies[BAPPEDA_DEPOK],
        provider=scene.agencies[BAPPEDA_DEPOK],
        adopter=scene.agencies[BATANG],
        innovation=scene.innovations["Teman Litbang"],
        kind=CandidateKind.ADOPTION,
        initiating_unit=scene.agencies[BAPPEDA_DEPOK],
        priority=Priority.HIGH,
        description=(
            "Disebut Kepala Bappeda dalam kunjungan sebagai contoh kerja sama. "
            "Kelanjutannya data contoh."
        ),
        by=agus,
        on=IDENTIFIED_ON,
    )
    for discussion in (revenue, poverty):
        visits.set_outcome(
            discussion,
            outcome=Outcome.NO_FOLLOW_UP,
            note="Bahan sudah cukup; tidak ada permintaan lanjutan (data contoh).",
            by=sari,
        )
    visits.set_outcome(
        stunting,
        outcome=Outcome.INFORMATION_SENT,
        note="Bahan paparan dikirim kepada tamu (data contoh).",
        by=sari,
    )
    memorandum = visits.prepare_paper(
        visit,
        agency=scene.agencies[DEPOK],
        dated_on=IDENTIFIED_ON,
        number="000.1.5/001/CONTOH",
        addressee="Sekretaris Daerah Kota Depok",
        sender="Petugas Protokol",
        conclusion="Satu calon kerja sama ditindaklanjuti: Aplikasi Teman Litbang (data contoh).",
        signatory_name="Sari Puspitasari (contoh)",
        signatory_position="Petugas Protokol",
        by=sari,
    )
    visits.issue_paper(memorandum, by=sari)
    visits.prepare_paper(
        visit,
        kind=PaperKind.MINUTES,
        agency=scene.agencies[DEPOK],
        dated_on=IDENTIFIED_ON,
        signatory_name="Sari Puspitasari (contoh)",
        signatory_position="Petugas Protokol",
        by=sari,
    )
    visit = visits.move(visit, Action.REPORT, by=sari, on=IDENTIFIED_ON)
    visits.move(visit, Action.CLOSE, by=scene.people["kerjasama.depok"], on=date(2022, 7, 20))
    return candidate


def tell_candidate(scene: Scene, candidate: Candidate) -> Candidate:
    """From screening to the agreement in principle, with what was promised on the way."""
    dewi, ratna = scene.people["kerjasama.depok"], scene.people["pimpinan.depok"]
    candidate = edit_candidate(candidate, changes=_goal(scene), by=dewi, why="sasaran ditetapkan")
    letter = {"letter_number": "100.3.7/001/CONTOH", "letter_date": date(2022, 8, 29)}
    answer = {"letter_number": "100.3.7/014/CONTOH", "letter_date": date(2022, 9, 15)}
    steps = [
        (CandidateAction.SCREEN, dewi, date(2022, 8, 1), {}),
        (CandidateAction.RECOMMEND, dewi, date(2022, 8, 15), {}),
        (CandidateAction.APPROVE, ratna, date(2022, 8, 22), {}),
        (CandidateAction.OFFER, dewi, date(2022, 8, 29), letter),
        (CandidateAction.AGREE, dewi, date(2022, 9, 19), answer),
    ]
    for action, by, on, facts in steps:
        candidate = move_candidate(candidate, action, by=by, on=on, facts=facts)
    _keep_promises(scene, candidate)
    return candidate


def _goal(scene):
    indicator = indicator_named(
        owner=scene.agencies[BAPPEDA_DEPOK],
        name="Lama layanan izin penelitian (contoh)",
        unit="hari kerja",
        lower_is_better=True,
        by=scene.people["unit.depok"],
    )
    return {
        "indicator": indicator,
        "baseline_value": Decimal(10),
        "baseline_period": "2022 (contoh)",
        "target_value": Decimal(4),
        "target_on": date(2024, 12, 31),
    }


def _keep_promises(scene, candidate):
    dewi, ratna = scene.people["kerjasama.depok"], scene.people["pimpinan.depok"]
    lestari = scene.people["hukum.batang"]
    rows = [
        ("Kirim KAK dan rancangan KB", BAPPEDA_DEPOK, dewi, ratna, date(2022, 9, 30)),
        ("Telaah rancangan KB", BATANG, lestari, dewi, date(2022, 10, 20)),
    ]
    for title, unit, assignee, checker, due_on in rows:
        follow_up = plan_follow_up(
            candidate=candidate,
            title=title,
            description=INVENTED,
            unit=scene.agencies[unit],
            assignee=assignee,
            due_on=due_on,
            by=dewi,
        )
        done_on = due_on.replace(day=due_on.day - 4)
        for action, by, on, facts in [
            (FollowUpAction.START, assignee, due_on.replace(day=5), {}),
            (FollowUpAction.FINISH, assignee, done_on, {"evidence": "Surat pengantar (contoh)"}),
            (FollowUpAction.VERIFY, checker, due_on, {}),
        ]:
            follow_up = move_follow_up(follow_up, action, by=by, on=on, facts=facts)


def tell_adoption(scene: Scene, candidate: Candidate) -> None:
    """What Batang made of it, and what was measured there since."""
    dewi = scene.people["kerjasama.depok"]
    record_adoption(
        candidate,
        status=AdoptionStatus.IN_USE,
        local_name="Sahabat Litbang Batang (contoh)",
        started_on=date(2023, 5, 2),
        evidence="Surat pernyataan replikasi (contoh)",
        by=dewi,
    )
    for day, value in [
        (date(2023, 6, 30), "7.5"),
        (date(2023, 12, 29), "5.5"),
        (date(2024, 12, 30), "3.5"),
    ]:
        record_measurement(
            candidate,
            value=Decimal(value),
            measured_on=day,
            source=INVENTED,
            by=dewi,
        )
