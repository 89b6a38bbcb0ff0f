"""Depok and Batang as the browser finds them: people who can sign in, and what Depok shows."""

from datetime import timedelta

from accounts.services import set_password
from agreements.models import AgreementKind
from agreements.services import draft_agreement
from cooperation.permissions import Role
from cooperation.services import plan_follow_up
from tests.agreements.builders import ON_PAPER
from tests.builders import TEST, make_affair, make_innovation, make_person
from tests.visits.builders import House
from visits.services import open_candidate_from

PASSWORD = "jalan margonda raya 54"
SHOWN = ("SAPA SABA", "Forum Kemitraan", "Musrenbang Anak", "Geber Hebring", "D'Sunting Menara")
AFFAIRS = {
    "5.01": "Perencanaan",
    "5.02": "Keuangan",
    "1.06": "Sosial",
    "1.02": "Kesehatan",
}


class Town(House):
    """The house with a second lawyer, and affairs to choose from."""

    def __init__(self):
        super().__init__()
        self.rina = make_person("rina", self.depok, Role.LEGAL)
        self.litbang = make_innovation(self.bappeda, "Teman Litbang")
        for code, name in AFFAIRS.items():
            make_affair(code, name)

    @property
    def people(self):
        own = (self.sari, self.budi, self.kerja, self.ratna, self.rina, self.dewi)
        return (*own, self.bima, self.tono)

    def exhibit(self):
        """The other innovations that were named that day."""
        for name in SHOWN:
            make_innovation(self.bappeda, name)

    def give_password(self, *people):
        for person in people:
            set_password(person, PASSWORD, by=TEST)
            # A session is tied to the password: one made from the old row would end at once.
            person.refresh_from_db()

    def grow_thread(self):
        """One record of each kind: the visit, what was seen in it, what was promised, a draft."""
        self.visit = self.the_story()
        self.candidate = open_candidate_from(
            self.visit.discussions.get(topic__name="Percepatan penurunan stunting"),
            title="Adopsi Teman Litbang",
            provider=self.depok,
            adopter=self.batang,
            innovation=self.litbang,
            owner=self.depok,
            by=self.sari,
        )
        self.follow_up = plan_follow_up(
            candidate=self.candidate,
            by=self.kerja,
            title="Kirim KAK dan rancangan KB",
            unit=self.depok,
            assignee=self.sari,
            due_on=self.depok.today() + timedelta(days=14),
        )
        self.agreement = draft_agreement(
            candidate=None,
            owner=self.depok,
            kind=AgreementKind.JOINT_AGREEMENT,
            parties=[{"agency": self.depok}, {"agency": self.batang}],
            by=self.budi,
            **ON_PAPER,
        )
