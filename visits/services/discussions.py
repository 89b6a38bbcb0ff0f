"""What was talked about: the topic, what was shown, and the figures that somebody named."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from audit.recording import locked, record, remove
from cooperation.models import Innovation
from cooperation.permissions import Permission, require
from visits.models import Discussion, InnovationShown, QuotedValue, Visit
from visits.services.corrections import refuse_silent_correction
from visits.services.parts import fill, refuse_unknown, refuse_unseen
from visits.services.talks import (
    DISCUSSION_FACTS,
    NAMING,
    asker_of,
    build_talk,
    fill_value,
    save_talk,
    topic_of,
)


@transaction.atomic
def add_discussion(visit, *, by, why="", expected_version=None, **facts) -> Discussion:
    """Add a topic; `facts` as log_visit takes them for each of its topics."""
    role = require(by, Permission.VISIT_LOG, visit.owner)
    visit = locked(Visit, visit.pk, expected_version=expected_version)
    refuse_silent_correction(visit, why, corrects=False)
    count = visit.discussions.count()
    talk = build_talk(
        visit, facts, order=count + 1, delegations=visit.delegations.all(), by=by, role=role
    )
    _refuse_second_talk(visit, talk.discussion)
    return save_talk(talk, by=by, role=role, why=why or "topic added")


@transaction.atomic
def change_discussion(
    discussion, *, by, changes: Mapping, why="", expected_version=None
) -> Discussion:
    """Change who presented, what was asked or found, or which topic it was."""
    discussion, visit, role = open_discussion(discussion, by, why, expected_version)
    refuse_unknown(changes, DISCUSSION_FACTS | NAMING)
    if {"topic", "name"} & set(changes):
        discussion.topic = topic_of(visit, changes, by, role)
        _refuse_second_talk(visit, discussion)
    if "asked_by" in changes:
        discussion.asked_by = asker_of(changes["asked_by"], visit.delegations.all())
    own = {name: value for name, value in changes.items() if name in DISCUSSION_FACTS}
    fill(discussion, own, DISCUSSION_FACTS)
    return record(discussion, by=by, role=role, why=why)


@transaction.atomic
def remove_discussion(discussion, *, by, why="", expected_version=None) -> None:
    """Take out a topic that was not talked about, with the figures and innovations under it."""
    role = require(by, Permission.VISIT_LOG, discussion.visit.owner)
    visit = locked(Visit, discussion.visit_id)
    discussion = locked(Discussion, discussion.pk, expected_version=expected_version)
    refuse_silent_correction(visit, why, corrects=True)
    if discussion.candidate_id is not None:
        raise ValidationError(_("A candidate came of this topic. Change its outcome first."))
    for row in [*discussion.innovations_shown.all(), *discussion.quoted_values.all(), discussion]:
        remove(row, by=by, role=role, why=why)


@transaction.atomic
def add_innovation_shown(discussion, *, innovation: Innovation, by, why="") -> InnovationShown:
    discussion, _visit, role = open_discussion(discussion, by, why)
    refuse_unseen(by, innovation=innovation)
    if discussion.innovations_shown.filter(innovation=innovation).exists():
        raise ValidationError({"innovation": _("%s is there already.") % innovation})
    shown = InnovationShown(discussion=discussion, innovation=innovation)
    return record(shown, by=by, role=role, why=why or "innovation shown")


@transaction.atomic
def remove_innovation_shown(shown, *, by, why="", expected_version=None) -> None:
    _discussion, _visit, role = open_discussion(shown.discussion, by, why)
    shown = locked(InnovationShown, shown.pk, expected_version=expected_version)
    remove(shown, by=by, role=role, why=why)


@transaction.atomic
def add_quoted_value(discussion, *, by, why="", **facts) -> QuotedValue:
    """Note a figure: indicator (or indicator_name and unit), agency, value, period, source."""
    discussion, visit, role = open_discussion(discussion, by, why)
    quoted = QuotedValue(discussion=discussion)
    fill_value(quoted, facts, owner=visit.owner, by=by, role=role)
    _refuse_second_value(quoted)
    return record(quoted, by=by, role=role, why=why or "figure noted")


@transaction.atomic
def change_quoted_value(
    quoted, *, by, changes: Mapping, why="", expected_version=None
) -> QuotedValue:
    _discussion, visit, role = open_discussion(quoted.discussion, by, why)
    quoted = locked(QuotedValue, quoted.pk, expected_version=expected_version)
    fill_value(quoted, changes, owner=visit.owner, by=by, role=role)
    _refuse_second_value(quoted)
    return record(quoted, by=by, role=role, why=why)


@transaction.atomic
def remove_quoted_value(quoted, *, by, why="", expected_version=None) -> None:
    _discussion, _visit, role = open_discussion(quoted.discussion, by, why)
    quoted = locked(QuotedValue, quoted.pk, expected_version=expected_version)
    remove(quoted, by=by, role=role, why=why)


def open_discussion(
    discussion, by, why, expected_version=None, *, permission=Permission.VISIT_REPORT
):
    """The discussion and its visit, locked, and the role in which this person may write it up.

    The unit that presented writes up its own topic; the owner's desk writes up any.
    """
    owner, unit = discussion.visit.owner, discussion.presenting_unit
    at = unit if unit is not None and unit.is_within(owner) else owner
    role = require(by, permission, at)
    visit = locked(Visit, discussion.visit_id)
    discussion = locked(Discussion, discussion.pk, expected_version=expected_version)
    refuse_silent_correction(visit, why, corrects=False)
    return discussion, visit, role


def _refuse_second_talk(visit, discussion):
    if visit.discussions.filter(topic=discussion.topic).exclude(pk=discussion.pk).exists():
        raise ValidationError({"topic": _("This topic is there already. Write both under one.")})


def _refuse_second_value(quoted):
    same = QuotedValue.objects.filter(
        discussion=quoted.discussion,
        indicator=quoted.indicator,
        agency=quoted.agency,
        period=quoted.period,
    )
    if same.exclude(pk=quoted.pk).exists():
        raise ValidationError(
            {
                "period": _(
                    "There is already a figure of this agency for this period. Correct that one."
                )
            }
        )
