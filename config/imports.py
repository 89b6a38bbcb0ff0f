"""Bringing in a spreadsheet: read, checked row by row, taken up, perhaps taken back as a whole."""

from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agreements.forms.sheet import SignedRow
from api.tables import XLSX, xlsx_of
from config.forms import SpreadsheetForm
from cooperation.forms import HouseForm
from cooperation.forms.sheet_rows import AgencyRow, OfficialRow, SheetRow
from cooperation.forms.spreadsheet import Spreadsheet, read_spreadsheet
from cooperation.models import ImportBatch, ImportKind, ImportState, RowState
from cooperation.permissions import NotPermitted, may_somewhere
from cooperation.services.imports import begin_import, begin_taking, begin_undoing, go_on
from cooperation.views.lists import houses_of, page_of
from visits.forms.sheet import VisitRow

ROWS: dict[str, type[SheetRow]] = {
    ImportKind.VISITS: VisitRow,
    ImportKind.AGENCIES: AgencyRow,
    ImportKind.OFFICIALS: OfficialRow,
    ImportKind.AGREEMENTS: SignedRow,
}
PAGES = {
    ImportKind.VISITS: "visit",
    ImportKind.AGENCIES: "agency",
    ImportKind.AGREEMENTS: "agreement",
}
UNDER_WAY = {ImportState.CHECKING, ImportState.TAKING, ImportState.UNDOING}
# What has to be looked at comes first.
FIRST_SHOWN = (RowState.WRONG, RowState.KNOWN, RowState.KEPT)


def import_list(request):
    """What may be brought in by this person, and what was."""
    kinds = [
        (kind, kind.label)
        for kind in ImportKind
        if may_somewhere(request.user, _of(kind).permission)
    ]
    rows = ImportBatch.objects.visible_to(request.user).select_related("owner")
    page = page_of(request, rows.annotate(size=Count("rows")).order_by("-pk"))
    if not kinds and not page.object_list:
        raise NotPermitted(VisitRow.permission)
    return render(request, "imports/list.html", {"kinds": kinds, "page": page})


def import_new(request, sheet):
    """Choose the file; what is in it is read at once and checked on the next page."""
    row = _of(sheet)
    houses = houses_of(request.user, row.permission)
    if not houses:
        raise NotPermitted(row.permission)
    sent = request.POST or None
    house, form = HouseForm(sent, houses=houses), SpreadsheetForm(sent, request.FILES or None)
    if sent and all([house.is_valid(), form.is_valid()]):
        try:
            batch = _begin(row, sheet, house, form, request.user)
        except ValidationError as error:
            form.add_error("file", error.messages)
        else:
            return redirect("import", batch.pk)
    context = {
        "house": house,
        "form": form,
        "kind": ImportKind(sheet),
        "columns": row.columns().values(),
        "needed": [label for name, label in row.columns().items() if name in row.needed()],
    }
    return render(request, "imports/new.html", context)


def import_template(request, sheet):
    """An empty sheet with the right headings, and one row that shows how it is filled in."""
    row = _of(sheet)
    if not may_somewhere(request.user, row.permission):
        raise NotPermitted(row.permission)
    columns = row.columns()
    example = [str(row.example.get(name, "")) for name in columns]
    return FileResponse(
        xlsx_of(list(columns.values()), [example]),
        content_type=XLSX,
        as_attachment=True,
        filename=f"jejak-{sheet}.xlsx",
    )


