"""Figures for management: what is counted, by what, and the records behind every number.

A number and the list of its records come from the same query, so that neither can say what the
other does not. Everything starts from `visible_to`: nobody counts what they may not see.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import Aggregate, Count, Q, QuerySet
from django.utils.translation import gettext as _t

from cooperation.reports.dimensions import DIMENSIONS, EVERYTHING
from cooperation.reports.status import Scope

Number = int | float | None
PER_CENT = 100
NOT_KNOWN = "-"  # the key of what has none
MOST_DAYS = 365  # that a limit may be asked about


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

    `by` names for each dimension the expression that holds a record's key; `repeated` are those
    by which one record may have several.
    """

    rows: Callable[[Question], QuerySet]
    by: Callable[[Question], Mapping[str, Any]]
    repeated: frozenset[str] = frozenset()
    # The way from a counted record to the one that has an address of its own; "" is itself.
    record: str = ""
    # What it is called by, to be read along with it.
    named_by: tuple[str, ...] = ()


def _all(_question) -> Q:
    return Q()


def how_many(question, which, subject) -> Aggregate:
    return Count("pk", filter=which, distinct=question.by in subject.repeated)


@dataclass(frozen=True)
class Measure:
    """One number, with the words that define it."""

    name: str
    label: Any
    definition: Any
    subject: Subject
    which: Callable[[Question], Q] = _all
    value: Callable[[Question, Q, Subject], Aggregate] = how_many
    finish: Callable[[Question, Any], Number] = lambda _question, value: value
    only_by: frozenset[str] | None = None
    # Whether all of it together is the sum of its parts.
    adds_up: bool = True

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

    def question(self, user, today, scope: Scope, *, by="", within=None) -> Question:
        """What it is asked: what is not said is as usual."""
        if self.period and scope.since is None and scope.until is None:
            since, until = self.period(today)
            scope = replace(scope, since=since, until=until)
        usual = self.within or 0
        return Question(user, scope, by or self.by[0], today, usual if within is None else within)

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
    apart, whole = _reckoned(report, question)
    return _labelled(question, apart), Row("", _t("Together"), whole)


def rows_of(report: Report, question: Question) -> list[Row]:
    """The rows alone. Where records have several keys, all of it together is counted anew, which
    costs as much again."""
    counted, spread = _counted(report, question), _spread(report, question)
    return _labelled(question, _apart(report, question, counted, spread))


def _apart(report, question, counted, spread) -> dict[Any, dict[str, Number]]:
    found = _merged(counted, _middles(spread))
    return {key: _complete(report, question, figures) for key, figures in found.items()}


def _labelled(question, apart) -> list[Row]:
    dimension = DIMENSIONS[question.by]
    labels = dimension.labels([key for key in apart if key is not None])
    return [
        Row(
            NOT_KNOWN if key is None else dimension.said(key),
            str(dimension.none) if key is None else str(labels.get(key, dimension.said(key))),
            figures,
        )
        for key, figures in sorted(apart.items(), key=lambda pair: (pair[0] is None, pair[0]))
    ]


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


def _reckoned(report, question) -> tuple[dict[Any, dict[str, Number]], dict[str, Number]]:
    """(key → name → number, name → number of all of it together)."""
    everything = together(question)
    if question.by == EVERYTHING:
        counted, spread = _counted(report, everything), _spread(report, everything)
        return {}, _complete(report, everything, counted[None] | _middles(spread)[None])
    counted, spread = _counted(report, question), _spread(report, question)
    known = _added_up(report, question, counted)
    whole = known | _counted(report, everything, but=known)[None]
    whole |= _middles(_spread_of_all(report, question, spread))[None]
    apart = _apart(report, question, counted, spread)
    return apart, _complete(report, everything, whole)


def _complete(report, question, figures) -> dict[str, Number]:
    """With noughts and shares, in the order in which the report names them."""
    told = [each for each in report.measures if _told(each, question)]
    figures = {each.name: _nothing(each, question) for each in told} | figures
    for each in told:
        if isinstance(each, Share):
            figures[each.name] = _share(figures[each.part], figures[each.of])
    return {each.name: figures[each.name] for each in told}


def _merged(*several) -> dict[Any, dict[str, Number]]:
    found: dict[Any, dict[str, Number]] = defaultdict(dict)
    for each in several:
        for key, figures in each.items():
            found[key] |= figures
    return found


def _added_up(report, question, counted) -> dict[str, Number]:
    """What needs no query of its own: where no record has two keys, the sum of the parts."""
    whole = together(question)
    return {
        each.name: sum(figures.get(each.name) or 0 for figures in counted.values())
        for each in report.measures
        if isinstance(each, Measure)
        and each.adds_up
        and each.is_told_by(question)
        and each.is_told_by(whole)
        and question.by not in each.subject.repeated
    }


def _nothing(measure, question) -> Number:
    """What stands where there is no record: nought of what is counted, else nothing at all."""
    is_count = isinstance(measure, Measure) and measure.value is how_many
    return 0 if is_count else None


def _share(part: Number, of: Number) -> Number:
    return round(PER_CENT * part / of, 1) if part is not None and of else None


def _counted(report, question, but=()) -> dict[Any, dict[str, Number]]:
    """key → name → number, by one query for each kind of record, whatever number of its figures
    are asked for; `but` for the names that are known. With everything together the key is None."""
    by_subject: dict[int, list[Measure]] = {}
    for each in report.measures:
        if isinstance(each, Measure) and each.is_told_by(question) and each.name not in but:
            by_subject.setdefault(id(each.subject), []).append(each)
    found: dict[Any, dict[str, Number]] = defaultdict(dict)
    for measures in by_subject.values():
        subject = measures[0].subject
        rows = _keyed(subject.rows(question), subject, question).order_by()
        wanted = {
            f"figure_{each.name}": each.value(question, each.which(question), subject)
            for each in measures
        }
        if question.by == EVERYTHING:
            counted = [{"key": None} | rows.aggregate(**wanted)]
        else:
            counted = rows.values("key").annotate(**wanted)
        for row in counted:
            for each in measures:
                number = each.finish(question, row[f"figure_{each.name}"])
                found[row["key"]][each.name] = number
    return found


Spread = dict[str, dict[Any, Counter[int]]]


def _spread(report, question) -> Spread:
    """Name of a median → key → how often each number of days occurs."""
    found: Spread = {}
    for each in report.measures:
        if not isinstance(each, Median) or not _told(each, question):
            continue
        rows = _keyed(each.subject.rows(question), each.subject, question).order_by()
        names = [each.since, each.until] + ([] if question.by == EVERYTHING else ["key"])
        pairs = rows.filter(each.which(question)).values(*names)
        times = Count("pk", distinct=question.by in each.subject.repeated)
        found[each.name] = defaultdict(Counter)
        for pair in pairs.annotate(times=times):
            days = each.days(pair[each.since], pair[each.until])
            found[each.name][pair.get("key")][days] += pair["times"]
    return found


def _spread_of_all(report, question, spread: Spread) -> Spread:
    medians = [each for each in report.measures if isinstance(each, Median)]
    if any(question.by in each.subject.repeated for each in medians):
        return _spread(report, together(question))
    return {name: {None: sum(by_key.values(), Counter())} for name, by_key in spread.items()}


def _middles(spread: Spread) -> dict[Any, dict[str, Number]]:
    found: dict[Any, dict[str, Number]] = defaultdict(dict)
    for name, by_key in spread.items():
        for key, times in by_key.items():
            if times:
                found[key][name] = _middle_of(times)
    return found


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
