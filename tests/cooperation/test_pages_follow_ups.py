"""Follow-ups on pages: who owes what by when."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cooperation.models import FollowUp
from cooperation.services import move_follow_up
from tests.cooperation.builders import LONG_AGO

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_person(client):
    def enter(user):
        client.force_login(user)
        return client

    return enter


def test_dewi_plans_what_agus_owes(towns, as_person):
    candidate = towns.candidate()
    facts = {"title": "Kirim KAK", "unit": towns.bappeda.pk, "assignee": towns.agus.pk}
    facts |= {"due_on": "2030-01-31"}

    as_person(towns.dewi).post(reverse("follow_up_new", args=[candidate.pk]), facts)

    planned = FollowUp.objects.get()
    assert (planned.candidate, planned.unit, planned.assignee) == (
        candidate,
        towns.bappeda,
        towns.agus,
    )


def test_a_person_of_another_house_is_not_offered_and_not_taken(towns, as_person):
    facts = {"title": "Kirim KAK", "unit": towns.bappeda.pk, "assignee": towns.tono.pk}
    url = reverse("follow_up_new", args=[towns.candidate().pk])

    page = as_person(towns.dewi).post(url, facts)

    assert towns.tono not in page.context["form"].fields["assignee"].queryset
    assert "Kirim KAK" in page.content.decode()
    assert not FollowUp.objects.exists()


def test_the_list_begins_with_mine_and_what_is_due_first(towns, as_person):
    candidate, today = towns.candidate(), towns.depok.today()
    theirs = towns.follow_up(candidate, unit=towns.batang, assignee=None, due_on=LONG_AGO)
    ours = towns.follow_up(candidate, unit=towns.depok, assignee=towns.sari, due_on=LONG_AGO)
    mine_later = towns.follow_up(
        candidate, unit=towns.depok, assignee=towns.dewi, due_on=today + timedelta(days=9)
    )
    mine = towns.follow_up(candidate, unit=towns.depok, assignee=towns.dewi, due_on=today)
    over = towns.follow_up(candidate, unit=towns.depok, assignee=towns.dewi, due_on=LONG_AGO)
    move_follow_up(over, "cancel", by=towns.dewi, why="tidak perlu")

    page = as_person(towns.dewi).get(reverse("follow_up_list"))

    assert list(page.context["page"]) == [mine, mine_later, ours, theirs, over]


def test_what_is_late_is_said_in_a_word_too(towns, as_person):
    towns.follow_up(towns.candidate())
    client = as_person(towns.dewi)

    page = client.get(reverse("follow_up_list"), HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert "▲ late" in page
    late = client.get(reverse("follow_up_list"), {"overdue": "true"})
    in_time = client.get(reverse("follow_up_list"), {"overdue": "false"})
    assert (len(late.context["page"]), len(in_time.context["page"])) == (1, 0)


def test_agus_finishes_with_evidence_and_ratna_verifies(towns, as_person):
    follow_up = towns.follow_up(towns.candidate())
    url = reverse("follow_up_move", args=[follow_up.pk])

    for person, facts in (
        (towns.agus, {"action": "start"}),
        (towns.agus, {"action": "finish", "evidence": "Surat 100/7"}),
        (towns.ratna, {"action": "verify"}),
    ):
        follow_up.refresh_from_db()
        as_person(person).post(url, facts | {"version": follow_up.version})

    follow_up.refresh_from_db()
    assert (follow_up.status, follow_up.verified_by) == ("verified", towns.ratna)


def test_evidence_typed_into_a_stale_page_is_not_lost(towns, as_person):
    follow_up = towns.follow_up(towns.candidate())
    started = move_follow_up(follow_up, "start", by=towns.agus)
    facts = {"action": "finish", "version": started.version - 1, "evidence": "Surat 100/7"}
    client = as_person(towns.agus)

    page = client.post(reverse("follow_up_move", args=[follow_up.pk]), facts).content.decode()

    follow_up.refresh_from_db()
    assert follow_up.status == "in_progress"
    assert "Surat 100/7" in page
    assert f'name="version" value="{started.version}"' in page


def test_nobody_is_offered_to_verify_before_it_is_done(towns, as_person):
    follow_up = towns.follow_up(towns.candidate())

    page = as_person(towns.ratna).get(reverse("follow_up", args=[follow_up.pk]))

    assert [form.step.action for form in page.context["steps"]] == []


def test_a_moved_due_date_owes_a_reason(towns, as_person):
    follow_up = towns.follow_up(towns.candidate())
    facts = {"title": "Kirim KAK", "unit": towns.bappeda.pk, "assignee": towns.agus.pk}
    facts |= {"due_on": "2022-10-31", "version": follow_up.version}
    client, url = as_person(towns.dewi), reverse("follow_up_edit", args=[follow_up.pk])

    refused = client.post(url, facts)
    assert "why" in refused.context["form"].errors
    assert "2022-10-31" in refused.content.decode()
    client.post(url, facts | {"why": "Batang minta waktu"})

    follow_up.refresh_from_db()
    assert follow_up.due_on.isoformat() == "2022-10-31"


def test_a_step_leads_back_only_to_pages_of_ours(towns, as_person):
    follow_up = towns.follow_up(towns.candidate())
    facts = {"action": "start", "version": follow_up.version, "next": "https://evil.example/"}

    response = as_person(towns.agus).post(reverse("follow_up_move", args=[follow_up.pk]), facts)

    assert response.url == reverse("follow_up", args=[follow_up.pk])
