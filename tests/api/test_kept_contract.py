"""The committed contract is what the server offers, and nobody takes anything out of it unseen."""

import copy
import os
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.core.management import call_command

from tests.api.contract import broken

CONTRACT = Path(settings.BASE_DIR) / "docs" / "openapi.yaml"


@pytest.fixture(scope="module")
def promised():
    return yaml.safe_load(CONTRACT.read_text(encoding="utf-8"))


def test_the_committed_contract_is_what_is_offered(tmp_path):
    """After a change: UPDATE_DOCS=1 pytest tests/api/test_kept_contract.py; a promise that is no
    longer kept must be meant, and said so with BREAKING=1 and a line in the CHANGELOG."""
    written = tmp_path / "openapi.yaml"
    call_command("spectacular", file=str(written), lang="en", validate=True, fail_on_warn=True)
    offered = written.read_text(encoding="utf-8")
    if os.environ.get("UPDATE_DOCS"):
        if CONTRACT.exists() and not os.environ.get("BREAKING"):
            before = yaml.safe_load(CONTRACT.read_text(encoding="utf-8"))
            assert broken(before, yaml.safe_load(offered)) == []
        CONTRACT.write_text(offered, encoding="utf-8")

    assert CONTRACT.read_text(encoding="utf-8") == offered


def test_what_takes_a_promise_back_is_told(promised):
    gone, field, asked, choice, filtered = (copy.deepcopy(promised) for _ in range(5))
    del gone["paths"]["/api/v1/visits/"]["post"]
    assert broken(promised, gone) == ["POST /api/v1/visits/ is gone"]

    del field["components"]["schemas"]["VisitShape"]["properties"]["theme"]
    assert broken(promised, field) == ["VisitShape.theme is gone"]

    asked["components"]["schemas"]["SentVisitRequest"]["required"].append("theme")
    assert broken(promised, asked) == ["SentVisitRequest requires theme"]

    choice["components"]["schemas"]["VisitStatus"]["enum"].remove("closed")
    assert broken(promised, choice) == ["VisitStatus knows closed no more"]

    of_list = filtered["paths"]["/api/v1/visits/"]["get"]
    of_list["parameters"] = [p for p in of_list["parameters"] if p["name"] != "status"]
    assert broken(promised, filtered) == ["GET /api/v1/visits/ takes status no more"]


def test_what_only_adds_is_no_breach(promised):
    more = copy.deepcopy(promised)
    more["paths"]["/api/v1/new/"] = {"get": {"responses": {"200": {}}}}
    more["components"]["schemas"]["VisitShape"]["properties"]["mood"] = {"type": "string"}

    assert broken(promised, more) == []
