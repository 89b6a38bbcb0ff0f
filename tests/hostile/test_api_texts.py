"""Every text that the API takes is kept as it was typed, or refused by the name it came under."""

import json
from copy import deepcopy

import pytest
from django.db import transaction
from rest_framework import serializers
from rest_framework.test import APIClient

from cooperation.models import Indicator, Topic
from cooperation.models.text import LONGEST_TEXT
from tests.api.test_refusals import problem
from tests.hostile.bodies import addresses, texts
from tests.hostile.everything import make_everything
from tests.hostile.samples import ALL_AT_ONCE, MARKUP, SURROGATE, TYPED, UNTYPED, fitted
from tests.workflow.cells import asked
from tests.workflow.ways import WAYS, Town
from visits.models import Delegation

pytestmark = pytest.mark.django_db

SAMPLES = (MARKUP, TYPED["decomposed"], ALL_AT_ONCE)
# Texts that are not sent under the name of the column that keeps them.
KEPT_IN = {
    ("SentContact", "name"): (Delegation, "contact_name"),
    ("SentDiscussion", "name"): (Topic, "name"),
    ("SentQuotedValue", "indicator_name"): (Indicator, "name"),
    ("SentQuotedValue", "unit"): (Indicator, "unit"),
}


@pytest.fixture
def everything():
    return make_everything(sent=False)


@pytest.fixture
def ani(everything):
    client = APIClient(headers={"accept-language": "en", "if-match": "*"})
    client.force_login(everything.ani)
    return client


# Here braces have to mean something: what they refuse is told in test_library and test_numbers.
BRACED = {"clauses create", "clauses partial_update", "number-patterns create"}


def filled(address, values):
    """Its body with these texts in it."""
    body = deepcopy(address.body)
    for path, (part, _field) in texts(address.shape(), body).items():
        if path in values and not path.startswith("facts."):
            part[path.rpartition(".")[2]] = values[path]
    if address.action == "move":
        body.pop("facts", None)
    return body


def fields_of(address):
    found = texts(address.shape(), deepcopy(address.body))
    return {path: field for path, (_part, field) in found.items() if not path.startswith("facts.")}


def test_what_nobody_can_see_is_refused_by_the_path_it_was_sent_under(everything, ani):
    for address in addresses(everything):
        for sample in (UNTYPED | SURROGATE).values():
            if address.action == "import_text" and len(sample) > LONGEST_TEXT:
                continue  # a whole agreement is longer than any field of a form
            left = set(fields_of(address))
            while left:
                answer = address.send(ani, filled(address, dict.fromkeys(left, sample)))
                assert answer.status_code == 400, (str(address), left, sample, answer.content)
                told = problem(answer, 400)["errors"]
                assert told, (str(address), left)
                assert set(told) <= left, (str(address), told)
                for messages in told.values():
                    assert all(message.endswith(".") for message in messages), messages
                left -= set(told)  # what stands behind them is checked once they are right


def test_what_is_typed_is_kept_as_it_was_typed(everything, ani):
    wrong = []
    for address in addresses(everything):
        if address.action == "move" or str(address) in BRACED:
            continue  # each step has its own texts: see below
        for sample in SAMPLES:
            values = {
                path: fitted(sample, field.max_length or 2_000)
                for path, field in fields_of(address).items()
            }
            with transaction.atomic():
                answer = address.send(ani, filled(address, values))
                if answer.status_code in (200, 201):
                    wrong += [(str(address), sample[:20], path) for path in lost(address, values)]
                else:
                    wrong.append((str(address), sample[:20], answer.status_code, answer.content))
                transaction.set_rollback(True)
    assert wrong == [], "\n".join(map(str, wrong))


def test_a_name_finds_itself_in_either_spelling_of_a_letter(everything, ani):
    for address in addresses(everything):
        if str(address) in ("topics create", "indicators create", "innovations create"):
            composed, decomposed = ("Caf\xe9", "Cafe\u0301")
            first = address.send(ani, address.body | {"name": composed})
            second = address.send(ani, address.body | {"name": decomposed})
            assert first.status_code == 201, first.content
            if address.prefix == "innovations":  # is not shared: the second is refused by name
                assert list(problem(second, 400)["errors"]) == ["name"]
            else:
                assert second.json()["id"] == first.json()["id"]


def lost(address, values):
    """Those of the texts that stand nowhere in the tables."""
    for path, field in fields_of(address).items():
        column = column_of(field)
        if column is None:
            continue  # a note: it stands in the history
        model, attribute = column
        if not model._base_manager.filter(**{attribute: values[path]}).exists():
            yield path


def column_of(field):
    shape = field.parent
    named = KEPT_IN.get((type(shape).__name__, field.field_name))
    if named or not isinstance(shape, serializers.ModelSerializer):
        return named
    known = {column.name for column in shape.Meta.model._meta.fields}
    return (shape.Meta.model, field.field_name) if field.field_name in known else None


def sent(client, at, body):
    def plain(value):
        return value.isoformat()

    return client.post(at, json.dumps(body, default=plain), content_type="application/json")


STEPS = [
    pytest.param(way, action, id=f"{way.path}-{action}")
    for way in WAYS.values()
    for action in asked(way)
]


@pytest.mark.parametrize(("way", "action"), STEPS)
def test_the_texts_of_a_step_are_kept_or_refused(way, action):
    town = Town()
    status = next(status for status in way.table[action].sources if status in way.steps)
    record = way.walk(town, way.reach(town, status), way.before.get((status, action), []))
    client = APIClient(headers={"accept-language": "en", "if-match": "*"})
    client.force_login(town.second)
    at = f"/api/v1/{way.path}/{record.pk}/move/"
    step, facts = way.table[action], way.facts(town, record, action)
    told_in = {f"facts.{ask.name}" for ask in step.asks if ask.kind in ("line", "text")} | {"note"}

    for sample in (UNTYPED["nul"], UNTYPED["override"], UNTYPED["too long"]):
        left = set(told_in)
        while left:
            body = {"action": action, "note": "karena", "facts": dict(facts)}
            body |= {"note": sample} if "note" in left else {}
            body["facts"] |= {path[6:]: sample for path in left if path != "note"}
            named = set(problem(sent(client, at, body), 400)["errors"])
            assert named, left
            assert named <= left
            left -= named
    for sample in SAMPLES:
        body = {"action": action, "note": fitted(sample, 2_000)}
        typed = {path[6:]: fitted(sample, 120) for path in told_in - {"note"}}
        with transaction.atomic():
            answer = sent(client, at, body | {"facts": facts | typed})
            assert answer.status_code == 200, answer.content
            transaction.set_rollback(True)
