"""The demo as an office meets it: whole, told by the right people, and never twice."""

import json
import os
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from io import StringIO
from itertools import count

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.test import APIClient, APIRequestFactory

from accounts.services import create_user
from agreements.models import Agreement, Party
from agreements.workflow import Status as AgreementStatus
from api.examples import FILE, examples
from api.figures import REPORTS
from api.shapes.telling import ToldInOneGo
from api.urls import router
from audit.recording import Command
from config.demo import performance
from config.demo.people import ACCOUNTS, BATANG, PASSWORD
from cooperation.models import (
    Adoption,
    Agency,
    Candidate,
    FollowUp,
    Measurement,
    Official,
    Region,
    reach,
)
from cooperation.reports import Scope, history_of
from cooperation.reports.figures import Question, figures_of, together
from cooperation.workflow import CandidateStatus, FollowUpStatus
from tests.api.test_query_counts import MOST_FOR_A_LIST, REFERENCE
from tests.config.examples import asked_of_the_demo
from tests.query_counts import queries_of
from visits.models import Outcome, Visit, VisitPaper
from visits.workflow import Status as VisitStatus

User = get_user_model()
# A first loading takes some 15,000, on PostgreSQL one more for each recorded change (the journal is
# told who makes it). Much more would be a loop over everything told before.
MOST_QUERIES = 19_000


@pytest.fixture(scope="module")
def loading(django_db_setup, django_db_blocker) -> Iterator[tuple[str, int]]:
    """What the command printed and how many queries it took. Loaded once: the stories only read."""
    with django_db_blocker.unblock(), transaction.atomic():
        printed, asked = StringIO(), count()

        def counted(execute, *arguments):
            next(asked)
            return execute(*arguments)

        with connection.execute_wrapper(counted):
            call_command("seed_demo", stdout=printed)
        yield printed.getvalue(), next(asked)
        transaction.set_rollback(True)


@pytest.fixture
def story(loading) -> Visit:
    return Visit.objects.get(year=2022)


@pytest.fixture
def candidate(story) -> Candidate:
    return Candidate.objects.get(discussions__visit=story)


def asking(viewset, reader):
    """The view as it stands before the list is told to this reader."""
    request = Request(APIRequestFactory().get("/"))
    request.user = reader
    return viewset(request=request, action="list", format_kwarg=None, kwargs={})


def person(username):
    return User.objects.get(username=username)


def rows() -> dict[str, int]:
    return {model._meta.label: model._base_manager.count() for model in apps.get_models()}


def statuses(model) -> set[str]:
    return set(model.objects.values_list("status", flat=True))


def actors(record, reader) -> set[str]:
    page = history_of(record, person(reader), limit=200)
    return {entry.username for entry in page.entries}


def test_everybody_who_may_sign_in_is_printed_with_the_one_password(loading):
    printed, _queries = loading

    assert PASSWORD in printed
    for account in ACCOUNTS:
        assert account.username in printed
        assert person(account.username).is_demo
        assert person(account.username).check_password(PASSWORD)


def test_a_second_loading_doubles_nothing_and_looks_only_once(loading):
    before = rows()

    with CaptureQueriesContext(connection) as queries:
        call_command("seed_demo", stdout=StringIO())

    assert rows() == before
    assert len(queries) == 1


def test_the_first_loading_asks_no_more_than_it_must(loading):
    _printed, queries = loading

    assert queries < MOST_QUERIES


@pytest.mark.parametrize(
    ("model", "possible"),
    [
        (Visit, set(VisitStatus)),
        (Candidate, set(CandidateStatus)),
        (FollowUp, set(FollowUpStatus)),
        # Superseding is what a renewal does, and nothing is renewed yet.
        (Agreement, set(AgreementStatus) - {AgreementStatus.SUPERSEDED}),
    ],
)
def test_every_status_can_be_looked_at(loading, model, possible):
    assert statuses(model) == possible


