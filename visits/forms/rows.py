"""Rows of a form that grow in place, with JavaScript or without: topics, delegations, places.

"Add another" sends the whole form and gets it back with one row more and nothing judged yet, so
a page without JavaScript and one with htmx (which takes over only what grew) go the same way.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

# Nobody types more; a program might send it.
MOST = 60


@dataclass(frozen=True)
class Typed:
    """What was typed so far, and which row is to be added or dropped, by its prefix."""

    data: QueryDict
    add: str = ""
    drop: str = ""


class RowForm(forms.Form):
    """One row. Left wholly empty it counts as not there.

    `typed` shows what was sent without judging it; `was` is the prefix it was sent under, which
    differs once a row above has been dropped.
    """

    def __init__(self, data=None, *, typed: Typed | None = None, was="", **options):
        super().__init__(data, empty_permitted=True, use_required_attribute=False, **options)
        if typed is not None:
            for name, field in self.fields.items():
                sent = field.widget.value_from_datadict(typed.data, {}, f"{was}-{name}")
                self.initial[name] = sent

    fields: dict[str, Any]
    # What may be completed later, folded away; what a row shows first is all the rest.
    later: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()

    def first_fields(self):
        return [self[name] for name in self.fields if name not in self.later + self.elsewhere]

    def later_fields(self):
        return [self[name] for name in self.later]

    @property
    def opens_later(self) -> bool:
        """Whether anything of what may be completed later is there, or wrong."""
        return any(
            self[name].errors or self[name].value() not in (None, "", self.fields[name].initial)
            for name in self.later
        )

    @property
    def parts(self) -> "list[Rows]":
        """Rows within this row."""
        return []

    def has_changed(self):
        return super().has_changed() or any(rows.filled for rows in self.parts)

    def is_valid(self):
        return all([super().is_valid(), *(rows.is_valid() for rows in self.parts)])


class Rows:
    def __init__(self, form_class, prefix, *, data=None, typed=None, was="", least=1, **options):
        self.prefix = prefix
        self.forms: list[Any]
        was = was or prefix

        def row(place, **state):
            return form_class(prefix=f"{prefix}-{place}", **state, **options)

        if data is not None:
            self.forms = [row(place, data=data) for place in range(_count(data, prefix))]
        elif typed is not None:
            sent = [f"{was}-{place}" for place in range(_count(typed.data, was))]
            kept = [old for old in sent if old != typed.drop]
            self.forms = [row(place, typed=typed, was=old) for place, old in enumerate(kept)]
            if typed.add == was:
                self.forms.append(row(len(kept)))
                first = next(iter(self.forms[-1].fields.values()))
                first.widget.attrs["autofocus"] = True
        else:
            self.forms = [row(place) for place in range(least)]

    def __iter__(self) -> Iterator[Any]:
        return iter(self.forms)

    @property
    def filled(self) -> list[Any]:
        return [form for form in self.forms if form.has_changed()]

    def is_valid(self) -> bool:
        # Every row is asked, also after a wrong one: all problems are shown at once.
        return not [form for form in self.forms if not form.is_valid()]

    def every_form(self) -> Iterator[Any]:
        """The rows with the rows within them, in the order of the page."""
        for form in self.forms:
            yield form
            for rows in form.parts:
                yield from rows.every_form()


def _count(data, prefix) -> int:
    sent = data.get(f"{prefix}-count", "")
    return min(int(sent), MOST) if sent.isdecimal() and len(sent) < 4 else 0
