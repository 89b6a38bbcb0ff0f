"""An agreement on paper, in the order in which it is read; one kind of it reads unlike another."""

from agreements.pdf.document import Look, document_of, numbers_printed
from agreements.pdf.initials import Step, initials_sheet

__all__ = ["Look", "Step", "document_of", "initials_sheet", "numbers_printed"]
