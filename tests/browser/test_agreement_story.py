"""A joint agreement from the library to ready to sign, and what follows it, as an office works."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse

from accounts.models import User
from agreements.models import Agreement, Comment
from agreements.services import issue_for_signature, move
from agreements.workflow import Action, Status
from audit.recording import record
from tests.browser.hands import paper_behind, save, sign_in, sign_out, take_step, write
from tests.builders import TEST, make_candidate

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LETTER = {"evidence": "Surat Sekda Batang nomor 100/7"}
SIGNATORIES = {
    "parties-0-signatory_name": "Dr. K.H. Mohammad Idris, M.A.",
    "parties-0-signatory_title": "Wali Kota Depok",
    "parties-1-signatory_name": "Dra. Lani Dwi Rejeki, M.M.",
    "parties-1-signatory_title": "Bupati Batang",
}


@pytest.fixture
def town(town):
    town.give_password(town.kerja, town.ratna, town.budi, town.rina)
    return town


def test_a_joint_agreement_is_drafted_reviewed_and_ready_to_sign(town, page, witness):
    candidate = make_candidate(town.depok, adopter=town.batang, status="agreed")
    sign_in(page, town.budi)
    agreement = draft_it(page, candidate)
    arrange_the_initials(page, agreement, town)
    take_a_clause(page, agreement)
    mend_what_the_desk_says(page, agreement)
    step_of(page, agreement, "submit")
    sign_out(page)

    review_it(page, town, agreement)
    change_it_for_the_partner(page, town, agreement)

    agreement.refresh_from_db()
    assert agreement.status == Status.READY_TO_SIGN
    assert agreement.initials.filter(result="given").count() == 4
    assert witness.complaints == []


def draft_it(page, candidate):
    page.goto(f"{reverse('agreement_new')}?candidate={candidate.pk}")
    facts = {"kind": "joint_agreement", "title": "Penelitian melalui Teman Litbang"}
    write(page, facts | {"place": "Depok", "term_text": "3 (tiga) tahun"} | SIGNATORIES)
    save(page)
    agreement = Agreement.objects.get()
    assert agreement.template == "jejak:joint_agreement@1"
    return agreement


def arrange_the_initials(page, agreement, town):
    page.goto(reverse("review_steps", args=[agreement.pk]))
    write(
        page,
        {
            "steps-0-position": "Kepala Bagian Kerja Sama",
            "steps-0-person": str(town.kerja.pk),
            "steps-1-position": "Sekretaris Daerah",
            "steps-1-person": str(town.ratna.pk),
        },
    )
    save(page)
    assert agreement.review_steps.count() == 2


def take_a_clause(page, agreement):
    page.goto(reverse("clause_choices", args=[agreement.pk]))
    offered = page.locator("details:has(button[value='jejak:definitions@1'])")
    offered.locator("summary").click()
    with page.expect_navigation():
        offered.locator("button").click()
    assert agreement.articles.filter(clause_type="definitions").exists()


def mend_what_the_desk_says(page, agreement):
    """Typed, told beside it while typing, mended, saved."""
    page.goto(reverse("agreement_articles", args=[agreement.pk]))
    purpose = page.locator("#article-1 textarea")
    purpose.fill("Dasar kerja sama sebagaimana dimaksud dalam {Pasal 77}.")
    page.locator("#desk li", has_text="Pasal 77").first.wait_for()
    purpose.fill("Dasar kerja sama sebagaimana dimaksud dalam {Pasal 3}.")
    page.locator("#desk li", has_text="Pasal 77").first.wait_for(state="detached")

    save(page, "#draft-form")
    assert "dimaksud dalam Pasal 3." in page.locator("main").inner_text()


def step_of(page, agreement, action, answers=None):
    page.goto(reverse("agreement", args=[agreement.pk]))
    take_step(page, action, answers)


def review_it(page, town, agreement):
    """Two comments are made and resolved; two initials are given; a colleague approves."""
    keys = [article.key for article in agreement.articles.all()[:2]]
    sign_in(page, town.kerja)
    for key, words in zip(keys, ["Lebih singkat saja.", "Sebutkan aplikasinya."], strict=True):
        page.goto(f"{reverse('agreement', args=[agreement.pk])}?about={key}")
        write(page.locator("#write-comment"), {"body": words})
        with page.expect_navigation():
            page.locator("#write-comment button").click()
    for comment in Comment.objects.all():
        with page.expect_navigation():
            page.locator(f"#comment-{comment.pk} button[value=resolve]").click()
    step_of(page, agreement, "initial", {"why": "Sudah dibaca."})
    sign_out(page)
    sign_in(page, town.ratna)
    step_of(page, agreement, "initial")
    sign_out(page)
    sign_in(page, town.rina)
    step_of(page, agreement, "approve")
    sign_out(page)
    assert set(Comment.objects.values_list("status", flat=True)) == {"resolved"}


def change_it_for_the_partner(page, town, agreement):
    """The partner wants other words: they are written, compared, reviewed again and agreed on."""
    sign_in(page, town.kerja)
    step_of(page, agreement, "partner_changes", {"why": "Pasal 3 lain"} | LETTER)
    sign_out(page)
    sign_in(page, town.budi)
    page.goto(reverse("agreement_articles", args=[agreement.pk]))
    page.locator("#article-1 textarea").fill("Landasan kerja sama menurut {Pasal 3}.")
    save(page, "#draft-form")
    step_of(page, agreement, "submit")
    page.goto(f"{reverse('agreement_redline', args=[agreement.pk])}?from=1&to=2")
    assert page.locator("del", has_text="Dasar").count()
    assert page.locator("ins", has_text="Landasan").count()
    sign_out(page)
    for person, action, answers in [
        (town.kerja, "initial", {}),
        (town.ratna, "initial", {}),
        (town.rina, "approve", {}),
        (town.kerja, "partner_agrees", LETTER),
    ]:
        sign_in(page, person)
        step_of(page, agreement, action, answers)
        sign_out(page)


def test_a_pks_an_addendum_and_a_renewal_follow_a_signed_agreement(
    town, page, witness, settings, enter_as
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    today = town.depok.today()
    base = signed(town, starts_on=today - timedelta(days=900), ends_on=today + timedelta(days=30))
    enter_as(town.budi)

    pks = draft_from(page, base, "parent", {"kind": "cooperation_agreement"} | SIGNATORIES)
    give_a_mandate(page, pks)
    step_of(page, pks, "submit")
    assert pks.parent == base
    assert "Surat Kuasa Nomor 100/SK" in paper_behind(page, "a[href$='/document/']")

    addendum = draft_from(page, base, "amends", {})
    term = base.articles.get(clause_type="term")
    page.goto(reverse("agreement_articles", args=[addendum.pk]))
    write(page.locator("#article-1"), {"effect": "replace", "target": f"{base.pk}:{term.key}"})
    page.locator("#article-1 textarea").fill("Berlaku sampai akhir tahun depan.")
    save(page, "#draft-form")
    paper = paper_behind(page, "a[href$='/document/']")
    assert f"Ketentuan Pasal {term.order} diubah sehingga berbunyi" in paper

    renewal = draft_from(page, base, "renews", {"starts_on": base.ends_on + timedelta(days=20)})
    page.goto(reverse("agreement", args=[renewal.pk]))
    assert "19 hari" in page.locator("#problems-of-the-draft").inner_text()

    with_mail = User.objects.get(pk=town.budi.pk)
    with_mail.email = "budi@example.go.id"
    record(with_mail, by=TEST)
    call_command("daily")
    assert [message.to for message in mail.outbox] == [["budi@example.go.id"]]
    page.goto(reverse("agreement_dates"))
    assert base.reference in page.locator("main").inner_text()
    assert witness.complaints == []


def signed(town, **facts):
    town.grow_thread()
    agreement = town.agreement
    for party, (name, title) in zip(
        agreement.parties.all(), [("Mohammad Idris", "Wali Kota"), ("Lani", "Bupati")], strict=True
    ):
        party.signatory_name, party.signatory_title = name, title
        record(party, by=TEST)
    for name, value in facts.items():
        setattr(agreement, name, value)
    record(agreement, by=TEST)
    for action, by, answers in [
        (Action.SUBMIT, town.budi, {}),
        (Action.APPROVE, town.rina, {}),
        (Action.PARTNER_AGREES, town.kerja, LETTER),
    ]:
        agreement = move(agreement, action, by=by, why="siap", facts=answers)
    agreement = issue_for_signature(agreement, by=town.kerja)
    for party in agreement.parties.all():
        facts = {"party": party.pk, "signed_place": "Depok"}
        agreement = move(agreement, Action.SIGN, by=town.kerja, facts=facts)
    return agreement


def draft_from(page, base, kinship, facts):
    page.goto(reverse("agreement", args=[base.pk]))
    with page.expect_navigation():
        page.locator(f"a[href$='?{kinship}={base.pk}']").click()
    write(page, facts | {"term_text": "1 (satu) tahun"})
    save(page)
    return Agreement.objects.latest("pk")


def give_a_mandate(page, agreement):
    for party in agreement.parties.all():
        page.goto(reverse("party", args=[agreement.pk, party.pk]))
        write(
            page.locator("form.sheet-form").first,
            {"signatory_title": "Kepala Bappeda", "power_of_attorney_number": "100/SK/2026"},
        )
        save(page, "form.sheet-form")
