"""Rows for a spreadsheet: as CSV, or as XLSX. Text stays text, and no formula survives."""

import csv
from collections.abc import Iterable, Iterator
from tempfile import TemporaryFile
from typing import IO

from xlsxwriter import Workbook

CSV = "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMULA = ("=", "+", "-", "@", "\t", "\r")
MOST_IN_A_CELL = 32_767  # what XLSX can hold
MOST_IN_A_SHEET = 1_000_000
BOM = "\ufeff"  # a spreadsheet would take UTF-8 for something else


class _Line:
    """What csv writes into: it keeps one line."""

    def write(self, line):
        self.line = line


def harmless(cell: object) -> object:
    """A spreadsheet runs what begins like a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def csv_of(head: list[str], rows: Iterable[list[str]]) -> Iterator[str]:
    """One line after the other, as it is asked for."""
    line = _Line()
    table = csv.writer(line)
    table.writerow(head)
    yield BOM + line.line
    for row in rows:
        table.writerow([harmless(cell) for cell in row])
        yield line.line


def xlsx_of(head: list[str], rows: Iterable[list[str]]) -> IO[bytes]:
    """A file on the disk without a name; it is gone once it is closed."""
    file = TemporaryFile()  # noqa: SIM115 -- the answer that sends it closes it
    book = Workbook(file, {"constant_memory": True})
    sheet, bold = book.add_worksheet(), book.add_format({"bold": True})
    sheet.freeze_panes(1, 0)
    for column, label in enumerate(head):
        sheet.set_column(column, column, max(14, len(label) + 2))
    _write(sheet, 0, head, bold)
    for number, row in enumerate(rows, start=1):
        _write(sheet, number, row, None)
    book.close()
    file.seek(0)
    return file


def _write(sheet, number, row, format_of) -> None:
    for column, cell in enumerate(row):
        # Never write(): it would make a formula, a number or a link of what only looks like one.
        sheet.write_string(number, column, cell[:MOST_IN_A_CELL], format_of)
