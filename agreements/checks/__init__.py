"""What a draft still lacks: each thing with the place it concerns and how to mend it.

The page shows the list while the text is being written; submitting asks the same list.
"""

from collections.abc import Sequence

from agreements.checks.kin import above, amended, renewed
from agreements.checks.parties import FEWEST_PARTIES, bound, signing
from agreements.checks.problem import Problem, Weight
from agreements.checks.review import open_comments, review
from agreements.checks.term import term
from agreements.checks.text import text
from agreements.models import Agreement, Article

__all__ = [
    "FEWEST_PARTIES",
    "Problem",
    "Weight",
    "open_comments",
    "problems_of",
    "review",
]


def problems_of(agreement: Agreement, articles: Sequence[Article] | None = None) -> list[Problem]:
    """Everything a drafter should know before submitting, in the order of the paper.

    `articles` may be those that somebody is typing.
    """
    parties = list(
        agreement.parties.select_related("agency").prefetch_related("agency__former_names")
    )
    if articles is None:
        articles = list(agreement.articles.all())
    return [
        *bound(agreement, parties),
        *signing(agreement, parties),
        *above(agreement),
        *amended(agreement, articles),
        *renewed(agreement),
        *term(agreement),
        *text(agreement, parties, articles),
        *review(agreement),
    ]
