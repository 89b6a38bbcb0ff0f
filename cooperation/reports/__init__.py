"""What is read and reckoned across records; nothing here writes."""

from cooperation.reports.dimensions import DIMENSIONS
from cooperation.reports.documents import FILE_HASH, file_hashes_of, papers_with, told
from cooperation.reports.figures import (
    MOST_DAYS,
    Question,
    Report,
    figures_of,
    is_told,
    records_behind,
    rows_of,
    together,
)
from cooperation.reports.notices import Told, told_of_follow_ups
from cooperation.reports.periods import YEARS, days_of
from cooperation.reports.results import FOLLOW_UPS, OUTCOMES, REPLICATIONS
from cooperation.reports.searching import Hit, excerpts_of, marked, search, wanted_in
from cooperation.reports.status import (
    Scope,
    follow_up_status,
    today_of,
    zone_of,
)
from cooperation.reports.stories import (
    JOINED_BY,
    headlines_of,
    history_of,
    reaches_of,
    thread_of,
)

__all__ = [
    "DIMENSIONS",
    "FILE_HASH",
    "FOLLOW_UPS",
    "JOINED_BY",
    "MOST_DAYS",
    "OUTCOMES",
    "REPLICATIONS",
    "YEARS",
    "Hit",
    "Question",
    "Report",
    "Scope",
    "Told",
    "days_of",
    "excerpts_of",
    "figures_of",
    "file_hashes_of",
    "follow_up_status",
    "headlines_of",
    "history_of",
    "is_told",
    "marked",
    "papers_with",
    "reaches_of",
    "records_behind",
    "rows_of",
    "search",
    "thread_of",
    "today_of",
    "together",
    "told",
    "told_of_follow_ups",
    "wanted_in",
    "zone_of",
]
