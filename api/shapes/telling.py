"""Lists told in one go: what a shape says of many records, without an object for each child.

A shape is taken apart once: which columns it names, which tables it leads to. A page is then read
with one query for each of these tables, as plain rows, where Django REST Framework would make an
object of every row and ask each of its fields in turn. What is told is the same, to the letter.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from operator import attrgetter, itemgetter
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from rest_framework import serializers

# What to tell of one row. A part is bound to a page first: then it may read for all its rows.
Tell = Callable[[Any], Any]
Part = Callable[[Sequence[Any], serializers.BaseSerializer], Tell | None]
Get = Callable[[str], Tell]

AS_THEY_ARE = (
    serializers.CharField,
    serializers.IntegerField,
    serializers.BooleanField,
    serializers.ChoiceField,
)
LABEL = "get_{}_display"


class ToldInOneGo(serializers.ListSerializer):
    """Many of a shape; what hangs on its records need not have been read before.

    A shape of such a child may name in `only_if_seen` what its reader sees only if `visible_to`
    says so; to anybody else it is None.
    """

    def to_representation(self, data):
        records = list(data.all() if isinstance(data, models.Manager) else data)
        shape: Any = self.child
        told = bound(parts_of(type(shape)), records, shape)
        return [shape.left_to_reader(told(record), record) for record in records]


def bound(parts: Mapping[str, Part], rows: Sequence[Any], shape) -> Tell:
    """For each row: the name of each part, and what it tells."""
    each = [(name, part(rows, shape)) for name, part in parts.items()]
    there = [(name, tell) for name, tell in each if tell is not None]
    return lambda row: {name: tell(row) for name, tell in there}


def parts_of(shape: Any) -> dict[str, Part]:
    """How a shape (a class of them) tells a record."""
    return _taken_apart(shape)


@cache
def _taken_apart(shape: Any) -> dict[str, Part]:
    model, fields = shape.Meta.model, shape().fields
    return {name: _of_record(model, field) for name, field in fields.items()}


def _of_record(model, field) -> Part:
    if field.field_name == "expanded":
        return _expanded
    if isinstance(field, serializers.SerializerMethodField):
        return lambda _rows, shape: getattr(shape, field.method_name)
    if isinstance(field, serializers.ListSerializer):
        return _children(model._meta.get_field(field.source), type(field.child))
    if isinstance(field, serializers.ModelSerializer):
        return _one_beside(model, field)
    return _plain(model, field, attrgetter)


def _expanded(rows, shape) -> Tell | None:
    """Told by the field itself: it is there only if it was asked for."""
    if not rows or not hasattr(rows[0], "expanded"):
        return None
    field = shape.fields["expanded"]
    return lambda record: field.to_representation(record.expanded)


def _one_beside(model, field) -> Part:
    """The one record that another names, which was read along with it."""
    beside, parts = attrgetter(field.source), parts_of(type(field))

    def part(rows, shape):
        tell = bound(parts, (), shape)
        is_told = getattr(field, "is_told", None)

        def tell_beside(record):
            try:
                named = beside(record)
            except ObjectDoesNotExist:  # read along, but not what this reader may not see
                return None
            if named is None or (is_told and not is_told(named, shape.context["request"].user)):
                return None
            return tell(named)

        return tell_beside

    return part


def _children(relation, shape: Any) -> Part:
    """The rows of another table that name a record: read for the whole page, never as objects."""
    columns = [relation.field.attname]
    parts = _of_row(relation.related_model, shape(), columns)

    def part(records, parent):
        children = relation.related_model._default_manager.filter(
            **{f"{relation.field.name}__in": [record.pk for record in records]}
        )
        rows = list(children.values_list(*columns)) if records else []
        tell = bound(parts, rows, parent)
        told = defaultdict(list)
        for row in rows:
            told[row[0]].append(tell(row))
        return lambda record: told.get(record.pk, [])

    return part


def _of_row(model, shape, columns: list[str], beside: str = "") -> dict[str, Part]:
    """How a shape tells a row of these columns, to which it adds the ones that it needs."""

    def get(path: str) -> Tell:
        columns.append(beside + path.replace(".", "__"))
        return itemgetter(len(columns) - 1)

    parts = {}
    for name, field in shape.fields.items():
        if not isinstance(field, serializers.ModelSerializer):
            parts[name] = _plain(model, field, get)
        elif name in getattr(shape, "only_if_seen", ()):
            parts[name] = _one_if_seen(type(field), get(f"{field.source}_id"))
        else:
            named = model._meta.get_field(field.source).related_model
            key = get(f"{field.source}_id")
            inner = _of_row(named, field, columns, f"{beside}{field.source}__")
            parts[name] = _one_in_row(key, inner)
    return parts


def _one_in_row(key: Tell, parts: Mapping[str, Part]) -> Part:
    def part(rows, shape):
        tell = bound(parts, rows, shape)
        return lambda row: None if key(row) is None else tell(row)

    return part


def _one_if_seen(shape: Any, key: Tell) -> Part:
    """The record that a row names, unless this reader may not see it."""
    model = shape.Meta.model

    def part(rows, parent):
        reader = parent.context["request"].user
        named = {key(row) for row in rows} - {None}
        seen: Iterable[Any] = model.objects.visible_to(reader, among=named) if named else ()
        tell = bound(parts_of(shape), (), parent)
        told = {record.pk: tell(record) for record in seen}
        return lambda row: told.get(key(row))

    return part


def _plain(model, field, get: Get) -> Part:
    """What stands in a column, or the label of a choice."""
    source = field.source
    column = next((f for f in model._meta.concrete_fields if source == LABEL.format(f.name)), None)
    if column is not None:
        labels = dict(column.flatchoices)
        value = get(column.name)
        return lambda _rows, _shape: lambda row: str(labels.get(value(row), value(row)))
    if source == "__str__":
        return lambda _rows, _shape: str
    value = get(source)
    if isinstance(field, AS_THEY_ARE):
        return lambda _rows, _shape: value
    say = field.to_representation

    def tell(row):
        found = value(row)
        return None if found is None else say(found)

    return lambda _rows, _shape: tell
