"""Each role's five main tasks from sign-in to done: by thumb without scripts, and by keys alone."""

import re

import pytest
from django.urls import reverse

from agreements.models import Agreement, NumberReservation
from cooperation.models import Candidate, FollowUp, NoticeDelivery
from cooperation.services import move_candidate
from cooperation.services.notices import tell
from cooperation.workflow import CandidateAction
from visits.models import Visit
from visits.services import issue_paper, prepare_paper

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_protocol(way, thread):
    way.enter(thread.sari)

    # A visit is logged,
    way.press(f"main a[href='{reverse('visit_new')}']")
    way.answer("facts-theme", "Kaji tiru parkir")
    way.answer("delegations-0-agency", thread.batang.name)
    way.press("button[name=save]")
    assert re.search(r"/visits/\d+/$", way.page.url)
    assert Visit.objects.filter(theme="Kaji tiru parkir").exists()

    # what comes of a topic is said,
    talk = thread.visit.discussions.exclude(outcome="candidate").first()
    way.go("visit", thread.visit.pk)
    outcome = f"/visits/{thread.visit.pk}/discussions/{talk.pk}/outcome/"
    way.open(f"main a[href='{outcome}']", f"form[action='{outcome}']")
    way.answer("outcome", "information_sent")
    way.press(f"form[action='{outcome}'] button.btn-primary")
    talk.refresh_from_db()
    assert talk.outcome == "information_sent"

    # the memorandum is issued,
    way.go("visit", thread.visit.pk)
    way.press("form[action$='/papers/memorandum/new/'] button")
    way.press("main form.panel button.btn-primary")
    way.press("form[action$='/papers/memorandum/issue/'] button")
    assert thread.visit.papers.get().issued is not None

    # a promise is begun,
    way.go("follow_up", thread.follow_up.pk)
    way.press("form:has(input[name=action][value=start]) button")
    assert FollowUp.objects.get().status == "in_progress"

    # and a visit of long ago is found.
    way.go("visit_list")
    way.answer("search", "Batang")
    way.press("main form.filters button:not([name])")
    assert way.page.locator(f"main a[href='/visits/{thread.visit.pk}/']").count()


def test_legal(way, thread):
    way.enter(thread.budi)

    # A text is opened,
    way.go("agreement_new")
    way.answer("title", "Penelitian bersama")
    way.answer("place", "Depok")
    way.answer("term_text", "3 (tiga) tahun")
    way.answer("parties-1-agency", thread.batang.name)
    way.press("main form button.btn-primary")
    made = Agreement.objects.get(title="Penelitian bersama")

    # an article is added and written,
    way.go("agreement_articles", made.pk)
    before = made.articles.count()
    way.press("button[name=arrange][value=add]")
    way.answer("heading", "Korespondensi", place=before)
    way.answer("body", "Surat-menyurat disampaikan secara tertulis.", place=before)
    way.press("#draft-form > .actions .btn-primary")
    assert made.articles.filter(heading="Korespondensi").exists()

    # something is said of the text,
    way.go("agreement", made.pk)
    way.answer("body", "Mohon dicek jangka waktunya.")
    way.press("#write-comment button.btn-outline-primary")
    assert made.comments.count() == 1

    # how numbers are made is arranged, and one is taken,
    way.go("number_patterns")
    way.answer("pattern", "{seq}/KB/{year}")
    way.press("main form[method=post] button")
    way.go("number_register")
    way.answer("purpose", "Surat kuasa")
    way.press(f"form[action='{reverse('number_reserve')}'] button")
    assert NumberReservation.objects.filter(purpose="Surat kuasa").exists()

    # and the register is asked what is being drafted.
    way.go("agreement_list")
    way.answer("search", "Penelitian")
    way.press("main form.filters button:not([name])")
    assert way.page.locator(f"main a[href='/agreements/{made.pk}/']").count()


def test_management(way, thread):
    recommended(thread)
    tell([thread.ratna], thread.follow_up, "assigned")
    way.enter(thread.ratna)

    # What is new is read,
    way.go("notices")
    way.press(".notices button")
    assert way.page.url.endswith(reverse("follow_up", args=[thread.follow_up.pk]))
    assert NoticeDelivery.objects.get(user=thread.ratna).read_at is not None

    # a candidate is decided on,
    way.go("candidate", thread.candidate.pk)
    way.press("form:has(input[name=action][value=approve]) button")
    assert Candidate.objects.get(pk=thread.candidate.pk).status == "approved"

    # the semester is looked at, and what stands behind a number,
    way.go("glance")
    way.press("main table.glance a")
    assert "/reports/funnel/" in way.page.url
    way.go("report", "visits")
    way.press("main table a")
    assert "/records/" in way.page.url

    # what is late is asked for,
    way.go("follow_up_list")
    way.answer("search", "KAK")
    way.press("main form.filters button:not([name])")
    assert way.page.locator(f"main a[href='/follow-ups/{thread.follow_up.pk}/']").count()

    # and the thread of a visit is followed to what came of it.
    way.go("visit", thread.visit.pk)
    way.press(f"main a[href='/candidates/{thread.candidate.pk}/']")
    assert way.page.url.endswith(reverse("candidate", args=[thread.candidate.pk]))


def test_auditor(way, thread, client):
    issue_paper(prepare_paper(thread.visit, agency=thread.depok, by=thread.sari), by=thread.sari)
    client.force_login(thread.budi)
    client.get(reverse("agreement", args=[thread.agreement.pk]))
    way.enter(thread.audit)

    # The record is proven,
    way.go("integrity")
    way.press(f"form[action='{reverse('integrity_verify')}'] button")
    assert way.page.locator("#problems").count() == 0

    # the history of a visit is read, with who wrote it,
    history = reverse("history", args=["visit", thread.visit.pk])
    way.go("visit", thread.visit.pk)
    way.press(f"main a[href^='{history}']")
    assert str(thread.sari) in way.page.locator("main").inner_text()

    # how it stood before it was there,
    way.press(f"main a[href='{reverse('history_as_of', args=['visit', thread.visit.pk])}']")
    way.answer("as_of", "2020-01-01T08:00")
    way.press("main form.filters button:not([name])")
    assert way.page.locator("main [role=status]").count()
    assert not way.page.locator("main dl.facts").count()

    # who read an agreement,
    way.go("history", "agreement", thread.agreement.pk)
    way.press(f"main a[href='{reverse('readings', args=['agreement', thread.agreement.pk])}']")
    assert str(thread.budi) in way.page.locator("main table").inner_text()

    # and a paper that was issued is found.
    way.go("document_list")
    way.answer("search", "Batang")
    way.press("main form.filters button:not([name])")
    issued = thread.visit.papers.get().issued
    assert issued.sha256[:12] in way.page.locator("main table").inner_text()


def recommended(thread):
    for action in (CandidateAction.SCREEN, CandidateAction.RECOMMEND):
        move_candidate(thread.candidate, action, by=thread.kerja)
