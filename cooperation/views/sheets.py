"""A list on paper: what the filters left, under the letterhead of the reader's own house."""

from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpResponse
from django.utils import translation
from django.utils.text import capfirst

from cooperation.pdf import Columns, list_sheet, look_of
from cooperation.permissions import house_of
from cooperation.reports import today_of
from cooperation.views.lists import in_words
from cooperation.views.papers import pdf_response

# Nobody reads more of it on paper; a spreadsheet has all.
MOST = 300


def wants_paper(request) -> bool:
    return request.GET.get("format") == "pdf" and house_of(request.user) is not None


def on_paper(
    request, form, rows, columns: Columns, cells: Callable[[Any], Sequence[str]]
) -> HttpResponse:
    """`rows` is what the filters left, in the order of the list; `cells` says one of them."""
    day = today_of(request.user)
    with translation.override("id"):
        shown = list(rows[:MOST])
        more = rows.count() - len(shown) if len(shown) == MOST else 0
        sheet = list_sheet(
            look_of(house_of(request.user)),
            columns,
            [cells(row) for row in shown],
            asked=_asked(form),
            left_out=more,
            day=day,
        )
    name = columns.title.lower().replace(" ", "-")
    return pdf_response(sheet.printed().content, f"{name}-{day.isoformat()}.pdf")


def _asked(form) -> list[tuple[str, str]]:
    if not form.is_valid():
        return []
    told = []
    for name, given in form.cleaned_data.items():
        values = given if isinstance(given, list | tuple) else [given]
        field = form.fields[name]
        words = [in_words(field, value) for value in values if value not in (None, "")]
        if words:
            told.append((capfirst(str(field.label)), ", ".join(words)))
    return told
