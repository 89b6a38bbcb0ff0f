"""How the numbers of an office are made up: from "{code}/{seq}/{year}" comes "100.3.7/12/2026"."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from documents.words import roman

PART = re.compile(r"\{([^{}]*)\}")
PADDED = re.compile(r"seq:0?([1-9])")
# What may stand in braces; {seq:4} fills up with zeros: 0012.
NAMES = ("code", "seq", "unit", "month", "month_roman", "year")


@dataclass(frozen=True)
class Made:
    """What a number is made from."""

    sequence: int
    on: date
    code: str = ""
    unit: str = ""


def problems_of_pattern(pattern: str) -> list[str]:
    """What is wrong with a pattern, and what may stand in it."""
    names = PART.findall(pattern)
    known = ", ".join(f"{{{name}}}" for name in NAMES)
    problems = [
        _("%(name)s is not known. Use: %(known)s.") % {"name": f"{{{name}}}", "known": known}
        for name in names
        if name not in NAMES and not PADDED.fullmatch(name)
    ]
    if sum(name.partition(":")[0] == "seq" for name in names) != 1:
        problems.append(_("{seq} has to stand in it once: it tells the numbers apart."))
    if "year" not in names:
        problems.append(_("{year} has to stand in it: the numbers begin again every year."))
    if "{" in PART.sub("", pattern) or "}" in PART.sub("", pattern):
        problems.append(_("A brace is not closed."))
    return problems


def number_from(pattern: str, made: Made) -> str:
    """The number. A part that is empty leaves no double stroke behind."""
    values: Mapping[str, str] = {
        "code": made.code,
        "seq": str(made.sequence),
        "unit": made.unit,
        "month": f"{made.on.month:02d}",
        "month_roman": roman(made.on.month),
        "year": str(made.on.year),
    }

    def value(found) -> str:
        padded = PADDED.fullmatch(found[1])
        return (
            str(made.sequence).zfill(int(padded[1])) if padded else values.get(found[1], found[0])
        )

    written = PART.sub(value, pattern)
    return re.sub(r"/{2,}", "/", written).strip("/")
