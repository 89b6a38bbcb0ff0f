"""Candidates on pages: opened, found, corrected and moved, with nothing typed ever lost."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from cooperation.models import Candidate
from cooperation.services import (
    edit_candidate,
    indicator_named,
    record_adoption,
    record_measurement,
)
from tests.builders import make_candidate, make_innovation

pytestmark = pytest.mark.django_db


def hidden(response, name):
    """What the page carries along for the next request."""
    return re.search(rf'name="{name}" value="([^"]*)"', response.content.decode()).group(1)


@pytest.fixture
def as_person(client):
    def enter(user):
        client.force_login(user)
        return client

    return enter


def typed(towns, **facts):
    return {
        "owner": towns.depok.pk,
        "title": "Adopsi Teman Litbang",
        "provider": "Pemerintah Kota Depok",
        "adopter": "Pemerintah Kabupaten Batang",
        "kind": "adoption",
        "cooperation_kind": "ksdd_voluntary",
        "priority": "normal",
        "in_planning_document": "unknown",
        **facts,
    }


def test_sari_opens_a_candidate_with_agencies_by_their_names(towns, as_person):
    facts = typed(towns, innovation=towns.innovation.pk, baseline_value="21,7")

    response = as_person(towns.sari).post(reverse("candidate_new"), facts)

    made = Candidate.objects.get()
    assert response.url == reverse("candidate", args=[made.pk])
    assert (made.owner, made.provider, made.adopter) == (towns.depok, towns.depok, towns.batang)
    assert str(made.baseline_value) == "21.7000"


def test_an_indicator_is_named_in_the_same_breath(towns, as_person):
    facts = typed(towns, new_indicator="Prevalensi stunting", new_indicator_unit="%")

    as_person(towns.sari).post(reverse("candidate_new"), facts)

    assert str(Candidate.objects.get().indicator) == "Prevalensi stunting (%)"


def test_what_is_refused_comes_back_with_everything_typed(towns, as_person):
    facts = typed(towns, adopter="Pemerintah Kota Depok", description="Dari kunjungan Juli")

    page = as_person(towns.sari).post(reverse("candidate_new"), facts).content.decode()

    assert not Candidate.objects.exists()
    assert "Dari kunjungan Juli" in page
    assert 'href="#id_adopter"' in page


def test_half_a_name_is_answered_with_the_agencies_it_could_mean(towns, as_person):
    page = as_person(towns.sari).post(reverse("candidate_new"), typed(towns, adopter="Kota Bo"))

    assert "Pemerintah Kota Bogor" in page.content.decode()


def test_the_browser_is_given_suggestions_while_a_name_is_typed(towns, as_person):
    page = as_person(towns.sari).get(reverse("agency_options"), {"adopter": "kab bat"})

    assert 'value="Pemerintah Kabupaten Batang"' in page.content.decode()
    assert "Depok" not in page.content.decode()


def test_the_page_offers_the_one_next_step_and_takes_it(towns, as_person):
    candidate, client = towns.candidate(), as_person(towns.dewi)
    page = client.get(reverse("candidate", args=[candidate.pk]))

    assert page.context["steps"].next.step.action == "screen"
    version = hidden(page, "version")
    client.post(
        reverse("candidate_move", args=[candidate.pk]), {"action": "screen", "version": version}
    )

    candidate.refresh_from_db()
    assert candidate.status == "screening"


def test_who_may_not_is_told_whose_turn_it_is(towns, as_person):
    candidate = make_candidate(towns.depok, adopter=towns.batang, status="recommended")
    url = reverse("candidate", args=[candidate.pk])

    page = as_person(towns.budi).get(url)

    assert page.context["steps"].next is None
    assert "Pemerintah Kota Depok" in page.context["steps"].waits_for


def test_a_step_that_owes_a_reason_comes_back_with_what_was_typed(towns, as_person):
    candidate = towns.candidate()
    until = towns.depok.today() + timedelta(days=30)
    facts = {"action": "park", "version": candidate.version, "parked_until": until, "why": " "}

    page = as_person(towns.dewi).post(reverse("candidate_move", args=[candidate.pk]), facts)

    candidate.refresh_from_db()
    assert candidate.status == "identified"
    assert f'value="{until.isoformat()}"' in page.content.decode()


def test_of_two_who_look_at_once_the_second_is_told_and_loses_nothing(towns, as_person):
    candidate, client = towns.candidate(), as_person(towns.dewi)
    url = reverse("candidate_edit", args=[candidate.pk])
    form = client.get(url)
    facts = typed(towns, title="Punya Dewi", version=hidden(form, "version"))
    edit_candidate(candidate, by=towns.sari, changes={"title": "Punya Sari"})

    refused = client.post(url, facts)
    candidate.refresh_from_db()

    assert candidate.title == "Punya Sari"
    assert "Punya Dewi" in refused.content.decode()
    client.post(url, facts | {"version": hidden(refused, "version")})
    candidate.refresh_from_db()
    assert candidate.title == "Punya Dewi"


def test_correcting_one_thing_leaves_the_others(towns, as_person):
    candidate = towns.candidate(description="Dari kunjungan Juli")
    facts = typed(towns, title="Replikasi", version=candidate.version, why="salah tulis")
    facts |= {"description": "Dari kunjungan Juli", "innovation": towns.innovation.pk}

    as_person(towns.dewi).post(reverse("candidate_edit", args=[candidate.pk]), facts)

    candidate.refresh_from_db()
    assert (candidate.title, candidate.innovation) == ("Replikasi", towns.innovation)


def test_the_list_answers_the_questions_of_its_filters(towns, as_person):
    wanted, other = towns.candidate(), towns.candidate(title="Pengolahan sampah", innovation=None)
    towns.follow_up(wanted)
    client = as_person(towns.ratna)

    for question in (
        {"overdue": "true"},
        {"search": "litbang depok"},
        {"innovation": towns.innovation.pk},
        {"search": wanted.reference},
    ):
        page = client.get(reverse("candidate_list"), question)
        assert list(page.context["page"]) == [wanted], question
    everything = client.get(reverse("candidate_list"), {"status": ["identified", "offered"]})
    assert set(everything.context["page"]) == {wanted, other}


def test_batang_reads_what_was_offered_without_what_is_for_depoks_eyes(towns, as_person):
    secret = "Catatan telaah internal"
    plain = make_innovation(towns.depok, "Belum terbit", published=False)
    candidate = towns.offered(towns.candidate(screening_note=secret, innovation=plain))
    url = reverse("candidate", args=[candidate.pk])

    ours = as_person(towns.dewi).get(url).content.decode()
    theirs = as_person(towns.lestari).get(url).content.decode()

    assert secret in ours
    assert secret not in theirs
    assert "Belum terbit" not in theirs
    assert reverse("candidate_edit", args=[candidate.pk]) not in theirs


def test_a_value_is_read_against_where_it_began_and_where_it_was_to_arrive(towns, as_person):
    indicator = indicator_named(
        owner=towns.depok, name="Lama izin", unit="hari", lower_is_better=True, by=towns.dewi
    )
    candidate = towns.candidate(indicator=indicator, baseline_value=10, target_value=4)
    for day, value in ((1, 12), (2, 10), (3, 7), (4, 4)):
        record_measurement(
            candidate, value=value, measured_on=date(2023, 1, day), source="x", by=towns.dewi
        )

    page = as_person(towns.dewi).get(reverse("candidate", args=[candidate.pk]))

    verdicts = [verdict for _row, verdict in page.context["measured"]]
    assert verdicts == ["worse", "unchanged", "better", "reached"]


def test_results_are_recorded_on_the_page_and_stand_in_the_thread(towns, as_person):
    candidate, client = towns.candidate(), as_person(towns.dewi)
    facts = {"local_name": "Sahabat Litbang", "status": "in_use", "started_on": "2023-05-02"}

    client.post(reverse("adoption_new", args=[candidate.pk]), facts)

    page = client.get(reverse("candidate", args=[candidate.pk]))
    assert [link["text"] for link in page.context["stations"][-1]["links"]] == ["Sahabat Litbang"]


def test_an_adoption_without_its_day_comes_back_with_what_was_typed(towns, as_person):
    candidate = towns.candidate()
    facts = {"local_name": "Sahabat Litbang", "status": "in_use"}

    page = as_person(towns.dewi).post(reverse("adoption_new", args=[candidate.pk]), facts)

    assert "Sahabat Litbang" in page.content.decode()
    assert not candidate.adoptions.exists()


def test_an_adoption_is_corrected_with_its_reason(towns, as_person):
    adoption = record_adoption(towns.candidate(), by=towns.dewi, local_name="Lama")
    facts = {"local_name": "Baru", "status": "exploring", "version": adoption.version, "why": "x"}

    as_person(towns.dewi).post(reverse("adoption_edit", args=[adoption.pk]), facts)

    adoption.refresh_from_db()
    assert adoption.local_name == "Baru"


def test_a_measurement_is_recorded_as_people_write_figures(towns, as_person):
    indicator = indicator_named(owner=towns.depok, name="Lama izin", unit="hari", by=towns.dewi)
    candidate = towns.candidate(indicator=indicator)
    facts = {"indicator": indicator.pk, "agency": towns.batang.pk, "value": "7,5"}
    facts |= {"measured_on": "2023-06-30", "source": "Laporan"}

    as_person(towns.dewi).post(reverse("measurement_new", args=[candidate.pk]), facts)

    assert str(candidate.measurements.get().value) == "7.5000"
