"""Whatever writes a journalled row, by whatever path: the journal has it, for every model."""

from datetime import timedelta
from functools import cache

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.core import serializers
from django.db import connection, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.utils import timezone

from accounts.models import FeedToken, Token, User
from audit.journal.dialects import dialect_of
from audit.journal.restating import differing
from audit.journal.tables import journalled_models, plan
from audit.models import JournalEntry, Journalled, StaleRecord, Tracked
from audit.recording import keep, record
from tests.builders import TEST
from tests.hostile.everything import make_everything

pytestmark = pytest.mark.django_db

# Models of ours whose rows are not journalled, and why that loses nothing.
NOT_JOURNALLED = {
    "accounts.SavedView": "how somebody likes to see a list",
    "accounts.Unsent": "what was typed and not sent: nobody has done anything yet",
    "api.KeptAnswer": "what a program was answered, for a day, so that it may ask again",
    "api.WebhookDelivery": "what a program was told, and whether it came",
    "audit.Bookmark": "how far somebody has read the journal",
    "audit.JournalEntry": "the journal itself",
    "audit.Reading": "who read what; it changes nothing, and nobody can change it",
    "cooperation.ImportRow": "what a spreadsheet said until it is a record, which then says it",
    "cooperation.NumberSequence": "the numbers stand in the records that hold them",
    "cooperation.SearchText": "made from the records, and made anew whenever they change",
    "cooperation.SearchDue": "which of them that is to be done for",
    "cooperation.Notice": "says nothing that the records do not say",
    "cooperation.NoticeDelivery": "who was told, not what was decided",
    "cooperation.NoticeSetting": "what somebody wants to be told",
}
REFUSED = "refused"
OURS = {"accounts", "agreements", "api", "audit", "cooperation", "visits"}


def _save(row):
    if isinstance(row, Tracked):
        record(row, by=TEST, why="coba")
    elif isinstance(row, Journalled):
        keep(row, by=TEST)
    else:
        row.save()


def _stale_update_fields(row):
    stale = _base(row).get(pk=row.pk)
    _change(stale)
    if isinstance(row, Tracked):
        stale.version += 1  # or the save itself would find that it is stale
    models.Model.save_base(stale, update_fields=[_some_field(row).attname])


def _f_expression(row):
    name = _some_field(row).name
    changed = Concat(F(name), Value("x")) if _has_passing(row) else F(name)
    _base(row).filter(pk=row.pk).update(**{name: changed})


def _queryset_update(row):
    field = _some_field(row)
    _base(row).filter(pk=row.pk).update(**{field.attname: getattr(row, field.attname)})


def _bulk_update(row):
    models.QuerySet(type(row)).bulk_update([row], [_some_field(row).name])


def _raw_delete(row):
    _base(row).filter(pk=row.pk)._raw_delete(using=row._state.db)


def _bulk_create(row):
    _raw_delete(row)
    models.QuerySet(type(row)).bulk_create([row])


def _replace(row):
    """What SQLite calls INSERT OR REPLACE, and PostgreSQL ON CONFLICT DO UPDATE."""
    models.QuerySet(type(row)).bulk_create(
        [row], update_conflicts=True, unique_fields=["pk"], update_fields=[_some_field(row).name]
    )


def _loaddata(row):
    fixture = serializers.serialize("json", [row])
    for loaded in serializers.deserialize("json", fixture):
        try:
            with transaction.atomic():
                loaded.save()
        except StaleRecord:
            assert isinstance(row, Tracked)
            return REFUSED  # a tracked row takes no state that nobody recorded
    return None


def _raw_sql(row):
    table, column = row._meta.db_table, _some_field(row).column
    changed = f"\"{column}\" || 'x'" if _has_passing(row) else f'"{column}"'
    with connection.cursor() as cursor:
        cursor.execute(
            f'UPDATE "{table}" SET "{column}" = {changed} WHERE id = %s',
            [row.pk],
        )


def _get_or_create(row):
    _raw_delete(row)
    values = {f.attname: getattr(row, f.attname) for f in row._meta.local_concrete_fields}
    del values["id"]
    made = type(row)(pk=row.pk, **values)
    models.Model.save_base(made, force_insert=True)


def _migration(row):
    model = _historical_apps().get_model(row._meta.app_label, row._meta.model_name)
    field = _some_field(row)
    model._base_manager.filter(pk=row.pk).update(**{field.attname: getattr(row, field.attname)})


PATHS = {
    _save: 1,
    _stale_update_fields: 1,
    _f_expression: 1,
    _queryset_update: 1,
    _bulk_update: 1,
    _raw_delete: 1,
    _bulk_create: 2,
    _replace: 1,
    _loaddata: 1,
    _raw_sql: 1,
    _get_or_create: 2,
    _migration: 1,
}


