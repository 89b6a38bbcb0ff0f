"""What colleagues say of a text while it is written, and their initials (paraf) under it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agreements.models.parts import PartOfAgreement, Revision
from agreements.workflow import CommentStatus, InitialResult
from cooperation.models.text import Line, Prose


class Comment(PartOfAgreement):
    """A remark on an article or a paragraph; it stays with that through all revisions."""

    owner_only = True
    untold_fields = frozenset({"key"})

    agreement = models.ForeignKey("agreements.Agreement", models.PROTECT, related_name="comments")
    # The key of the article or paragraph; none where the remark is about the whole text.
    key = models.PositiveIntegerField(null=True, blank=True)
    quote = Prose(_("what it is about"), blank=True)  # as it read when the remark was made
    answer_to = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="answers",
        verbose_name=_("answer to"),
    )
    body = Prose(_("comment"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("author")
    )
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    # The revision that was read; none where it was the text being written.
    revision = models.ForeignKey(
        Revision,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="comments",
        verbose_name=_("revision"),
    )
    status = models.CharField(
        _("status"), max_length=8, choices=CommentStatus, default=CommentStatus.OPEN
    )
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("settled by"),
    )

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(body=""), name="comment_says_something"),
        ]

    def __str__(self):
        return self.body[:60]


class ReviewStep(PartOfAgreement):
    """Who initials this text, in which order; asked anew for every revision."""

    owner_only = True

    agreement = models.ForeignKey(
        "agreements.Agreement", models.PROTECT, related_name="review_steps"
    )
    order = models.PositiveSmallIntegerField(_("order"))
    position = Line(_("position"), max_length=120)
    # None: anybody who may initial and did not write the text.
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("person"),
    )

    class Meta:
        verbose_name = _("step of the review")
        verbose_name_plural = _("steps of the review")
        ordering = ["order", "pk"]

    def __str__(self):
        return self.position


class Initial(PartOfAgreement):
    """One step of the review of one revision: whether it was initialled, by whom, when."""

    owner_only = True

    agreement = models.ForeignKey("agreements.Agreement", models.PROTECT, related_name="initials")
    revision = models.ForeignKey(
        Revision, models.PROTECT, related_name="initials", verbose_name=_("revision")
    )
    order = models.PositiveSmallIntegerField(_("order"))
    position = Line(_("position"), max_length=120)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("person"),
    )
    result = models.CharField(
        _("result"), max_length=8, choices=InitialResult, default=InitialResult.PENDING
    )
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("given by"),
    )
    given_at = models.DateTimeField(_("given at"), null=True, blank=True)
    note = Prose(_("note"), blank=True)

    class Meta:
        verbose_name = _("initial")
        verbose_name_plural = _("initials")
        ordering = ["revision", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "order"], name="initial_once_per_step_of_a_revision"
            ),
            models.CheckConstraint(
                condition=Q(result=InitialResult.PENDING, given_at__isnull=True)
                | (~Q(result=InitialResult.PENDING) & Q(given_at__isnull=False)),
                name="initial_has_a_time_iff_it_is_not_pending",
            ),
            models.CheckConstraint(
                condition=~Q(result=InitialResult.RETURNED) | ~Q(note=""),
                name="initial_is_returned_with_a_note",
            ),
        ]

    def __str__(self):
        return f"{self.position}: {self.get_result_display()}"


class MonitoringReport(PartOfAgreement):
    """How an agreement in force was carried out in one period."""

    owner_only = True

    agreement = models.ForeignKey("agreements.Agreement", models.PROTECT, related_name="reports")
    period_from = models.DateField(_("period from"))
    period_until = models.DateField(_("period until"))
    reported_on = models.DateField(_("reported on"))
    progress = Prose(_("progress and results"))
    obstacles = Prose(_("obstacles"), blank=True)
    next_steps = Prose(_("next steps"), blank=True)

    class Meta:
        verbose_name = _("report on the carrying out")
        verbose_name_plural = _("reports on the carrying out")
        ordering = ["-period_until", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "period_until"], name="monitoring_report_once_per_period"
            ),
            models.CheckConstraint(
                condition=Q(period_until__gte=models.F("period_from")),
                name="monitoring_period_does_not_end_before_it_starts",
            ),
        ]

    def __str__(self):
        return f"{self.period_from} – {self.period_until}"
