"""GET …/export/: all that a filtered list says, for a spreadsheet.

Made from the rows of the list itself, so that nothing is in it that the list would not show.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import islice

from django.http import FileResponse, StreamingHttpResponse
from django.utils import timezone, translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.renderers import JSONRenderer

from api.renderers import CsvRenderer, XlsxRenderer
from api.tables import CSV, MOST_IN_A_SHEET, XLSX, csv_of, xlsx_of
from api.viewsets import Scoped

AT_ONCE = 200


EXPORT: dict[str, dict[str, type]] = {"export": {"as": str}}
WANTED = ("csv", "xlsx")


class Exports(Scoped):
    # The path of each column in what a row of the list says, `*` for all of several → its heading.
    columns: Mapping[str, object] = {}
    lists = frozenset({"list", "export"})

    @extend_schema(responses={(200, CSV): OpenApiTypes.BINARY, (200, XLSX): OpenApiTypes.BINARY})
    @action(detail=False, renderer_classes=[JSONRenderer, CsvRenderer, XlsxRenderer])
    def export(self, request):
        """All rows that the filters leave, with the columns of the list; `as`: csv or xlsx."""
        wanted = request.query_params.get("as", "csv")
        if wanted not in WANTED:
            raise ValidationError({"as": [_("Choose csv or xlsx.")]})
        rows = self.filter_queryset(self.get_queryset())
        head = [capfirst(str(label)) for label in self.columns.values()]
        name = f"{self.basename}-{timezone.localdate():%Y-%m-%d}"
        told = self._told(rows, translation.get_language())
        if wanted == "csv":
            answer = StreamingHttpResponse(csv_of(head, told), content_type=f"{CSV}; charset=utf-8")
            answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
        else:
            if rows.count() > MOST_IN_A_SHEET:
                raise ValidationError({"as": [_("This is too much for a sheet; take it as CSV.")]})
            answer = FileResponse(
                xlsx_of(head, told), content_type=XLSX, as_attachment=True, filename=f"{name}.xlsx"
            )
        answer["Cache-Control"] = "private, no-store"
        return answer

    def _told(self, rows, language) -> Iterator[list[str]]:
        shape = self.get_serializer_class()
        context = self.get_serializer_context()
        records = rows.iterator(chunk_size=AT_ONCE)
        while some := list(islice(records, AT_ONCE)):
            # The answer is streamed after the language of the request was put away.
            with translation.override(language):
                shown = shape(some, many=True, context=context).data
                lines = [
                    [_cell(record, row, path) for path in self.columns]
                    for record, row in zip(some, shown, strict=True)
                ]
            yield from lines


def _cell(record, row, path) -> str:
    """The words of one cell; several are parted by a semicolon."""
    found = [row]
    for step in path.split("."):
        found = [part for each in found for part in _step(each, step)]
    if "." not in path:
        found = [_in_words(record, path, value) for value in found]
    return "; ".join(str(value) for value in found if value not in (None, ""))


def _step(value, step) -> list:
    if value is None:
        return []
    return list(value) if step == "*" else [value.get(step)]


def _in_words(record, name, value):
    """A choice by its label; an instant as the owner's clock shows it."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    field = next((f for f in record._meta.concrete_fields if f.name == name), None)
    if field is not None and field.choices:
        return dict(field.flatchoices).get(value, value)
    if isinstance(value, str) and "T" in value and name in ("starts", "ends"):
        moment = datetime.fromisoformat(value).astimezone(record.owner.zone)
        return moment.strftime("%Y-%m-%d" if record.whole_day else "%Y-%m-%d %H:%M")
    return value
