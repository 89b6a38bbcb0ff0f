"""A reason reads in the reader's language; what somebody wrote stays as it was written."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from config.reasons import USUAL, spoken
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


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_step_is_named_as_its_button_and_the_note_stays(language):
    with translation.override(language):
        assert spoken("close") == str(Action.CLOSE.label)
        assert spoken("close: sudah lengkap") == f"{Action.CLOSE.label}: sudah lengkap"


def test_what_somebody_wrote_is_not_touched():
    assert spoken("alasan: karena hujan") == "alasan: karena hujan"
