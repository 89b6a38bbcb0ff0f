"""The dates that matter, each against days that were counted by hand."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from agreements.models import Agreement
from agreements.reports import dates_that_matter, months_later
from agreements.services import note_original, report_on, set_party_number
from audit.recording import record
from tests.builders import TEST
from tests.query_counts import queries_of


def signed(cast, *, numbers=True, originals=True, **facts):
    """Signed today, with nothing else to wait for unless that is asked about."""
    agreement = cast.signed(cast.draft(**facts))
    for party in agreement.parties.all():
        if numbers and not party.number:
            set_party_number(party, number=f"100/{party.pk}", by=cast.kerjasama)
        if originals:
            note_original(party, received_on=cast.depok.today(), by=cast.kerjasama)
    return Agreement.objects.get(pk=agreement.pk)


def put(row, **facts):
    """Say that something happened at another time than now."""
    row.refresh_from_db()
    for name, value in facts.items():
        setattr(row, name, value)
    record(row, by=TEST)


def codes_on(day):
    return [due.code for due in dates_that_matter(day)]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2030, 10, 1), []),
        (date(2030, 10, 2), ["expiry_90"]),  # 2030-12-31 is 90 days later
        (date(2030, 11, 1), ["expiry_60"]),
        (date(2030, 12, 1), ["expiry_30"]),
        (date(2030, 12, 23), ["expiry_30"]),
        (date(2030, 12, 24), ["expiry_7"]),
        (date(2030, 12, 31), ["expiry_0"]),
        (date(2031, 1, 5), ["expiry_0"]),
    ],
)
def test_the_end_of_a_term_is_told_at_five_steps(cast, day, expected):
    agreement = signed(cast, starts_on=date(2026, 1, 1), ends_on=date(2030, 12, 31))
    put(agreement, renewal_notice_days=1000)

    assert [code for code in codes_on(day) if code != "renewal"] == expected


def test_the_notice_of_renewal_is_told_as_many_days_ahead_as_the_agreement_says(cast):
    agreement = signed(cast, starts_on=date(2026, 1, 1), ends_on=date(2030, 12, 31))
    put(agreement, renewal_notice_days=180)

    assert "renewal" not in codes_on(date(2030, 7, 3))
    assert "renewal" in codes_on(date(2030, 7, 4))
    assert "renewal" not in codes_on(date(2031, 1, 1))


def test_an_addendum_that_extends_the_term_moves_its_end(cast):
    base = signed(cast, starts_on=date(2026, 1, 1), ends_on=date(2030, 12, 31))
    signed(cast, kind="addendum", amends=base, ends_on=date(2032, 12, 31))

    assert codes_on(date(2030, 12, 31)) == []
    assert "expiry_0" in codes_on(date(2032, 12, 31))


def test_what_is_renewed_says_nothing_of_its_end(cast):
    old = signed(cast, starts_on=date(2026, 1, 1), ends_on=date(2030, 12, 31))
    signed(cast, renews=old, starts_on=date(2031, 1, 1), ends_on=date(2035, 12, 31))

    assert codes_on(date(2030, 12, 31)) == []


def test_what_has_no_end_has_no_date(cast):
    signed(cast, term_text="sampai dengan selesai")

    assert codes_on(date(2099, 1, 1)) == []


def test_reports_are_owed_two_weeks_after_each_period_until_they_are_written(cast):
    agreement = signed(cast, starts_on=date(2027, 1, 1), reporting_period="semester")
    put(agreement, signed_on=date(2026, 12, 31))

    assert "report" not in codes_on(date(2027, 7, 13))
    (due,) = [one for one in dates_that_matter(date(2027, 7, 14)) if one.code == "report"]
    assert due.facts["period_from"] == "2027-01-01"
    assert due.facts["period_until"] == "2027-06-30"


def test_a_period_that_is_reported_on_is_owed_no_more(cast):
    first = cast.depok.today() - timedelta(days=100)
    agreement = signed(cast, starts_on=first, reporting_period="quarter")
    put(agreement, signed_on=first)
    today = cast.depok.today()
    later = first + timedelta(days=110)
    assert "report" in codes_on(later)

    report_on(
        agreement,
        period_from=first,
        period_until=months_later(first, 3) - timedelta(days=1),
        progress="Berjalan baik",
        by=cast.kerjasama,
    )

    assert today < later
    assert "report" not in codes_on(later)


def test_a_partner_whose_number_is_missing_is_named_after_two_weeks(cast):
    agreement = cast.signed()
    for party in agreement.parties.all():
        note_original(party, received_on=cast.depok.today(), by=cast.kerjasama)
    today = cast.depok.today()

    assert codes_on(today + timedelta(days=13)) == []
    (due,) = dates_that_matter(today + timedelta(days=14))
    assert (due.code, due.facts["parties"]) == ("number", ["Pemerintah Kabupaten Batang"])


def test_a_missing_signature_is_told_two_weeks_after_the_paper_was_issued(cast):
    cast.walk(cast.ready(), "issue")
    today = cast.depok.today()

    assert codes_on(today + timedelta(days=13)) == []
    (due,) = dates_that_matter(today + timedelta(days=14))
    assert due.code == "signature"
    assert len(due.facts["parties"]) == 2


def test_the_partners_original_is_awaited_for_a_month_unless_it_was_signed_electronically(cast):
    agreement = signed(cast, originals=False)
    today = cast.depok.today()

    assert codes_on(today + timedelta(days=29)) == []
    assert codes_on(today + timedelta(days=30)) == ["original"]
    for party in agreement.parties.all():
        put(party, signature_method="electronic")
    assert codes_on(today + timedelta(days=30)) == []


def test_the_month_after_the_thirty_first_is_its_last_day():
    assert months_later(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert months_later(date(2023, 11, 30), 3) == date(2024, 2, 29)


def test_finding_dates_costs_the_same_for_one_and_for_many(cast):
    signed(cast, starts_on=date(2026, 1, 1), ends_on=date(2030, 12, 31))
    one = queries_of(lambda: dates_that_matter(date(2030, 12, 31)))
    for _turn in range(5):
        signed(cast, starts_on=date(2026, 1, 1), ends_on=date(2030, 12, 31))

    assert queries_of(lambda: dates_that_matter(date(2030, 12, 31))) == one


def test_the_page_shows_what_comes_and_to_strangers_nothing(cast, as_person):
    today = cast.depok.today()
    agreement = signed(cast, starts_on=today, ends_on=today + timedelta(days=20))
    url = reverse("agreement_dates")

    ours = as_person(cast.kerjasama).get(url).content.decode()
    theirs = [as_person(who).get(url).content.decode() for who in (cast.partner, cast.tono)]
    of_one = as_person(cast.kerjasama).get(reverse("agreement", args=[agreement.pk]))

    assert agreement.title in ours
    assert not any(agreement.title in page for page in theirs)
    assert [due.code for due in of_one.context["dates"]]


def test_a_report_is_written_on_its_page_by_those_who_carry_it_out(cast, as_person):
    agreement = signed(cast, starts_on=date(2026, 1, 1), reporting_period="quarter")
    url = reverse("monitoring_new", args=[agreement.pk])
    facts = {"period_from": "2026-01-01", "period_until": "2026-03-31", "progress": "Berjalan"}

    client = as_person(cast.kerjasama)
    prefilled = client.get(url).context["form"].initial
    client.post(url, facts)
    again = client.post(url, facts)

    assert prefilled["period_from"] == date(2026, 1, 1)
    assert agreement.reports.get().progress == "Berjalan"
    assert "period_until" in again.context["form"].errors
    assert as_person(cast.sari).post(url, facts).status_code == 403
    assert as_person(cast.tono).post(url, facts).status_code == 404
