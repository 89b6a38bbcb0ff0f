"""Sixteen clerks register letters around New Year: no gap, no double, nobody is turned away."""

from collections import Counter
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from cooperation.models import NumberSequence
from cooperation.permissions import Role
from cooperation.services.numbers import next_number
from tests.builders import make_agency, make_person
from tests.proofs.threads import race
from visits.models import Visit
from visits.services import log_visit

pytestmark = pytest.mark.django_db(transaction=True)

CLERKS = 16
NEW_YEAR = [date(2025, 12, 31), date(2026, 1, 1)]


@pytest.mark.parametrize(
    "letters", [5, pytest.param(100, marks=pytest.mark.proof)], ids=["sample", "full"]
)
def test_numbers_have_no_gap_and_no_double_across_new_year(letters):
    depok, batang = make_agency("Pemerintah Kota Depok"), make_agency("Pemerintah Kabupaten Batang")
    clerks = [make_person(f"sari{place}", depok, Role.PROTOCOL) for place in range(CLERKS)]

    def register(place):
        for turn in range(letters):
            log_visit(
                owner=depok,
                facts={"theme": f"{place}/{turn}"},
                hosts=[{"agency": depok}],
                delegations=[{"agency": batang}],
                by=clerks[place],
                on=NEW_YEAR[(place + turn) % 2],
            )

    assert race(CLERKS, register) == [None] * CLERKS
    expected = Counter(NEW_YEAR[(p + t) % 2].year for p in range(CLERKS) for t in range(letters))
    for year, count in expected.items():
        numbers = Visit.objects.filter(owner=depok, year=year).values_list("number", flat=True)
        assert sorted(numbers) == list(range(1, count + 1))


def test_a_number_is_free_again_when_its_transaction_fails():
    depok = make_agency("Pemerintah Kota Depok")

    def fail():
        with transaction.atomic():
            assert next_number(depok, "visit", year=2026) == 1
            raise IntegrityError

    with pytest.raises(IntegrityError):
        fail()

    with transaction.atomic():
        assert next_number(depok, "visit", year=2026) == 1


def test_a_number_is_not_given_outside_the_transaction_that_uses_it():
    with pytest.raises(transaction.TransactionManagementError):
        next_number(make_agency(), "visit", year=2026)


def test_without_the_lock_the_same_race_gives_doubles():
    """The negative control: reading the last number and adding one is what others do."""
    if connection.vendor == "sqlite":
        pytest.skip("a writing SQLite transaction is alone: there is no lock to take away")
    depok = make_agency("Pemerintah Kota Depok")
    NumberSequence.objects.create(agency=depok, kind="visit", year=2026)

    def unlocked(_place):
        taken = []
        for _turn in range(20):
            with transaction.atomic():
                sequence = NumberSequence.objects.get(agency=depok, kind="visit", year=2026)
                sequence.last += 1
                sequence.save(update_fields=["last"])
                taken.append(sequence.last)
        return taken

    numbers = [number for taken in race(CLERKS, unlocked) for number in taken]
    assert len(set(numbers)) < len(numbers)
