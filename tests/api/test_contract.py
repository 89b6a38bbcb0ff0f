"""What an integrator finds first: the schema, the pages that show it, and answers in one form."""

import re
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from tests.api.world import make_world

SCHEMA, DOCS, REDOC = "/api/v1/schema/", "/api/v1/docs/", "/api/v1/redoc/"


@pytest.fixture
def schema(sari):
    return yaml.safe_load(sari.get(SCHEMA).content)


def test_the_schema_and_its_pages_are_for_those_who_are_signed_in(client, sari):
    for url in (SCHEMA, DOCS, REDOC):
        assert client.get(url).status_code == 401
        assert sari.get(url).status_code == 200


def test_the_pages_fetch_nothing_from_elsewhere(sari):
    for url in (DOCS, REDOC):
        page = sari.get(url).content.decode()
        assert re.findall(r'(?:src|href)="(?:https?:)?//', page) == []


def test_it_is_served_as_it_is_committed_whatever_the_reader_speaks(sari, schema):
    committed = yaml.safe_load((Path(settings.BASE_DIR) / "docs" / "openapi.yaml").read_text())

    served = yaml.safe_load(sari.get(SCHEMA, headers={"accept-language": "id"}).content)

    assert (served == committed, schema == committed) == (True, True)  # told apart, they fill pages


def test_a_write_has_one_shape_and_its_answer_another(schema):
    visits = schema["paths"]["/api/v1/visits/"]["post"]
    sent = visits["requestBody"]["content"]["application/json"]["schema"]["$ref"]
    shown = visits["responses"]["201"]["content"]["application/json"]["schema"]["$ref"]

    assert sent.endswith("/SentVisitRequest")
    assert shown.endswith("/VisitShape")


def test_every_step_and_every_fact_of_a_workflow_stands_in_the_schema(schema):
    step = schema["components"]["schemas"]["AgreementStepRequest"]["properties"]
    facts = schema["components"]["schemas"]["AgreementFactsRequest"]["properties"]

    assert set(step) == {"action", "note", "on", "version", "facts"}
    assert {"party", "signed_place", "council_required", "end_reason"} <= set(facts)


def test_every_refusal_is_a_problem_in_the_schema(schema):
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            for status, answer in operation["responses"].items():
                if path.startswith("/api/v1/schema") or status < "400":
                    continue
                assert list(answer["content"]) == ["application/problem+json"], (path, method)


def test_what_is_for_the_owners_eyes_is_not_promised_to_everybody(schema):
    visit = schema["components"]["schemas"]["VisitShape"]

    assert "internal_note" in visit["properties"]
    assert "internal_note" not in visit["required"]
    assert "theme" in visit["required"]


def test_a_detail_holds_exactly_what_the_schema_says(house, sari, schema):
    world = make_world(house)
    shapes = {
        "visits": "VisitShape",
        "candidates": "CandidateShape",
        "agreements": "AgreementShape",
        "follow-ups": "FollowUpShape",
        "innovations": "InnovationShape",
    }
    for prefix, shape in shapes.items():
        record = sari.get(f"/api/v1/{prefix}/{world[prefix].pk}/").json()
        told = set(schema["components"]["schemas"][shape]["properties"])
        assert set(record) == told - {"expanded"}, prefix


def test_messages_come_in_the_language_that_was_asked_for(sari):
    english = sari.get("/api/v1/visits/999/").json()["detail"]

    assert english == "There is nothing here, or nothing that you may see."


def test_a_paper_that_is_not_there_is_a_problem_too(house, sari):
    answer = sari.get("/api/v1/agreements/999/document/", HTTP_ACCEPT="application/pdf")

    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"


def test_head_asks_what_get_would_answer(house, sari):
    for url in ("/api/v1/visits/", "/api/v1/reports/follow-up-status/"):
        assert sari.head(url).status_code == 200
