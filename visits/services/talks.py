"""A topic of a visit and what belongs to it, built and checked before anything is saved."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from audit.recording import record
from cooperation.models import Agency, Indicator, Topic
from cooperation.services import indicator_named, topic_named
from visits.models import Delegation, Discussion, InnovationShown, Outcome, QuotedValue
from visits.services.parts import Problems, fill, refuse_unknown, refuse_unseen

DISCUSSION_FACTS = frozenset(
    {
        "order",
        "presenting_unit",
        "presenter_name",
        "presenter_position",
        "asked",
        "findings",
    }
)
VALUE_FACTS = frozenset({"agency", "value", "period", "source"})
NAMING = frozenset({"topic", "name", "affair", "asked_by"})
OUTCOME_FACTS = frozenset({"outcome", "outcome_note"})
SHOWN = OUTCOME_FACTS | frozenset({"innovations", "quoted_values"})


@dataclass
class Talk:
    """A discussion with what belongs to it, built and checked but not saved."""

    discussion: Discussion
    shown: list[InnovationShown] = field(default_factory=list)
    values: list[QuotedValue] = field(default_factory=list)


def build_talk(
    visit, facts: Mapping, *, order, delegations: Iterable[Delegation], by, role
) -> Talk:
    """The rows of one topic. Topic and indicators may be named; new ones become the owner's."""
    refuse_unknown(facts, DISCUSSION_FACTS | NAMING | SHOWN)
    problems = Problems()
    discussion = Discussion(visit=visit, order=order)
    talk = Talk(discussion)
    with problems.noted():
        discussion.topic = topic_of(visit, facts, by, role)
    with problems.noted():
        discussion.asked_by = asker_of(facts.get("asked_by"), delegations)
    with problems.noted():
        own = {name: value for name, value in facts.items() if name in DISCUSSION_FACTS}
        fill(discussion, own, DISCUSSION_FACTS)
    with problems.noted():
        _fill_outcome(discussion, facts)
    for index, innovation in enumerate(facts.get("innovations", ())):
        with problems.noted(f"innovations.{index}"):
            refuse_unseen(by, innovation=innovation)
            talk.shown.append(InnovationShown(discussion=discussion, innovation=innovation))
    for index, quoted in enumerate(facts.get("quoted_values", ())):
        with problems.noted(f"quoted_values.{index}"):
            value = QuotedValue(discussion=discussion)
            fill_value(value, quoted, owner=visit.owner, by=by, role=role)
            talk.values.append(value)
    with problems.noted():
        _refuse_doubles(talk)
    problems.refuse()
    return talk


def save_talk(talk: Talk, *, by, role, why) -> Discussion:
    for row in [talk.discussion, *talk.shown, *talk.values]:
        record(row, by=by, role=role, why=why)
    return talk.discussion


def topic_of(visit, facts, by, role) -> Topic:
    topic = facts.get("topic")
    if topic is not None:
        refuse_unseen(by, topic=topic)
        return topic
    name = (facts.get("name") or "").strip()
    if not name:
        raise ValidationError({"topic": _("Which topic was it? Choose one or write a new one.")})
    return topic_named(owner=visit.owner, name=name, affair=facts.get("affair"), by=by, role=role)


def asker_of(asker, delegations):
    """The delegation that asked, said as itself or as its agency."""
    if asker is None:
        return None
    for delegation in delegations:
        if asker == delegation or (isinstance(asker, Agency) and asker.pk == delegation.agency_id):
            return delegation
    raise ValidationError({"asked_by": _("%s is no guest of this visit.") % asker})


def _fill_outcome(discussion, facts):
    outcome = facts.get("outcome") or Outcome.PENDING
    if outcome == Outcome.CANDIDATE:
        raise ValidationError(
            {"outcome": _("Log the visit first, then open the candidate from its topic.")}
        )
    set_outcome_of(discussion, outcome, facts.get("outcome_note", ""))


def set_outcome_of(discussion, outcome, note) -> None:
    """Set what comes of the topic; that nothing does has to be explained."""
    fill(discussion, {"outcome": outcome, "outcome_note": note}, OUTCOME_FACTS)
    if discussion.outcome == Outcome.NO_FOLLOW_UP and not discussion.outcome_note:
        raise ValidationError({"outcome_note": _("Say why nothing follows from this topic.")})


def fill_value(quoted, facts, *, owner, by, role):
    facts = dict(facts)
    named = {
        name: facts.pop(name) for name in ("indicator", "indicator_name", "unit") if name in facts
    }
    if named:
        quoted.indicator = _indicator(named, owner, by, role)
    elif quoted.indicator_id is None:
        raise ValidationError({"indicator": _("Choose what was measured.")})
    fill(quoted, facts, VALUE_FACTS)


def _indicator(named, owner, by, role) -> Indicator:
    indicator, name = named.get("indicator"), (named.get("indicator_name") or "").strip()
    unit = (named.get("unit") or "").strip()
    if indicator is not None:
        refuse_unseen(by, indicator=indicator)
        return indicator
    if not name:
        raise ValidationError({"indicator": _("Choose what was measured.")})
    indicator = indicator_named(owner=owner, name=name, unit=unit, by=by, role=role)
    if unit and indicator.unit != unit:
        raise ValidationError(
            {
                "unit": _(
                    "%(name)s is given in “%(unit)s”. Convert the value, or name another indicator."
                )
                % {"name": indicator.name, "unit": indicator.unit}
            }
        )
    return indicator


def _refuse_doubles(talk):
    innovations = [row.innovation for row in talk.shown]
    if len(set(innovations)) < len(innovations):
        raise ValidationError(
            {"innovations": _("An innovation is there twice. Remove one of the two.")}
        )
    values = [(row.indicator, row.agency_id, row.period) for row in talk.values]
    if len(set(values)) < len(values):
        raise ValidationError(
            {
                "quoted_values": _(
                    "A figure of the same agency and period is there twice. Remove one."
                )
            }
        )
