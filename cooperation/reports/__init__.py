"""What is read and reckoned across records; nothing here writes."""

from cooperation.reports.documents import FILE_HASH, file_hashes_of, papers_with, told
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
    "FILE_HASH",
    "JOINED_BY",
    "Scope",
    "file_hashes_of",
    "follow_up_status",
    "headlines_of",
    "history_of",
    "papers_with",
    "reaches_of",
    "thread_of",
    "today_of",
    "told",
    "zone_of",
]
