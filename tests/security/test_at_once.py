"""What two people do in the same moment must not leave a candidate beside its agreements."""

from threading import Event, Thread
from time import sleep

import pytest
from django.db import DatabaseError, connection, transaction

from agreements.services import move
from agreements.workflow import Action
from audit.recording import locked
from cooperation.models import Candidate
from cooperation.workflow import CandidateStatus
from tests.agreements.builders import Cast


@pytest.mark.django_db(transaction=True)
def test_voiding_one_text_while_another_is_opened_leaves_the_candidate_in_agreement():
    cast = Cast()
    first = cast.draft()
    opened = Event()

    def open_another():
        try:
            with transaction.atomic():
                cast.draft(kind="cooperation_agreement")
                opened.set()
                sleep(0.5)  # the other one is at it by now, and has to wait for what comes of this
        finally:
            connection.close()

    other = Thread(target=open_another)
    other.start()
    opened.wait()
    move(first, Action.VOID, by=cast.ratna, why="Batal dilanjutkan")
    other.join()

    cast.candidate.refresh_from_db()
    assert cast.candidate.status == CandidateStatus.IN_AGREEMENT


@pytest.mark.django_db(transaction=True)
def test_a_text_under_one_that_is_being_voided_does_not_wait_for_ever():
    cast = Cast()
    first = cast.draft()
    held, refused = Event(), []

    def open_one_under_it():
        try:
            with transaction.atomic():
                locked(Candidate, cast.candidate.pk)
                held.set()
                sleep(0.5)  # the other one holds the agreement by now, and waits for the candidate
                cast.draft(kind="cooperation_agreement", parent=first)
        except DatabaseError as error:
            refused.append(error)
        finally:
            connection.close()

    other = Thread(target=open_one_under_it)
    other.start()
    held.wait()
    move(first, Action.VOID, by=cast.ratna, why="Batal dilanjutkan")
    other.join()

    assert refused == []
    assert cast.candidate.agreements.count() == 2
