"""From the visit to the issued paper through the front door, each step by whose work it is."""

import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from agreements.models import Agreement, Revision
from agreements.workflow import Status
from cooperation.models import Candidate
from tests.browser.hands import paper_behind, save, sign_in, sign_out, take_step, write
from tests.browser.log_page import TOPICS, add_topics, log_it, open_log, quote, show, tell_of_batang
from visits.models import Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PARTNER_LETTER = "Surat Sekda Batang nomor 100/7"
OWN_WORDS = "Para Pihak menunjuk Badan Perencanaan masing-masing sebagai pelaksana."


@pytest.fixture
def town(town):
    town.exhibit()
    town.give_password(town.sari, town.kerja, town.ratna, town.budi, town.rina)
    return town


def test_the_visit_becomes_a_paper_and_the_history_names_everybody(
    town, page, witness, chromium, live_server
):
    sign_in(page, town.sari)
    log_the_visit(page, town)
    note_outcomes(page)
    open_the_candidate(page, town)
    issue_the_memorandum(page)
    sign_out(page)

    carry_the_candidate(page, town)

    sign_in(page, town.budi)
    draft_the_agreement(page)
    sign_out(page)

    agree_and_issue(page, town)

    the_status_is_read_by_a_program(town, chromium, live_server)
    the_history_names_everybody(page, town)
    assert witness.complaints == []


def log_the_visit(page, town):
    open_log(page)
    tell_of_batang(page, town)
    add_topics(page, TOPICS)
    show(page, 0, "SAPA SABA", "Forum Kemitraan", "Teman Litbang")
    show(page, 3, "Geber Hebring", "D'Sunting Menara")
    quote(page, 3, (town.batang, "21,7"), (town.depok, "3,42"))
    log_it(page)

    visit = Visit.objects.get()
    assert [talk.topic.name for talk in visit.discussions.all()] == list(TOPICS)
    told = page.locator("main").inner_text()
    assert all(name in told for name in [*TOPICS, "Lani Dwi Rejeki", "Supian Suri", "21,7 %"])
    assert "Teman Litbang" in told


def note_outcomes(page):
    for topic, outcome, note in [
        ("Optimalisasi PAD", "information_sent", "Perwal dikirim dengan surat elektronik."),
        ("Penanganan kemiskinan", "no_follow_up", "Sudah berjalan di Batang."),
        ("Percepatan penurunan stunting", "information_sent", "Paparan dikirim."),
    ]:
        talk = page.locator("article[id^=topic-]").filter(has_text=topic)
        talk.locator("a[href$='/outcome/']").click()
        # Opened in place, where there is JavaScript.
        form = page.locator("article[id^=topic-] form")
        write(form, {"outcome": outcome, "outcome_note": note})
        save(page, "article[id^=topic-] form")
        assert note in page.locator("main").inner_text()


def open_the_candidate(page, town):
    talk = page.locator("article[id^=topic-]").filter(has_text="Perencanaan pembangunan")
    talk.locator("a[href$='/candidate/']").click()
    write(page, {"title": "Adopsi Teman Litbang", "innovation": str(town.litbang.pk)})
    save(page)

    candidate = Candidate.objects.get()
    assert (candidate.provider, candidate.adopter) == (town.depok, town.batang)
    assert page.locator(f"main a[href='{reverse('candidate', args=[candidate.pk])}']").count()


def issue_the_memorandum(page):
    page.locator("form[action$='/papers/memorandum/new/'] button").click()
    write(page, {"number": "050/123/Bappeda/2022", "addressee": "Wali Kota Depok"})
    save(page)
    page.locator("form[action$='/papers/memorandum/issue/'] button").click()
    page.locator("form[action$='/papers/memorandum/issue/']").wait_for(state="detached")

    text = paper_behind(page, "a[href$='/papers/memorandum/']")
    assert "050/123/Bappeda/2022" in text
    assert all(topic in text for topic in TOPICS)

    take_step(page, "report")


