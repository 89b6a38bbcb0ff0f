"""What the visits of the demo are about, and the innovations that Depok has to show."""

from dataclasses import dataclass

from config.demo.people import BAPPEDA_DEPOK, DEPOK
from config.demo.scene import Scene
from cooperation.models import InnovationKind
from cooperation.services import add_innovation


@dataclass(frozen=True)
class Show:
    """An innovation: its names are the news item's, the rest is for the demo."""

    name: str
    full_name: str
    affair: str
    kind: InnovationKind = InnovationKind.GOVERNANCE
    owner: str = DEPOK
    by: str = "kerjasama.depok"
    is_digital: bool = False


SHOWS = [
    Show("SAPA SABA", "Sinergitas Perencanaan Partisipatif Pembangunan", "5.01"),
    Show("Forum Kemitraan", "", "5.01"),
    Show("Musrenbang Anak", "", "5.01"),
    Show(
        "Geber Hebring",
        "Gerakan Bersama Hayuk Berantas Stunting",
        "1.02",
        InnovationKind.PUBLIC_SERVICE,
    ),
    Show(
        "D'Sunting Menara",
        "Depok Sukses Bebas Stunting Mewujudkan Kota Ramah Anak",
        "1.02",
        InnovationKind.PUBLIC_SERVICE,
    ),
    Show(
        "Teman Litbang",
        "Aplikasi Teman Litbang",
        "5.05",
        owner=BAPPEDA_DEPOK,
        by="unit.depok",
        is_digital=True,
    ),
]


@dataclass(frozen=True)
class Subject:
    """A topic of the crowd: invented questions and findings, and Depok's unit that presents it."""

    name: str
    affair: str
    unit: str
    asked: str
    found: str
    innovation: str = ""


SUBJECTS = {
    "rencana": Subject(
        "Perencanaan pembangunan",
        "5.01",
        BAPPEDA_DEPOK,
        "Bagaimana usulan warga disaring sampai masuk ke rencana kerja?",
        "Usulan dinilai bersama perangkat daerah dan hasilnya diumumkan kepada pengusul.",
        "SAPA SABA",
    ),
    "pad": Subject(
        "Optimalisasi pendapatan asli daerah (PAD)",
        "5.02",
        "bkd-depok",
        "Jenis pajak apa yang paling banyak tertagih setelah pembayaran daring dibuka?",
        "Pemutakhiran data objek pajak mendahului penagihan; pembayaran daring menyusul.",
    ),
    "kemiskinan": Subject(
        "Penanganan kemiskinan",
        "1.06",
        "dinsos-depok",
        "Bagaimana data penerima bantuan dipadankan antarperangkat daerah?",
        "Pemadanan dilakukan tiap triwulan; keluarga yang keluar dari daftar dikunjungi.",
    ),
    "stunting": Subject(
        "Percepatan penurunan stunting",
        "1.02",
        "dinkes-depok",
        "Siapa yang mendampingi keluarga berisiko dan dari mana biayanya?",
        "Kader mendampingi keluarga; perangkat daerah dan mitra berbagi pembiayaan.",
        "Geber Hebring",
    ),
    "litbang": Subject(
        "Pengelolaan penelitian dan pengembangan daerah",
        "5.05",
        BAPPEDA_DEPOK,
        "Bagaimana izin penelitian, hasil kajian, dan usulan inovasi dikelola?",
        "Permohonan, pemantauan, dan hasil penelitian tercatat dalam satu aplikasi.",
        "Teman Litbang",
    ),
    "mpp": Subject(
        "Penyelenggaraan mal pelayanan publik",
        "2.18",
        "dpmptsp-depok",
        "Bagaimana instansi vertikal bergabung dan siapa yang menanggung gerainya?",
        "Tiap instansi bergabung dengan berita acara; ruang dan jaringan disediakan kota.",
    ),
    "spbe": Subject(
        "Sistem pemerintahan berbasis elektronik",
        "2.16",
        "diskominfo-depok",
        "Bagaimana aplikasi yang sama fungsinya digabungkan?",
        "Aplikasi didaftar lebih dahulu; yang sepadan digabung pada anggaran berikutnya.",
    ),
    "aduan": Subject(
        "Pengelolaan pengaduan warga",
        "2.16",
        "diskominfo-depok",
        "Berapa lama pengaduan dijawab dan siapa yang menegur bila terlambat?",
        "Dasbor bersama menunjukkan pengaduan yang lewat tenggat kepada pimpinan.",
    ),
    "sampah": Subject(
        "Pengelolaan sampah dari sumbernya",
        "2.11",
        "dlhk-depok",
        "Bagaimana warga diajak memilah dan siapa yang mengangkut?",
        "Sampah dipilah di rumah dan diangkut menurut jadwal jenisnya.",
    ),
    "data": Subject(
        "Statistik sektoral dan satu data",
        "2.20",
        "diskominfo-depok",
        "Siapa wali data dan bagaimana data antardaerah dipertukarkan?",
        "Wali data memeriksa mutu; pertukaran antardaerah memerlukan dasar tertulis.",
    ),
    "pendidikan": Subject(
        "Peningkatan mutu pendidikan dasar",
        "1.01",
        BAPPEDA_DEPOK,
        "Bagaimana rapor mutu dipakai dalam penyusunan program?",
        "Rapor mutu dibahas per kecamatan sebelum program disusun.",
    ),
    "anak": Subject(
        "Partisipasi anak dalam pembangunan",
        "2.08",
        BAPPEDA_DEPOK,
        "Bagaimana pendapat anak dihimpun dan dijawab?",
        "Forum anak menyampaikan usulan; jawabannya dibacakan pada tahun berikutnya.",
        "Musrenbang Anak",
    ),
    "usaha": Subject(
        "Pendampingan usaha mikro",
        "2.17",
        BAPPEDA_DEPOK,
        "Bagaimana pelaku usaha didampingi setelah pelatihan?",
        "Pendampingan berjalan enam bulan dan dicatat pada kartu usaha.",
        "Forum Kemitraan",
    ),
}


def show_innovations(scene: Scene) -> None:
    """Enter what Depok shows, each as somebody of its owner."""
    for show in SHOWS:
        scene.innovations[show.name] = add_innovation(
            owner=scene.agencies[show.owner],
            name=show.name,
            full_name=show.full_name,
            kind=show.kind,
            is_digital=show.is_digital,
            affair=scene.affairs[show.affair],
            published=True,
            by=scene.people[show.by],
        )
