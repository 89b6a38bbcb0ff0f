"""Sari begins a webhook by the API, tries it out, and ends it."""

import pytest
from rest_framework.test import APIClient

from accounts.models import Area
from accounts.services import issue_token
from api.models import Webhook
from api.webhooks.subscribing import MOST_HOOKS, opened
from audit.models import JournalEntry
from tests.marks import reads_the_journal

pytestmark = reads_the_journal

AT = "/api/v1/webhooks/"
WANTED = {
    "name": "Dasbor Jabar",
    "url": "https://dasbor.example.org/jejak",
    "events": ["visit.created", "agreement.moved"],
}


def as_program(person, writes=(Area.WEBHOOKS,)) -> APIClient:
    key, _token = issue_token(person, name="kait", writes=writes)
    return APIClient(HTTP_AUTHORIZATION=f"Token {key}", headers={"accept-language": "en"})


def begin(program, **facts):
    return program.post(AT, WANTED | facts, format="json")


def test_the_secret_is_told_once_and_kept_sealed(house):
    program = as_program(house.sari)

    answer = begin(program, agency=house.depok.pk)

    assert answer.status_code == 201, answer.content
    secret = answer.json()["secret"]
    hook = Webhook.objects.get()
    assert secret.startswith("whsec_")
    assert opened(hook) not in hook.secret.encode()
    shown = program.get(f"{AT}{hook.pk}/").json()
    assert "secret" not in shown
    assert (shown["events"], shown["agency"]["id"]) == (sorted(WANTED["events"]), house.depok.pk)
    written = JournalEntry.objects.get(table_name=Webhook._meta.db_table)
    assert secret.removeprefix("whsec_") not in written.payload
    assert hook.secret not in written.payload


def test_it_is_tried_out_looked_after_and_ended(house):
    program = as_program(house.sari)
    at = f"{AT}{begin(program).json()['id']}/"

    assert program.post(f"{at}ping/", {}, format="json").status_code == 201
    log = program.get(f"{at}deliveries/").json()
    assert [(row["event"], row["tries"]) for row in log["results"]] == [("ping", 0)]

    assert program.post(f"{at}end/", {}, format="json").json()["ended_at"]
    assert program.post(f"{at}ping/", {}, format="json").status_code == 400
    assert program.post(f"{at}resume/", {}, format="json").status_code == 400
    assert program.get(AT, {"ended": "false"}).json()["results"] == []


def test_it_is_ones_own_alone(house):
    at = f"{AT}{begin(as_program(house.sari)).json()['id']}/"
    colleague = as_program(house.ratna)

    for answer in (
        colleague.get(at),
        colleague.get(f"{at}deliveries/"),
        colleague.post(f"{at}end/", {}, format="json"),
        colleague.post(f"{at}resume/", {}, format="json"),
        colleague.post(f"{at}ping/", {}, format="json"),
    ):
        assert answer.status_code == 404
    assert colleague.get(AT).json()["results"] == []


def test_a_key_needs_leave_for_it(house):
    assert begin(as_program(house.sari, writes=(Area.VISITS,))).status_code == 403
    assert not Webhook.objects.exists()


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"url": "https://10.0.0.1/"}, "url"),
        ({"url": "http://dasbor.example.org/"}, "url"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"events": []}, "events"),
        ({"events": ["visit.eaten"]}, "events"),
        ({"agency": 987654}, "agency"),
        ({"name": ""}, "name"),
        ({"secret": "mine"}, "secret"),
    ],
)
def test_what_is_sent_wrongly_is_told(house, facts, field):
    answer = begin(as_program(house.sari), **facts)

    assert answer.status_code == 400, answer.content
    assert any(name.startswith(field) for name in answer.json()["errors"]), answer.json()


def test_there_is_an_end_to_how_many(house):
    program = as_program(house.sari)
    for _turn in range(MOST_HOOKS):
        assert begin(program).status_code == 201

    answer = begin(program)
    assert answer.status_code == 400
    assert "End one of your 20 webhooks" in str(answer.json()["errors"])


def test_a_dry_run_begins_nothing(house):
    answer = as_program(house.sari).post(f"{AT}?dry_run=1", WANTED, format="json")

    assert answer.status_code == 201
    assert not Webhook.objects.exists()
