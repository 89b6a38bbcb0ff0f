"""`Tracked`: a row that cannot be saved without leaving a readable history.

Saving goes through `audit.recording.record`. Everything that would slip past it (save, delete,
queryset update, bulk writes) refuses, because a history with holes proves nothing.
"""

import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from audit import context


class UnrecordedWrite(Exception):
    """A tracked row was about to be written without saying who and why."""


class StaleRecord(Exception):
    """The row has changed since it was read; `current` is its version now, where known."""

    def __init__(self, instance, current=None):
        self.instance = instance
        self.current = current
        super().__init__(
            f"{instance._meta.verbose_name} {instance.pk} has changed since it was read"
        )


class Entry(models.Model):
    """What our history rows say beyond the library's: kept as text, true for ever."""

    actor_name = models.CharField(max_length=200, default=context.actor_name)
    actor_role = models.CharField(max_length=40, default=context.actor_role)
    actor_agency = models.CharField(max_length=250, default=context.actor_agency)
    root_key = models.CharField(max_length=80, default=context.root_key, db_index=True)
    request_id = models.CharField(max_length=64, default=context.request_id)
    client_address = models.CharField(max_length=45, default=context.client_address)
    client_kind = models.CharField(max_length=10, default=context.client_kind)  # page, api, command

    class Meta:
        abstract = True


class Story(HistoricalRecords):
    """The library's history with our entry, and a user who can never be blanked out of it."""

    def __init__(self, **options):
        options.setdefault("inherit", True)
        super().__init__(bases=(Entry,), **options)

    def contribute_to_class(self, cls, name):
        super().contribute_to_class(cls, name)
        cls._story = self

    def finalize(self, sender, **kwargs):
        # A model with a story of its own (some fields left out) inherits `Tracked`'s as well.
        if getattr(sender, "_story", None) is self:
            super().finalize(sender, **kwargs)

    def _get_history_user_fields(self):
        return {
            "history_user": models.ForeignKey(
                settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
            )
        }


class TrackedQuerySet(models.QuerySet):
    """Reads like any other; refuses the writes that would leave no history."""

    def _refuse(self, *args, **kwargs):
        raise UnrecordedWrite(
            f"{self.model.__name__}: write through a service, which calls audit's record()"
        )

    update = delete = bulk_create = bulk_update = _refuse
    update.alters_data = delete.alters_data = True  # type: ignore[attr-defined]


def new_salt() -> str:
    """128 bits, in hex: what makes a commitment to a personal value impossible to guess."""
    return secrets.token_hex(16)


class Journalled(models.Model):
    """A row whose every change the database's own triggers write into the journal."""

    # Personal values: the journal holds a commitment with the row's `salt`, which erasing takes.
    sealed_fields: frozenset[str] = frozenset()
    # What nobody decides (a count of wrong tries): not journalled, not verified.
    passing_fields: frozenset[str] = frozenset()

    class Meta:
        abstract = True


class JournalEntry(models.Model):
    """One change of one row, as the database itself wrote it down; chained to the entry before.

    `at` is UTC, as ISO 8601. `context` says who and why, as JSON, or "{}" for a change that came
    by no service; `payload` is the row after the change (before it, for a DELETE), as JSON of
    this kind of database. The texts are kept as text: they are hashed to the letter.
    """

    # The place in the chain; none until the transaction commits (PostgreSQL).
    sequence = models.BigIntegerField(unique=True, null=True)
    at = models.CharField(max_length=27)
    table_name = models.CharField(max_length=63)
    operation = models.CharField(max_length=6)  # INSERT, UPDATE, DELETE; STATE, STORY: restated
    key = models.BigIntegerField()
    context = models.TextField()
    payload = models.TextField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        db_table = "audit_journal"
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal entries")
        indexes = [models.Index(fields=["table_name", "key", "id"], name="journal_of_a_row")]

    def __str__(self):
        return f"{self.sequence}: {self.operation} {self.table_name} {self.key}"


class Bookmark(models.Model):
    """How far somebody who reads the journal along has come, e.g. the index for searching."""

    reader = models.CharField(max_length=40, unique=True)
    sequence = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("bookmark in the journal")
        verbose_name_plural = _("bookmarks in the journal")

    def __str__(self):
        return f"{self.reader}: {self.sequence}"


class ReadingKind(models.TextChoices):
    OPENED = "opened", _("opened")
    DOWNLOADED = "downloaded", _("downloaded")
    PERSONAL = "personal", _("saw personal details")


class Reading(models.Model):
    """That somebody opened or downloaded something; the database refuses to change or delete it.

    `root_key` names the record as in the story, e.g. "agreements.agreement:7"; without a key, a
    list of such records.
    """

    at = models.DateTimeField(auto_now_add=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    actor_name = models.CharField(max_length=200)
    root_key = models.CharField(max_length=80)
    kind = models.CharField(max_length=10, choices=ReadingKind)
    path = models.CharField(max_length=300)
    request_id = models.CharField(max_length=64)
    client_address = models.CharField(max_length=45)
    client_kind = models.CharField(max_length=10)

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        indexes = [models.Index(fields=["root_key", "-at"], name="readings_of_a_record")]

    def __str__(self):
        return f"{self.actor_name} {self.kind} {self.root_key}"


class Tracked(Journalled):
    """A row with a version and a story.

    `history_root` is the path of relations to the record whose story this row belongs to
    ("" for a record of its own, "visit" for a visit's delegation, "discussion__visit" …).
    """

    history_root = ""
    owner_only = False  # the whole row is for the owner's eyes (a disposition, an internal note)
    owner_only_fields: frozenset[str] = frozenset()
    # Fields that change while the text is being written: parties read them in what was sent to
    # them, and do not follow the writing in the history.
    draft_fields: frozenset[str] = frozenset()
    # Fields that a line of the history cannot show (a whole paper as data); they have their page.
    untold_fields: frozenset[str] = frozenset()

    version = models.PositiveIntegerField(default=0, editable=False)

    objects = TrackedQuerySet.as_manager()
    history = Story()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        self._require_recording()
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        self._require_recording()
        return super().delete(*args, **kwargs)

    def _require_recording(self):
        if not context.is_recording():
            raise UnrecordedWrite(f"{type(self).__name__} saved without audit's record()")

    def _do_update(self, base_qs, using, pk_val, values, update_fields, forced_update):
        # The version is part of the WHERE: of two people who read version 3, the second is told,
        # and the first one's words are not silently overwritten.
        unchanged = base_qs.filter(version=self.version - 1)
        if not super()._do_update(unchanged, using, pk_val, values, update_fields, forced_update):
            raise StaleRecord(self)
        return True
