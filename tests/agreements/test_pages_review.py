"""Comments and initials on the page: at the side of the text, and for the own house only."""

import pytest
from django.urls import reverse

from agreements.models import Comment
from agreements.services import comment, move, set_review_steps
from agreements.workflow import Action
from tests.agreements.builders import whole


def page_of(agreement):
    return reverse("agreement", args=[agreement.pk])


def comments_of(agreement):
    return reverse("agreement_comment", args=[agreement.pk])


def test_a_comment_is_written_answered_and_settled_on_the_page(cast, as_person):
    agreement = cast.draft(articles=whole({"heading": "Objek", "body": "Aplikasi."}))
    key = agreement.articles.get(heading="Objek").key

    as_person(cast.hukum2).post(comments_of(agreement), {"key": key, "body": "Aplikasi yang mana?"})
    said = Comment.objects.get()
    as_person(cast.budi).post(
        comments_of(agreement), {"answer_to": said.pk, "body": "Teman Litbang"}
    )
    page = as_person(cast.hukum2).get(page_of(agreement)).content.decode()
    move_url = reverse("comment_move", args=[agreement.pk, said.pk])
    as_person(cast.hukum2).post(move_url, {"action": "resolve", "version": said.version})

    assert page.index("Aplikasi yang mana?") < page.index("Teman Litbang</p>")
    said.refresh_from_db()
    assert (said.status, said.settled_by) == ("resolved", cast.hukum2)


def test_a_comment_without_words_is_refused_and_keeps_its_place(cast, as_person):
    agreement = cast.draft()
    key = agreement.articles.first().key

    answer = as_person(cast.hukum2).post(comments_of(agreement), {"key": key, "body": " "})

    assert answer.status_code == 200
    assert answer.context["remark"].data["key"] == str(key)
    assert not Comment.objects.exists()


def test_a_step_that_is_not_possible_is_told_and_changes_nothing(cast, as_person):
    said = comment(cast.draft(), body="Periksa", by=cast.hukum2)
    url = reverse("comment_move", args=[said.agreement_id, said.pk])
    client = as_person(cast.budi)

    told = client.post(url, {"action": "reopen", "version": said.version, "why": "x"}, follow=True)
    nonsense = client.post(url, {"action": "delete", "version": said.version})

    said.refresh_from_db()
    assert "not possible" in told.content.decode() or "tidak mungkin" in told.content.decode()
    assert (nonsense.status_code, said.status) == (400, "open")


def test_the_partner_reads_no_comment_and_no_initial(cast, as_person):
    steps = [{"position": "Rahasia Kepala"}]
    agreement = set_review_steps(cast.draft(), steps=steps, by=cast.budi)
    comment(agreement, body="Rahasia kami", by=cast.hukum2)
    agreement = move(cast.walk(agreement, "submit"), Action.INITIAL, by=cast.ratna)
    cast.walk(agreement, "approve")

    page = as_person(cast.partner).get(page_of(agreement))

    assert page.status_code == 200
    assert "Rahasia" not in page.content.decode()


@pytest.mark.parametrize("who", ["partner", "tono"])
def test_who_is_not_of_the_house_finds_no_place_to_comment(cast, as_person, who):
    agreement = cast.walk(cast.draft(), "submit", "approve")
    said = comment(agreement, body="Periksa", by=cast.hukum2)
    client = as_person(getattr(cast, who))

    written = client.post(comments_of(agreement), {"body": "Halo"})
    moved = client.post(
        reverse("comment_move", args=[agreement.pk, said.pk]), {"action": "close", "version": 1}
    )

    assert (written.status_code, moved.status_code) == (404, 404)
    assert Comment.objects.get().status == "open"


def test_protocol_reads_what_is_said_and_is_offered_nothing(cast, as_person):
    agreement = cast.draft()
    comment(agreement, body="Aplikasi yang mana?", by=cast.hukum2)

    page = as_person(cast.sari).get(page_of(agreement))

    assert "Aplikasi yang mana?" in page.content.decode()
    assert page.context["remark"] is None


def test_the_chain_is_arranged_on_its_page_and_named_on_the_agreement(cast, as_person):
    agreement = cast.draft()
    url, client = reverse("review_steps", args=[agreement.pk]), as_person(cast.budi)
    rows = {
        "version": agreement.version,
        "steps-0-position": "Kepala Bagian Hukum",
        "steps-0-person": cast.hukum2.pk,
        "steps-1-position": "",
        "steps-2-position": "Sekretaris Daerah",
    }

    client.post(url, rows)

    positions = list(agreement.review_steps.values_list("position", "person"))
    assert positions == [("Kepala Bagian Hukum", cast.hukum2.pk), ("Sekretaris Daerah", None)]
    assert "Kepala Bagian Hukum: Hukum2" in client.get(page_of(agreement)).content.decode()


def test_a_person_without_a_position_is_asked_as_what_and_nothing_is_lost(cast, as_person):
    agreement = cast.draft()
    rows = {"version": agreement.version, "steps-0-person": cast.hukum2.pk}
    rows |= {"steps-1-position": "Asisten"}

    answer = as_person(cast.budi).post(reverse("review_steps", args=[agreement.pk]), rows)

    assert answer.context["rows"][0].errors
    assert 'value="Asisten"' in answer.content.decode()
    assert not agreement.review_steps.exists()


def test_the_next_initial_is_offered_to_whoever_may_give_it(cast, as_person):
    agreement = set_review_steps(
        cast.draft(), steps=[{"position": "Sekda", "person": cast.ratna}], by=cast.budi
    )
    cast.walk(agreement, "submit")

    def offered(user):
        steps = as_person(user).get(page_of(agreement)).context["steps"]
        return {form.step.action for form in steps}

    assert "initial" in offered(cast.ratna)
    assert not {"initial", "approve"} & offered(cast.hukum2)
    assert not {"initial", "approve"} & offered(cast.budi)
