"""What is read and reckoned across records; nothing here writes."""

from cooperation.reports.documents import FILE_HASH, file_hashes_of, papers_with, told
from cooperation.reports.status import (
    Scope,
    follow_up_status,
    headlines_of,
    history_of,
    today_of,
    zone_of,
)

__all__ = [
    "FILE_HASH",
    "Scope",
    "file_hashes_of",
    "follow_up_status",
    "headlines_of",
    "history_of",
    "papers_with",
    "today_of",
    "told",
    "zone_of",
]
