from operator import attrgetter

import pytest
from django.utils import timezone

from audit.recording import record
from audit.timeline import entries_of, headlines_of
from cooperation.models import Candidate
from cooperation.permissions import Role
from cooperation.reports import history_of
from cooperation.services import edit_candidate, identify_candidate, move_candidate, plan_follow_up
from tests.builders import TEST, make_agency, make_innovation, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def depok():
    return make_agency("Pemerintah Kota Depok")


@pytest.fixture
def batang():
    return make_agency("Pemerintah Kabupaten Batang")


@pytest.fixture
def budi(depok):
    return make_person("budi", depok, Role.COOPERATION)


@pytest.fixture
def candidate(depok, batang, budi):
    return identify_candidate(
        owner=depok, title="Adopsi Teman Litbang", provider=depok, adopter=batang, by=budi
    )


def test_the_story_names_who_when_why_before_and_after(candidate, budi):
    edit_candidate(
        candidate, by=budi, changes={"title": "Replikasi Teman Litbang"}, why="istilah IGA"
    )

    newest, first = entries_of(candidate, viewer=budi).entries

    assert (newest.actor, newest.username, newest.role) == ("Budi", "budi", "cooperation")
    assert newest.why == "istilah IGA"
    assert newest.at <= timezone.now()
    [change] = newest.changes
    assert (change.field, change.before, change.after) == (
        "title",
        "Adopsi Teman Litbang",
        "Replikasi Teman Litbang",
    )
    assert first.kind == "+"
    assert {"title", "provider", "adopter"} <= {change.field for change in first.changes}


def test_a_step_tells_the_status_in_words_and_in_code(candidate, budi):
    move_candidate(candidate, "screen", by=budi, why="layak dikaji")

    entry = entries_of(candidate, viewer=budi).entries[0]

    change = next(change for change in entry.changes if change.field == "status")
    assert (change.before, change.after) == ("identified", "screening")
    assert (change.before_text, change.after_text) != (change.before, change.after)
    assert entry.why == "screen: layak dikaji"


def test_the_parts_of_a_record_are_in_its_story(candidate, depok, budi):
    plan_follow_up(candidate=candidate, title="Kirim KAK", unit=depok, by=budi)

    entry = entries_of(candidate, viewer=budi).entries[0]

    assert (entry.what, entry.kind) == ("Kirim KAK", "+")


def test_a_page_is_as_long_as_asked_and_says_whether_there_is_more(candidate, budi):
    for number in range(5):
        edit_candidate(candidate, by=budi, changes={"title": f"Judul {number}"})
        candidate.refresh_from_db()

    page = entries_of(candidate, viewer=budi, limit=4)
    rest = entries_of(candidate, viewer=budi, limit=4, offset=4)

    assert (len(page.entries), page.more) == (4, True)
    assert (len(rest.entries), rest.more) == (2, False)
    titles = [change.after for entry in page.entries for change in entry.changes]
    assert titles == ["Judul 4", "Judul 3", "Judul 2", "Judul 1"]


def test_a_long_story_costs_as_many_queries_as_a_short_one(
    candidate, budi, depok, django_assert_num_queries
):
    def read():
        history_of(candidate, budi, limit=10)

    plan_follow_up(candidate=candidate, title="Kirim KAK", unit=depok, by=budi)
    history_of(candidate, budi)  # memberships are read once
    with django_assert_num_queries(4):  # the page, its two tables, the agencies they name
        read()
    for number in range(30):
        plan_follow_up(candidate=candidate, title=f"Surat {number}", unit=depok, by=budi)
        candidate.refresh_from_db()
        edit_candidate(candidate, by=budi, changes={"title": f"Judul {number}"})
    with django_assert_num_queries(4):
        read()


def test_a_party_reads_from_the_moment_it_was_shared_and_no_reasons(candidate, budi, batang):
    guest = make_person("wati", batang, Role.COOPERATION)
    edit_candidate(candidate, by=budi, changes={"screening_note": "nilai rendah"}, why="kajian")
    candidate.refresh_from_db()
    candidate.shared_at = timezone.now()
    record(candidate, by=TEST)
    edit_candidate(
        candidate, by=budi, changes={"title": "Judul baru", "priority": "low"}, why="alasan dalam"
    )
    candidate.refresh_from_db()

    told = history_of(candidate, guest).entries

    fields = {change.field for entry in told for change in entry.changes}
    assert "title" in fields
    assert fields.isdisjoint({"screening_note", "priority"})
    assert all(entry.why == "" for entry in told)
    assert not any("Adopsi" in str(change.after) for entry in told for change in entry.changes)


def test_what_the_reader_may_not_see_is_not_named(candidate, budi, depok):
    secret = make_innovation(make_agency("Pemerintah Kota Bogor"), name="Rahasia", published=False)
    Candidate.objects.get(pk=candidate.pk)
    candidate.innovation = secret
    record(candidate, by=TEST)

    change = entries_of(candidate, viewer=budi).entries[0].changes[0]

    assert (change.field, change.after) == ("innovation", None)
    assert "Rahasia" not in change.after_text


def test_tono_reads_no_story_of_what_is_public(depok):
    tono = make_person("tono", make_agency("Pemerintah Kota Bogor"), Role.AUDITOR)
    innovation = make_innovation(depok)

    assert history_of(depok, tono).entries == []
    assert history_of(innovation, tono).entries == []


def test_the_headlines_are_the_newest_entries_in_one_query(
    candidate, budi, depok, django_assert_num_queries
):
    plan_follow_up(candidate=candidate, title="Kirim KAK", unit=depok, by=budi)
    move_candidate(candidate, "screen", by=budi, why="layak dikaji")
    whole = entries_of(candidate, viewer=budi).entries

    with django_assert_num_queries(1):
        headlines = headlines_of(candidate, limit=2)

    told = attrgetter("at", "actor", "role", "why", "kind", "part", "what")
    assert [told(line) for line in headlines] == [told(entry) for entry in whole[:2]]
