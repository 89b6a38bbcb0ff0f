"""Two people press a button in the same second: one wins, the other is told."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from agreements.models import Agreement
from agreements.services import issue_for_signature, move
from agreements.workflow import Action, Status
from audit.models import StaleRecord
from cooperation.models import IssuedDocument
from cooperation.workflow import TransitionNotAllowed
from tests.agreements.builders import Cast

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """Run each act in a thread of its own; what each of them ended with."""
    start, ends = Barrier(len(acts)), [None] * len(acts)

    def run(place, act):
        start.wait()
        try:
            act()
        except (StaleRecord, TransitionNotAllowed) as refused:
            ends[place] = type(refused)
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ends


def test_of_a_return_and_an_approval_at_once_one_holds():
    cast = Cast()
    agreement = cast.walk(cast.draft(), "submit")
    seen = {"by": cast.hukum2, "expected_version": agreement.version}

    ends = at_once(
        lambda: move(agreement, Action.APPROVE, **seen),
        lambda: move(agreement, Action.RETURN, why="Tunggu", **seen),
    )

    assert sorted(map(str, ends)) == sorted(map(str, [None, StaleRecord]))
    status = Agreement.objects.get(pk=agreement.pk).status
    assert status == (Status.PARTNER_REVIEW if ends[0] is None else Status.DRAFTING)


def test_a_paper_issued_twice_at_once_is_kept_once():
    cast = Cast()
    agreement = cast.ready()

    ends = at_once(*[lambda: issue_for_signature(agreement, by=cast.kerjasama)] * 2)

    assert ends.count(None) == 1
    assert IssuedDocument.objects.count() == 1
