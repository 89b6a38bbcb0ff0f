"""Changing what is written: freely before, with a reason after, and never past what must hold."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from audit.models import StaleRecord
from cooperation.models import PersonalDetail
from cooperation.permissions import NotPermitted
from tests.builders import make_affair, make_candidate, make_innovation
from tests.visits.builders import THE_DAY
from visits.models import Outcome
from visits.services import (
    add_delegation,
    add_discussion,
    add_host,
    add_innovation_shown,
    add_participant,
    add_quoted_value,
    add_stop,
    change_delegation,
    change_discussion,
    change_host,
    change_participant,
    change_quoted_value,
    change_stop,
    edit_visit,
    move,
    open_candidate_from,
    remove_delegation,
    remove_discussion,
    remove_host,
    remove_innovation_shown,
    remove_participant,
    remove_quoted_value,
    remove_stop,
    set_outcome,
)
from visits.workflow import Action


def refused(**where):
    return pytest.raises(ValidationError, **where)


def test_before_the_visit_anything_is_changed_without_a_reason(house):
    visit = house.log(theme="Benchmarking")

    visit = edit_visit(
        visit,
        by=house.sari,
        changes={"theme": "Studi tiru", "letter_date": date(2022, 7, 1)},
        expected_version=visit.version,
    )

    assert visit.theme == "Studi tiru"


def test_after_the_visit_a_correction_says_why_but_a_gap_is_simply_filled(house):
    visit = house.afterwards(theme="Benchmarking")

    edit_visit(visit, by=house.sari, changes={"letter_number": "005/1"})
    with refused() as refusal:
        edit_visit(visit, by=house.sari, changes={"theme": "Studi tiru"})
    visit = edit_visit(visit, by=house.sari, changes={"theme": "Studi tiru"}, why="Salah ketik")

    assert list(refusal.value.message_dict) == ["why"]
    assert (visit.letter_number, visit.theme) == ("005/1", "Studi tiru")
    assert visit.history.first().history_change_reason == "Salah ketik"


def test_what_ended_changes_only_with_a_reason(house):
    visit = house.log()
    move(
        visit,
        Action.CANCEL,
        by=house.sari,
        why="Batal",
        facts={"requested_by": "guest"},
    )

    with refused():
        edit_visit(visit, by=house.sari, changes={"letter_number": "005/1"})
    with refused():
        add_stop(visit, by=house.sari, place="Aula")

    assert add_stop(visit, by=house.sari, place="Aula", why="Catatan susulan").pk


@pytest.mark.parametrize("field", ["status", "number", "shared_at", "scheduled_start", "owner"])
def test_what_the_moves_decide_cannot_be_edited(house, field):
    with refused() as refusal:
        edit_visit(house.log(), by=house.sari, changes={field: None})

    assert list(refusal.value.message_dict) == [field]


def test_a_visit_that_took_place_keeps_its_day_and_its_source(house):
    visit = house.afterwards()

    for changes in ({"actual_start": None}, {"source_note": ""}):
        with refused():
            edit_visit(visit, by=house.sari, changes=changes, why="coba")
    with refused() as backwards:
        earlier = {"actual_end": THE_DAY - timedelta(days=1)}
        edit_visit(visit, by=house.sari, changes=earlier, why="coba")

    assert list(backwards.value.message_dict) == ["actual_end"]


def test_a_visit_that_is_still_to_come_has_no_actual_time(house):
    with refused() as refusal:
        edit_visit(house.log(), by=house.sari, changes={"actual_start": THE_DAY})

    assert list(refusal.value.message_dict) == ["actual_start"]


def test_whoever_read_an_older_version_is_told(house):
    visit = house.log()
    delegation = visit.delegations.get()
    edit_visit(visit, by=house.sari, changes={"theme": "Satu"})
    change_delegation(delegation, by=house.sari, changes={"planned_headcount": 10})

    with pytest.raises(StaleRecord):
        edit_visit(visit, by=house.sari, changes={"theme": "Dua"}, expected_version=1)
    with pytest.raises(StaleRecord):
        change_delegation(
            delegation, by=house.sari, changes={"planned_headcount": 9}, expected_version=1
        )


def test_others_change_nothing(house):
    visit = house.afterwards(topics=[{"name": "Stunting", "affair": make_affair()}])

    for stranger in (house.tono, house.bima, house.budi):
        with pytest.raises(NotPermitted):
            edit_visit(visit, by=stranger, changes={"theme": "x"})
        with pytest.raises(NotPermitted):
            add_host(visit, by=stranger, agency=house.bappeda)
        with pytest.raises(NotPermitted):
            change_discussion(visit.discussions.get(), by=stranger, changes={"asked": "x"})


def test_hosts_come_and_go_but_one_stays(house):
    visit = house.log()
    only = visit.hosts.get()
    with refused():
        remove_host(only, by=house.sari)
    added = add_host(visit, by=house.sari, agency=house.bappeda)
    with refused():
        change_host(added, by=house.sari, changes={"agency": house.batang})

    remove_host(only, by=house.sari)

    assert [host.agency for host in visit.hosts.all()] == [house.bappeda]
    assert visit.hosts.model.history.filter(root_key=f"visits.visit:{visit.pk}").count() == 3


def test_the_last_agency_of_the_owner_cannot_be_taken_out(house):
    visit = house.log(hosts=[{"agency": house.depok}, {"agency": house.elsewhere}])
    own = visit.hosts.get(agency=house.depok)

    with refused():
        remove_host(own, by=house.sari)


def test_a_delegation_that_did_not_come_leaves_no_telephone_number_behind(house):
    visit = house.log()
    added = add_delegation(
        visit,
        by=house.sari,
        agency=house.elsewhere,
        contact={"name": "Rini", "phone": "0812"},
    )
    change_delegation(added, by=house.sari, changes={"contact": {"phone": "0813"}})
    changed = PersonalDetail.objects.get().phone

    remove_delegation(added, by=house.sari)

    assert changed == "0813"
    assert not PersonalDetail.objects.exists()
    with refused():
        add_delegation(visit, by=house.sari, agency=house.batang)


def test_a_delegation_with_people_or_questions_is_not_taken_out_over_their_heads(house):
    visit = house.log(
        delegations=[{"agency": house.batang}, {"agency": house.elsewhere}],
        topics=[{"name": "PAD", "affair": make_affair(), "asked_by": house.elsewhere}],
        participants=[{"name": "Rini", "agency": house.batang}],
    )

    for delegation in visit.delegations.all():
        with refused():
            remove_delegation(delegation, by=house.sari)


def test_people_and_places_are_added_corrected_and_taken_out(house):
    visit = house.log()
    person = add_participant(visit, by=house.sari, name="Rini", agency=house.batang, faction="A")
    change_participant(person, by=house.sari, changes={"agency": house.depok, "present": True})
    stop = add_stop(visit, by=house.sari, place="Aula", starts_at=THE_DAY)
    with refused() as backwards:
        earlier = {"ends_at": THE_DAY - timedelta(hours=1)}
        change_stop(stop, by=house.sari, changes=earlier)

    person.refresh_from_db()
    assert (person.delegation, person.host.agency) == (None, house.depok)
    assert list(backwards.value.message_dict) == ["ends_at"]
    remove_participant(person, by=house.sari)
    remove_stop(stop, by=house.sari)
    assert not visit.participants.exists()
    assert not visit.stops.exists()


def test_a_topic_is_written_up_after_the_day_without_a_reason(house):
    visit = house.afterwards()
    talk = add_discussion(visit, by=house.sari, name="Stunting", affair=make_affair())
    innovation = make_innovation(house.bappeda, "Geber Hebring")

    change_discussion(talk, by=house.sari, changes={"findings": "Turun", "asked_by": house.batang})
    shown = add_innovation_shown(talk, innovation=innovation, by=house.sari)
    quoted = add_quoted_value(
        talk,
        indicator_name="Prevalensi stunting",
        unit="%",
        agency=house.batang,
        value="21.7",
        by=house.sari,
    )
    change_quoted_value(quoted, by=house.sari, changes={"value": "21.8", "period": "2021"})

    quoted.refresh_from_db()
    assert (str(quoted.value), quoted.period) == ("21.8000", "2021")
    with refused():
        add_innovation_shown(talk, innovation=innovation, by=house.sari)
    with refused():
        add_discussion(visit, by=house.sari, name="stunting")
    remove_innovation_shown(shown, by=house.sari)
    remove_quoted_value(quoted, by=house.sari)
    remove_discussion(talk, by=house.sari, why="Tidak dibahas")
    assert not visit.discussions.exists()


def test_a_figure_keeps_the_unit_of_its_indicator(house):
    visit = house.afterwards(topics=[{"name": "Stunting", "affair": make_affair()}])
    talk = visit.discussions.get()
    figure = {"indicator_name": "Stunting", "agency": house.depok, "by": house.sari}
    add_quoted_value(talk, unit="%", value=3, period="2021", **figure)

    with refused() as refusal:
        add_quoted_value(talk, unit="jiwa", value=300, period="2022", **figure)

    assert list(refusal.value.message_dict) == ["unit"]


def test_nothing_follows_only_with_a_reason(house):
    talk = house.afterwards(topics=[{"name": "PAD", "affair": make_affair()}]).discussions.get()

    with refused() as refusal:
        set_outcome(talk, outcome=Outcome.NO_FOLLOW_UP, by=house.sari)

    assert list(refusal.value.message_dict) == ["outcome_note"]


def test_a_candidate_is_opened_where_somebody_saw_one(house):
    talk = house.the_story().discussions.first()
    innovation = make_innovation(house.bappeda, "Teman Litbang")

    candidate = open_candidate_from(
        talk,
        title="Adopsi Teman Litbang",
        provider=house.depok,
        adopter=house.batang,
        innovation=innovation,
        by=house.kerja,
    )

    talk.refresh_from_db()
    assert (talk.outcome, talk.candidate) == (Outcome.CANDIDATE, candidate)
    assert (candidate.owner, candidate.topic) == (house.depok, talk.topic)
    with refused():
        remove_discussion(talk, by=house.sari, why="coba")


def test_the_unit_that_presented_opens_a_candidate_of_its_own(house):
    talk = house.the_story().discussions.first()

    candidate = open_candidate_from(
        talk,
        title="Adopsi Teman Litbang",
        provider=house.bappeda,
        adopter=house.batang,
        owner=house.bappeda,
        by=house.dewi,
    )

    assert candidate.owner == house.bappeda


def test_a_second_visit_may_name_the_same_candidate_but_not_one_of_others(house):
    first, second = house.the_story().discussions.all()[:2]
    candidate = open_candidate_from(
        first,
        title="Adopsi Teman Litbang",
        provider=house.depok,
        adopter=house.batang,
        by=house.sari,
    )
    foreign = make_candidate(house.elsewhere, adopter=house.batang)

    set_outcome(second, outcome=Outcome.CANDIDATE, candidate=candidate, by=house.sari)

    assert candidate.discussions.count() == 2
    with refused() as refusal:
        set_outcome(second, outcome=Outcome.CANDIDATE, candidate=foreign, by=house.sari)
    assert list(refusal.value.message_dict) == ["candidate"]
