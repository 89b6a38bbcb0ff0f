"""A text that was submitted is locked: by page, by API, in admin, in bulk and by service alike."""

import pytest
from django.urls import NoReverseMatch, reverse
from rest_framework.test import APIClient

from accounts.models import Area
from accounts.services import issue_token
from agreements import services
from agreements.models import Agreement, Article, Party, Revision
from agreements.workflow import Action, Locked
from audit.models import UnrecordedWrite
from tests.agreements.builders import Cast

OTHER = [{"heading": "Lain", "body": "Sama sekali lain."}]


@pytest.fixture
def cast(db) -> Cast:
    return Cast()


def ended(cast):
    facts = {"end_reason": "goal_reached", "evidence": "Berita acara"}
    return services.move(
        cast.signed(), Action.END, by=cast.ratna, why="Tujuan tercapai", facts=facts
    )


STAGES = {
    "submitted": lambda cast: cast.walk(cast.draft(), "submit"),
    "sent": lambda cast: cast.walk(cast.draft(), "submit", "approve"),
    "ready": lambda cast: cast.ready(),
    "signed": lambda cast: cast.signed(),
    "ended": ended,
}


@pytest.fixture(params=STAGES)
def agreement(request, cast):
    return STAGES[request.param](cast)


def text_of(agreement):
    again = Agreement.objects.get(pk=agreement.pk)
    return services.fingerprint(services.content_of(again))


def test_no_service_changes_it(cast, agreement):
    party, by = agreement.parties.first(), cast.budi
    before = text_of(agreement)

    for change in (
        lambda: services.edit_agreement(agreement, by=by, changes={"title": "Lain"}),
        lambda: services.set_articles(agreement, articles=OTHER, by=by),
        lambda: services.import_text(agreement, articles=OTHER, by=by),
        lambda: services.add_from_library(agreement, source="jejak:sanctions@1", by=by),
        lambda: services.add_party(agreement, agency=cast.bogor, by=by),
        lambda: services.change_party(party, changes={"signatory_name": "Lain"}, by=by),
        lambda: services.remove_party(party, by=by),
        lambda: services.set_review_steps(agreement, steps=[], by=by),
    ):
        with pytest.raises(Locked):
            change()

    assert text_of(agreement) == before


def test_no_page_changes_it(cast, agreement, client):
    client.force_login(cast.budi)
    party, before = agreement.parties.first(), text_of(agreement)
    sent = {
        "title": "Lain",
        "version": agreement.version,
        "why": "coba",
        "use": "1",
        "heading": "Lain",
        "body": "Lain",
        "id": "",
        "source": "jejak:sanctions@1",
        "agency": cast.bogor.name,
        "signatory_name": "Lain",
    }
    names = ("agreement_edit", "agreement_articles", "agreement_import", "clause_choices")
    urls = [reverse(name, args=[agreement.pk]) for name in (*names, "party_new", "review_steps")]
    urls += [reverse(name, args=[agreement.pk, party.pk]) for name in ("party", "party_remove")]

    answers = [client.post(url, sent) for url in urls]

    assert {answer.status_code for answer in answers} <= {200, 302}
    assert text_of(agreement) == before


def test_no_program_changes_it(cast, agreement):
    key, _token = issue_token(cast.budi, name="test", writes=Area)
    program = APIClient(HTTP_AUTHORIZATION=f"Token {key}", HTTP_IF_MATCH="*")
    at, before = f"/api/v1/agreements/{agreement.pk}/", text_of(agreement)
    party = agreement.parties.first().pk

    answers = [
        program.patch(at, {"title": "Lain"}),
        program.patch(at, {"articles": OTHER}),
        program.post(f"{at}parties/", {"agency": cast.bogor.pk}),
        program.patch(f"{at}parties/{party}/", {"signatory_name": "Lain"}),
        program.post(f"{at}import/", {"text": "Pasal 1\nLAIN\nLain."}),
        program.post(f"{at}review-steps/", {"steps": []}),
    ]

    assert [answer.status_code for answer in answers] == [409] * len(answers)
    assert text_of(agreement) == before


@pytest.mark.parametrize("model", [Agreement, Article, Party, Revision])
def test_admin_does_not_know_it(model):
    with pytest.raises(NoReverseMatch):
        reverse(f"admin:agreements_{model.__name__.lower()}_changelist")


def test_nothing_changes_it_in_bulk(cast, agreement):
    before = text_of(agreement)
    article = agreement.articles.first()
    article.body = "Lain"

    for change in (
        lambda: Agreement.objects.filter(pk=agreement.pk).update(title="Lain"),
        lambda: Article.objects.bulk_update([article], ["body"]),
        lambda: Article.objects.filter(agreement=agreement).delete(),
        lambda: Revision.objects.filter(agreement=agreement).update(content={}),
        lambda: article.save(),
        lambda: article.delete(),
    ):
        with pytest.raises(UnrecordedWrite):
            change()

    assert text_of(agreement) == before
