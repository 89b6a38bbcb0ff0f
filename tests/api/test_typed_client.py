"""A partner's programmer makes a typed client of our contract, and walks the main story with it.

The client is generated anew from docs/openapi.yaml; nothing of it is ours.
"""

import sys
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path
from subprocess import run

import httpx
import pytest
import yaml
from django.conf import settings

from accounts.models import Area
from accounts.services import issue_token
from api.renderers import BYTES, PDF
from api.tables import CSV, XLSX
from cooperation.services.files import KEPT_TYPES
from tests.api.promises import one_connection, served
from tests.builders import make_affair, make_innovation

NAME = "jejak_client"
# Files are bytes; the generator does not know of itself which types are files.
FILES = dict.fromkeys((PDF, CSV, XLSX, *(kind.content_type for kind in KEPT_TYPES)), BYTES)
CONTRACT = Path(settings.BASE_DIR) / "docs" / "openapi.yaml"


@pytest.fixture(scope="module")
def client_package(tmp_path_factory):
    """The generated package. A part of the contract that the generator left out is a failure."""
    folder = tmp_path_factory.mktemp("client")
    config = folder / "config.yaml"
    config.write_text(yaml.safe_dump({"post_hooks": [], "content_type_overrides": FILES}))
    generator = Path(sys.executable).with_name("openapi-python-client")
    command = [generator, "generate", "--path", CONTRACT, "--output-path", folder / NAME]
    made = run(
        [*command, "--meta", "none", "--config", config],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "Unable" not in made.stdout + made.stderr
    assert "WARNING" not in made.stdout.upper() + made.stderr.upper(), made.stdout
    sys.path.insert(0, str(folder))
    yield NAME
    sys.path.remove(str(folder))


@pytest.fixture
def jejak(client_package):
    """`jejak("api.visits.visits_create")`: a module of the generated client."""
    return lambda path: import_module(f"{client_package}.{path}")


@pytest.fixture
def as_partner(jejak):
    """A typed client with a key of this person."""

    def build(person):
        key, _token = issue_token(person, name="typed", writes=Area)
        at = "http://testserver"
        client = jejak("client").AuthenticatedClient(base_url=at, token=key, prefix="Token")
        headers = {"Authorization": f"Token {key}", "Accept-Language": "en"}
        transport = httpx.WSGITransport(app=served)
        return client.set_httpx_client(
            httpx.Client(transport=transport, base_url=at, headers=headers)
        )

    with one_connection():
        yield build


def test_the_main_story_by_a_typed_client(house, jejak, as_partner):
    models, unset = jejak("models"), jejak("types").UNSET
    sari, kerja, ratna = (as_partner(person) for person in (house.sari, house.kerja, house.ratna))
    innovation = make_innovation(house.bappeda)

    visit = jejak("api.visits.visits_create").sync(
        client=sari,
        idempotency_key="typed-client-visit-1",
        body=models.SentVisitRequest(
            entry_mode=models.VisitEntryMode.RETROSPECTIVE,
            actual_start=datetime(2022, 7, 12, 2, tzinfo=UTC),
            source_note="Kastara.ID, 12 Juli 2022",
            hosts=[models.SentHostRequest(agency=house.depok.pk)],
            delegations=[models.SentDelegationRequest(agency=house.batang.pk)],
            discussions=[
                models.SentDiscussionRequest(
                    name="Percepatan penurunan stunting",
                    affair=make_affair().pk,
                    innovations=[innovation.pk],
                )
            ],
        ),
    )
    assert isinstance(visit, models.VisitShape)
    assert visit.status is models.VisitStatus.COMPLETED

    candidate = jejak("api.visits.visits_discussions_candidate_create").sync(
        visit.id,
        str(visit.discussions[0].id),
        client=sari,
        body=models.SentCandidateOfTopicRequest(
            title="Adopsi Teman Litbang",
            provider=house.depok.pk,
            adopter=house.batang.pk,
            innovation=innovation.pk,
        ),
    )
    steps = [(kerja, "screen"), (kerja, "recommend"), (ratna, "approve"), (kerja, "offer")]
    for person, action in steps:
        offered = models.CandidateFactsRequest(letter_number="050/1/2022")
        candidate = jejak("api.candidates.candidates_move_create").sync(
            candidate.id,
            client=person,
            if_match=f'"{candidate.version}"',
            body=models.CandidateStepRequest(
                action=models.CandidateStepActionEnum(action),
                facts=offered if action == "offer" else unset,
            ),
        )
    assert candidate.status is models.CandidateStatus.OFFERED

    follow_up = jejak("api.follow_ups.follow_ups_create").sync(
        client=kerja,
        body=models.SentFollowUpRequest(
            candidate=candidate.id,
            title="Kirim KAK dan rancangan KB",
            unit=house.depok.pk,
            assignee=house.sari.pk,
            due_on=date(2022, 8, 1),
        ),
    )
    late = jejak("api.follow_ups.follow_ups_list").sync(
        client=ratna, overdue=True, expand="candidate", count=models.FollowUpsListCount.EXACT
    )
    assert (late.count, late.results[0].id) == (1, follow_up.id)
    assert late.results[0].expanded.candidate.title == "Adopsi Teman Litbang"

    funnel = jejak("api.reports.reports_funnel_retrieve").sync(
        client=ratna, period="2022", by="year"
    )
    told = {each.measure: each.value for each in funnel.rows[0].figures}
    assert (told["topics"], told["to_candidate"]) == (1, 1)

    story = jejak("api.candidates.candidates_history_retrieve").sync(candidate.id, client=ratna)
    assert {entry.username for entry in story.results} == {"sari", "kerja", "ratna"}


def test_a_refusal_is_typed_too(house, jejak, as_partner):
    models = jejak("models")
    visit = house.log()

    refused = jejak("api.visits.visits_partial_update").sync_detailed(
        visit.pk,
        client=as_partner(house.sari),
        if_match='"99"',
        body=models.PatchedChangedVisitRequest(theme="Lain"),
    )

    assert refused.status_code == 412
    assert isinstance(refused.parsed, models.Problem)
    assert refused.parsed.current_version == visit.version
