"""Every operation of the contract is asked for what it promises, by every role, with made-up input.

Each answer is held against the contract: no 5xx, no status and no shape that it does not name, no
door that opens without a key. What a request has written is taken back before the next one.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import cycle, product

import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.config import SchemathesisConfig
from schemathesis.core.failures import FailureGroup

from accounts.models import Area
from accounts.services import issue_token
from cooperation.permissions import Role
from tests.builders import make_person
from tests.hostile.everything import Everything

HANDLER = WSGIHandler()
# What the contract cannot say: that a body of the right shape may break a rule of the office.
NOT_PROMISED = ("positive_data_acceptance", "max_response_time")
# How what is sent wrongly may be refused: its own list lacks the body that is too large (413).
REFUSALS = (
    *("400", "401", "403", "404", "405", "406", "409", "413", "415", "422", "428", "429", "5xx"),
)
# Tools for whole scenarios; here one request is asked at a time.
OF_SCENARIOS = ("use_after_free", "ensure_resource_availability", "object_level_authorization")


def checks() -> list[Callable]:
    load_all_checks()
    return [
        check for check in CHECKS.get_all() if check.__name__ not in NOT_PROMISED + OF_SCENARIOS
    ]


def keys(everything: Everything) -> list[str]:
    """One of each role, and one that only reads."""
    depok = everything.world.house.depok
    people = [make_person(f"schema-{role}", depok, role) for role in Role]
    writing = [issue_token(person, name="skema", writes=Area)[0] for person in people]
    return [*writing, issue_token(everything.ani, name="skema", writes=Area)[0]]


def served(environ, start_response) -> list[bytes]:
    """As a server does: read to the end and closed."""
    answer = HANDLER(environ, start_response)
    try:
        return list(answer)
    finally:
        answer.close()


@contextmanager
def one_connection():
    """The server closes its connection after each request; here it is that of the test."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in signals:
            signal.connect(close_old_connections)


def failures(everything: Everything, *, examples: int, start: int) -> Iterator[str]:
    """What broke the contract; so many examples of each operation in the form that the contract
    wants, and as many in another one, from this seed on."""
    held = keys(everything)
    refused: dict = {"negative_data_rejection": {"expected-statuses": list(REFUSALS)}}
    schema = schemathesis.openapi.from_wsgi(
        "/api/v1/schema/",
        served,
        config=SchemathesisConfig.from_dict({"checks": refused}),
        headers={"Authorization": f"Token {held[-1]}"},
    )
    asking, asked, real = cycle(held), checks(), cycle((True, True, False))
    wanted = [result.ok() for result in schema.get_all_operations()]
    for operation, mode in product(wanted, GenerationMode):

        @seed(start)
        @settings(
            max_examples=examples,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(generation_mode=mode))
        def ask(case):
            if next(real) and "id" in (case.path_parameters or {}):
                case.path_parameters["id"] = 1  # or else hardly one would be found
            headers = {"Authorization": f"Token {next(asking)}", "Accept-Language": "en"}
            with transaction.atomic():
                case.call_and_validate(headers=headers, checks=asked)
                transaction.set_rollback(True)

        try:
            ask()
        except FailureGroup as group:  # each is told, and the others go on
            told = "\n".join(str(error) for error in group.exceptions)
            yield f"{operation.label}: {group}\n{told}"
        except Unsatisfiable:
            if mode is GenerationMode.POSITIVE:
                raise  # what wants nothing, though, cannot be asked for wrongly
