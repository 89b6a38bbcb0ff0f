"""What an office adds to the wording that ships: clauses of its own in versions, and templates."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agreements.clauses import AgreementKind, ClauseType
from audit.models import Tracked, TrackedQuerySet
from cooperation.models import Agency
from cooperation.models.agencies import keys_in_reach
from cooperation.models.text import Line, Prose
from cooperation.permissions import Permission, current_memberships


class LibraryQuerySet(TrackedQuerySet):
    def visible_to(self, user):
        """The office's own people, and those of its units: they draft with the same clauses."""
        mine = keys_in_reach(user, Permission.AGREEMENT_VIEW)
        above = {code for held in current_memberships(user) for code in held.agency.lineage}
        return self.filter(Q(owner__in=mine) | Q(owner__code__in=above))

    def for_drafting(self, owner):
        """What is offered for a text of this agency: its own and that of those above it."""
        return self.filter(owner__code__in=owner.lineage, ended_on__isnull=True)


class Clause(Tracked):
    """A clause of an office; its wording stands in versions, of which the last one counts."""

    owner = models.ForeignKey(
        Agency, models.PROTECT, related_name="clauses", verbose_name=_("owner")
    )
    clause_type = models.CharField(_("kind of clause"), max_length=30, choices=ClauseType)
    # Blank: for every kind of agreement.
    kind = models.CharField(
        _("kind of agreement"), max_length=24, choices=AgreementKind, blank=True
    )
    name = Line(_("name"), max_length=120)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)

    objects = LibraryQuerySet.as_manager()

    class Meta:
        verbose_name = _("clause")
        verbose_name_plural = _("clauses")
        ordering = ["clause_type", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "clause_type", "kind", "name"],
                condition=Q(ended_on__isnull=True),
                name="clause_named_once_per_owner_and_kind",
            )
        ]

    def __str__(self):
        return self.name


class ClauseVersion(Tracked):
    """The wording of a clause as it was written down once; a change is the next version."""

    history_root = "clause"

    clause = models.ForeignKey(Clause, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    heading = Line(_("heading"))
    body = Prose(_("text"))
    note = Prose(_("what changed and why"), blank=True)
    since = models.DateField(_("since"))

    class Meta:
        verbose_name = _("version of a clause")
        verbose_name_plural = _("versions of a clause")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["clause", "number"], name="clause_version_numbered_once"
            )
        ]

    def __str__(self):
        return f"{self.heading} v{self.number}"


class Template(Tracked):
    """An ordered list of clause types with which a text of a kind begins."""

    owner = models.ForeignKey(
        Agency, models.PROTECT, related_name="agreement_templates", verbose_name=_("owner")
    )
    kind = models.CharField(_("kind of agreement"), max_length=24, choices=AgreementKind)
    name = Line(_("name"), max_length=120)
    clause_types = models.JSONField(_("clauses"), default=list)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)

    objects = LibraryQuerySet.as_manager()

    class Meta:
        verbose_name = _("template")
        verbose_name_plural = _("templates")
        ordering = ["kind", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "kind", "name"],
                condition=Q(ended_on__isnull=True),
                name="template_named_once_per_owner_and_kind",
            )
        ]

    def __str__(self):
        return self.name
