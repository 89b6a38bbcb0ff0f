"""What is printed about what agencies share, and how the papers of an agency look."""

from cooperation.pdf.history import Told, history_sheet
from cooperation.pdf.letterheads import Look, look_of
from cooperation.pdf.lists import Columns, list_sheet
from cooperation.pdf.sample import sample_of
from cooperation.pdf.status import status_report

__all__ = [
    "Columns",
    "Look",
    "Told",
    "history_sheet",
    "list_sheet",
    "look_of",
    "sample_of",
    "status_report",
]
