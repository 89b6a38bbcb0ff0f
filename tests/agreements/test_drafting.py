"""A draft is opened from what was agreed in principle, and written by those who may."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from agreements.models import Agreement, AgreementKind
from agreements.services import content_of, edit_agreement
from agreements.wording import wording_of
from agreements.workflow import Locked, Status
from audit.models import StaleRecord
from cooperation.models import Candidate
from cooperation.permissions import NotPermitted, Permission
from cooperation.workflow import CandidateStatus
from tests.builders import make_candidate


def printed(agreement) -> dict[str, str]:
    """Heading → text of the articles, as the paper has them."""
    articles = wording_of(content_of(agreement)).printed()
    return {one.heading: " ".join(block.text for block in one.blocks) for one in articles}


def test_a_draft_takes_its_candidate_into_agreement(cast):
    agreement = cast.draft()

    cast.candidate.refresh_from_db()
    assert agreement.status == Status.DRAFTING
    assert agreement.drafted_by == cast.budi
    assert cast.candidate.status == CandidateStatus.IN_AGREEMENT
    assert cast.candidate.history.latest().history_user == cast.budi


def test_drafts_are_numbered_by_agency_and_year(cast):
    first, second = cast.draft(), cast.draft()

    year = cast.depok.today().year
    assert (first.reference, second.reference) == (f"NASKAH-{year}-0001", f"NASKAH-{year}-0002")


@pytest.mark.parametrize("status", ["identified", "approved", "offered", "dropped"])
def test_nothing_is_drafted_before_both_sides_agree_in_principle(cast, status):
    early = make_candidate(cast.depok, adopter=cast.batang, status=status)

    with pytest.raises(ValidationError, match="agreed in principle") as refused:
        cast.draft(candidate=early)

    assert list(refused.value.error_dict) == ["candidate"]
    assert not Agreement.objects.exists()


def test_an_agreement_that_came_about_outside_gets_a_candidate_of_its_own(cast):
    agreement = cast.draft(candidate=None)

    opened = agreement.candidate
    assert (opened.provider, opened.adopter) == (cast.depok, cast.batang)
    assert opened.status == CandidateStatus.IN_AGREEMENT
    assert opened.history.count() == 3  # opened, agreed outside, linked


def test_a_candidate_of_another_house_is_not_moved_by_the_partner(cast):
    kept = make_candidate(
        cast.depok, adopter=cast.batang, status="agreed", shared_at="2022-07-01T00:00Z"
    )

    with pytest.raises(ValidationError, match="kept by Pemerintah Kota Depok"):
        cast.draft(candidate=kept, owner=cast.batang, by=cast.partner)

    kept.refresh_from_db()
    assert kept.status == CandidateStatus.AGREED


def test_tono_cannot_draft_on_a_candidate_he_does_not_see(cast):
    with pytest.raises(ValidationError, match="not one you can see"):
        cast.draft(
            owner=cast.bogor,
            by=cast.tono,
            parties=[{"agency": cast.bogor}, {"agency": cast.batang}],
        )


def test_protocol_does_not_open_agreements(cast):
    with pytest.raises(NotPermitted):
        cast.draft(by=cast.sari)

    assert Candidate.objects.get(pk=cast.candidate.pk).status == CandidateStatus.AGREED


def test_everything_wrong_with_a_new_draft_is_said_at_once(cast):
    with pytest.raises(ValidationError) as refused:
        cast.draft(
            starts_on=date(2022, 8, 1),
            ends_on=date(2022, 7, 1),
            parties=[{"agency": cast.batang}, {"agency": cast.batang}, {}],
        )

    assert set(refused.value.error_dict) == {
        *("ends_on", "parties", "parties.1.agency", "parties.2.agency")
    }


def test_a_party_is_introduced_as_its_agency_is_known(cast):
    agreement = cast.draft(parties=[{"agency": cast.depok}, {"agency": cast.batang}])

    batang = agreement.parties.get(agency=cast.batang)
    assert batang.acting_for == "Pemerintah Kabupaten Batang"
    assert batang.address == "Jalan R.A. Kartini Nomor 1, Kabupaten Batang"


def test_a_joint_agreement_starts_with_sample_wording_and_the_facts_in_it(cast):
    agreement = cast.draft()

    headings = [article.heading for article in agreement.articles.all()]
    assert headings[0] == "Maksud dan Tujuan"
    assert headings[-1] == "Penutup"
    assert "selama 3 (tiga) tahun" in printed(agreement)["Jangka Waktu"]


def test_a_pks_says_the_rights_and_duties_of_each_party(cast):
    agreement = cast.draft(kind=AgreementKind.COOPERATION_AGREEMENT)

    headings = list(printed(agreement))
    assert "Hak dan Kewajiban PIHAK KESATU" in headings
    assert "Hak dan Kewajiban PIHAK KEDUA" in headings


def test_text_that_is_given_replaces_the_sample(cast):
    agreement = cast.draft(articles=[{"heading": "Objek", "body": "Aplikasi."}])

    assert [str(article) for article in agreement.articles.all()] == ["Objek"]


def test_braces_in_a_title_are_only_braces(cast):
    agreement = cast.draft(title="Portal {kind} {0} {")

    assert "Portal {kind} {0} {" in printed(agreement)["Objek"]


def test_the_head_is_corrected_with_a_reason_and_a_version(cast):
    agreement = cast.draft()

    edited = edit_agreement(
        agreement,
        by=cast.kerjasama,
        changes={"place": "Batang"},
        why="Tempat dipindahkan",
        expected_version=agreement.version,
    )

    assert edited.place == "Batang"
    assert edited.history.latest().history_change_reason == "Tempat dipindahkan"


def test_whoever_writes_over_a_newer_text_is_told(cast):
    agreement = cast.draft()
    edit_agreement(agreement, by=cast.kerjasama, changes={"place": "Batang"})

    with pytest.raises(StaleRecord) as told:
        edit_agreement(
            agreement, by=cast.budi, changes={"place": "Depok"}, expected_version=agreement.version
        )

    assert told.value.current == agreement.version + 1


def test_what_belongs_to_the_workflow_is_not_edited(cast):
    changes = {"status": "signed", "owner": cast.bogor}
    with pytest.raises(ValidationError) as refused:
        edit_agreement(cast.draft(), by=cast.budi, changes=changes)

    assert set(refused.value.error_dict) == {"status", "owner"}


def test_a_text_that_was_submitted_is_locked(cast):
    agreement = cast.walk(cast.draft(), "submit")

    with pytest.raises(Locked, match="Internal review"):
        edit_agreement(agreement, by=cast.budi, changes={"place": "Batang"})


def test_an_agreement_does_not_stand_under_itself(cast):
    above = cast.draft()
    below = cast.draft(parent=above)

    with pytest.raises(ValidationError, match="own kin"):
        edit_agreement(above, by=cast.budi, changes={"parent": below})


def test_an_agreement_that_is_not_seen_cannot_be_named_as_the_one_above(cast):
    hidden = cast.draft()
    own = make_candidate(cast.bogor, adopter=cast.batang, status="agreed")

    with pytest.raises(ValidationError, match="not one you can see"):
        cast.draft(
            candidate=own,
            owner=cast.bogor,
            by=cast.tono,
            parent=hidden,
            parties=[{"agency": cast.bogor}, {"agency": cast.batang}],
        )


def test_an_agreement_without_an_end_stays_in_force_and_never_expires(cast):
    agreement = cast.signed(cast.draft(term_text="sampai dengan selesai", ends_on=None))
    far = cast.depok.today() + timedelta(days=20_000)

    assert agreement.standing_on(far) == "active"
    assert agreement in Agreement.objects.in_force(far)
    assert agreement not in Agreement.objects.expiring(far, 90)


def test_a_year_from_a_leap_day_ends_on_the_last_of_february(cast):
    agreement = cast.signed(cast.draft(starts_on=date(2024, 2, 29), ends_on=date(2025, 2, 28)))

    assert agreement.standing_on(date(2025, 2, 28)) == "expiring"
    assert agreement.standing_on(date(2025, 3, 1)) == "expired"


def test_a_day_to_come_is_not_the_day_of_a_draft(cast):
    with pytest.raises(ValidationError, match="still to come"):
        cast.draft(on=cast.depok.today() + timedelta(days=1))


def test_a_draft_is_not_opened_in_the_name_of_the_partner(cast):
    with pytest.raises(NotPermitted) as refused:
        cast.draft(owner=cast.batang)

    assert refused.value.permission == Permission.AGREEMENT_CREATE
