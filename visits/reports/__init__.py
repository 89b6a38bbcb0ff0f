"""What is read of many visits at once: what stands beside one, and the figures of all."""

from visits.reports.beside import conflicts, duplicates_of, earlier_visits
from visits.reports.figures import DECISIONS, FUNNEL, PUNCTUALITY, VISITS
from visits.reports.texts import VISIT_TEXTS

__all__ = [
    "DECISIONS",
    "FUNNEL",
    "PUNCTUALITY",
    "VISITS",
    "VISIT_TEXTS",
    "conflicts",
    "duplicates_of",
    "earlier_visits",
]
