"""A reason reads in the reader's language; what somebody wrote stays as it was written."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.utils import translation

from agreements.workflow import Action as AgreementAction
from agreements.workflow import CommentAction
from config.reasons import USUAL, spoken
from cooperation.workflow import CandidateAction, FollowUpAction
from visits.workflow import Action

WRITTEN = re.compile(r"""why or "([^"]+)"|\bwhy(?:: str)? ?= ?"([a-z][^"]+)\"""")


def test_every_reason_that_a_service_writes_by_itself_can_be_read_out():
    services = [*Path(settings.BASE_DIR).glob("*/services/*.py"), *Path().glob("*/services.py")]
    written = {
        first or second
        for path in services
        for first, second in WRITTEN.findall(path.read_text(encoding="utf-8"))
    }

    assert len(services) > 10
    assert written == USUAL


def said(why, model="visits.visit"):
    return spoken(SimpleNamespace(why=why, model=model))


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_step_is_named_as_its_button_and_the_note_stays(language):
    with translation.override(language):
        assert said("close") == str(Action.CLOSE.label)
        assert said("close: sudah lengkap") == f"{Action.CLOSE.label}: sudah lengkap"


def test_the_same_word_is_another_step_of_another_record():
    candidate = said("approve", "cooperation.candidate")
    agreement = said("approve", "agreements.party")

    assert candidate == str(CandidateAction.APPROVE.label)
    assert agreement == str(AgreementAction.APPROVE.label)
    assert said("resolve", "agreements.comment") == str(CommentAction.RESOLVE.label)
    assert said("start", "cooperation.followup") == str(FollowUpAction.START.label)


def test_what_somebody_wrote_is_not_touched():
    assert said("alasan: karena hujan") == "alasan: karena hujan"
