"""What lies beside a text while it is written: its outline, what it lacks, what it may refer to."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from agreements.checks import Problem, Weight, open_comments, problems_of
from agreements.content import content_of
from agreements.models import Agreement, Article
from agreements.services.articles import arranged
from agreements.wording import PLACEHOLDERS, RECKONED, wording_of

WORST_FIRST = (Weight.BLOCKS, Weight.NEEDS_REASON, Weight.HINT)


@dataclass(frozen=True)
class Line:
    """An article in the outline."""

    number: int
    heading: str
    trouble: str = ""  # the weight of the worst problem, "" where there is none
    comments: int = 0  # how many are open


@dataclass(frozen=True)
class Placeholder:
    typed: str  # "{jangka_waktu}"
    meaning: str
    value: str


@dataclass(frozen=True)
class Desk:
    outline: list[Line] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    places: list[str] = field(default_factory=list)  # "{Pasal 7 ayat (2)}"
    placeholders: list[Placeholder] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)  # why what was typed cannot be read


def desk_for(agreement: Agreement, typed: Sequence[dict] | None = None) -> Desk:
    """For the text that stands, or for the one that somebody is typing; nothing is saved."""
    if typed is None:
        return _desk(agreement, list(agreement.articles.all()))
    try:
        return _desk(agreement, typed_articles(agreement, typed))
    except ValidationError as error:
        return Desk(refused=error.messages)


def typed_articles(agreement: Agreement, typed: Sequence[dict]) -> list[Article]:
    """The articles as they would stand if they were saved now. Raises ValidationError."""
    return arranged(agreement, list(agreement.articles.all()), typed)


def _desk(agreement: Agreement, articles: list[Article]) -> Desk:
    problems = problems_of(agreement, articles)
    content = content_of(agreement, articles)
    wording = wording_of(content)
    remarked = _remarked(agreement, wording.places)
    return Desk(
        outline=[
            Line(
                one.number,
                one.heading,
                _worst(problems, one.number),
                remarked.get(one.key, 0),
            )
            for one in wording.printed()
        ],
        problems=problems,
        places=[f"{{{place.name()}}}" for place in wording.places.values()],
        placeholders=[*_placeholders(content["values"]), *_reckoned()],
    )


def _worst(problems: Sequence[Problem], number: int) -> str:
    weights = {one.weight for one in problems if one.article and one.article.order == number}
    return next((weight.value for weight in WORST_FIRST if weight in weights), "")


def _remarked(agreement: Agreement, places) -> dict[int, int]:
    """How many open comments each article bears, by its key."""
    counts: dict[int, int] = {}
    for key in open_comments(agreement).values_list("key", flat=True):
        if key in places:
            article = places[key].article_key
            counts[article] = counts.get(article, 0) + 1
    return counts


def _placeholders(values) -> list[Placeholder]:
    """Those with a value in this text, in the order of the list; the parties' one by one."""
    found = []
    for name, value in values.items():
        general = " ".join("N" if word.isdecimal() else word for word in name.split())
        found.append(Placeholder(f"{{{name}}}", _(PLACEHOLDERS[general]), value))
    return found


def _reckoned() -> list[Placeholder]:
    return [Placeholder(f"{{{name}}}", _(meaning), "") for name, meaning in RECKONED.items()]
