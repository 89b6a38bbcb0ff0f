"""The fields of what is sent to us. Each refuses what the writer could not have seen or meant."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from cooperation.models.text import NoControlCharacters
from cooperation.reports import YEARS

FIRST_YEAR, LAST_YEAR = YEARS.start, YEARS.stop - 1


class Visible(serializers.PrimaryKeyRelatedField):
    """A record, by its id, among those that the writer may see.

    A hidden id and a missing one answer alike; neither is repeated.
    """

    default_error_messages = {
        "does_not_exist": _("There is no such record among those you can see."),
        "incorrect_type": _("This is not an id. Give a whole number."),
    }

    def to_internal_value(self, data):
        # An id is a whole number; 1e400 is a number, too, but none that a database can look up.
        if isinstance(data, float):
            self.fail("incorrect_type")
        return super().to_internal_value(data)

    def get_queryset(self):
        rows: Any = super().get_queryset()
        if hasattr(rows, "visible_to"):
            rows = rows.visible_to(self.context["request"].user)
        return rows


class ByCode(serializers.SlugRelatedField):
    """A record by its code, for what everybody may look up."""

    def __init__(self, **options):
        super().__init__(slug_field="code", **options)

    def to_internal_value(self, data):
        # PostgreSQL fails on a NUL, even where it is only asked to look for it.
        if "\x00" in str(data):
            self.fail("invalid")
        return super().to_internal_value(data)


class LineOfText(serializers.CharField):
    """One line that is kept under another name than it is sent under.

    The column would refuse the same, but in the words of its own name.
    """

    default_validators = [NoControlCharacters()]


class Text(serializers.CharField):
    """The same for text of several lines."""

    default_validators = [NoControlCharacters(allow="\n\r\t")]


def _refuse_odd_year(day: date | datetime) -> None:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise serializers.ValidationError(
            _("The year must be between %(first)d and %(last)d.")
            % {"first": FIRST_YEAR, "last": LAST_YEAR}
        )


class Day(serializers.DateField):
    default_validators = [_refuse_odd_year]


class Instant(serializers.DateTimeField):
    """A time with its offset; without one it is the reader's own."""

    default_validators = [_refuse_odd_year]


class Moment(Instant):
    """A time with its offset; without one it is the owner's own, which the service knows."""

    def enforce_timezone(self, value):
        return value
