"""Numbers, dates and ordinals in the Indonesian of official paper.

Paper does not change with the reader's language, so nothing here asks gettext.
"""

from datetime import date
from decimal import Decimal

from lokal import terbilang

WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
# A list of our own: by rule "the 1st" is always PERTAMA, while most offices write KESATU.
ORDINALS = (
    "KESATU",
    "KEDUA",
    "KETIGA",
    "KEEMPAT",
    "KELIMA",
    "KEENAM",
    "KETUJUH",
    "KEDELAPAN",
    "KESEMBILAN",
    "KESEPULUH",
)
FIRST_STYLES = ("KESATU", "PERTAMA")
ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)


def number_in_words(number: int) -> str:
    return terbilang(number)


def number_with_words(number: int) -> str:
    """3 → "3 (tiga)", as terms and counts are written in agreements."""
    return f"{number} ({terbilang(number)})"


def rupiah(amount: int | Decimal) -> str:
    """150000000 → "Rp150.000.000,00 (seratus lima puluh juta rupiah)"."""
    exact = Decimal(amount).quantize(Decimal("0.01"))
    figures = f"{exact:,.2f}".translate(str.maketrans(",.", ".,"))
    rounded = int(exact) if exact == exact.to_integral_value() else exact
    return f"Rp{figures} ({terbilang(rounded, currency=True)})"


def weekday(day: date) -> str:
    return WEEKDAYS[day.weekday()]


def date_long(day: date) -> str:
    """12 July 2022 → "12 Juli 2022"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def date_in_words(day: date) -> str:
    """The day as an agreement opens with it, spelt out and then in figures.

    12 July 2022 → "Selasa tanggal dua belas bulan Juli tahun dua ribu dua puluh dua (12-07-2022)".
    """
    return (
        f"{weekday(day)} tanggal {terbilang(day.day)} bulan {MONTHS[day.month - 1]}"
        f" tahun {terbilang(day.year)} ({day:%d-%m-}{day.year:04})"
    )


def party_ordinal(position: int, *, style: str = "KESATU") -> str:
    """The word after PIHAK: 1 → "KESATU" (or "PERTAMA"), 2 → "KEDUA", …, 10 → "KESEPULUH"."""
    if style not in FIRST_STYLES:
        raise ValueError(f"the first party is called KESATU or PERTAMA, not {style}")
    if not 1 <= position <= len(ORDINALS):
        raise ValueError(f"an agreement has 1 to {len(ORDINALS)} parties, not {position}")

    return style if position == 1 else ORDINALS[position - 1]


def roman(number: int) -> str:
    if number < 1:
        raise ValueError(f"there is no roman numeral for {number}")
    numeral = ""
    for value, sign in ROMAN:
        times, number = divmod(number, value)
        numeral += sign * times
    return numeral