def carry_the_candidate(page, town):
    candidate = Candidate.objects.get()
    for person, steps in [
        (town.kerja, {"screen": {}, "recommend": {"why": "Sesuai RPJMD."}}),
        (town.ratna, {"approve": {}}),
        (town.kerja, {"offer": {"letter_number": "050/1/2022"}, "agree": {}}),
    ]:
        sign_in(page, person)
        # Found by looking, not by knowing its number.
        page.locator(f"nav a[href='{reverse('candidate_list')}']").first.click()
        page.locator("main").get_by_role("link", name=candidate.title).first.click()
        for action, answers in steps.items():
            take_step(page, action, answers)
        sign_out(page)
    candidate.refresh_from_db()
    assert candidate.status == "agreed"


def draft_the_agreement(page):
    candidate = Candidate.objects.get()
    page.goto(reverse("candidate", args=[candidate.pk]))
    page.locator(f"a[href^='{reverse('agreement_new')}']").click()
    write(
        page,
        {
            "kind": "joint_agreement",
            "title": "Penelitian dan Pengembangan melalui Aplikasi Teman Litbang",
            "place": "Depok",
            "term_text": "3 (tiga) tahun",
            "parties-0-signatory_name": "Dr. K.H. Mohammad Idris, M.A.",
            "parties-0-signatory_title": "Wali Kota Depok",
            "parties-1-signatory_name": "Dra. Lani Dwi Rejeki, M.M.",
            "parties-1-signatory_title": "Bupati Batang",
            "parties-1-signatory_office_status": "pj",
        },
    )
    save(page)

    page.locator("a[href$='/draft/'].btn").click()
    write(page.locator("#article-1"), {"heading": "PELAKSANA", "body": OWN_WORDS})
    save(page)
    assert OWN_WORDS in page.locator("main").inner_text()
    assert "RANCANGAN" in paper_behind(page, "a[href$='/document/']")

    take_step(page, "submit", {"why": "Siap diperiksa."})


def agree_and_issue(page, town):
    agreement = Agreement.objects.get()
    for person, steps in [
        (town.rina, {"approve": {}}),
        (town.kerja, {"partner_agrees": {"evidence": PARTNER_LETTER}, "issue": {}}),
    ]:
        sign_in(page, person)
        page.goto(reverse("agreement", args=[agreement.pk]))
        for action, answers in steps.items():
            take_step(page, action, answers)
        if person != town.kerja:
            sign_out(page)

    text = paper_behind(page, "a[href$='/document/']")
    assert "KESEPAKATAN BERSAMA" in text.upper()
    assert all(words in text for words in [OWN_WORDS, "Mohammad Idris", "Lani Dwi Rejeki", "tiga"])
    assert "RANCANGAN" not in text
    assert Revision.objects.get(agreement=agreement).issued.sha256
    agreement.refresh_from_db()
    assert agreement.status == Status.READY_TO_SIGN


def the_status_is_read_by_a_program(town, chromium, live_server):
    said = StringIO()
    call_command("issue_token", town.ratna.username, stdout=said)
    key = said.getvalue().split()[-1]
    program = chromium.new_context(
        base_url=live_server.url, extra_http_headers={"Authorization": f"Token {key}"}
    )

    agreement = program.request.get("/api/v1/agreements/").json()["results"][0]
    report = program.request.get("/api/v1/reports/follow-up-status/?since=2022-01-01").json()
    program.close()

    assert agreement["status"] == Status.READY_TO_SIGN
    assert report["conversion"]["topics_to_candidate"] == 1


def the_history_names_everybody(page, town):
    for record, people in [
        (Visit.objects.get(), [town.sari]),
        (Candidate.objects.get(), [town.sari, town.kerja, town.ratna, town.budi]),
        (Agreement.objects.get(), [town.budi, town.rina, town.kerja]),
    ]:
        page.goto(reverse(record._meta.model_name, args=[record.pk]))
        page.locator("main a[href^='/history/']").click()
        page.wait_for_url(re.compile("/history/"))
        story = whole_story(page)
        assert all(f"{person}" in story for person in people), story


def whole_story(page) -> str:
    story = page.locator("ol.history").inner_text()
    while page.locator("a[rel=next]").count():
        page.locator("a[rel=next]").click()
        page.wait_for_load_state()
        story += page.locator("ol.history").inner_text()
    return story
