"""What came of the other visits: one row for each candidate, with what was promised for it."""

from dataclasses import dataclass, replace

from config.demo.people import BAPPEDA_DEPOK, BATANG, DEPOK
from cooperation.models import CandidateKind, CooperationKind, Priority
from cooperation.workflow import CandidateStatus, FollowUpStatus

S, F = CandidateStatus, FollowUpStatus
Kind, Law = CandidateKind, CooperationKind


@dataclass(frozen=True)
class Promise:
    """A follow-up; days are counted from today, so that some are always late."""

    title: str
    due: int
    until: FollowUpStatus
    unit: str = DEPOK
    assignee: str = "kerjasama.depok"
    done: int = 0
    why: str = ""


@dataclass(frozen=True)
class Idea:
    """A candidate: from which topic of which visit, and how far it got."""

    day: int
    subject: str
    title: str
    until: CandidateStatus
    adopter: str
    provider: str = DEPOK
    owner: str = DEPOK
    opened_by: str = "kerjasama.depok"
    innovation: str = ""
    kind: CandidateKind = Kind.KNOWLEDGE_SHARING
    cooperation_kind: CooperationKind = Law.KSDD_VOLUNTARY
    priority: Priority = Priority.NORMAL
    leaves_at: CandidateStatus = S.SCREENING  # where it stood when it was parked or dropped
    why: str = ""
    promises: tuple[Promise, ...] = ()


def _teman_litbang(day, adopter, until, *promises):
    """Each government that asks for it is a candidate of its own."""
    return Idea(
        day,
        "litbang",
        "Adopsi Aplikasi Teman Litbang",
        until,
        adopter,
        provider=BAPPEDA_DEPOK,
        owner=BAPPEDA_DEPOK,
        opened_by="unit.depok",
        innovation="Teman Litbang",
        kind=Kind.ADOPTION,
        promises=tuple(replace(promise, unit=BAPPEDA_DEPOK) for promise in promises),
    )


