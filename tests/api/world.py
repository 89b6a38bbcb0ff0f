"""One of everything that Depok keeps, none of it any business of Tono's."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from agreements.models import Agreement, AgreementKind
from agreements.services import (
    add_clause,
    add_template,
    arrange_numbers,
    change_party,
    comment,
    draft_agreement,
    move_comment,
    reserve_number,
    set_review_steps,
)
from agreements.services import move as move_agreement
from agreements.workflow import Action
from api.models import Webhook
from api.webhooks.subscribing import subscribe
from audit.recording import record
from cooperation.models import (
    AdoptionStatus,
    DocumentKind,
    Indicator,
    Innovation,
    IssuedDocument,
    Topic,
)
from cooperation.permissions import Role
from cooperation.services import bring_evidence, plan_follow_up, record_adoption, record_measurement
from tests.agreements.builders import whole
from tests.builders import TEST, make_affair, make_innovation, make_person, make_region
from tests.uploads import a_picture
from tests.visits.builders import House
from visits.models import Visit
from visits.services import attach_file, open_candidate_from

SECRET = "Rahasia Depok"
PLACE = "Aula Sapa Saba"


@dataclass
class World:
    house: House
    records: dict[str, list[Any]] = field(default_factory=dict)

    def __getitem__(self, prefix):
        """The first record of an endpoint, e.g. `world["visits"]`."""
        return self.records[prefix][0]

    def grow(self, *, children=1) -> None:
        """Add one more of everything, with so many of everything that hangs on it."""
        serial = len(self.records.get("visits", [])) + 1
        make_region(f"33.{serial:02d}", f"Kota {serial}")
        make_affair(f"9.{serial:02d}", f"Urusan {serial}")
        names = [f"{SECRET} {serial}.{child}" for child in range(1, children + 1)]
        visit = self._visit(names)
        innovation = Innovation.objects.get(owner=self.house.depok, name=names[0])
        candidate = self._candidate(visit, innovation)
        follow_ups = [self._follow_up(candidate) for _name in names]
        adoptions = [self._adoption(candidate) for _name in names]
        days = [date(2023, 1, child) for child in range(1, children + 1)]
        measurements = [self._measurement(candidate, day) for day in days]
        for prefix, row in {
            "visits": visit,
            "topics": Topic.objects.get(owner=self.house.depok, name=names[0]),
            "indicators": Indicator.objects.get(owner=self.house.depok, name=names[0]),
            "innovations": innovation,
            "candidates": candidate,
            "follow-ups": follow_ups[0],
            "adoptions": adoptions[0],
            "measurements": measurements[0],
            "agreements": self._agreement(names),
            "clauses": self._clause(serial),
            "templates": self._template(serial),
            "number-patterns": self._pattern(serial),
            "number-reservations": self._number(),
            "documents": self._document(serial),
            "webhooks": self._webhook(),
        }.items():
            self.records.setdefault(prefix, []).append(row)

    def _webhook(self) -> Webhook:
        url, events = "https://dasbor.example.org/", ["visit.created"]
        return subscribe(name=SECRET, url=url, events=events, by=self.house.sari)[1]

    def _document(self, serial) -> IssuedDocument:
        document = IssuedDocument(
            owner=self.house.depok,
            kind=DocumentKind.AGREEMENT,
            title=SECRET,
            number=SECRET,
            parties=SECRET,
            content=b"%PDF-",
            sha256=f"{self.house.depok.pk:032x}{serial:032x}",
            token=f"token-{self.house.depok.code}-{serial}",
            issued_on=date(2022, 7, 12),
            revoked_on=date(2022, 7, 13),
            revoked_because=SECRET,
        )
        return record(document, by=TEST)

    def _visit(self, names) -> Visit:
        house = self.house
        visit = house.afterwards(
            theme=names[0],
            internal_note=SECRET,
            agenda_number=SECRET,
            delegations=[
                {
                    "agency": house.batang,
                    "leader_name": "Lani Dwi Rejeki",
                    "contact": {"name": "Ajudan", "phone": "081200001111"},
                }
            ],
            stops=[{"place": PLACE} for _name in names],
            participants=[{"agency": house.batang, "name": name} for name in names],
            topics=[self._topic(name) for name in names],
        )
        for name in names:
            attach_file(visit, kind="letter", title=name, upload=a_picture(), by=house.sari)
        return visit

    def _topic(self, name):
        house = self.house
        figure = {"indicator_name": name, "unit": "%", "source": SECRET, "value": "21.7"}
        return {
            "name": name,
            "affair": make_affair(),
            "presenting_unit": house.bappeda,
            "asked_by": house.batang,
            "innovations": [make_innovation(house.depok, name, published=False)],
            "quoted_values": [{"agency": house.batang, **figure}],
        }

    def _candidate(self, visit, innovation):
        indicator = Indicator.objects.get(owner=self.house.depok, name=innovation.name)
        return open_candidate_from(
            visit.discussions.first(),
            title=innovation.name,
            provider=self.house.depok,
            adopter=self.house.batang,
            innovation=innovation,
            indicator=indicator,
            screening_note=SECRET,
            by=self.house.sari,
        )

    def _follow_up(self, candidate):
        planned = plan_follow_up(
            candidate=candidate,
            title=SECRET,
            unit=self.house.depok,
            assignee=self.house.sari,
            due_on=date(2022, 8, 1),
            by=self.house.sari,
        )
        return bring_evidence(planned, upload=a_picture(), by=self.house.sari)

    def _adoption(self, candidate):
        recorded = record_adoption(
            candidate,
            status=AdoptionStatus.IN_USE,
            started_on=date(2023, 1, 2),
            local_name=SECRET,
            by=self.house.kerja,
        )
        return bring_evidence(recorded, upload=a_picture(), by=self.house.kerja)

    def _measurement(self, candidate, day):
        return record_measurement(
            candidate, value="9.5", measured_on=day, source=SECRET, by=self.house.kerja
        )

    def _agreement(self, names) -> Agreement:
        house = self.house
        agreement = draft_agreement(
            owner=house.depok,
            kind="joint_agreement",
            title=names[0],
            parties=[{"agency": house.depok}, {"agency": house.batang}],
            articles=whole(*({"heading": "Maksud dan Tujuan", "body": name} for name in names)),
            by=house.budi,
        )
        said = comment(agreement, body=SECRET, by=house.budi)
        move_comment(said, "close", by=house.budi)
        steps = [{"position": SECRET}]
        return set_review_steps(agreement, steps=steps, by=house.budi)

    def _clause(self, serial):
        facts = {"clause_type": "purpose", "heading": f"{SECRET} {serial}", "body": SECRET}
        return add_clause(owner=self.house.depok, by=self.house.budi, **facts)

    def _pattern(self, serial):
        kinds = ["", *AgreementKind.values]
        return arrange_numbers(
            owner=self.house.depok,
            kind=kinds[serial % len(kinds)],
            pattern="{seq}/{unit}/{year}",
            unit=SECRET,
            by=self.house.budi,
        )

    def _number(self):
        return reserve_number(
            owner=self.house.depok, kind="joint_agreement", purpose=SECRET, by=self.house.budi
        )

    def _template(self, serial):
        return add_template(
            owner=self.house.depok,
            kind="joint_agreement",
            name=f"{SECRET} {serial}",
            clause_types=["purpose", "closing"],
            by=self.house.budi,
        )

    def sent_to_the_partner(self, agreement) -> Agreement:
        """Submitted by Budi, approved by a colleague: from now on Batang reads this text."""
        colleague = make_person("hukum2", self.house.depok, Role.LEGAL)
        for party in agreement.parties.all():
            signatory = {"signatory_name": "Nama Pejabat", "signatory_title": "Kepala Daerah"}
            change_party(party, changes=signatory, by=self.house.budi)
        agreement = move_agreement(
            agreement, Action.SUBMIT, by=self.house.budi, why="Naskah contoh, tidak lengkap"
        )
        agreement = move_agreement(agreement, Action.INITIAL, by=colleague)
        return move_agreement(agreement, Action.APPROVE, by=colleague)


def make_world(house, size=1) -> World:
    world = World(house)
    for _turn in range(size):
        world.grow()
    return world