def import_page(request, pk):
    """How far it is, and its rows: first those that need somebody."""
    batch = _found(request, pk)
    columns = _of(batch.kind).columns()
    counts = dict(batch.rows.values_list("state").annotate(Count("pk")).order_by())
    rows = batch.rows.all()
    chosen = request.GET.get("state", "")
    if chosen not in counts:
        chosen = next((str(state) for state in FIRST_SHOWN if counts.get(state)), "")
    if chosen:
        rows = rows.filter(state=chosen)
    page = page_of(request, rows)
    total = sum(counts.values())
    waiting = _waiting(batch, counts)
    context = {
        "batch": batch,
        "page": page,
        "shown": [_told(row, columns, PAGES.get(ImportKind(batch.kind))) for row in page],
        "chosen": chosen,
        "states": [
            (state, label, counts[state]) for state, label in RowState.choices if state in counts
        ],
        "total": total,
        "done": total - waiting,
        "is_under_way": batch.state in UNDER_WAY,
        "right": counts.get(RowState.RIGHT, 0),
        "known": counts.get(RowState.KNOWN, 0),
        "wrong": counts.get(RowState.WRONG, 0),
        "taken": counts.get(RowState.TAKEN, 0),
    }
    return render(request, "imports/import.html", context)


@require_POST
def import_go_on(request, pk):
    """One step: asked by the page itself while it is open, or by its button."""
    batch = _found(request, pk)
    go_on(batch, _of(batch.kind), by=request.user)
    return redirect("import", pk)


@require_POST
def import_take(request, pk):
    batch = _found(request, pk)
    with_known = "with_known" in request.POST
    begin_taking(batch, _of(batch.kind), with_known=with_known, by=request.user)
    return redirect("import", pk)


@require_POST
def import_undo(request, pk):
    batch = _found(request, pk)
    begin_undoing(batch, _of(batch.kind), by=request.user)
    return redirect("import", pk)


def _of(kind) -> type[SheetRow]:
    if kind not in ROWS:
        raise Http404
    return ROWS[ImportKind(kind)]


def _found(request, pk) -> ImportBatch:
    rows = ImportBatch.objects.visible_to(request.user).select_related("owner")
    return get_object_or_404(rows, pk=pk)


def _begin(row, kind, house, form, user) -> ImportBatch:
    sheet = read_spreadsheet(form.cleaned_data["file"])
    columns = _columns_of(row, sheet)
    rows = [
        (number, {name: cell for name, cell in zip(columns, cells, strict=False) if name and cell})
        for number, cells in sheet.rows
    ]
    return begin_import(
        owner=house.cleaned_data["owner"],
        kind=kind,
        permission=row.permission,
        name=sheet.name,
        sha256=sheet.sha256,
        rows=[(number, cells) for number, cells in rows if cells],
        by=user,
    )


def _columns_of(row, sheet: Spreadsheet) -> list[str | None]:
    """The column of each heading. Raises ValidationError over headings that cannot be right."""
    columns = [row.column_called(heading) for heading in sheet.head]
    known = row.columns()
    unknown = [h for h, column in zip(sheet.head, columns, strict=True) if h and column is None]
    twice = {known[name] for name in columns if name and columns.count(name) > 1}
    missing = [known[name] for name in row.needed() if name not in columns]
    problems = []
    if missing:
        problems.append(_("These columns are missing: %s.") % ", ".join(missing))
    if unknown:
        problems.append(_("No column is called: %s. Use the headings below.") % ", ".join(unknown))
    if twice:
        problems.append(_("These headings stand there twice: %s.") % ", ".join(sorted(twice)))
    if problems:
        raise ValidationError(problems)
    return columns


def _waiting(batch, counts) -> int:
    match batch.state:
        case ImportState.CHECKING:
            return counts.get(RowState.UNCHECKED, 0)
        case ImportState.TAKING:
            known = counts.get(RowState.KNOWN, 0) if batch.with_known else 0
            return counts.get(RowState.RIGHT, 0) + known
        case ImportState.UNDOING:
            return counts.get(RowState.TAKEN, 0)
    return 0


def _told(row, columns, page):
    """A row with each cell beside what is wrong with it; only columns that say something."""
    names = [name for name in columns if row.cells.get(name) or row.problems.get(name)]
    return {
        "row": row,
        "page": page,
        "cells": [
            (columns[name], row.cells.get(name, ""), row.problems.get(name, [])) for name in names
        ],
        "of_all": [
            said
            for name, several in row.problems.items()
            if name not in columns
            for said in several
        ],
    }
