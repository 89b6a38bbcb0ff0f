"""Which texts of an agreement can be laid beside each other, and what changed between them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from agreements.content import content_of
from agreements.library import wording_from
from agreements.models import Agreement, Revision
from agreements.redline import Redline, compare, compare_with_library
from agreements.redline import paper as redline_paper
from agreements.workflow import Status
from cooperation.pdf import look_of

DRAFT, LIBRARY = "draft", "library"


@dataclass(frozen=True)
class Comparison:
    """Two texts beside each other; `before` and `after` are among `texts_of`."""

    before: str
    after: str
    redline: Redline


def texts_of(agreement: Agreement, user) -> list[str]:
    """What this person may compare, the oldest first: "library", "1", "2", "draft".

    The owner's people all there is; others the revisions that were sent to them.
    """
    revisions = agreement.revisions.order_by("number")
    if not agreement.belongs_to(user):
        return [str(number) for number in _numbers(revisions.sent_to(user))]
    numbers = [str(number) for number in _numbers(revisions)]
    draft = [DRAFT] if agreement.status == Status.DRAFTING else []
    return [LIBRARY, *numbers, *draft]


def comparison_of(agreement: Agreement, user, *, before: str = "", after: str = "") -> Comparison:
    """From one text to another; where none is named, from the last but one to the last.

    Raises ValidationError with "from" or "to" where this person may not read such a text.
    """
    known = texts_of(agreement, user)
    if not known:
        raise ValidationError({"to": _("No text was sent to your agency yet.")})
    after = after or known[-1]
    place = known.index(after) if after in known else 0
    before = before or known[max(place - 1, 0)]
    _refuse_unknown(known, **{"from": before, "to": after})
    if after == LIBRARY:
        raise ValidationError({"to": _("Compare with the library from the text, not to it.")})
    newer = _content(agreement, after)
    if before == LIBRARY:
        return Comparison(before, after, compare_with_library(newer, _wordings(agreement, newer)))
    return Comparison(before, after, compare(_content(agreement, before), newer))


def comparison_on_paper(agreement: Agreement, compared: Comparison, *, title: str) -> bytes:
    """The comparison as a PDF, under the title that its reader may know."""
    return redline_paper.render(
        compared.redline,
        title=title,
        before=_on_paper(compared.before),
        after=_on_paper(compared.after),
        made_on=agreement.status_since,
        page=look_of(agreement.owner).agreement_page,
    )


def _on_paper(text: str) -> str:
    return {DRAFT: "konsep", LIBRARY: "pustaka klausul"}.get(text, f"revisi {text}")


def _numbers(revisions):
    return revisions.values_list("number", flat=True)


def _refuse_unknown(known, **asked: str) -> None:
    for name, text in asked.items():
        if text not in known:
            message = _("There is no such text to compare. Choose one of: %s.") % ", ".join(known)
            raise ValidationError({name: message})


def _content(agreement: Agreement, text: str) -> dict[str, Any]:
    if text == DRAFT:
        return content_of(agreement)
    return Revision.objects.get(agreement=agreement, number=int(text)).content


def _wordings(agreement: Agreement, content: Mapping[str, Any]):
    sources = {article.get("drawn_from") for article in content["articles"]} - {None, ""}
    found = {source: wording_from(source, agreement.owner) for source in sources}
    return {source: wording for source, wording in found.items() if wording is not None}
