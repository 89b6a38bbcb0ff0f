"""What an agreement and its addenda say together: the text that is in force."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from agreements.models import Agreement, Effect
from agreements.wording import PrintedArticle, wording_of
from agreements.workflow import Status
from documents.articles import Block, letter


@dataclass(frozen=True)
class InForce:
    """An article as it holds now, under the number by which everybody knows it."""

    target: str  # "agreement:key": how an addendum names it
    label: str  # "Pasal 5", "Pasal 5A"
    heading: str
    paragraphs: tuple[Block, ...]
    source: Agreement  # the text that gave it these words
    is_repealed: bool = False


def base_of(agreement: Agreement) -> Agreement:
    return agreement.base or agreement


def addenda_in_force(base: Agreement) -> list[Agreement]:
    """The signed addenda of a text, of addenda too, in the order in which they were signed."""
    signed = base.family.filter(status=Status.SIGNED)
    return list(signed.order_by("signed_on", "pk").prefetch_related("revisions"))


def text_in_force(agreement: Agreement) -> list[InForce]:
    """The articles after all that was signed about them; those of a base without a text are none.

    An addendum renumbers nothing: what it adds after article 5 is article 5A.
    """
    base = base_of(agreement)
    text = [_of(base, article, f"Pasal {article.number}") for article in _printed(base)]
    for addendum in addenda_in_force(base):
        for facts, article in _effects(addendum):
            text = _after(text, addendum, facts, article)
    return text


def labels_for(amended: Agreement, effects: Sequence[tuple[str, str]]) -> list[str]:
    """How the articles that an addendum changes or adds are called: "Pasal 5", "Pasal 5A"; ""
    where it changes none, or one that is not there. `effects` are (effect, target), in order."""
    text, labels = text_in_force(amended), []
    for effect, target in effects:
        places = {one.target: place for place, one in enumerate(text)}
        at = places.get(target)
        if effect == Effect.ADD:
            at = len(text) - 1 if at is None else at
            added = InForce("", _label_after(text, at), "", (), amended)
            text = [*text[: at + 1], added, *text[at + 1 :]]
            labels.append(added.label)
        else:
            labels.append(text[at].label if effect and at is not None else "")
    return labels


def _printed(agreement: Agreement) -> list[PrintedArticle]:
    content = _content(agreement)
    return wording_of(content).printed() if content else []


def _content(agreement: Agreement) -> dict[str, Any] | None:
    revisions = list(agreement.revisions.all())
    return revisions[0].content if revisions else None


def _effects(addendum: Agreement) -> Iterator[tuple[dict[str, Any], PrintedArticle]]:
    content = _content(addendum)
    if content is None:
        return
    for facts, article in zip(content["articles"], wording_of(content).printed(), strict=True):
        if facts.get("effect"):
            yield facts, article


def _after(text, addendum, facts, article):
    places = {one.target: place for place, one in enumerate(text)}
    at = places.get(facts["target"])
    if facts["effect"] == Effect.ADD:
        at = len(text) - 1 if at is None else at
        added = _of(addendum, article, _label_after(text, at))
        return [*text[: at + 1], added, *text[at + 1 :]]
    if at is None:
        return text  # what it changed is not there any more
    old = text[at]
    if facts["effect"] == Effect.REPEAL:
        new = replace(old, paragraphs=(), source=addendum, is_repealed=True)
    else:
        new = replace(old, heading=article.heading, paragraphs=article.paragraphs, source=addendum)
    return [*text[:at], new, *text[at + 1 :]]


def _label_after(text, at) -> str:
    """The first free letter after the number: Pasal 5A, Pasal 5B."""
    number = text[at].label.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") if text else "Pasal 0"
    taken = {one.label for one in text}
    place = 1
    while f"{number}{letter(place).upper()}" in taken:
        place += 1
    return f"{number}{letter(place).upper()}"


def _of(agreement: Agreement, article: PrintedArticle, label: str) -> InForce:
    target = f"{agreement.pk}:{article.key}"
    return InForce(target, label, article.heading, article.paragraphs, agreement)
