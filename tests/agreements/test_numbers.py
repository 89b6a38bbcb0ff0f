"""Numbers are suggested, taken, used or void; what somebody types wins; nothing leaves the book."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from agreements.models import NumberReservation
from agreements.numbering import Made, number_from, problems_of_pattern
from agreements.services import (
    arrange_numbers,
    remove_party,
    reserve_number,
    set_party_number,
    suggested_number,
    void_number,
)
from cooperation.models import ClassificationCode
from cooperation.permissions import NotPermitted
from cooperation.services.reference import load_codes
from cooperation.workflow import ReasonRequired, TransitionNotAllowed
from tests.agreements.builders import Cast
from tests.proofs.threads import race


def arranged(cast, pattern="{code}/{seq}/{unit}/{year}", **facts):
    load_codes()
    code = ClassificationCode.objects.get(code="100.3.7.1")
    facts = {"unit": "KS", "classification": code, **facts}
    return arrange_numbers(owner=cast.depok, pattern=pattern, by=cast.budi, **facts)


def own_party(cast, **facts):
    sides = cast.sides()
    del sides[0]["number"]
    return cast.draft(parties=sides, **facts).parties.get(agency=cast.depok)


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("{code}/{seq}/{unit}/{year}", "100.3.7/7/KS/2026"),
        ("{seq:3}/{month_roman}/{year}", "007/XI/2026"),
        ("{seq}.{month}.{year}", "7.11.2026"),
    ],
)
def test_a_number_is_made_up_as_the_pattern_says(pattern, expected):
    assert number_from(pattern, Made(7, date(2026, 11, 3), "100.3.7", "KS")) == expected


def test_a_part_that_is_empty_leaves_no_double_stroke():
    assert number_from("{code}/{seq}/{unit}/{year}", Made(1, date(2026, 1, 2))) == "1/2026"


@pytest.mark.parametrize(
    "pattern",
    ["{code}/{year}", "{seq}/{unit}", "{seq}/{seq}/{year}", "{nomor}/{year}", "{seq/{year}"],
)
def test_a_pattern_that_cannot_tell_numbers_apart_is_refused(cast, pattern):
    assert problems_of_pattern(pattern)
    with pytest.raises(ValidationError) as refused:
        arrange_numbers(owner=cast.depok, pattern=pattern, by=cast.budi)
    assert list(refused.value.error_dict) == ["pattern"]


def test_a_suggestion_takes_nothing(cast):
    arranged(cast)
    party, year = own_party(cast), cast.depok.today().year

    assert [suggested_number(party) for _turn in range(2)] == [f"100.3.7.1/1/KS/{year}"] * 2
    assert not NumberReservation.objects.exists()


def test_a_number_that_is_taken_stands_at_the_party_and_in_the_book(cast):
    arranged(cast)
    party = own_party(cast)

    taken = reserve_number(party=party, by=cast.kerjasama)

    party.refresh_from_db()
    assert party.number == taken.number == f"100.3.7.1/1/KS/{cast.depok.today().year}"
    assert (taken.status, taken.reserved_by) == ("reserved", cast.kerjasama)
    assert suggested_number(own_party(cast)).startswith("100.3.7.1/2/")


def test_each_kind_counts_by_the_pattern_of_its_own(cast):
    arranged(cast)
    arranged(cast, pattern="PKS/{seq}/{year}", kind="cooperation_agreement")
    reserve_number(party=own_party(cast), by=cast.budi)

    pks = reserve_number(party=own_party(cast, kind="cooperation_agreement"), by=cast.budi)

    assert pks.number == f"PKS/1/{cast.depok.today().year}"


def test_the_partner_keeps_numbers_of_its_own(cast):
    arranged(cast)
    batang = cast.draft().parties.get(agency=cast.batang)

    assert suggested_number(batang) == ""
    with pytest.raises(ValidationError) as refused:
        reserve_number(party=batang, by=cast.budi)
    assert list(refused.value.error_dict) == ["party"]


def test_a_typed_number_wins_and_the_taken_one_is_void_when_it_is_signed(cast):
    arranged(cast)
    party = own_party(cast)
    taken = reserve_number(party=party, by=cast.budi)
    set_party_number(party, number="134.4/9/2026", by=cast.kerjasama, why="Dari buku agenda")

    cast.signed(party.agreement)

    party.refresh_from_db()
    taken.refresh_from_db()
    assert party.number == "134.4/9/2026"
    assert (taken.status, taken.void_reason) == ("void", "another number was noted")


def test_a_number_is_used_once_the_agreement_is_signed_and_is_not_voided_then(cast):
    arranged(cast)
    party = own_party(cast)
    taken = reserve_number(party=party, by=cast.budi)
    cast.signed(party.agreement)

    taken.refresh_from_db()
    assert taken.status == "used"
    with pytest.raises(TransitionNotAllowed, match="signed paper"):
        void_number(taken, by=cast.budi, why="Salah")


def test_a_void_number_stays_with_its_reason_and_is_never_given_again(cast):
    arranged(cast)
    party = own_party(cast)
    taken = reserve_number(party=party, by=cast.budi)

    with pytest.raises(ReasonRequired):
        void_number(taken, by=cast.budi, why=" ")
    void_number(taken, by=cast.budi, why="Salah agenda")

    party.refresh_from_db()
    taken.refresh_from_db()
    assert (party.number, taken.void_reason) == ("", "Salah agenda")
    assert reserve_number(party=party, by=cast.budi).sequence == taken.sequence + 1


def test_what_was_taken_for_a_text_that_came_to_nothing_is_void(cast):
    arranged(cast)
    party = own_party(cast)
    taken = reserve_number(party=party, by=cast.budi)

    cast.walk(party.agreement, "void")

    taken.refresh_from_db()
    assert (taken.status, taken.void_reason) == ("void", "Batal dilanjutkan")


def test_a_party_with_a_number_taken_for_it_can_be_removed(cast):
    arranged(cast)
    sides = [*cast.sides(), {"agency": cast.bappeda}]
    unit = cast.draft(parties=sides).parties.get(agency=cast.bappeda)
    taken = reserve_number(party=unit, by=cast.budi)

    remove_party(unit, by=cast.budi)

    taken.refresh_from_db()
    assert (taken.status, taken.party) == ("void", None)


@pytest.mark.parametrize("who", ["sari", "ratna", "partner", "tono"])
def test_others_take_no_numbers_and_arrange_none(cast, who):
    arranged(cast)
    by = getattr(cast, who)

    with pytest.raises(NotPermitted):
        reserve_number(owner=cast.depok, kind="joint_agreement", purpose="x", by=by)
    with pytest.raises(NotPermitted):
        arrange_numbers(owner=cast.depok, pattern="{seq}/{year}", by=by)


def test_numbers_are_taken_and_voided_on_the_pages(cast, as_person):
    client = as_person(cast.kerjasama)
    client.post(
        reverse("number_patterns"),
        {"owner": cast.depok.pk, "kind": "", "pattern": "{seq:3}/{year}", "unit": ""},
    )
    party = own_party(cast)
    at = [party.agreement_id, party.pk]
    page = client.get(reverse("party", args=at)).content.decode()
    client.post(reverse("party_reserve", args=at))
    client.post(
        reverse("number_reserve"),
        {"owner": cast.depok.pk, "kind": "joint_agreement", "purpose": "Naskah lama"},
    )
    second, first = NumberReservation.objects.all()
    void = reverse("number_void", args=[second.pk])
    client.post(void, {"why": "Tidak jadi", "version": second.version})
    book = client.get(reverse("number_register")).content.decode()

    year = cast.depok.today().year
    assert f"001/{year}" in page
    assert (first.number, second.number) == (f"001/{year}", f"002/{year}")
    assert "Tidak jadi" in book
    assert first.number in book


def test_a_pattern_that_is_refused_says_what_may_stand_in_it(cast, as_person):
    facts = {"owner": cast.depok.pk, "kind": "", "pattern": "{nomor}/{year}"}

    page = as_person(cast.budi).post(reverse("number_patterns"), facts)

    assert "{month_roman}" in page.content.decode()
    assert 'value="{nomor}/{year}"' in page.content.decode()


def test_strangers_and_partners_see_no_number_of_the_office(cast, as_person):
    arranged(cast)
    taken = reserve_number(party=own_party(cast), by=cast.budi)

    for who in (cast.tono, cast.partner):
        client = as_person(who)
        for name in ("number_register", "number_patterns"):
            assert "/KS" not in client.get(reverse(name)).content.decode()
        assert client.post(reverse("number_void", args=[taken.pk]), {"why": "x"}).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_of_many_who_take_numbers_at_once_each_gets_another_one():
    cast = Cast()
    arranged(cast)

    def take(_place):
        taken = [
            reserve_number(owner=cast.depok, kind="joint_agreement", purpose="x", by=cast.budi)
            for _turn in range(3)
        ]
        return [one.sequence for one in taken]

    taken = race(8, take)

    assert sorted(number for numbers in taken for number in numbers) == list(range(1, 25))
    assert NumberReservation.objects.count() == 24
