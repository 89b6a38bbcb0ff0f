"""What is read of many visits at once: what stands beside one, and the figures of all."""

from visits.reports.beside import conflicts, duplicates_of, earlier_visits
from visits.reports.figures import DECISIONS, FUNNEL, PUNCTUALITY, VISITS
from visits.reports.regions import REGIONS
from visits.reports.suggesting import topics_to_suggest
from visits.reports.texts import VISIT_TEXTS

__all__ = [
    "DECISIONS",
    "FUNNEL",
    "PUNCTUALITY",
    "REGIONS",
    "VISITS",
    "VISIT_TEXTS",
    "conflicts",
    "duplicates_of",
    "earlier_visits",
    "topics_to_suggest",
]