def test_the_story_tells_what_the_news_item_says_and_no_more(story):
    host, guests = story.hosts.get(), story.delegations.get()
    talks = list(story.discussions.order_by("order"))

    assert story.owner.local(story.actual_start).date() == date(2022, 7, 12)
    assert "disimpulkan" in story.source_note
    assert (host.receiver_name, guests.leader_name) == ("Supian Suri", "Lani Dwi Rejeki")
    assert guests.leader_office_status == "pj"
    assert guests.actual_headcount is None
    assert [talk.topic.affair.code for talk in talks] == ["5.01", "5.02", "1.06", "1.02"]
    shown = [str(row) for talk in talks for row in talk.innovations_shown.order_by("pk")]
    assert shown == [
        *["SAPA SABA", "Forum Kemitraan", "Musrenbang Anak", "Teman Litbang"],
        *["Geber Hebring", "D'Sunting Menara"],
    ]
    quoted = {row.agency.short_name: row.value for row in talks[-1].quoted_values.all()}
    assert quoted == {"Pemkab Batang": Decimal("21.7"), "Pemkot Depok": Decimal("3.42")}
    assert not story.discussions.filter(outcome=Outcome.PENDING).exists()
    assert VisitPaper.objects.filter(visit=story, issued__isnull=False).exists()


def test_the_thread_leads_from_the_topic_to_what_was_measured(story, candidate):
    joint, detailed = candidate.agreements.order_by("signed_on")
    adoption = Adoption.objects.get(candidate=candidate)
    values = [row.value for row in Measurement.objects.filter(candidate=candidate)]

    assert candidate.status == CandidateStatus.REALISED
    assert (joint.status, detailed.status) == (AgreementStatus.SIGNED, AgreementStatus.SIGNED)
    assert detailed.parent == joint
    assert all(party.power_of_attorney_number for party in detailed.parties.all())
    assert (adoption.status, adoption.adopter.code) == ("in_use", BATANG)
    assert candidate.baseline_value > values[0] > values[-1] < candidate.target_value


def test_every_step_of_the_story_bears_the_name_of_whose_work_it_was(story, candidate):
    joint = candidate.agreements.order_by("signed_on").first()
    promises = FollowUp.objects.filter(candidate=candidate)

    assert actors(story, "auditor.depok") == {"protokol.depok", "unit.depok", "kerjasama.depok"}
    assert {"unit.depok", "kerjasama.depok", "pimpinan.depok", "hukum.batang"} <= actors(
        candidate, "auditor.depok"
    )
    assert actors(joint, "auditor.depok") == {
        *("hukum.depok", "hukum2.depok", "kerjasama.depok", "pimpinan.depok")
    }
    assert all(promise.verified_by != promise.finished_by for promise in promises)
    drafted = candidate.history.earliest("history_date")
    assert drafted.history_user == person("unit.depok")


def test_tono_sees_his_own_visits_and_nothing_of_the_others(loading):
    tono = person("luar")
    others = [Candidate, Agreement, FollowUp, Adoption, Measurement, Official]

    owners = {visit.owner.code for visit in Visit.objects.visible_to(tono)}

    assert owners == {"pemkot-tegal"}
    assert [model.objects.visible_to(tono).count() for model in others] == [0] * len(others)


def test_batang_sees_its_own_visits_and_the_thread_it_shares_with_depok(loading, candidate):
    wahyu = person("protokol.batang")

    seen = Visit.objects.visible_to(wahyu)

    assert {visit.owner.code for visit in seen} == {"pemkot-depok", BATANG}
    assert [visit.year for visit in seen if visit.owner.code != BATANG] == [2022]
    assert candidate in Candidate.objects.visible_to(wahyu)
    assert Agreement.objects.visible_to(wahyu).count() == 2


def test_the_lists_have_something_to_do_today(loading):
    today = timezone.localdate()
    depok = Agency.objects.get(code="pemkot-depok")
    visits = Visit.objects.filter(owner=depok)
    soon = visits.filter(status=VisitStatus.SCHEDULED, scheduled_start__date__gt=today)

    assert visits.filter(scheduled_start__date=today).count() >= 2
    assert soon.filter(scheduled_start__date__lte=today + timedelta(days=7)).exists()
    assert visits.filter(status=VisitStatus.UNDER_REVIEW).exists()
    assert FollowUp.objects.overdue(today).exists()
    assert FollowUp.objects.unassigned().exists()
    assert Agreement.objects.expiring(today, 90).exists()
    assert 40 <= Visit.objects.count() <= 60


def test_what_is_invented_says_so(story):
    visits = Visit.objects.exclude(pk=story.pk)
    signatories = Party.objects.values_list("signatory_name", flat=True)
    numbers = Party.objects.exclude(number="").values_list("number", flat=True)

    assert all("Data contoh" in visit.source_note for visit in visits)
    assert all("ata contoh" in candidate.description for candidate in Candidate.objects.all())
    assert all("(contoh)" in name for name in signatories)
    assert all("CONTOH" in number for number in numbers)


