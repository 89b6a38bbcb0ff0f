"""What came of earlier visits between the two sides, to be read before this one is accepted."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from cooperation.models import Candidate
from visits.models import Discussion, Visit
from visits.reports import earlier_visits
from visits.views.lists import SIDES

MOST = 3
TALKS = Discussion.objects.select_related("topic")


@dataclass(frozen=True)
class Talk:
    """A topic of then: whether it is a topic of this visit, too, and what the reader may see
    of what came of it."""

    row: Discussion
    is_again: bool
    candidate: Candidate | None


@dataclass(frozen=True)
class Earlier:
    visit: Visit
    talks: list[Talk]


def what_came_of_earlier(visit: Visit, talks, user) -> list[Earlier]:
    """The latest first; the number of queries does not grow with them."""
    before = earlier_visits(visit, reader=user).select_related("owner")
    rows = list(before.prefetch_related(*SIDES, Prefetch("discussions", TALKS))[:MOST])
    now = {talk.topic.name.casefold() for talk in talks}
    then = [talk for row in rows for talk in row.discussions.all()]
    seen = _candidates({talk.candidate_id for talk in then if talk.candidate_id}, user)
    return [
        Earlier(
            row,
            [
                Talk(talk, talk.topic.name.casefold() in now, seen.get(talk.candidate_id))
                for talk in row.discussions.all()
            ],
        )
        for row in rows
    ]


def _candidates(keys, user) -> dict[int, Candidate]:
    if not keys:
        return {}
    agreements: Any = Candidate._meta.get_field("agreements").related_model
    rows = Candidate.objects.visible_to(user).filter(pk__in=keys)
    return rows.prefetch_related(
        Prefetch("agreements", agreements.objects.visible_to(user))
    ).in_bulk()