_IDEAS = [
    _teman_litbang(
        -715,
        "pemkab-klaten",
        S.AGREED,
        Promise(
            "Kirim dokumentasi teknis Teman Litbang",
            -640,
            F.VERIFIED,
            assignee="unit.depok",
            done=-645,
        ),
        Promise("Susun kerangka acuan kerja bersama", -30, F.IN_PROGRESS, assignee="unit.depok"),
    ),
    Idea(
        -650,
        "pad",
        "Pertukaran data objek pajak hotel dan restoran",
        S.AGREED,
        DEPOK,
        provider="pemkot-surabaya",
        kind=Kind.DATA_EXCHANGE,
        priority=Priority.HIGH,
        promises=(Promise("Minta pertimbangan badan keuangan", -420, F.VERIFIED, done=-431),),
    ),
    Idea(
        -631,
        "aduan",
        "Pemanfaatan dasbor pengaduan warga",
        S.AGREED,
        "pemkot-semarang",
        promises=(
            Promise("Pelatihan pengelola dasbor", -200, F.VERIFIED, done=-190),
            Promise("Evaluasi sebelum perjanjian berakhir", 20, F.OPEN),
        ),
    ),
    Idea(
        -604,
        "stunting",
        "Pendampingan keluarga berisiko stunting oleh kader",
        S.AGREED,
        "tp-pkk-sidoarjo",
        kind=Kind.JOINT_PROGRAMME,
        cooperation_kind=Law.KSDPK,
        promises=(
            Promise(
                "Kirim modul kader",
                -520,
                F.DONE,
                unit="dinkes-depok",
                done=-500,
            ),
        ),
    ),
    Idea(
        -540,
        "mpp",
        "Pendampingan pembentukan mal pelayanan publik",
        S.AGREED,
        "pemkot-padang",
        promises=(Promise("Kirim contoh berita acara gerai", -470, F.VERIFIED, done=-480),),
    ),
    Idea(
        -470,
        "stunting",
        "Replikasi Geber Hebring",
        S.APPROVED,
        "pemkot-makassar",
        innovation="Geber Hebring",
        kind=Kind.ADOPTION,
        promises=(
            Promise(
                "Siapkan surat penawaran",
                -60,
                F.OPEN,
                unit="dinkes-depok",
                assignee="hukum.depok",
            ),
        ),
    ),
    _teman_litbang(
        -441,
        "pemkab-garut",
        S.AGREED,
        Promise("Peragaan jarak jauh untuk calon pengguna", -330, F.VERIFIED, done=-333),
        Promise("Tagih tanggapan atas rancangan kesepakatan", -7, F.IN_PROGRESS),
    ),
    Idea(
        -410,
        "mpp",
        "Berbagi pengalaman penyelenggaraan mal pelayanan publik",
        S.OFFERED,
        "pemkot-ambon",
        cooperation_kind=Law.INFORMAL,
        promises=(
            Promise("Tanyakan jawaban atas surat penawaran", -90, F.OPEN, assignee=""),
            Promise(
                "Kunjungan balasan ke Ambon",
                -120,
                F.CANCELLED,
                why="Diganti pertemuan jarak jauh.",
            ),
        ),
    ),
    Idea(
        -352,
        "mpp",
        "Integrasi layanan perizinan mal pelayanan publik",
        S.AGREED,
        "pemkot-surakarta",
        priority=Priority.HIGH,
        promises=(Promise("Petakan layanan yang diintegrasikan", -250, F.VERIFIED, done=-262),),
    ),
    Idea(
        -330,
        "anak",
        "Replikasi Musrenbang Anak",
        S.AGREED,
        "pemkab-sleman",
        innovation="Musrenbang Anak",
        kind=Kind.ADOPTION,
        promises=(
            Promise(
                "Kirim pedoman fasilitator anak",
                -240,
                F.VERIFIED,
                unit=BAPPEDA_DEPOK,
                assignee="unit.depok",
                done=-236,
            ),
        ),
    ),
    Idea(
        -310,
        "aduan",
        "Belajar pengelolaan pengaduan warga",
        S.IDENTIFIED,
        BATANG,
        provider="pemkot-semarang",
        owner=BATANG,
        opened_by="protokol.batang",
        promises=(
            Promise(
                "Telaah kebutuhan dasar hukum",
                -150,
                F.DONE,
                unit=BATANG,
                assignee="hukum.batang",
                done=-140,
            ),
            Promise(
                "Susun naskah permohonan kerja sama",
                14,
                F.OPEN,
                unit=BATANG,
                assignee="hukum.batang",
            ),
        ),
    ),
    Idea(
        -275,
        "data",
        "Pertukaran data statistik sektoral wilayah perbatasan",
        S.AGREED,
        "pemkot-bogor",
        kind=Kind.DATA_EXCHANGE,
        promises=(Promise("Sepakati daftar data", -3, F.OPEN, unit="diskominfo-depok"),),
    ),
    Idea(
        -230,
        "mpp",
        "Belajar pelayanan keliling perizinan",
        S.AGREED,
        DEPOK,
        provider="pemkab-banyuwangi",
    ),
    Idea(
        -190,
        "sampah",
        "Pengolahan sampah organik bersama",
        S.DROPPED,
        "pemkot-banjarmasin",
        why="Jarak membuat pengolahan bersama tidak layak.",
    ),
    _teman_litbang(
        -161,
        "pemkab-kendal",
        S.OFFERED,
        Promise("Kirim KAK dan rancangan KB", 12, F.IN_PROGRESS, assignee="unit.depok"),
    ),
    Idea(
        -104,
        "aduan",
        "Pemanfaatan dasbor pengaduan warga",
        S.PARKED,
        "pemkab-banyuwangi",
        leaves_at=S.RECOMMENDED,
        why="Menunggu anggaran perubahan calon pengguna.",
        promises=(Promise("Tanyakan ketersediaan anggaran", 60, F.OPEN),),
    ),
    Idea(
        -75,
        "spbe",
        "Belajar penggabungan aplikasi",
        S.SCREENING,
        DEPOK,
        provider="pemkot-semarang",
        promises=(Promise("Inventarisasi aplikasi sejenis", 9, F.OPEN, unit="diskominfo-depok"),),
    ),
    Idea(-61, "stunting", "Replikasi Geber Hebring", S.SCREENING, "pemkab-pemalang"),
    Idea(
        -40,
        "pendidikan",
        "Pemanfaatan rapor mutu pendidikan",
        S.RECOMMENDED,
        DEPOK,
        provider="bpmp-jabar",
        cooperation_kind=Law.SYNERGY,
        promises=(
            Promise(
                "Rapikan data sekolah",
                -2,
                F.DONE,
                unit=BAPPEDA_DEPOK,
                assignee="unit.depok",
                done=-4,
            ),
        ),
    ),
    Idea(-26, "spbe", "Pemakaian bersama aplikasi kearsipan", S.IDENTIFIED, "pemkot-bandung"),
]
IDEAS = {(idea.day, idea.subject): idea for idea in _IDEAS}
