"""The main tasks of who works together with others: the cooperation section, a unit, a guest."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cooperation.models import Adoption, Candidate, FollowUp, GovernmentAffair, Innovation
from cooperation.services import move_candidate, move_follow_up, plan_follow_up
from cooperation.services.notices import tell
from cooperation.workflow import CandidateAction
from tests.browser.hands import paper_behind
from tests.uploads import a_pdf
from visits.models import Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def letter(tmp_path):
    path = tmp_path / "surat-12.pdf"
    path.write_bytes(a_pdf().read())
    return path


def offered(thread):
    """From then on Batang reads it, too."""
    for action, by in (
        (CandidateAction.SCREEN, thread.kerja),
        (CandidateAction.RECOMMEND, thread.kerja),
        (CandidateAction.APPROVE, thread.ratna),
        (CandidateAction.OFFER, thread.kerja),
    ):
        move_candidate(thread.candidate, action, by=by)
        thread.candidate.refresh_from_db()


def promised(thread, *, unit, assignee, title):
    return plan_follow_up(
        candidate=thread.candidate,
        by=thread.kerja,
        title=title,
        unit=unit,
        assignee=assignee,
        due_on=thread.depok.today() + timedelta(days=9),
    )


def test_cooperation(way, thread):
    move_candidate(thread.candidate, CandidateAction.SCREEN, by=thread.kerja)
    move_follow_up(thread.follow_up, "start", by=thread.sari)
    thread.follow_up.refresh_from_db()
    move_follow_up(thread.follow_up, "finish", by=thread.sari, facts={"evidence": "Surat 12"})
    way.enter(thread.kerja)

    # A candidate moves on from the board,
    way.go("candidate_board")
    way.press(f"form[action='{reverse('candidate_move', args=[thread.candidate.pk])}'] button")
    assert Candidate.objects.get(pk=thread.candidate.pk).status == "recommended"

    # somebody is asked to do something about it,
    way.go("candidate", thread.candidate.pk)
    way.press(f"main a[href='{reverse('follow_up_new', args=[thread.candidate.pk])}']")
    way.answer("title", "Siapkan data stunting")
    way.answer("unit", str(thread.batang.pk))
    way.answer("due_on", "2027-02-01")
    way.press("main form[method=post] button.btn-primary")
    assert FollowUp.objects.get(title="Siapkan data stunting").unit == thread.batang

    # what was done is verified,
    way.go("follow_up", thread.follow_up.pk)
    way.press("form:has(input[name=action][value=verify]) button")
    assert FollowUp.objects.get(pk=thread.follow_up.pk).status == "verified"

    # who uses it is recorded,
    way.go("candidate", thread.candidate.pk)
    way.press(f"main a[href='{reverse('adoption_new', args=[thread.candidate.pk])}']")
    way.answer("local_name", "Teman Batang")
    way.answer("status", "installed")
    way.press("main form[method=post] button.btn-primary")
    assert Adoption.objects.get().local_name == "Teman Batang"

    # and what we can show next is entered in the catalogue.
    way.go("innovation_list")
    way.press(f"main a[href='{reverse('innovation_new')}']")
    way.answer("name", "SIMANIS")
    way.answer("kind", "governance")
    way.answer("affair", str(GovernmentAffair.objects.get(code="1.06").pk))
    way.press("main form[method=post] button.btn-primary")
    assert Innovation.objects.filter(name="SIMANIS").exists()


def test_unit(way, thread, letter):
    task = promised(thread, unit=thread.bappeda, assignee=thread.dewi, title="Kirim panduan")
    tell([thread.dewi], task, "assigned")
    way.enter(thread.dewi)

    # What was asked of the unit is found on the first page, and begun,
    way.press(f"main a[href='{reverse('follow_up', args=[task.pk])}']")
    way.press("form:has(input[name=action][value=start]) button")

    # it is proven,
    way.press(f"main a[href='{reverse('follow_up_evidence_new', args=[task.pk])}']")
    way.attach("file", letter)
    way.press("main form[method=post] button.btn-primary")
    task.refresh_from_db()
    assert task.evidence_file.name == letter.name

    # and done;
    way.answer("evidence", "Surat 12 tanggal hari ini")
    way.press("form:has(input[name=action][value=finish]) button")
    task.refresh_from_db()
    assert task.status == "done"

    # a figure that was named in its presentation is added,
    talk = thread.visit.discussions.get(topic__name="Percepatan penurunan stunting")
    way.go("visit", thread.visit.pk)
    figures = reverse("visit_figure_new", args=[thread.visit.pk, talk.pk])
    way.open(f"main a[href='{figures}']", f"form[action='{figures}']")
    for name, said in (
        ("indicator_name", "Keluarga berisiko"),
        ("agency", thread.depok.name),
        ("value", "18.250"),
        ("unit", "keluarga"),
        ("source", "Bappeda"),
    ):
        way.answer(name, said)
    way.press(f"form[action='{figures}'] button.btn-primary")
    assert talk.quoted_values.get(indicator__name="Keluarga berisiko").value == 18250

    # and its own innovation is kept up to date.
    way.go("innovation", thread.litbang.pk)
    way.press(f"main a[href='{reverse('innovation_edit', args=[thread.litbang.pk])}']")
    way.answer("description", "Basis data penelitian untuk perencanaan.")
    way.answer("why", "Dilengkapi")
    way.press("main form[method=post] button.btn-primary")
    thread.litbang.refresh_from_db()
    assert thread.litbang.description.startswith("Basis data")


def test_guest(way, thread, letter):
    offered(thread)
    task = promised(thread, unit=thread.batang, assignee=None, title="Kirim data keluarga")
    way.enter(thread.bima)

    # The visit is found from the guest's side,
    way.go("visit_list")
    way.press(f"main a[href='/visits/{thread.visit.pk}/']")

    # with a memorandum under the own letterhead,
    text = paper_behind(
        way.page, f"a[href='{reverse('visit_memorandum', args=[thread.visit.pk])}']"
    )
    assert thread.batang.name.upper() in text.upper()

    # what the host promised,
    promises = way.page.locator("section[aria-labelledby=promises-title]")
    assert promises.locator(f"a[href='/follow-ups/{thread.follow_up.pk}/']").count() == 1

    # and what is to be done at home, which is begun and proven.
    way.press(f"section[aria-labelledby=promises-title] a[href='/follow-ups/{task.pk}/']")
    way.press("form:has(input[name=action][value=start]) button")
    way.press(f"main a[href='{reverse('follow_up_evidence_new', args=[task.pk])}']")
    way.attach("file", letter)
    way.press("main form[method=post] button.btn-primary")
    task.refresh_from_db()
    assert (task.status, task.evidence_file.name) == ("in_progress", letter.name)

    # The visit back is prepared.
    way.go("visit_new")
    way.answer("facts-theme", "Belajar SAPA SABA")
    way.answer("delegations-0-agency", thread.depok.name)
    way.press("button[name=save]")
    assert Visit.objects.get(theme="Belajar SAPA SABA").owner == thread.batang
