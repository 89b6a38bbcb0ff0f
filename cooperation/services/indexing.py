"""Keeping what can be searched in step with the records, by reading the journal along.

Nobody who writes a record waits for this. Whoever searches first catches up with what was written
since: usually a handful of records; `manage.py index_search` does what is more than that.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from django.db import models, transaction
from django.db.models import Exists

from audit.following import Followed, bookmarks, entries_after, kept, row_before
from cooperation.models import Agency, FormerName, SearchDue, SearchText
from cooperation.reports.texts import NAMED, PUBLISHED, Kind, naming, texts_of

READER = "search"
# Of one search: read within a second or so.
MOST_ENTRIES = 20_000
MOST_RECORDS = 400
AT_ONCE = 200


def catch_up(kinds: Sequence[Kind], *, most: int = MOST_RECORDS) -> bool:
    """Read again what has changed, so many records at most; whether that was all of it."""
    if _is_even():
        return True
    with transaction.atomic():
        is_all = _note_what_changed(kinds)
        while most > 0 and (due := _newest_due(min(most, AT_ONCE))):
            _read_again(kinds, due)
            most -= len(due)
        return is_all and not SearchDue.objects.exists()


def start_anew(kinds: Sequence[Kind]) -> None:
    """Every record is due, whatever was read before."""
    with transaction.atomic():
        kept(READER)
        _everything_is_due(kinds)


def _is_even() -> bool:
    mark = bookmarks().filter(reader=READER).annotate(due=Exists(SearchDue.objects.all())).first()
    return mark is not None and mark.sequence == (mark.head or 0) and not mark.due


def _note_what_changed(kinds: Sequence[Kind]) -> bool:
    mark, is_new = kept(READER)
    if is_new:
        _everything_is_due(kinds)
        return True
    entries = list(entries_after(mark, most=MOST_ENTRIES))
    if entries:
        _due(_changed(entries, {kind.record for kind in kinds}))
        _due(_named_anew(entries, kinds))
        mark.sequence = entries[-1].sequence
        mark.save(update_fields=["sequence"])
    return len(entries) < MOST_ENTRIES


def _changed(entries: Iterable[Followed], searched: set[str]) -> Iterator[tuple[str, int]]:
    for root_key in dict.fromkeys(entry.root_key for entry in entries):
        record, _colon, key = root_key.partition(":")
        if record in searched:
            yield record, int(key)


def _named_anew(entries: Iterable[Followed], kinds: Sequence[Kind]) -> Iterator[tuple[str, int]]:
    """What names a thing that is called otherwise now, or is told to others than before."""
    tables = {model._meta.db_table: model for model in NAMED}
    renamed: dict[type[models.Model], set[int]] = defaultdict(set)
    for entry in entries:
        model = tables.get(entry.table)
        if model is not None and entry.operation == "UPDATE" and _is_called_otherwise(entry, model):
            renamed[model].add(entry.key)
        elif entry.table == FormerName._meta.db_table and entry.root_key:
            renamed[Agency].add(int(entry.root_key.partition(":")[2]))
    for model, pks in renamed.items():
        yield from _that_name(kinds, model, list(pks))


def _is_called_otherwise(entry: Followed, model: type[models.Model]) -> bool:
    before, after = row_before(entry), json.loads(entry.payload)
    told = (*NAMED[model], *PUBLISHED.get(model, ()))
    return any(before.get(name) != after[name] for name in told)


def _that_name(kinds, model, pks) -> Iterator[tuple[str, int]]:
    for kind in kinds:
        for keys in naming(kind, model, pks):
            yield from ((kind.record, key) for key in keys.iterator())


def _everything_is_due(kinds: Sequence[Kind]) -> None:
    for kind in kinds:
        keys = kind.model._base_manager.order_by("pk").values_list("pk", flat=True)
        _due((kind.record, key) for key in keys.iterator())


def _due(records: Iterable[tuple[str, int]]) -> None:
    records = iter(records)
    while some := list(islice(records, 5_000)):
        rows = [SearchDue(record=record, record_id=key) for record, key in some]
        SearchDue.objects.bulk_create(rows, ignore_conflicts=True)


def _newest_due(most: int) -> list[int]:
    return list(SearchDue.objects.order_by("-pk").values_list("pk", flat=True)[:most])


def _read_again(kinds: Sequence[Kind], due: Sequence[int]) -> None:
    keys: dict[str, list[int]] = defaultdict(list)
    for record, key in SearchDue.objects.filter(pk__in=due).values_list("record", "record_id"):
        keys[record].append(key)
    for kind in kinds:
        if pks := keys.get(kind.record):
            SearchText.objects.filter(record=kind.record, record_id__in=pks).delete()
            SearchText.objects.bulk_create(texts_of(kind, pks))
    SearchDue.objects.filter(pk__in=due).delete()
