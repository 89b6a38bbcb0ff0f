"""What is read of many agreements at once: the dates that matter, the periods to report on."""

from agreements.reports.blame import Blame, Blamed, BlamedArticle, blame_of
from agreements.reports.dates import LOOK_AHEAD, DueDate, Kind, dates_for, dates_that_matter
from agreements.reports.figures import EXPIRING
from agreements.reports.notices import told_of_agreements
from agreements.reports.periods import Period, is_reported, months_later, periods_of
from agreements.reports.texts import AGREEMENT_TEXTS

__all__ = [
    "AGREEMENT_TEXTS",
    "EXPIRING",
    "LOOK_AHEAD",
    "Blame",
    "Blamed",
    "BlamedArticle",
    "DueDate",
    "Kind",
    "Period",
    "blame_of",
    "dates_for",
    "dates_that_matter",
    "is_reported",
    "months_later",
    "periods_of",
    "told_of_agreements",
]
