"""Two people press a button in the same moment: one wins, and the other is told."""

from threading import Barrier

import pytest
from django.db import connection
from rest_framework.test import APIClient

from accounts.models import Area
from accounts.services import issue_token
from agreements.services import issue_for_signature
from agreements.workflow import Action as AgreementAction
from agreements.workflow import Status as AgreementStatus
from audit.models import StaleRecord, Tracked
from cooperation.models import IssuedDocument
from cooperation.services import moves
from cooperation.workflow import (
    CandidateAction,
    CandidateStatus,
    FollowUpAction,
    FollowUpStatus,
    TransitionNotAllowed,
)
from tests.proofs.threads import race
from tests.workflow.ways import WAYS, Town
from visits.workflow import Action as VisitAction
from visits.workflow import Status as VisitStatus

pytestmark = pytest.mark.django_db(transaction=True)

# Where the record stands, and the two steps that exclude each other.
RIVALS = {
    "visits": (VisitStatus.UNDER_REVIEW, VisitAction.ACCEPT, VisitAction.DECLINE),
    "candidates": (CandidateStatus.SCREENING, CandidateAction.RECOMMEND, CandidateAction.DROP),
    "follow-ups": (FollowUpStatus.IN_PROGRESS, FollowUpAction.FINISH, FollowUpAction.CANCEL),
    "agreements": (
        AgreementStatus.INTERNAL_REVIEW,
        AgreementAction.APPROVE,
        AgreementAction.RETURN,
    ),
}


class Match:
    """A record with two steps open, and somebody who may take both."""

    def __init__(self, path):
        self.way, self.town = WAYS[path], Town()
        status, *self.actions = RIVALS[path]
        self.record = self.way.reach(self.town, status)
        # What the first of the two waits for has happened.
        waits_for = self.way.before.get((status, self.actions[0]), [])
        self.record = self.way.walk(self.town, self.record, waits_for)
        self.seen = self.record.version

    def facts(self, action):
        return self.way.facts(self.town, self.record, action)

    def move(self, action, version=None):
        return self.way.move(
            type(self.record).objects.get(pk=self.record.pk),
            action,
            by=self.town.second,
            why="karena",
            expected_version=version,
            facts=self.facts(action),
        )

    def now(self):
        return type(self.record).objects.get(pk=self.record.pk)


def winner_and_loser(ends):
    """The places of both; a tie, of either kind, fails here."""
    lost = [place for place, end in enumerate(ends) if isinstance(end, BaseException)]
    assert len(lost) == 1, ends
    return 1 - lost[0], lost[0]


def steps_since(record, version):
    return record.history.filter(version__gt=version).values("status").distinct().count()


@pytest.mark.parametrize("path", RIVALS)
def test_of_two_who_read_the_same_version_one_moves_it_and_one_is_told(path):
    match = Match(path)

    ends = race(2, lambda place: match.move(match.actions[place], match.seen))

    winner, loser = winner_and_loser(ends)
    assert isinstance(ends[loser], StaleRecord)
    assert match.now().status == match.way.table[match.actions[winner]].target
    assert steps_since(match.now(), match.seen) == 1


@pytest.mark.parametrize("path", RIVALS)
def test_of_two_who_name_no_version_the_second_meets_the_new_status(path):
    match = Match(path)

    ends = race(2, lambda _place: match.move(match.actions[0]))

    _winner, loser = winner_and_loser(ends)
    assert isinstance(ends[loser], TransitionNotAllowed)
    assert steps_since(match.now(), match.seen) == 1


def program(person):
    key, _token = issue_token(person, name="test", writes=Area)
    return APIClient(HTTP_AUTHORIZATION=f"Token {key}", HTTP_IF_MATCH="*")


@pytest.mark.parametrize("path", RIVALS)
def test_by_api_one_is_answered_200_and_one_409(path):
    match = Match(path)
    clients = [program(match.town.second) for _action in match.actions]
    bodies = [
        {
            "action": action,
            "note": "karena",
            "version": match.seen,
            "facts": match.facts(action),
        }
        for action in match.actions
    ]
    at = f"/api/v1/{path}/{match.record.pk}/move/"

    answers = race(2, lambda place: clients[place].post(at, bodies[place], format="json"))

    assert sorted(answer.status_code for answer in answers) == [200, 409]
    told = next(answer.json() for answer in answers if answer.status_code == 409)
    assert told["type"].endswith(":stale-record")
    assert told["current_version"] == match.now().version