@pytest.mark.django_db
def test_an_interrupted_loading_leaves_nothing_behind(monkeypatch):
    def interrupted(*arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr(performance, "tell_candidate", interrupted)

    with pytest.raises(KeyboardInterrupt):
        call_command("seed_demo", stdout=StringIO())

    assert not User.objects.exists()
    assert not Region.objects.exists()
    assert not performance.was_given()


@pytest.mark.django_db
def test_an_office_that_has_people_already_is_left_alone():
    create_user(username="sari", full_name="Sari", by=Command("test"))
    printed = StringIO()

    call_command("seed_demo", stdout=printed)

    assert "people here already" in printed.getvalue()
    assert PASSWORD not in printed.getvalue()
    assert list(User.objects.values_list("username", flat=True)) == ["sari"]


def test_the_contract_shows_what_the_demo_answers(loading):
    """With the names that are there today; what stands under them is as old as the file."""
    asked = asked_of_the_demo()
    if os.environ.get("UPDATE_DOCS"):
        text = json.dumps(asked, ensure_ascii=False, indent=1, sort_keys=True)
        FILE.write_text(f"{text}\n", encoding="utf-8")
        examples.cache_clear()

    kept = examples()
    assert kept.keys() == asked.keys()
    for operation, example in asked.items():
        for side, value in example.items():
            assert kept[operation][side].keys() == value.keys(), operation


@pytest.mark.parametrize("username", ["protokol.depok", "unit.depok", "hukum.batang", "luar"])
def test_lists_told_in_one_go_say_what_their_shapes_say_of_each_record(loading, username):
    """Against Django REST Framework itself, which asks the shape about every record anew."""
    told = 0
    for prefix, viewset, _name in router.registry:
        shape = viewset.list_serializer_class or viewset.serializer_class
        if getattr(shape.Meta, "list_serializer_class", None) is not ToldInOneGo:
            continue
        view = asking(viewset, person(username))
        records = list(view.filter_queryset(view.get_queryset()))
        context = view.get_serializer_context()

        in_one_go = shape(records, many=True, context=context).data

        view.action = "retrieve"  # with all that hangs on a record, as far as it is seen
        whole = {record.pk: record for record in view.get_queryset()}
        each = [shape(whole[record.pk], context=context).data for record in records]
        assert json.loads(JSONRenderer().render(in_one_go)) == json.loads(
            JSONRenderer().render(each)
        ), prefix
        told += len(records)
    assert told or username == "luar"


@pytest.mark.parametrize("username", ["kerjasama.depok", "hukum.batang"])
def test_no_list_of_the_demo_pays_for_each_of_its_rows(loading, username):
    """Not even for what is signed, amended or shown, of which other stories have one."""
    client = APIClient()
    client.force_authenticate(person(username))
    for prefix, _viewset, _name in router.registry:
        url = f"/api/v1/{prefix}/"
        if prefix in REFERENCE:
            continue
        assert queries_of(lambda url=url: client.get(url)) <= MOST_FOR_A_LIST, url


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.name)
def test_what_is_added_up_is_what_the_database_counts(loading, report):
    """Of each dimension by which no record counts twice, against a count of its own."""
    reader = person("pimpinan.depok")
    for by in report.by:
        question = Question(reader, Scope(), by, timezone.localdate(), report.within or 0)
        _rows, whole = figures_of(report, question)
        _rows, alone = figures_of(report, together(question))

        assert {name: alone.figures[name] for name in whole.figures} == whole.figures, by


@pytest.mark.parametrize("username", [account.username for account in ACCOUNTS])
def test_whichever_way_it_is_read_everybody_sees_the_same(loading, username, monkeypatch):
    """As a set of keys, or by looking at each record: which is quicker decides, and no more."""

    def seen(most):
        monkeypatch.setattr(reach, "MANY", most)
        reach._keeps_many.cache_clear()
        reader = person(username)
        several = [Visit.objects.visible_to(reader)]
        for model in (Candidate, FollowUp):
            several += [model.objects.visible_to(reader), model.objects.all_visible_to(reader)]
        return [sorted(rows.values_list("pk", flat=True)) for rows in several]

    looked_at, found = seen(-1), seen(10_000)
    reach._keeps_many.cache_clear()

    assert looked_at == found
    assert found[1] == found[2]
    assert found[3] == found[4]
