"""What the demo answers to what the contract shows examples of."""

import json
from typing import Any

from rest_framework.test import APIClient

from accounts.models import User
from agreements.models import Agreement
from cooperation.models import Candidate, FollowUp
from visits.models import Visit

HERE = "http://localhost"
ON_PAPER = "https://jejak.example.org"
LOGGED = {
    "theme": "Belajar penanganan stunting",
    "letter_number": "005/812/Setda",
    "letter_date": "2026-11-24",
}


def asked_of_the_demo() -> dict[str, dict[str, Any]]:
    """Each example, asked anew of a demo that is loaded; see `api.examples.examples`."""
    client = APIClient(headers={"accept-language": "en", "host": "localhost"})
    client.force_login(User.objects.get(username="protokol.depok"))
    visit = Visit.objects.get(year=2022, number=1, owner__code="pemkot-depok")
    candidate = Candidate.objects.get(discussions__visit=visit)
    agreement = Agreement.objects.filter(candidate=candidate).order_by("pk").first()
    promise = FollowUp.objects.filter(candidate=candidate).order_by("pk").first()
    body = LOGGED | {
        "hosts": [{"agency": visit.owner_id}],
        "delegations": [{"agency": visit.delegations.get().agency_id, "leader_name": "Bupati"}],
    }
    found = {}
    for path, record in (
        ("visits", visit),
        ("candidates", candidate),
        ("follow-ups", promise),
        ("agreements", agreement),
    ):
        at = f"/api/v1/{path}/"
        found[f"GET {at}"] = {"response": of_list(client, at)}
        found[f"GET {at}{{id}}/"] = {"response": got(client, f"{at}{record.pk}/")}
    for path in ("search/?q=teman+litbang", "reports/funnel/?by=all", "innovations/", "agencies/"):
        at = f"/api/v1/{path}"
        bare = at.partition("?")[0]
        found[f"GET {bare}"] = {"response": of_list(client, at)}
    found["POST /api/v1/visits/"] = {
        "request": body,
        "response": client.post("/api/v1/visits/?dry_run=1", body, format="json").json(),
    }
    return json.loads(json.dumps(found).replace(HERE, ON_PAPER))


def got(client, at):
    answer = client.get(at)
    assert answer.status_code == 200, (at, answer.content)
    return answer.json()


def of_list(client, at):
    """With one row, which says it all."""
    page = got(client, at)
    return page | {"results": page["results"][:1]} if "results" in page else page
