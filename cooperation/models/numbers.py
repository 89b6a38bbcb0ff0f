from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.models import Tracked
from cooperation.models.agencies import Agency
from cooperation.permissions import Permission, may


class NumberSequence(models.Model):
    """The last number an agency gave to a kind of record in one local year.

    A counter, not a record: its numbers stand in the histories of the records that bear them.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "kind", "year"],
                name="number_sequence_once_per_agency_kind_and_year",
            )
        ]

    def __str__(self):
        return f"{self.agency} {self.kind} {self.year}: {self.last}"


class NumberedRecord(Tracked):
    """A record that belongs to an agency and bears that agency's own reference number."""

    number_prefix = ""
    view_permission: Permission

    owner = models.ForeignKey(
        Agency, models.PROTECT, related_name="%(class)ss", verbose_name=_("owner")
    )
    year = models.PositiveSmallIntegerField(_("year"), editable=False)
    number = models.PositiveIntegerField(_("number"), editable=False)
    # From this moment the other parties see the record and its history; never taken back.
    shared_at = models.DateTimeField(_("shared at"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def reference(self) -> str:
        """E.g. "KUNJUNGAN-2022-0001": the agency's own number, unique together with the owner."""
        return f"{self.number_prefix}-{self.year}-{self.number:04d}"

    def shared_since(self, user):
        """From when on somebody of another party reads the record; None where not yet."""
        return self.shared_at

    def belongs_to(self, user, permission=None) -> bool:
        """Whether the user reads this as one of the owner's own people, with nothing left out."""
        return may(user, permission or self.view_permission, self.owner)
