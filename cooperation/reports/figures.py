"""Figures for management: what is counted, by what, and the records behind every number.

A number and the list of its records come from the same query, so that neither can say what the
other does not. Everything starts from `visible_to`: nobody counts what they may not see.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Aggregate, Count, Q, QuerySet
from django.utils.translation import gettext as _t

from cooperation.reports.dimensions import DIMENSIONS, EVERYTHING
from cooperation.reports.status import Scope

Number = int | float | None
PER_CENT = 100
NOT_KNOWN = "-"  # the key of what has none


@dataclass(frozen=True)
class Question:
    """Who asks, about what, told apart by what; `within` is the report's own limit in days."""

    user: Any
    scope: Scope
    by: str
    today: date
    within: int = 0


@dataclass(frozen=True)
class Subject:
    """The records that are counted: those the reader sees in the scope, and their keys.

    `by` names for each dimension the expression that holds a record's key.
    """

    rows: Callable[[Question], QuerySet]
    by: Callable[[Question], Mapping[str, Any]]
    # The way from a counted record to the one that has an address of its own; "" is itself.
    record: str = ""
    # What it is called by, to be read along with it.
    named_by: tuple[str, ...] = ()


def _all(_question) -> Q:
    return Q()


def _how_many(_question, which) -> Aggregate:
    return Count("pk", filter=which, distinct=True)


@dataclass(frozen=True)
class Measure:
    """One number, with the words that define it."""

    name: str
    label: Any
    definition: Any
    subject: Subject
    which: Callable[[Question], Q] = _all
    value: Callable[[Question, Q], Aggregate] = _how_many
    finish: Callable[[Question, Any], Number] = lambda _question, value: value
    only_by: frozenset[str] | None = None

    def is_told_by(self, question) -> bool:
        if self.only_by is not None and question.by not in self.only_by:
            return False
        return question.by == EVERYTHING or question.by in self.subject.by(question)


@dataclass(frozen=True)
class Share:
    """How many of some are others, in per cent; behind it are those that it is a share of."""

    name: str
    label: Any
    definition: Any
    part: str
    of: str


@dataclass(frozen=True)
class Median:
    """The middle one of so many days, reckoned from how often each pair of days occurs."""

    name: str
    label: Any
    definition: Any
    subject: Subject
    which: Callable[[Question], Q]
    since: str
    until: str
    days: Callable[[date, date], int]


Told = Measure | Share | Median


@dataclass(frozen=True)
class Report:
    name: str
    label: Any
    definition: Any
    measures: tuple[Told, ...]
    by: tuple[str, ...]  # the dimensions that it can be told apart by, the usual one first
    within: int | None = None  # the usual limit in days, where it has one
    # The period without which it would say nothing, e.g. the window of a score.
    period: Callable[[date], tuple[date, date]] | None = None

    def measure(self, name: str) -> Told:
        return next(each for each in self.measures if each.name == name)

    def counted(self, name: str) -> "Measure | Median":
        """What says of which records a number is made; a share, of those it is a share of."""
        measure = self.measure(name)
        return self.counted(measure.of) if isinstance(measure, Share) else measure


@dataclass
class Row:
    key: str
    label: str
    figures: dict[str, Number] = field(default_factory=dict)


def figures_of(report: Report, question: Question) -> tuple[list[Row], Row]:
    """(the rows in the order of their keys, all of it together)."""
    dimension = DIMENSIONS[question.by]
    apart = _reckoned(report, question) if question.by != EVERYTHING else {}
    labels = dimension.labels([key for key in apart if key is not None])
    rows = [
        Row(
            NOT_KNOWN if key is None else dimension.said(key),
            str(dimension.none) if key is None else str(labels.get(key, dimension.said(key))),
            figures,
        )
        for key, figures in sorted(apart.items(), key=lambda pair: (pair[0] is None, pair[0]))
    ]
    whole = _reckoned(report, together(question))[None]
    return rows, Row("", _t("Together"), whole)


