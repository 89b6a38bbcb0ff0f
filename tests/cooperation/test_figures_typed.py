"""Figures are read as the language of whoever types them writes them."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from cooperation.forms import CountField, FigureField

TYPED = [
    ("id", "21,7", "21.7"),
    ("id", "21.7", "21.7"),
    ("id", "3.4256", "3.4256"),
    ("id", "18.250", "18250"),
    ("id", "-18.250", "-18250"),
    ("id", "1.234.567,5", "1234567.5"),
    ("id", "0.125", "0.125"),
    ("id", "18250", "18250"),
    ("en", "21.7", "21.7"),
    ("en", "21,7", "21.7"),
    ("en", "18,250", "18250"),
    ("en", "18.250", "18.25"),
    ("en", "1,234,567.5", "1234567.5"),
]


@pytest.mark.parametrize(("language", "typed", "meant"), TYPED)
def test_a_figure_is_what_its_writer_meant(language, typed, meant):
    with translation.override(language):
        assert FigureField().clean(f" {typed} ") == Decimal(meant)


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("typed", ["dua", "1.2.3", "1,2,3", "18.25.000", "1.234,5,6", "٣.١٤x"])
def test_what_is_no_figure_is_not_guessed_at(language, typed):
    with translation.override(language), pytest.raises(ValidationError):
        FigureField().clean(typed)


@pytest.mark.parametrize(
    ("language", "typed", "meant"),
    [("id", "1.000", 1000), ("id", "1.250", 1250), ("en", "1,250", 1250), ("id", "25", 25)],
)
def test_a_thousand_people_are_not_one(language, typed, meant):
    with translation.override(language):
        assert CountField().clean(typed) == meant


@pytest.mark.parametrize("typed", ["2,5", "2.5", "1.00.0"])
def test_half_a_person_is_not_counted(typed):
    with translation.override("id"), pytest.raises(ValidationError):
        CountField().clean(typed)
