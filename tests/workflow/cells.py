"""What the table and the policy say about one cell: a status, an action, a role."""

from enum import StrEnum

import pytest
from django.db import connection

from agreements import workflow as agreements
from cooperation import workflow as cooperation
from cooperation.permissions import roles_granting
from tests.workflow.ways import WAYS

SAMPLE = 5  # one in so many


class Answer(StrEnum):
    DONE = "done"
    FORBIDDEN = "forbidden"  # this role never
    REFUSED = "refused"  # this role, but not from this status


# Where a row says "it depends", what it may become.
DEPENDS = {
    agreements.Action.PARTNER_AGREES: {agreements.Status.READY_TO_SIGN},
    agreements.Action.SIGN: {agreements.Status.PARTIALLY_SIGNED, agreements.Status.SIGNED},
    cooperation.CandidateAction.RESUME: {cooperation.CandidateStatus.SCREENING},
}


def expected(way, status, action, role) -> Answer:
    step = way.table[action]
    if role not in roles_granting(step.permission):
        return Answer.FORBIDDEN
    return Answer.DONE if status in step.sources else Answer.REFUSED


def targets(way, action):
    step = way.table[action]
    return {step.target} if step.target else DEPENDS[action]


def asked(way):
    """The actions that people take; the others the system takes inside another act."""
    return [action for action, step in way.table.items() if not step.automatic]


def rows():
    """Every record in every status: all of them on SQLite, a sample on PostgreSQL.

    The tables do not know the database; `make prove` walks the others on PostgreSQL, too.
    """
    on_postgres = connection.vendor == "postgresql"
    found = [(way, status) for way in WAYS.values() for status in way.statuses]
    found = [(way, status) for way, status in found if status in way.steps]
    return [
        pytest.param(
            way,
            status,
            id=f"{way.path}-{status}",
            marks=[pytest.mark.proof] if on_postgres and place % SAMPLE else [],
        )
        for place, (way, status) in enumerate(found)
    ]
