"""Two towns and what one of them has: Depok shows its portal, Batang would take it over."""

from datetime import date

from cooperation.permissions import Role
from cooperation.services import identify_candidate, move_candidate, plan_follow_up
from cooperation.workflow import CandidateAction, CandidateStatus
from tests.builders import make_agency, make_innovation, make_person, make_topic

LONG_AGO = date(2022, 7, 14)


class Towns:
    """Depok with its people and its Bappeda, Batang with one, and Tono, who has no part in it."""

    def __init__(self):
        self.depok = make_agency("Pemerintah Kota Depok")
        self.bappeda = make_agency("Bappeda Kota Depok", parent=self.depok)
        self.batang = make_agency("Pemerintah Kabupaten Batang")
        self.bogor = make_agency("Pemerintah Kota Bogor")
        self.sari = make_person("sari", self.depok, Role.PROTOCOL)
        self.dewi = make_person("dewi", self.depok, Role.COOPERATION)
        self.budi = make_person("budi", self.depok, Role.LEGAL)
        self.ratna = make_person("ratna", self.depok, Role.MANAGEMENT)
        self.agus = make_person("agus", self.bappeda, Role.UNIT)
        self.lestari = make_person("lestari", self.batang, Role.COOPERATION)
        self.tono = make_person("tono", self.bogor, Role.PROTOCOL, Role.COOPERATION, Role.LEGAL)
        self.innovation = make_innovation(self.depok)

    def candidate(self, **facts):
        facts = {
            "owner": self.depok,
            "title": "Adopsi Teman Litbang",
            "provider": self.depok,
            "adopter": self.batang,
            "innovation": self.innovation,
            "by": self.sari,
            "on": LONG_AGO,
            **facts,
        }
        return identify_candidate(**facts)

    def offered(self, candidate=None):
        """Screened, recommended, approved, and offered to Batang, who sees it from now on."""
        candidate = candidate or self.candidate()
        for action in ("screen", "recommend"):
            candidate = move_candidate(candidate, action, by=self.dewi, on=LONG_AGO)
        candidate = move_candidate(candidate, CandidateAction.APPROVE, by=self.ratna, on=LONG_AGO)
        return move_candidate(candidate, CandidateAction.OFFER, by=self.dewi, on=LONG_AGO)

    def agreed(self, candidate=None):
        candidate = self.offered(candidate)
        candidate = move_candidate(candidate, CandidateAction.AGREE, by=self.dewi, on=LONG_AGO)
        assert candidate.status == CandidateStatus.AGREED
        return candidate

    def follow_up(self, candidate, **facts):
        facts = {
            "title": "Kirim KAK",
            "unit": self.bappeda,
            "assignee": self.agus,
            "due_on": date(2022, 9, 30),
            "by": self.dewi,
            **facts,
        }
        return plan_follow_up(candidate=candidate, **facts)

    def topic(self):
        return make_topic(self.depok)
