"""Which agreements came of which candidates: the two of the story, and one for every status."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from agreements.models import AgreementKind
from agreements.services import set_party_number
from agreements.workflow import Status
from config.demo.ideas import Idea
from config.demo.papers import KB, PKS, Paper, Side, tell_paper
from config.demo.people import BAPPEDA_BATANG, BAPPEDA_DEPOK, BATANG, DEPOK
from config.demo.scene import Scene
from cooperation.models import Candidate, OfficeStatus

MAYOR = Side(
    DEPOK,
    "H. Surya Adiputra, S.E., M.M. (contoh)",
    "Wali Kota Depok",
    "Depok",
    number="100.3.7.1/021/CONTOH",
)
REGENT = Side(
    BATANG,
    "Dra. Endah Wulansari, M.Si. (contoh)",
    "Bupati Batang",
    "Batang",
    facts={"signatory_office_status": OfficeStatus.PJ},
)
TWO_HEADS = (
    Side(
        BAPPEDA_DEPOK,
        "Ir. Gilang Ramadhan, M.T. (contoh)",
        "Kepala Bappeda Kota Depok",
        "Depok",
        number="100.3.7.2/008/CONTOH",
        facts={
            "acting_for": "Pemerintah Kota Depok",
            "power_of_attorney_number": "100.3.10/011/CONTOH",
            "power_of_attorney_date": date(2023, 1, 9),
        },
    ),
    Side(
        BAPPEDA_BATANG,
        "Drs. Slamet Raharjo (contoh)",
        "Kepala Bappeda Kabupaten Batang",
        "Depok",
        number="019.6/05/CONTOH",
        facts={
            "acting_for": "Pemerintah Kabupaten Batang",
            "power_of_attorney_number": "019.6/02/CONTOH",
            "power_of_attorney_date": date(2023, 1, 11),
        },
    ),
)
TITLE = "Penelitian, Pengembangan, dan Inovasi Daerah"


def tell_signings(scene: Scene, candidate: Candidate) -> None:
    """The joint agreement, signed apart, and under it the one of the two heads of Bappeda."""
    joint = Paper(
        KB,
        TITLE,
        Status.SIGNED,
        date(2022, 10, 3),
        (MAYOR, REGENT),
        recitals=("kunjungan Pemerintah Kabupaten Batang ke Kota Depok tanggal 12 Juli 2022",),
        years=5,
        starts_on=date(2022, 11, 21),
        days=(
            date(2022, 10, 10),
            date(2022, 10, 17),
            date(2022, 10, 31),
            date(2022, 11, 1),
            date(2022, 11, 10),
            date(2022, 11, 21),
        ),
        facts={"signed_apart": True},
    )
    agreement = tell_paper(scene, joint, candidate)
    # Batang's number was pending when its signature was noted, and came by letter.
    partner = agreement.parties.get(agency=scene.agencies[BATANG])
    set_party_number(partner, number="019.5/12/CONTOH", by=scene.people["kerjasama.depok"])
    detailed = Paper(
        PKS,
        "Pemanfaatan Aplikasi Teman Litbang",
        Status.SIGNED,
        date(2022, 12, 5),
        TWO_HEADS,
        years=4,
        starts_on=date(2023, 2, 9),
        days=(
            date(2022, 12, 12),
            date(2022, 12, 19),
            date(2023, 1, 16),
            date(2023, 1, 20),
            date(2023, 2, 9),
            date(2023, 2, 9),
        ),
        facts={"dated_on": date(2023, 2, 9)},
    )
    tell_paper(scene, detailed, candidate, parent=agreement)


@dataclass(frozen=True)
class Signing:
    """An agreement of the crowd; `drafted` counts days from today."""

    partner: str
    title: str
    until: Status
    drafted: int
    kind: AgreementKind = KB
    years: int = 3
    council: bool = False


# By the visit and topic that the candidate came of.
SIGNINGS = {
    (-275, "data"): Signing(
        "pemkot-bogor", "Pertukaran Data Statistik Sektoral", Status.DRAFTING, -20
    ),
    (-352, "mpp"): Signing(
        "pemkot-surakarta", "Integrasi Layanan Perizinan", Status.INTERNAL_REVIEW, -34
    ),
    (-441, "litbang"): Signing("pemkab-garut", TITLE, Status.PARTNER_REVIEW, -60),
    (-650, "pad"): Signing(
        "pemkot-surabaya",
        "Pertukaran Data Objek Pajak Daerah",
        Status.AWAITING_COUNCIL,
        -120,
        council=True,
    ),
    (-330, "anak"): Signing(
        "pemkab-sleman", "Partisipasi Anak dalam Pembangunan", Status.READY_TO_SIGN, -95
    ),
    (-604, "stunting"): Signing(
        "tp-pkk-sidoarjo", "Pendampingan Keluarga oleh Kader", Status.PARTIALLY_SIGNED, -80
    ),
    (-631, "aduan"): Signing(
        "pemkot-semarang",
        "Pemanfaatan Dasbor Pengaduan Warga",
        Status.SIGNED,
        -360,
        kind=PKS,
        years=1,
    ),
    (-540, "mpp"): Signing(
        "pemkot-padang",
        "Pendampingan Pembentukan Mal Pelayanan Publik",
        Status.ENDED,
        -420,
        kind=PKS,
    ),
    (-230, "mpp"): Signing("pemkab-banyuwangi", "Pelayanan Keliling Perizinan", Status.VOID, -110),
}


def tell_signing(scene: Scene, idea: Idea, candidate: Candidate) -> None:
    """The agreement of this candidate, where there is one."""
    signing = SIGNINGS.get((idea.day, idea.subject))
    if signing is None:
        return
    partner = scene.agencies[signing.partner]
    number = f"100.3.7.1/{100 - signing.drafted}/CONTOH"
    facts = {}
    if signing.council:
        facts = {
            "council_required": True,
            "council_reason": "Membebani anggaran daerah (data contoh).",
        }
    paper = Paper(
        signing.kind,
        signing.title,
        signing.until,
        scene.office_day(scene.today + timedelta(days=signing.drafted)),
        (
            replace(MAYOR, number=number),
            # The partner's own number is not known until somebody asks for it.
            Side(signing.partner, "Pejabat Mitra (contoh)", f"Pimpinan {partner}", partner.seat),
        ),
        years=signing.years,
        facts=facts,
    )
    tell_paper(scene, paper, candidate)
