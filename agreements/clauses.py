"""The wording a draft starts with. Ours, modelled on custom: nothing here is quoted from the law.

It is sample text: the office's own legal section (Bagian Hukum) confirms or replaces it before a
draft is submitted. Bodies are typed as an officer types them: a line is a paragraph, "- " begins
a letter. Like the paper, it is Indonesian whatever the reader's screen speaks.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from documents.words import party_ordinal

SAMPLE_NOTE = _("This is sample wording. Have your legal section confirm or replace it.")
GAP = "……………………"

PRINTED_KINDS = {
    "joint_agreement": "Kesepakatan Bersama",
    "cooperation_agreement": "Perjanjian Kerja Sama",
    "synergy_note": "Nota Kesepakatan",
    "work_plan": "Rencana Kerja",
    "letter_of_intent": "Pernyataan Kehendak",
    "foreign_mou": "Naskah Kerja Sama",
    "addendum": "Adendum",
    "statement": "Surat Pernyataan",
}


@dataclass(frozen=True)
class Clause:
    """One article of a starting text. {kind}, {title}, {term} and {funding} are filled in."""

    heading: str
    body: str
    each_party: bool = False  # printed once for each party, which {party} names

    def articles(self, party_count: int, values: dict[str, str]) -> list[dict[str, str]]:
        parties = [""]
        if self.each_party:
            parties = [f"PIHAK {party_ordinal(place)}" for place in range(1, party_count + 1)]
        return [
            {
                "heading": self.heading.format(party=party, **values),
                "body": self.body.format(party=party, **values),
            }
            for party in parties
        ]


PURPOSE = Clause(
    "Maksud dan Tujuan",
    "{kind} ini dimaksudkan sebagai dasar bagi PARA PIHAK untuk bekerja sama mengenai {title}.\n"
    "{kind} ini bertujuan untuk:\n"
    "- meningkatkan mutu penyelenggaraan pemerintahan dan pelayanan kepada masyarakat;\n"
    "- mempertemukan kemampuan yang dimiliki PARA PIHAK agar saling melengkapi; dan\n"
    "- mempercepat pemanfaatan hasil pembelajaran dan inovasi daerah.",
)
OBJECT = Clause("Objek", "Objek {kind} ini adalah {title}.")
SCOPE = Clause(
    "Ruang Lingkup",
    "Ruang lingkup {kind} ini meliputi:\n"
    "- pertukaran data, informasi, dan pengetahuan;\n"
    "- pendampingan dan peningkatan kemampuan sumber daya manusia;\n"
    "- pemanfaatan dan pengembangan inovasi daerah; dan\n"
    "- kegiatan lain yang disepakati PARA PIHAK.",
)
CARRYING_OUT = Clause(
    "Pelaksanaan",
    "{kind} ini ditindaklanjuti dengan perjanjian kerja sama yang mengatur hal-hal secara rinci.\n"
    "Perjanjian kerja sama sebagaimana dimaksud pada ayat (1) disusun dan dilaksanakan oleh "
    "perangkat daerah yang membidangi, sesuai dengan kewenangannya.",
)
CARRYING_OUT_IN_DETAIL = Clause(
    "Pelaksanaan",
    "PARA PIHAK menyusun rencana kegiatan yang memuat tahapan, jadwal, keluaran, dan penanggung "
    "jawab.\n"
    "PARA PIHAK menunjuk pelaksana kegiatan di lingkungan masing-masing dan memberitahukannya "
    "secara tertulis kepada PIHAK lainnya.",
)
RIGHTS_AND_DUTIES = Clause(
    "Hak dan Kewajiban {party}",
    "{party} berhak:\n"
    "- memperoleh data, informasi, dan dukungan untuk melaksanakan {kind} ini; dan\n"
    "- menerima laporan mengenai kemajuan dan hasil kegiatan.\n"
    "{party} berkewajiban:\n"
    "- menyediakan data, informasi, dan tenaga pelaksana sesuai dengan rencana kegiatan;\n"
    "- menjaga kerahasiaan data yang menurut sifatnya tidak untuk umum; dan\n"
    "- menyampaikan laporan pelaksanaan kegiatan yang menjadi tanggung jawabnya.",
    each_party=True,
)
RESULTS = Clause(
    "Hasil Kerja Sama",
    "Hasil kerja sama berupa pengetahuan, dokumen, dan sistem dimanfaatkan oleh PARA PIHAK untuk "
    "kepentingan pelayanan kepada masyarakat.\n"
    "Hak kekayaan intelektual yang telah dimiliki suatu PIHAK sebelum {kind} ini tetap menjadi "
    "milik PIHAK tersebut.",
)
TERM = Clause(
    "Jangka Waktu",
    "{kind} ini berlaku selama {term} terhitung sejak tanggal ditandatangani.\n"
    "Jangka waktu sebagaimana dimaksud pada ayat (1) dapat diperpanjang atas persetujuan tertulis "
    "PARA PIHAK sebelum berakhir.",
)
FUNDING = Clause(
    "Pembiayaan",
    "Biaya yang timbul dari pelaksanaan {kind} ini dibebankan pada {funding}.",
)
MONITORING = Clause(
    "Pemantauan dan Evaluasi",
    "PARA PIHAK memantau dan mengevaluasi pelaksanaan {kind} ini secara bersama-sama, "
    "sekurang-kurangnya 1 (satu) kali dalam 1 (satu) tahun.\n"
    "Hasil pemantauan dan evaluasi dituangkan dalam laporan tertulis.",
)
FORCE_MAJEURE = Clause(
    "Keadaan Memaksa",
    "Keadaan memaksa adalah keadaan di luar kemampuan PARA PIHAK yang menghalangi pelaksanaan "
    "kewajiban, seperti bencana alam, wabah, kerusuhan, dan perubahan kebijakan pemerintah.\n"
    "PIHAK yang mengalami keadaan memaksa memberitahukannya secara tertulis kepada PIHAK lainnya "
    "paling lambat 14 (empat belas) hari kalender sejak keadaan itu terjadi.\n"
    "Kewajiban yang tertunda karena keadaan memaksa dibicarakan kembali oleh PARA PIHAK.",
)
LETTERS = Clause(
    "Surat-Menyurat",
    "Pemberitahuan dan surat-menyurat mengenai {kind} ini disampaikan secara tertulis kepada "
    "narahubung yang ditunjuk oleh masing-masing PIHAK.\n"
    "Perubahan narahubung atau alamat diberitahukan secara tertulis kepada PIHAK lainnya.",
)
DISPUTES = Clause(
    "Penyelesaian Perselisihan",
    "Perbedaan pendapat mengenai pelaksanaan {kind} ini diselesaikan oleh PARA PIHAK secara "
    "musyawarah untuk mufakat.",
)
CHANGES = Clause(
    "Perubahan",
    "Hal-hal yang belum diatur atau perlu diubah dalam {kind} ini diatur dalam adendum yang "
    "disepakati PARA PIHAK secara tertulis.\n"
    "Adendum sebagaimana dimaksud pada ayat (1) merupakan bagian yang tidak terpisahkan dari "
    "{kind} ini.",
)
ENDING = Clause(
    "Pengakhiran",
    "{kind} ini berakhir dalam hal:\n"
    "- jangka waktunya telah habis dan tidak diperpanjang;\n"
    "- tujuannya telah tercapai; atau\n"
    "- PARA PIHAK sepakat untuk mengakhirinya.\n"
    "PIHAK yang bermaksud mengakhiri {kind} ini sebelum jangka waktunya habis memberitahukannya "
    "secara tertulis paling lambat 30 (tiga puluh) hari kalender sebelumnya.\n"
    "Pergantian pimpinan PARA PIHAK tidak mengakhiri {kind} ini.",
)
CLOSING = Clause(
    "Penutup",
    "{kind} ini dilaksanakan oleh PARA PIHAK dengan iktikad baik.\n"
    "{kind} ini mulai berlaku pada tanggal ditandatangani oleh PARA PIHAK.",
)

GENERAL = (
    *(PURPOSE, OBJECT, SCOPE, CARRYING_OUT, TERM, FUNDING),
    *(LETTERS, DISPUTES, CHANGES, ENDING, CLOSING),
)
DETAILED = (
    *(PURPOSE, OBJECT, SCOPE, CARRYING_OUT_IN_DETAIL, RIGHTS_AND_DUTIES, RESULTS, TERM, FUNDING),
    *(MONITORING, FORCE_MAJEURE, LETTERS, DISPUTES, CHANGES, ENDING, CLOSING),
)
# The other kinds are too different from office to office for wording of ours: they start empty.
STARTING_TEXTS = {"joint_agreement": GENERAL, "cooperation_agreement": DETAILED}


def starting_articles(
    kind: str, *, title: str, party_count: int, term: str = "", funding: str = ""
) -> list[dict[str, str]]:
    """The articles a draft of this kind starts with, as {"heading", "body"}."""
    values = {
        "kind": PRINTED_KINDS[kind],
        "title": title,
        "term": term or GAP,
        "funding": funding or "anggaran masing-masing PIHAK sesuai dengan kewenangannya",
    }
    clauses = STARTING_TEXTS.get(kind, ())
    return [article for clause in clauses for article in clause.articles(party_count, values)]
