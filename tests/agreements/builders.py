"""The story of the two towns on paper: Depok shows Batang its research portal, both agree on it."""

from datetime import date

from agreements import services
from agreements.clauses import REQUIRED, type_called
from agreements.models import Agreement, AgreementKind
from agreements.services import draft_agreement, move
from agreements.workflow import Action
from cooperation.permissions import Role
from tests.builders import make_agency, make_candidate, make_person

ON_PAPER = {
    "title": "Penelitian dan Pengembangan Daerah melalui Aplikasi Teman Litbang",
    "place": "Depok",
    "dated_on": date(2022, 7, 12),
    "term_text": "3 (tiga) tahun",
}


def whole(*articles, kind="joint_agreement") -> list[dict]:
    """These articles, and one for each clause that such a text may not lack."""
    present = {one.get("clause_type") or type_called(one["heading"]) for one in articles}
    lacking = sorted(REQUIRED[kind] - present)
    others = [{"heading": name.title(), "body": "Cukup.", "clause_type": name} for name in lacking]
    return [*articles, *others]


class Cast:
    """Depok with its people, Batang with one, and Tono of an agency that has no part in it."""

    def __init__(self):
        self.depok = make_agency(
            "Pemerintah Kota Depok", address="Jalan Margonda Raya Nomor 54, Kota Depok"
        )
        self.bappeda = make_agency("Badan Perencanaan Pembangunan Daerah", parent=self.depok)
        self.batang = make_agency(
            "Pemerintah Kabupaten Batang", address="Jalan R.A. Kartini Nomor 1, Kabupaten Batang"
        )
        self.bogor = make_agency("Pemerintah Kota Bogor")
        self.budi = make_person("budi", self.depok, Role.LEGAL)
        self.hukum2 = make_person("hukum2", self.depok, Role.LEGAL)
        self.kerjasama = make_person("kerjasama", self.depok, Role.COOPERATION)
        self.ratna = make_person("ratna", self.depok, Role.MANAGEMENT)
        self.sari = make_person("sari", self.depok, Role.PROTOCOL)
        self.partner = make_person("partner", self.batang, Role.LEGAL)
        self.tono = make_person("tono", self.bogor, Role.LEGAL)
        self.candidate = make_candidate(self.depok, adopter=self.batang, status="agreed")

    def sides(self) -> list[dict]:
        return [
            {
                "agency": self.depok,
                "number": "100.3.7/45/KS/2022",
                "signatory_name": "Dr. K.H. Mohammad Idris, M.A.",
                "signatory_title": "Wali Kota Depok",
            },
            {
                "agency": self.batang,
                "signatory_name": "Dra. Lani Dwi Rejeki, M.M.",
                "signatory_title": "Penjabat Bupati Batang",
                "signatory_office_status": "pj",
            },
        ]

    def draft(self, **facts) -> Agreement:
        facts = {
            "candidate": self.candidate,
            "owner": self.depok,
            "kind": AgreementKind.JOINT_AGREEMENT,
            "parties": self.sides(),
            "by": self.budi,
            **ON_PAPER,
            **facts,
        }
        return draft_agreement(**facts)

    def walk(self, agreement, *actions, **facts) -> Agreement:
        """Take these steps, each as somebody who may."""
        for action in actions:
            agreement = STEPS[action](self, agreement, **facts)
        return agreement

    def ready(self, agreement=None) -> Agreement:
        """Approved by everybody and waiting for its paper."""
        agreement = agreement or self.draft()
        return self.walk(agreement, "submit", "approve", "partner_agrees")

    def signed(self, agreement=None) -> Agreement:
        agreement = self.walk(self.ready(agreement), "issue")
        for party in agreement.parties.all():
            agreement = self.sign(agreement, party)
        return agreement

    def sign(self, agreement, party, *, place="Depok", on=None) -> Agreement:
        facts = {"party": party.pk, "signed_place": place}
        return move(agreement, Action.SIGN, by=self.kerjasama, on=on, facts=facts)


def _agrees(cast, agreement, **facts):
    facts = {"evidence": "Surat Sekda Batang nomor 100/7", **facts}
    return move(agreement, Action.PARTNER_AGREES, by=cast.kerjasama, facts=facts)


def _wants_changes(cast, agreement, **facts):
    facts = {"evidence": "Surat Sekda Batang nomor 100/6", **facts}
    return move(
        agreement,
        Action.PARTNER_CHANGES,
        by=cast.kerjasama,
        why="Pasal 5 terlalu pendek",
        facts=facts,
    )


STEPS = {
    "submit": lambda cast, agreement: move(agreement, Action.SUBMIT, by=cast.budi, why="siap"),
    "approve": lambda cast, agreement: move(agreement, Action.APPROVE, by=cast.hukum2),
    "return": lambda cast, agreement: move(
        agreement, Action.RETURN, by=cast.hukum2, why="Pasal 3 belum jelas"
    ),
    "partner_agrees": _agrees,
    "partner_changes": _wants_changes,
    "council_approves": lambda cast, agreement: move(
        agreement, Action.COUNCIL_APPROVES, by=cast.kerjasama
    ),
    "issue": lambda cast, agreement: services.issue_for_signature(agreement, by=cast.kerjasama),
    "unlock": lambda cast, agreement: move(
        agreement, Action.UNLOCK, by=cast.budi, why="Judul keliru"
    ),
    "void": lambda cast, agreement: move(
        agreement, Action.VOID, by=cast.ratna, why="Batal dilanjutkan"
    ),
}
