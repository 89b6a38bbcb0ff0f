"""Texts that stand under each other, by two changes in one moment, hold nobody up."""

import pytest
from django.core.exceptions import ValidationError

from agreements.services import edit_agreement
from audit.recording import record
from tests.builders import TEST


def test_a_text_cannot_be_put_into_a_circle_that_is_there(cast):
    first, second, third = cast.draft(), cast.draft(), cast.draft()
    first.parent, second.parent = second, first
    for text in (first, second):
        record(text, by=TEST)

    with pytest.raises(ValidationError) as refused:
        edit_agreement(third, by=cast.budi, changes={"parent": first})

    assert "parent" in refused.value.message_dict
