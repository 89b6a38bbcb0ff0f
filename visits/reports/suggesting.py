"""Which topics somebody most likely is about to write down."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from cooperation.models import Agency, Topic
from visits.models import Delegation, Discussion, Host, Visit

SUGGESTED = 12
BEFORE = 40  # talks that are looked through for what was asked before


@dataclass(frozen=True)
class SuggestedTopic:
    name: str
    affair: str
    before: Visit | None = None  # the latest visit in which these two sides spoke of it


def topics_to_suggest(
    user,
    *,
    words: str = "",
    affair: str = "",
    agencies: Iterable[Agency] = (),
    other_than: Visit | None = None,
) -> list[SuggestedTopic]:
    """What was asked by these agencies before comes first, then what is of the affair.

    `affair` is a code, e.g. "1.02"; with `words`, each of them stands in the name. Every name once.
    """
    named = Q()
    for word in words.split()[:6]:
        named &= Q(name__icontains=word)
    topics = Topic.objects.visible_to(user).filter(named).select_related("affair")
    found = [
        SuggestedTopic(talk.topic.name, str(talk.topic.affair), talk.visit)
        for talk in _talked_of(user, topics, agencies, other_than)
    ]
    if affair:
        of = topics.filter(Q(affair__code=affair) | Q(secondary_affair__code=affair))
        found += _plain(of[:SUGGESTED])
    if words or not affair:
        found += _plain(topics[:SUGGESTED])
    once: dict[str, SuggestedTopic] = {}
    for topic in found:
        once.setdefault(topic.name.casefold(), topic)
    return list(once.values())[:SUGGESTED]


def _plain(topics) -> list[SuggestedTopic]:
    return [SuggestedTopic(topic.name, str(topic.affair)) for topic in topics]


def _talked_of(user, topics, agencies, other_than):
    keys = [agency.pk for agency in agencies]
    if not keys:
        return []
    came = Delegation.objects.filter(visit=OuterRef("pk"), agency__in=keys)
    received = Host.objects.filter(visit=OuterRef("pk"), agency__in=keys)
    visits = Visit.objects.visible_to(user).filter(Q(Exists(came)) | Q(Exists(received)))
    if other_than is not None:
        visits = visits.exclude(pk=other_than.pk)
    talks = Discussion.objects.filter(visit__in=visits, topic__in=topics)
    rows = talks.select_related("topic__affair", "visit__owner").order_by("-visit_id", "order")
    return rows[:BEFORE]