@pytest.fixture
def rows():
    everything = make_everything()
    group = Group.objects.create(name="Arsip")
    everything.ani.groups.add(group)
    everything.ani.user_permissions.add(Permission.objects.first())
    FeedToken.objects.create(user=everything.ani, digest="f" * 64)
    Token.objects.create(user=everything.ani, name="laporan", digest="d" * 64, expires_at=_later())
    found = []
    for model in journalled_models():
        row = model._base_manager.order_by("pk").first()
        assert row is not None, f"There is no {model.__name__} in make_everything(): add one."
        found.append(row)
    return found


def test_every_path_of_every_model_is_journalled(rows):
    assert _gaps(rows) == []


def test_the_same_test_finds_a_trigger_that_is_missing(rows):
    """The negative control: without its trigger, every path of that table is a gap."""
    row = next(row for row in rows if isinstance(row, User))
    _drop_update_trigger(row._meta.db_table)

    gaps = _gaps([row])

    assert {path for _, path, _ in gaps} >= {"_save", "_queryset_update", "_raw_sql"}


def test_every_model_of_ours_is_journalled_or_says_why_not():
    journalled = set(journalled_models())
    ours = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in OURS and not hasattr(model, "instance_type")
    ]
    missing = {model._meta.label for model in ours if model not in journalled}

    assert missing == NOT_JOURNALLED.keys()


def test_every_way_that_django_has_of_writing_is_known():
    """A method that Django adds tomorrow must be tried here, and refused by what is tracked."""
    writing = {
        name
        for name in dir(models.QuerySet)
        if getattr(getattr(models.QuerySet, name), "alters_data", False)
        or name in ("bulk_create", "bulk_update", "create", "get_or_create", "update_or_create")
    }

    assert {name for name in writing if not name.startswith("a")} == {
        *{"_insert", "_raw_delete", "_update", "bulk_create", "bulk_update"},
        *{"create", "delete", "get_or_create", "update", "update_or_create"},
    }


def test_many_to_many_is_journalled_from_both_ends(rows):
    ani = User._base_manager.get(username="ani")
    group = Group.objects.get()
    through = User.groups.through

    for change, count in (
        (lambda: ani.groups.clear(), 1),
        (lambda: group.user_set.add(ani), 1),
        (lambda: group.user_set.remove(ani), 1),
        (lambda: ani.groups.set([group]), 1),
    ):
        before = JournalEntry.objects.filter(table_name=through._meta.db_table).count()
        change()
        after = JournalEntry.objects.filter(table_name=through._meta.db_table).count()
        assert after - before == count


def test_what_nobody_decides_is_not_journalled(rows):
    ani = User._base_manager.filter(username="ani")
    before = JournalEntry.objects.count()

    ani.update(failed_attempts=3)

    assert JournalEntry.objects.count() == before


def _gaps(rows) -> list[tuple]:
    """(model, path, what is wrong): each path tried by itself, and taken back."""
    tables = {table.name: table for table in plan(connection).tables}
    found = []
    for row in rows:
        table = tables[row._meta.db_table]
        for path, entries in PATHS.items():
            saved = transaction.savepoint()
            before = _entries_of(row)
            fresh = _change(_base(row).get(pk=row.pk))
            expected = 0 if path(fresh) is REFUSED else entries
            if _entries_of(row) - before != expected:
                found.append((row._meta.label, path.__name__, _entries_of(row) - before))
            with connection.cursor() as cursor:
                if wrong := differing(cursor, dialect_of(connection), table):
                    found.append((row._meta.label, path.__name__, wrong))
            transaction.savepoint_rollback(saved)
    return found


def _entries_of(row):
    return JournalEntry.objects.filter(table_name=row._meta.db_table, key=row.pk).count()


@cache
def _historical_apps():
    """The models as a migration sees them: without any save or manager of ours."""
    return MigrationExecutor(connection).loader.project_state().apps


def _base(row):
    return models.QuerySet(type(row))


def _some_field(row):
    """A column that can be written again as it is; or, of a row of which not all counts, a text."""
    name = {User: "first_name", Token: "name", FeedToken: "digest"}.get(type(row))
    fields = [field for field in row._meta.local_concrete_fields if not field.primary_key]
    return row._meta.get_field(name) if name else fields[0]


def _has_passing(row) -> bool:
    return bool(getattr(row, "passing_fields", ()))


def _change(row):
    """Where a write that changes nothing is no entry, there must be something to write."""
    if _has_passing(row):
        name = _some_field(row).name
        setattr(row, name, getattr(row, name) + "x")
    return row


def _later():
    return timezone.now() + timedelta(days=1)


def _drop_update_trigger(table):
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f'DROP TRIGGER "audit_update_{table}"')
        else:
            cursor.execute(f'DROP TRIGGER audit_update ON "{table}"')
