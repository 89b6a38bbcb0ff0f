"""What is printed about a visit."""

from visits.pdf.memorandum import render_memorandum
from visits.pdf.wording import subject_of

__all__ = ["render_memorandum", "subject_of"]
