"""Finding agreements: what the filters find, and what they must not let anybody guess."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from agreements.filters import AgreementFilter
from agreements.models import Agreement
from agreements.services import edit_agreement
from tests.builders import make_affair, make_candidate, make_topic


def found(user, **asked):
    rows = Agreement.objects.visible_to(user)
    chosen = AgreementFilter(asked, rows, request=SimpleNamespace(user=user))
    assert chosen.is_valid(), chosen.errors
    return list(chosen.qs)


@pytest.fixture
def joint(cast):
    today = cast.depok.today()
    return cast.signed(
        cast.draft(starts_on=today - timedelta(days=300), ends_on=today + timedelta(days=60))
    )


@pytest.fixture
def draft(cast, joint):
    return cast.draft(title="Pertukaran data kemiskinan", kind="cooperation_agreement")


def test_by_status_and_kind(cast, joint, draft):
    assert found(cast.ratna, status=["signed"]) == [joint]
    assert found(cast.ratna, status=["signed", "drafting"]) == [draft, joint]
    assert found(cast.ratna, kind=["cooperation_agreement"]) == [draft]


def test_by_party_with_its_units(cast, joint):
    sides = cast.sides()
    with_bappeda = cast.draft(parties=[{**sides[0], "agency": cast.bappeda}, sides[1]])

    assert found(cast.ratna, agency=cast.bappeda.pk) == [with_bappeda]
    assert found(cast.ratna, agency=cast.depok.pk) == [with_bappeda, joint]
    assert found(cast.ratna, agency=cast.bogor.pk) == []


def test_by_affair_of_the_candidate(cast, joint):
    social = make_affair("1.06", "Sosial")
    topic = make_topic(cast.depok, affair=social)
    poor = make_candidate(cast.depok, adopter=cast.batang, status="agreed", topic=topic)
    about = cast.draft(candidate=poor)

    assert found(cast.ratna, affair="1.06") == [about]
    assert found(cast.ratna, candidate=poor.pk) == [about]


def test_by_day_of_signing_and_of_the_end(cast, joint, draft):
    today = joint.signed_on

    assert found(cast.ratna, since=today, until=today) == [joint]
    assert found(cast.ratna, until=today - timedelta(days=1)) == []
    assert found(cast.ratna, expiring_within=60) == [joint]
    assert found(cast.ratna, expiring_within=59) == []
    assert found(cast.ratna, in_force=True) == [joint]
    assert found(cast.ratna, in_force=False) == [draft]


def test_every_word_has_to_be_found(cast, joint, draft):
    assert found(cast.ratna, search="litbang batang") == [joint]
    assert found(cast.ratna, search="kemiskinan") == [draft]
    assert found(cast.ratna, search="litbang kemiskinan") == []
    assert found(cast.ratna, search=joint.reference) == [joint]
    assert found(cast.ratna, search="100.3.7/45") == [draft, joint]


def test_the_partner_finds_by_what_was_sent_not_by_what_is_being_written(cast):
    agreement = cast.walk(cast.draft(), "submit", "approve", "partner_changes")
    edit_agreement(agreement, by=cast.budi, changes={"title": "Judul rahasia"})

    assert found(cast.budi, search="rahasia") == [agreement]
    assert found(cast.partner, search="rahasia") == []
    assert found(cast.partner, search="litbang") == [agreement]


def test_the_last_days_of_drafts_do_not_show_in_the_order(cast, joint):
    early = cast.draft(ends_on=date(2001, 1, 1))
    late = cast.draft(ends_on=date(2099, 1, 1))

    assert found(cast.ratna, ordering="ends_on") == [joint, late, early]
    assert found(cast.ratna, ordering="-ends_on") == [joint, late, early]


def test_an_order_that_is_not_offered_is_refused(cast, joint):
    asked = AgreementFilter(
        {"ordering": "council_reason"},
        Agreement.objects.all(),
        request=SimpleNamespace(user=cast.ratna),
    )

    assert "ordering" in asked.errors


def test_tono_finds_nothing_whatever_he_asks(cast, joint):
    for asked in ({}, {"search": "litbang"}, {"agency": cast.depok.pk}, {"in_force": True}):
        assert found(cast.tono, **asked) == []


def test_a_candidate_that_is_not_seen_cannot_be_asked_for(cast, joint):
    asked = AgreementFilter(
        {"candidate": joint.candidate_id},
        Agreement.objects.all(),
        request=SimpleNamespace(user=cast.tono),
    )

    assert "candidate" in asked.errors