def without_the_lock(monkeypatch):
    """Both read the row before either writes it: the worst moment, made certain."""
    if connection.vendor == "sqlite":
        pytest.skip("a writing SQLite transaction is alone: there is no lock to take away")
    gate = Barrier(2)

    def read(model, pk, *, expected_version=None):
        row = model._base_manager.get(pk=pk)
        gate.wait(timeout=20)
        return row

    monkeypatch.setattr(moves, "locked", read)


def test_without_the_lock_the_version_still_stops_the_second(monkeypatch):
    match = Match("candidates")
    without_the_lock(monkeypatch)

    ends = race(2, lambda place: match.move(match.actions[place]))

    _winner, loser = winner_and_loser(ends)
    assert isinstance(ends[loser], StaleRecord)


def test_without_lock_and_version_both_would_win(monkeypatch):
    """The negative control: the same race, with what decides it taken away."""
    match = Match("candidates")
    without_the_lock(monkeypatch)
    monkeypatch.delattr(Tracked, "_do_update")

    ends = race(2, lambda place: match.move(match.actions[place]))

    assert not [end for end in ends if isinstance(end, BaseException)]


def ready_to_sign(*, issued):
    town, way = Town(), WAYS["agreements"]
    agreement = way.reach(town, AgreementStatus.READY_TO_SIGN)
    return town, way.walk(town, agreement, [AgreementAction.ISSUE] if issued else [])


def test_two_who_note_one_signature_note_it_once():
    town, agreement = ready_to_sign(issued=True)
    party = agreement.parties.first()
    facts = {"party": party.pk, "signed_place": "Depok"}

    def sign(_place):
        return WAYS["agreements"].move(agreement, AgreementAction.SIGN, by=town.walker, facts=facts)

    ends = race(2, sign)

    winner_and_loser(ends)
    assert agreement.parties.filter(signed_on__isnull=False).count() == 1
    assert party.history.exclude(signed_on=None).count() == 1


def test_two_who_sign_for_one_party_each_are_both_heard():
    """The same step twice is no rivalry where both are true: the agreement ends up signed."""
    town, agreement = ready_to_sign(issued=True)
    parties = list(agreement.parties.values_list("pk", flat=True))

    def sign(place):
        facts = {"party": parties[place], "signed_place": "Depok"}
        return WAYS["agreements"].move(agreement, AgreementAction.SIGN, by=town.walker, facts=facts)

    ends = race(2, sign)

    assert not [end for end in ends if isinstance(end, BaseException)], ends
    agreement.refresh_from_db()
    assert agreement.status == AgreementStatus.SIGNED


def test_two_who_issue_keep_one_paper():
    town, agreement = ready_to_sign(issued=False)

    ends = race(2, lambda _place: issue_for_signature(agreement, by=town.walker))

    winner_and_loser(ends)
    assert IssuedDocument.objects.count() == 1


def test_two_who_issue_by_api_are_told_apart():
    town, agreement = ready_to_sign(issued=False)
    clients = [program(town.walker), program(town.second)]
    at = f"/api/v1/agreements/{agreement.pk}/move/"

    answers = race(2, lambda place: clients[place].post(at, {"action": "issue"}, format="json"))

    assert sorted(answer.status_code for answer in answers) == [200, 409]
    assert IssuedDocument.objects.count() == 1


def test_eight_clerks_log_their_own_visits_at_once_and_nobody_waits_in_vain():
    town = Town()
    clients = [program(town.walker) for _clerk in range(8)]
    sides = {"hosts": [{"agency": town.depok.pk}], "delegations": [{"agency": town.batang.pk}]}

    def log(place):
        bodies = [{"theme": f"Kunjungan {place}.{turn}"} | sides for turn in range(4)]
        return [clients[place].post("/api/v1/visits/", body, format="json") for body in bodies]

    answers = [answer for answered in race(8, log) for answer in answered]

    assert {answer.status_code for answer in answers} == {201}
    references = {answer.json()["reference"] for answer in answers}
    assert len(references) == len(answers)
