"""The wording a draft starts with. Ours, modelled on custom: nothing here is quoted from the law.

It is sample text: the office's own legal section (Bagian Hukum) confirms or replaces it before a
draft is submitted. Bodies are typed as an officer types them: a line is a paragraph, "- " begins
a letter. Like the paper, it is Indonesian whatever the reader's screen speaks.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

SAMPLE_NOTE = _("This is sample wording. Have your legal section confirm or replace it.")
SHIPPED = "jejak"  # whose wording it is, in `drawn_from`: "jejak:term@1", "office:12@3"


class AgreementKind(TextChoices):
    JOINT_AGREEMENT = "joint_agreement", "Kesepakatan Bersama (KB)"
    COOPERATION_AGREEMENT = "cooperation_agreement", "Perjanjian Kerja Sama (PKS)"
    SYNERGY_NOTE = "synergy_note", "Nota Kesepakatan"
    WORK_PLAN = "work_plan", "Rencana Kerja"
    LETTER_OF_INTENT = "letter_of_intent", "Pernyataan Kehendak (LoI)"
    FOREIGN_MOU = "foreign_mou", "Naskah Kerja Sama Luar Negeri (MoU)"
    ADDENDUM = "addendum", "Adendum"
    STATEMENT = "statement", "Surat Pernyataan Replikasi"


class ClauseType(TextChoices):
    """What an article is about; the checklists below ask for some of them."""

    DEFINITIONS = "definitions", _("Definitions")
    LEGAL_BASIS = "legal_basis", _("Legal basis")
    PURPOSE = "purpose", _("Purpose and aim")
    OBJECT = "object", _("Object")
    SCOPE = "scope", _("Scope")
    CARRYING_OUT = "carrying_out", _("Carrying out")
    WORKING_GROUP = "working_group", _("Working group")
    RIGHTS_AND_DUTIES = "rights_and_duties", _("Rights and duties")
    ACTIVITIES = "activities", _("Activities and schedule")
    RESULTS = "results", _("Results and rights in them")
    LICENCE = "licence", _("Licence and replication")
    TERM = "term", _("Term")
    FUNDING = "funding", _("Funding")
    MONITORING = "monitoring", _("Monitoring and evaluation")
    SANCTIONS = "sanctions", _("Sanctions")
    FORCE_MAJEURE = "force_majeure", _("Force majeure")
    LETTERS = "letters", _("Correspondence")
    DISPUTES = "disputes", _("Settlement of disputes")
    CHANGES = "changes", _("Amendments")
    ENDING = "ending", _("Ending")
    AMENDED = "amended", _("What is amended")
    UNCHANGED = "unchanged", _("What stays as it is")
    STATED = "stated", _("What is stated")
    MISCELLANEOUS = "miscellaneous", _("Other provisions")
    CLOSING = "closing", _("Closing")


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
# In years, where regulation sets one (Permendagri 25/2020 art. 13 and 32); a setting for the rest.
TERM_CAPS = {"letter_of_intent": 1, "foreign_mou": 5}
TERM_UNITS = {"year": "tahun", "month": "bulan", "day": "hari kalender"}


@dataclass(frozen=True)
class Wording:
    """One article of the library, in one of its versions. Placeholders are those of `wording`.

    {pihak} and {nama_pihak} stand for the party of the article, where it is printed once for each.
    """

    clause_type: str
    heading: str
    body: str
    each_party: bool = False
    source: str = ""  # "jejak:term@1"

    def articles(self, party_count: int) -> list[dict[str, str]]:
        places: Sequence[int] = range(1, party_count + 1) if self.each_party else (0,)
        return [
            {
                "heading": _for_party(self.heading, place),
                "body": _for_party(self.body, place),
                "clause_type": self.clause_type,
                "drawn_from": self.source,
            }
            for place in places
        ]


def _for_party(text: str, place: int) -> str:
    if not place:
        return text
    return text.replace("{pihak}", f"{{pihak {place}}}").replace(
        "{nama_pihak}", f"{{nama_pihak {place}}}"
    )


@dataclass(frozen=True)
class Clause:
    """A clause that ships: its wordings, the newest last. `kinds`: for which of them; all if ()."""

    clause_type: ClauseType
    versions: tuple[tuple[str, str], ...]  # (heading, body)
    kinds: tuple[str, ...] = ()
    each_party: bool = False

    @property
    def name(self) -> str:
        return ".".join([self.clause_type, *self.kinds[:1]])

    def wording(self, version: int = 0) -> Wording:
        """This version; the newest where none is named."""
        number = version or len(self.versions)
        heading, body = self.versions[number - 1]
        source = f"{SHIPPED}:{self.name}@{number}"
        return Wording(self.clause_type, heading, body, self.each_party, source)


PURPOSE = Clause(
    ClauseType.PURPOSE,
    (
        (
            "Maksud dan Tujuan",
            "{jenis} ini dimaksudkan sebagai dasar bagi PARA PIHAK untuk bekerja sama mengenai {judul}.\n"
            "{jenis} ini bertujuan untuk:\n"
            "- meningkatkan mutu penyelenggaraan pemerintahan dan pelayanan kepada masyarakat;\n"
            "- mempertemukan kemampuan yang dimiliki PARA PIHAK agar saling melengkapi; dan\n"
            "- mempercepat pemanfaatan hasil pembelajaran dan inovasi daerah.",
        ),
    ),
)

OBJECT = Clause(
    ClauseType.OBJECT,
    (
        (
            "Objek",
            "Objek {jenis} ini adalah {judul}.",
        ),
    ),
)

SCOPE = Clause(
    ClauseType.SCOPE,
    (
        (
            "Ruang Lingkup",
            "Ruang lingkup {jenis} ini meliputi:\n"
            "- pertukaran data, informasi, dan pengetahuan;\n"
            "- pendampingan dan peningkatan kemampuan sumber daya manusia;\n"
            "- pemanfaatan dan pengembangan inovasi daerah; dan\n"
            "- kegiatan lain yang disepakati PARA PIHAK.",
        ),
    ),
)

CARRYING_OUT = Clause(
    ClauseType.CARRYING_OUT,
    (
        (
            "Pelaksanaan",
            "{jenis} ini ditindaklanjuti dengan perjanjian kerja sama yang mengatur hal-hal secara rinci.\n"
            "Perjanjian kerja sama sebagaimana dimaksud pada ayat (1) disusun dan dilaksanakan oleh "
            "perangkat daerah yang membidangi, sesuai dengan kewenangannya.",
        ),
    ),
    kinds=("joint_agreement",),
)

CARRYING_OUT_IN_DETAIL = Clause(
    ClauseType.CARRYING_OUT,
    (
        (
            "Pelaksanaan",
            "PARA PIHAK menyusun rencana kegiatan yang memuat tahapan, jadwal, keluaran, dan penanggung "
            "jawab.\n"
            "PARA PIHAK menunjuk pelaksana kegiatan di lingkungan masing-masing dan memberitahukannya "
            "secara tertulis kepada PIHAK lainnya.",
        ),
    ),
    kinds=("cooperation_agreement",),
)

RIGHTS_AND_DUTIES = Clause(
    ClauseType.RIGHTS_AND_DUTIES,
    (
        (
            "Hak dan Kewajiban {pihak}",
            "{pihak} berhak:\n"
            "- memperoleh data, informasi, dan dukungan untuk melaksanakan {jenis} ini; dan\n"
            "- menerima laporan mengenai kemajuan dan hasil kegiatan.\n"
            "{pihak} berkewajiban:\n"
            "- menyediakan data, informasi, dan tenaga pelaksana sesuai dengan rencana kegiatan;\n"
            "- menjaga kerahasiaan data yang menurut sifatnya tidak untuk umum; dan\n"
            "- menyampaikan laporan pelaksanaan kegiatan yang menjadi tanggung jawabnya.",
        ),
    ),
    each_party=True,
)

RESULTS = Clause(
    ClauseType.RESULTS,
    (
        (
            "Hasil Kerja Sama",
            "Hasil kerja sama berupa pengetahuan, dokumen, dan sistem dimanfaatkan oleh PARA PIHAK untuk "
            "kepentingan pelayanan kepada masyarakat.\n"
            "Hak kekayaan intelektual yang telah dimiliki suatu PIHAK sebelum {jenis} ini tetap menjadi "
            "milik PIHAK tersebut.",
        ),
    ),
)

TERM = Clause(
    ClauseType.TERM,
    (
        (
            "Jangka Waktu",
            "{jenis} ini berlaku selama {jangka_waktu} terhitung sejak tanggal ditandatangani.\n"
            "Jangka waktu sebagaimana dimaksud pada ayat (1) dapat diperpanjang atas persetujuan tertulis "
            "PARA PIHAK sebelum berakhir.",
        ),
    ),
)

FUNDING = Clause(
    ClauseType.FUNDING,
    (
        (
            "Pembiayaan",
            "Biaya yang timbul dari pelaksanaan {jenis} ini dibebankan pada {pendanaan}.",
        ),
    ),
)

MONITORING = Clause(
    ClauseType.MONITORING,
    (
        (
            "Pemantauan dan Evaluasi",
            "PARA PIHAK memantau dan mengevaluasi pelaksanaan {jenis} ini secara bersama-sama, "
            "sekurang-kurangnya 1 (satu) kali dalam 1 (satu) tahun.\n"
            "Hasil pemantauan dan evaluasi dituangkan dalam laporan tertulis.",
        ),
    ),
)

FORCE_MAJEURE = Clause(
    ClauseType.FORCE_MAJEURE,
    (
        (
            "Keadaan Memaksa",
            "Keadaan memaksa adalah keadaan di luar kemampuan PARA PIHAK yang menghalangi pelaksanaan "
            "kewajiban, seperti bencana alam, wabah, kerusuhan, dan perubahan kebijakan pemerintah.\n"
            "PIHAK yang mengalami keadaan memaksa memberitahukannya secara tertulis kepada PIHAK lainnya "
            "paling lambat 14 (empat belas) hari kalender sejak keadaan itu terjadi.\n"
            "Kewajiban yang tertunda karena keadaan memaksa dibicarakan kembali oleh PARA PIHAK.",
        ),
    ),
)

LETTERS = Clause(
    ClauseType.LETTERS,
    (
        (
            "Surat-Menyurat",
            "Pemberitahuan dan surat-menyurat mengenai {jenis} ini disampaikan secara tertulis kepada "
            "narahubung yang ditunjuk oleh masing-masing PIHAK.\n"
            "Perubahan narahubung atau alamat diberitahukan secara tertulis kepada PIHAK lainnya.",
        ),
    ),
)

DISPUTES = Clause(
    ClauseType.DISPUTES,
    (
        (
            "Penyelesaian Perselisihan",
            "Perbedaan pendapat mengenai pelaksanaan {jenis} ini diselesaikan oleh PARA PIHAK secara "
            "musyawarah untuk mufakat.",
        ),
    ),
)

CHANGES = Clause(
    ClauseType.CHANGES,
    (
        (
            "Perubahan",
            "Hal-hal yang belum diatur atau perlu diubah dalam {jenis} ini diatur dalam adendum yang "
            "disepakati PARA PIHAK secara tertulis.\n"
            "Adendum sebagaimana dimaksud pada ayat (1) merupakan bagian yang tidak terpisahkan dari "
            "{jenis} ini.",
        ),
    ),
)

ENDING = Clause(
    ClauseType.ENDING,
    (
        (
            "Pengakhiran",
            "{jenis} ini berakhir dalam hal:\n"
            "- jangka waktunya telah habis dan tidak diperpanjang;\n"
            "- tujuannya telah tercapai; atau\n"
            "- PARA PIHAK sepakat untuk mengakhirinya.\n"
            "PIHAK yang bermaksud mengakhiri {jenis} ini sebelum jangka waktunya habis memberitahukannya "
            "secara tertulis paling lambat 30 (tiga puluh) hari kalender sebelumnya.\n"
            "Pergantian pimpinan PARA PIHAK tidak mengakhiri {jenis} ini.",
        ),
    ),
)

CLOSING = Clause(
    ClauseType.CLOSING,
    (
        (
            "Penutup",
            "{jenis} ini dilaksanakan oleh PARA PIHAK dengan iktikad baik.\n"
            "{jenis} ini mulai berlaku pada tanggal ditandatangani oleh PARA PIHAK.",
        ),
    ),
)

_GENERAL = (
    *(PURPOSE, OBJECT, SCOPE, CARRYING_OUT, TERM, FUNDING),
    *(LETTERS, DISPUTES, CHANGES, ENDING, CLOSING),
)
_DETAILED = (
    *(PURPOSE, OBJECT, SCOPE, CARRYING_OUT_IN_DETAIL, RIGHTS_AND_DUTIES, RESULTS, TERM, FUNDING),
    *(MONITORING, FORCE_MAJEURE, LETTERS, DISPUTES, CHANGES, ENDING, CLOSING),
)
LIBRARY: tuple[Clause, ...] = tuple(dict.fromkeys([*_GENERAL, *_DETAILED]))
# With which clause types a text of a kind begins; a number for the version of the list.
TEMPLATES: dict[str, tuple[str, ...]] = {
    "joint_agreement": tuple(clause.clause_type.value for clause in _GENERAL),
    "cooperation_agreement": tuple(clause.clause_type.value for clause in _DETAILED),
}
TEMPLATE_VERSION = 1
# What a text of a kind may not lack. Custom, and for some kinds regulation (domain brief 1.8).
REQUIRED: dict[str, frozenset[str]] = {
    "joint_agreement": frozenset({"purpose", "object", "scope", "term", "funding", "closing"}),
    "cooperation_agreement": frozenset({"purpose", "object", "scope", "term", "funding"}),
}


# What an article is about, by its customary heading: texts that are pasted say no more than that.
HEADINGS: dict[str, str] = {
    clause.wording().heading.casefold(): clause.clause_type.value for clause in LIBRARY
}


def shipped(clause_type: str, kind: str) -> Wording | None:
    """The wording that ships for this kind of agreement, in its newest version."""
    fitting = [
        clause
        for clause in LIBRARY
        if clause.clause_type == clause_type and (not clause.kinds or kind in clause.kinds)
    ]
    # One that names the kind is nearer than one for all.
    return max(fitting, key=lambda clause: bool(clause.kinds)).wording() if fitting else None


def type_called(heading: str) -> str:
    """What an article of this heading is customarily about; "" where the heading does not say."""
    return HEADINGS.get(" ".join(heading.split()).casefold(), "")


def shipped_as(source: str) -> Wording | None:
    """The wording by its source, e.g. "jejak:term@1"; None where it is no wording of ours."""
    house, _colon, rest = source.partition(":")
    name, _at, version = rest.partition("@")
    for clause in LIBRARY:
        known = house == SHIPPED and clause.name == name and version.isdecimal()
        if known and 1 <= int(version) <= len(clause.versions):
            return clause.wording(int(version))
    return None
