"""What is written anew after a first text was sent: the partner reads none of it, anywhere."""

import pytest
from django.urls import reverse

from agreements.services import content_of, edit_agreement
from audit.recording import record
from cooperation.reports import history_of
from cooperation.services import share
from tests.builders import TEST, make_candidate, make_topic
from visits.models import Outcome
from visits.services import log_visit, open_candidate_from

SECRET = "Judul yang belum dikirim"


@pytest.fixture
def rewritten(cast):
    """Sent once, sent back, and now under a new title that only Depok knows."""
    agreement = cast.walk(cast.draft(), "submit", "approve", "partner_changes")
    return edit_agreement(agreement, by=cast.budi, changes={"title": SECRET, "place": "Jakarta"})


@pytest.fixture
def partner(client, cast):
    client.force_login(cast.partner)
    return client


def test_the_history_names_each_step_without_the_new_title(cast, rewritten):
    agreement = cast.walk(rewritten, "submit")

    entries = history_of(agreement, cast.partner, limit=100).entries

    assert entries
    assert SECRET not in str(entries)
    assert SECRET in str(history_of(agreement, cast.budi, limit=100).entries)


def test_no_page_of_the_partner_says_the_new_title(cast, rewritten, partner):
    agreement = cast.walk(rewritten, "submit")
    pages = [
        reverse("home"),
        reverse("agreement_list"),
        reverse("agreement", args=[agreement.pk]),
        reverse("history", args=["agreement", agreement.pk]),
        reverse("agreement_new"),
        reverse("agency", args=[cast.depok.pk]),
    ]
    for page in pages:
        answer = partner.get(page)
        assert answer.status_code == 200, page
        assert SECRET not in answer.content.decode(), page


def test_the_visit_it_came_from_does_not_say_the_new_title(cast, client):
    visit = log_visit(
        owner=cast.depok,
        facts={
            "entry_mode": "retrospective",
            "actual_start": cast.depok.today(),
            "source_note": "Kastara.ID",
        },
        hosts=[{"agency": cast.depok}],
        delegations=[{"agency": cast.batang}],
        topics=[{"topic": make_topic(cast.depok)}],
        by=cast.sari,
    )
    candidate = open_candidate_from(
        visit.discussions.get(),
        title="Teman Litbang",
        provider=cast.depok,
        adopter=cast.batang,
        by=cast.sari,
    )
    candidate.status = "agreed"
    share(candidate)
    record(candidate, by=TEST)
    sent = cast.walk(cast.draft(candidate=candidate), "submit", "approve", "partner_changes")
    sent = edit_agreement(sent, by=cast.budi, changes={"title": SECRET})
    assert visit.discussions.get().outcome == Outcome.CANDIDATE
    at = reverse("visit", args=[visit.pk])

    client.force_login(cast.partner)
    told = client.get(at).content.decode()
    client.force_login(cast.budi)
    whole = client.get(at).content.decode()

    assert sent.reference in told
    assert SECRET not in told
    assert SECRET in whole


def test_an_agreement_of_the_partners_own_does_not_print_the_new_title(cast, rewritten):
    own = make_candidate(cast.batang, adopter=cast.depok, status="agreed")
    under = cast.draft(
        candidate=own, owner=cast.batang, kind="cooperation_agreement", parent=rewritten,
        by=cast.partner,
    )  # fmt: skip

    above = content_of(under)["parent"]

    assert above["title"] == rewritten.revisions.get().content["title"]
    assert above["dated_on"] == "2022-07-12"
    assert SECRET not in str(history_of(under, cast.partner, limit=100).entries)


def test_a_draft_above_that_was_never_sent_is_named_by_its_number(cast):
    """A unit that is a party of its house's draft sees that there is one, not what it says."""
    from_bappeda = cast.draft(
        parties=[{**cast.sides()[0], "agency": cast.bappeda}, cast.sides()[1]]
    )
    content = content_of(cast.draft(parent=from_bappeda))

    assert content["parent"]["title"] == from_bappeda.title  # the same house


def test_the_list_of_agreements_to_stand_under_does_not_say_the_new_title(cast, rewritten, partner):
    own = make_candidate(cast.batang, adopter=cast.depok, status="agreed")
    draft = cast.draft(candidate=own, owner=cast.batang, by=cast.partner)

    page = partner.get(reverse("agreement_edit", args=[draft.pk])).content.decode()

    assert rewritten.reference in page
    assert SECRET not in page
