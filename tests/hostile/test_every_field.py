"""Every text field of every model keeps what was typed as it was typed, or says what is wrong."""

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from cooperation.models.text import LONGEST_TEXT, Line, Prose
from tests.hostile.everything import make_everything, rows, save
from tests.hostile.samples import SURROGATE, TYPED, UNTYPED, fitted, models_with_text

pytestmark = pytest.mark.django_db


def test_nothing_that_is_typed_is_kept_in_a_plain_field():
    """A CharField beside Line and Prose has choices, or a form of its own that it is held to."""
    held = {"code", "path", "group", "kind", "content_type", "sha256", "link", "url", "nik", "nip"}
    held |= {"token", "salt", "secret"}
    for model in models_with_text():
        for field in model._meta.fields:
            if field.get_internal_type() in ("CharField", "TextField") and not field.choices:
                assert isinstance(field, Line | Prose) or field.name in held, field


def test_whatever_is_typed_is_kept_as_it_was_typed():
    make_everything()
    wrong = []
    for row, fields in rows():
        for name, sample in TYPED.items():
            wanted = {}
            for field in fields:
                # As the field would get it from a form: with the white space around it.
                fits = len(fitted(sample, None)) <= field.max_length
                given = sample if fits else fitted(sample, field.max_length)
                wanted[field.name] = fitted(sample, field.max_length)
                setattr(row, field.name, given)
            save(row)
            row.refresh_from_db()
            wrong += [
                (field, name) for field in fields if getattr(row, field.name) != wanted[field.name]
            ]
    assert wrong == []


def test_what_nobody_can_see_is_refused_field_by_field_and_said_in_a_sentence():
    make_everything()
    for sample in (UNTYPED | SURROGATE).values():
        for row, fields in rows():
            for field in fields:
                setattr(row, field.name, sample)
            with pytest.raises(ValidationError) as refused, transaction.atomic():
                save(row)
            told = refused.value.message_dict
            # What was imported is kept whole, however long: it has a limit of its own.
            fitting = {
                field.name
                for field in fields
                if LONGEST_TEXT < len(sample) <= (field.max_length or 0)
            }
            assert set(told) == {field.name for field in fields} - fitting
            for messages in told.values():
                assert all(message.endswith(".") for message in messages), messages


def test_a_line_takes_no_second_line():
    make_everything()
    for row, fields in rows():
        lines = [field for field in fields if isinstance(field, Line)]
        for field in lines:
            setattr(row, field.name, "satu\ndua")
        if lines:
            with pytest.raises(ValidationError) as refused:
                save(row)
            assert set(refused.value.message_dict) == {field.name for field in lines}
