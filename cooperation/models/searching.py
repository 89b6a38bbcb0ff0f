"""What can be searched for: the words of every record, as far as each kind of reader reads them.

Made from the records and made anew whenever they change (`cooperation.services.indexing`): nothing
here says what the records do not say, and so it leaves no history.
"""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cooperation.models.agencies import Agency

LONGEST_HEADING = 600
# The day of what has none: a real one, so that an index can put it last.
TIMELESS = date(1, 1, 1)


class SearchText(models.Model):
    """The words of one record for one kind of reader.

    `reader` is the agency whose people read this: the owner's all of it, a party's what was sent to
    them. Without one it is what everybody reads who sees the record. `words` are the words as they
    are compared (`cooperation.reports.texts.plain`), with a space before each. On PostgreSQL a
    column `vector` with an index is made from them (migration 0007).
    """

    record = models.CharField(max_length=60)  # the kind, e.g. "visits.visit"
    record_id = models.BigIntegerField()
    reader = models.ForeignKey(Agency, models.CASCADE, null=True, related_name="+")
    day = models.DateField(default=TIMELESS)
    heading = models.CharField(max_length=LONGEST_HEADING)
    heading_words = models.TextField()
    body = models.TextField()
    words = models.TextField()

    class Meta:
        verbose_name = _("text to search")
        verbose_name_plural = _("texts to search")
        indexes = [
            models.Index(fields=["-day", "-id"], name="text_by_day"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["record", "record_id", "reader"], name="text_once_per_record_and_reader"
            ),
            models.UniqueConstraint(
                fields=["record", "record_id"],
                condition=Q(reader__isnull=True),
                name="text_once_per_record_for_everybody",
            ),
        ]

    def __str__(self):
        return self.heading


class SearchDue(models.Model):
    """A record whose words have to be read again."""

    record = models.CharField(max_length=60)
    record_id = models.BigIntegerField()

    class Meta:
        verbose_name = _("record to be read again")
        verbose_name_plural = _("records to be read again")
        constraints = [
            models.UniqueConstraint(fields=["record", "record_id"], name="record_is_due_once")
        ]

    def __str__(self):
        return f"{self.record}:{self.record_id}"
