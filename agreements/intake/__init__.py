"""Texts that were written elsewhere, read as articles. Nothing of them is lost: what is understood
becomes articles, and all the rest is kept as text without a place yet, in its order."""

from agreements.intake.reading import Intake, from_text
from agreements.intake.word import from_docx

__all__ = ["Intake", "from_docx", "from_text"]