def records_behind(report: Report, question: Question, name: str, key: str | None) -> QuerySet:
    """The records that a number is made of; `key` None: of all of them together.

    Raises ValueError where there is no such number.
    """
    measure = report.counted(name)
    rows = measure.subject.rows(question).filter(measure.which(question))
    if key is not None:
        rows = _keyed(rows, measure.subject, question)
        wanted = None if key == NOT_KNOWN else DIMENSIONS[question.by].read(key)
        rows = rows.filter(key=wanted)
    # By its ids: what tells apart may lead by way of rows that there are several of.
    return rows.model._default_manager.filter(pk__in=rows.order_by().values("pk")).order_by("-pk")


def is_told(report: Report, question: Question, name: str) -> bool:
    """Whether this report has such a number when it is told apart so."""
    return any(each.name == name and _told(each, question) for each in report.measures)


def together(question: Question) -> Question:
    """The same question about all of it."""
    return Question(question.user, question.scope, EVERYTHING, question.today, question.within)


def _told(measure, question) -> bool:
    if isinstance(measure, Measure):
        return measure.is_told_by(question)
    return isinstance(measure, Share) or question.by in (
        EVERYTHING,
        *measure.subject.by(question),
    )


def _keyed(rows, subject, question):
    if question.by == EVERYTHING:
        return rows
    return rows.annotate(key=subject.by(question)[question.by])


def _reckoned(report, question) -> dict[Any, dict[str, Number]]:
    """key → name → number. With everything together there is one key, None."""
    found: dict[Any, dict[str, Number]] = {}
    for key, name, number in [*_counted(report, question), *_middles(report, question)]:
        found.setdefault(key, {})[name] = number
    counts = [each for each in report.measures if _told(each, question)]
    for figures in found.values():
        for each in counts:
            figures.setdefault(each.name, _nothing(each, question))
        for each in counts:
            if isinstance(each, Share):
                figures[each.name] = _share(figures[each.part], figures[each.of])
    # In the order in which the report names them.
    return {
        key: {each.name: figures[each.name] for each in counts} for key, figures in found.items()
    }


def _nothing(measure, question) -> Number:
    """What stands where there is no record: nought of what is counted, else nothing at all."""
    is_count = isinstance(measure, Measure) and measure.value is _how_many
    return 0 if is_count else None


def _share(part: Number, of: Number) -> Number:
    return round(PER_CENT * part / of, 1) if part is not None and of else None


def _counted(report, question) -> Iterator[tuple[Any, str, Number]]:
    """One query for each kind of record, whatever number of its figures are asked for."""
    by_subject: dict[int, list[Measure]] = {}
    for each in report.measures:
        if isinstance(each, Measure) and each.is_told_by(question):
            by_subject.setdefault(id(each.subject), []).append(each)
    for measures in by_subject.values():
        subject = measures[0].subject
        rows = _keyed(subject.rows(question), subject, question).order_by()
        wanted = {
            f"figure_{each.name}": each.value(question, each.which(question)) for each in measures
        }
        if question.by == EVERYTHING:
            counted = [{"key": None} | rows.aggregate(**wanted)]
        else:
            counted = rows.values("key").annotate(**wanted)
        for row in counted:
            for each in measures:
                yield row["key"], each.name, each.finish(question, row[f"figure_{each.name}"])


def _middles(report, question) -> Iterator[tuple[Any, str, Number]]:
    for each in report.measures:
        if not isinstance(each, Median) or not _told(each, question):
            continue
        rows = _keyed(each.subject.rows(question), each.subject, question).order_by()
        names = [each.since, each.until] + ([] if question.by == EVERYTHING else ["key"])
        pairs = rows.filter(each.which(question)).values(*names)
        spread: dict[Any, Counter[int]] = {}
        for pair in pairs.annotate(times=Count("pk", distinct=True)):
            days = each.days(pair[each.since], pair[each.until])
            spread.setdefault(pair.get("key"), Counter())[days] += pair["times"]
        for key, times in spread.items():
            yield key, each.name, _middle_of(times)


def _middle_of(times: Counter[int]) -> float:
    """The median of values that occur so many times."""
    total, seen, lower = sum(times.values()), 0, None
    for value in sorted(times):
        seen += times[value]
        if lower is None and seen * 2 >= total:
            if seen * 2 > total:
                return float(value)
            lower = value
        elif lower is not None:
            return (lower + value) / 2
    return float(lower or 0)
