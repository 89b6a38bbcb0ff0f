"""What is searched, from every app; the page, the API and the command use the same."""

from agreements.reports import AGREEMENT_TEXTS
from cooperation.reports.texts import AGENCIES, CANDIDATES, INNOVATIONS, TOPICS, Kind
from visits.reports import VISIT_TEXTS

KINDS: tuple[Kind, ...] = (
    *(VISIT_TEXTS, CANDIDATES, AGREEMENT_TEXTS),
    *(INNOVATIONS, TOPICS, AGENCIES),
)
LABELS = tuple(kind.label for kind in KINDS)


def kinds_named(labels) -> tuple[Kind, ...]:
    """Those that were asked for; where nothing was, all of them."""
    return tuple(kind for kind in KINDS if kind.label in labels) or KINDS
