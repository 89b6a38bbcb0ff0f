"""What stands in a spreadsheet that somebody uploads: text, whatever the program that wrote it."""

import csv
import hashlib
import warnings
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO, StringIO
from pathlib import PurePosixPath
from typing import Any
from xml.etree.ElementTree import ParseError

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from cooperation.services.files import BROKEN_ZIP, XLSX, recognise

MOST_BYTES = 5 * 1024 * 1024
MOST_UNPACKED = 60 * 1024 * 1024  # so many rows need a hundredth of it
MOST_ROWS = 2_000
MOST_LINES = 100_000  # with those that are empty
MOST_COLUMNS = 60
DELIMITERS = ";,\t"


@dataclass(frozen=True)
class Spreadsheet:
    """The first row with its headings, and every later row that is not empty, by its number."""

    name: str
    sha256: str
    head: list[str]
    rows: list[tuple[int, list[str]]]


def read_spreadsheet(upload) -> Spreadsheet:
    """The first sheet of an XLSX file, or a CSV file. Raises ValidationError in words."""
    if upload.size > MOST_BYTES:
        raise ValidationError(_t("The file is larger than 5 MB. Divide it into several."))
    upload.seek(0)
    content = upload.read()
    read = _of_xlsx if content.startswith(b"PK") else _of_csv
    numbered = read(content)
    if len(numbered) < 2:
        raise ValidationError(_t("There is no row below the headings."))
    return Spreadsheet(
        name=PurePosixPath(str(upload.name).replace("\\", "/")).name[:200] or "-",
        sha256=hashlib.sha256(content).hexdigest(),
        head=numbered[0][1],
        rows=numbered[1:],
    )


def _of_xlsx(content) -> list[tuple[int, list[str]]]:
    if recognise(content) != XLSX:
        raise ValidationError(_t("This is no spreadsheet. Save it as XLSX or CSV."))
    with zipfile.ZipFile(BytesIO(content)) as package:
        if sum(part.file_size for part in package.infolist()) > MOST_UNPACKED:
            raise ValidationError(_t("The file is larger than 5 MB. Divide it into several."))
    try:
        # What a workbook does besides holding cells (styles, checks of input) is nothing to us.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(BytesIO(content), read_only=True, data_only=True)
            return _numbered(
                book.worksheets[0].iter_rows(values_only=True, max_col=MOST_COLUMNS + 1)
            )
    except (*BROKEN_ZIP, InvalidFileException, ParseError, IndexError, TypeError) as error:
        message = _t("This spreadsheet is damaged. Open it, and save it again as XLSX.")
        raise ValidationError(message) from error


def _of_csv(content) -> list[tuple[int, list[str]]]:
    text = _decoded(content)
    first = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    try:
        table = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
        return _numbered(table)
    except csv.Error as error:
        message = _t("This CSV file cannot be read. Save it as XLSX instead.")
        raise ValidationError(message) from error


def _numbered(lines: Iterable[Sequence[Any]]) -> list[tuple[int, list[str]]]:
    """The lines that say something, by their numbers. What does not fit is refused, never cut off:
    a row that is silently left out is one that nobody misses until it is too late."""
    found: list[tuple[int, list[str]]] = []
    size = 0
    for number, line in enumerate(lines, start=1):
        cells = _cut([_text(cell) for cell in line])
        if cells:
            found.append((number, cells))
            size += sum(map(len, cells))
        if len(found) > MOST_ROWS + 1 or number > MOST_LINES:
            message = _t("These are more than %d rows. Divide them into several files.")
            raise ValidationError(message % MOST_ROWS)
        if len(cells) > MOST_COLUMNS:
            raise ValidationError(_t("These are more than %d columns.") % MOST_COLUMNS)
        if size > MOST_BYTES:
            raise ValidationError(_t("The file is larger than 5 MB. Divide it into several."))
    return found


def _decoded(content) -> str:
    if b"\0" in content:
        raise ValidationError(_t("This is no spreadsheet. Save it as XLSX or CSV."))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Older spreadsheets in Indonesia write the code page of Western Europe.
        return content.decode("cp1252", errors="replace")


def _cut(line: list[str]) -> list[str]:
    """Without the empty cells at the end: a sheet is as wide as its widest row."""
    width = max((place for place, cell in enumerate(line, start=1) if cell), default=0)
    return line[:width]


def _text(cell) -> str:
    """A cell as it is read: a day as 2022-07-12, a whole number without a point."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        is_a_day = not (cell.hour or cell.minute or cell.second)
        return cell.strftime("%Y-%m-%d" if is_a_day else "%Y-%m-%d %H:%M")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).replace("\0", "").strip()  # which no database keeps
