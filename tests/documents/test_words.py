from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from documents import words

DAY_OF_THE_VISIT = date(2022, 7, 12)


@pytest.mark.parametrize(
    ("number", "spelt"),
    [
        (0, "nol"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (12, "dua belas"),
        (20, "dua puluh"),
        (100, "seratus"),
        (111, "seratus sebelas"),
        (1000, "seribu"),
        (2000, "dua ribu"),
        (2022, "dua ribu dua puluh dua"),
        (1_001_000, "satu juta seribu"),
        (150_000_000, "seratus lima puluh juta"),
    ],
)
def test_a_number_is_spelt_as_offices_spell_it(number, spelt):
    assert words.number_in_words(number) == spelt


def test_a_term_is_given_in_figures_and_words():
    assert words.number_with_words(3) == "3 (tiga)"


def test_an_amount_is_given_in_figures_and_words():
    assert words.rupiah(150_000_000) == "Rp150.000.000,00 (seratus lima puluh juta rupiah)"
    assert words.rupiah(Decimal("1250.50")).startswith("Rp1.250,50 (seribu dua ratus lima puluh")


def test_an_agreement_opens_with_its_day_in_words():
    assert words.date_in_words(DAY_OF_THE_VISIT) == (
        "Selasa tanggal dua belas bulan Juli tahun dua ribu dua puluh dua (12-07-2022)"
    )


def test_a_date_stays_indonesian_for_an_english_reader():
    with translation.override("en"):
        assert words.date_long(DAY_OF_THE_VISIT) == "12 Juli 2022"
        assert words.weekday(DAY_OF_THE_VISIT) == "Selasa"


def test_every_weekday_and_month_has_its_name():
    assert [words.weekday(date(2022, 7, day)) for day in range(11, 18)] == list(words.WEEKDAYS)
    assert words.date_long(date(2026, 2, 1)) == "1 Februari 2026"
    assert words.date_long(date(2026, 12, 31)) == "31 Desember 2026"


def test_only_the_first_party_has_two_names():
    assert words.party_ordinal(1) == "KESATU"
    assert words.party_ordinal(1, style="PERTAMA") == "PERTAMA"
    assert words.party_ordinal(2, style="PERTAMA") == "KEDUA"
    assert words.party_ordinal(10) == "KESEPULUH"


@pytest.mark.parametrize(("position", "style"), [(0, "KESATU"), (11, "KESATU"), (1, "SATU")])
def test_a_party_that_has_no_name_is_refused(position, style):
    with pytest.raises(ValueError, match="part"):
        words.party_ordinal(position, style=style)


@pytest.mark.parametrize(
    ("number", "numeral"),
    [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (40, "XL"), (90, "XC"), (2026, "MMXXVI")],
)
def test_sections_are_counted_in_roman_numerals(number, numeral):
    assert words.roman(number) == numeral
