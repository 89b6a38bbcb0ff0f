from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from audit.models import Tracked, TrackedQuerySet
from cooperation.models import (
    Agency,
    Candidate,
    Indicator,
    Innovation,
    IssuedDocument,
    NumberedRecord,
    OfficeStatus,
    PersonalDetail,
    StoredFile,
    Topic,
)
from cooperation.models.text import Line, Prose
from cooperation.permissions import Permission
from cooperation.workflow import steps_from
from visits.workflow import TRANSITIONS, EntryMode, Requester, Status


class VisitType(models.TextChoices):
    BENCHMARKING = "benchmarking", _("Benchmarking")
    COMPARATIVE_STUDY = "studi_banding", _("Comparative study (studi banding)")
    LEARN_AND_COPY = "studi_tiru", _("Study to replicate (studi tiru)")
    WORKING_VISIT = "kunjungan_kerja", _("Working visit")
    CONSULTATION = "konsultasi", _("Consultation")
    COORDINATION = "koordinasi", _("Coordination")
    AUDIENCE = "audiensi", _("Audience")
    EVALUATION = "monitoring_evaluasi", _("Monitoring and evaluation")
    OTHER = "lainnya", _("Other")


class VisitorBranch(models.TextChoices):
    EXECUTIVE = "executive", _("Regional government")
    COUNCIL = "dprd", _("Regional council (DPRD)")
    MINISTRY = "central_ministry", _("Central government")
    VILLAGE = "village", _("Village")
    EDUCATION = "education", _("Education")
    FOREIGN = "foreign", _("Foreign")
    OTHER = "other", _("Other")


class VisitQuerySet(TrackedQuerySet):
    def visible_to(self, user):
        mine = Agency.objects.in_reach_of(user, Permission.VISIT_VIEW)
        names = [
            Host.objects.filter(visit=OuterRef("pk"), agency__in=mine),
            Delegation.objects.filter(visit=OuterRef("pk"), agency__in=mine),
            Discussion.objects.filter(visit=OuterRef("pk"), presenting_unit__in=mine),
        ]
        paths = [
            "agency__path__startswith",
            "agency__path__startswith",
            "presenting_unit__path__startswith",
        ]
        seen = Q(owner__in=mine)
        for named, path in zip(names, paths, strict=True):
            seen |= Q(shared_at__isnull=False) & Q(Exists(named))
            seen |= Q(Exists(named.filter(**{path: OuterRef("owner__path")})))
        return self.filter(seen)

    def hosted_by(self, agency):
        """Visits received by the agency or by a unit of it."""
        return self.filter(
            Exists(
                Host.objects.filter(visit=OuterRef("pk"), agency__in=Agency.objects.within(agency))
            )
        )

    def made_by(self, agency):
        """Visits of the agency, or of a unit of it, to others."""
        guests = Delegation.objects.filter(
            visit=OuterRef("pk"), agency__in=Agency.objects.within(agency)
        )
        return self.filter(Exists(guests))


class Visit(NumberedRecord):
    """One working visit: who came to whom, when, and about what."""

    number_prefix = "KUNJUNGAN"
    view_permission = Permission.VISIT_VIEW
    owner_only_fields = frozenset(
        {"agenda_number", "decision_reason", "internal_note", "status_reason"}
    )

    visit_type = models.CharField(
        _("type"), max_length=24, choices=VisitType, default=VisitType.WORKING_VISIT
    )
    branch = models.CharField(
        _("kind of visitor"), max_length=20, choices=VisitorBranch, default=VisitorBranch.EXECUTIVE
    )
    theme = Line(_("theme"), blank=True)
    entry_mode = models.CharField(
        _("how it was entered"), max_length=14, choices=EntryMode, default=EntryMode.NORMAL
    )

    letter_number = Line(_("letter number"), max_length=120, blank=True)
    letter_date = models.DateField(_("letter date"), null=True, blank=True)
    letter_received_on = models.DateField(_("letter received on"), null=True, blank=True)
    agenda_number = Line(_("agenda number"), max_length=60, blank=True)

    # Times are stored in UTC and read in the owner's zone. `whole_day`: only the days are known.
    proposed_start = models.DateTimeField(_("proposed start"), null=True, blank=True)
    proposed_end = models.DateTimeField(_("proposed end"), null=True, blank=True)
    scheduled_start = models.DateTimeField(_("scheduled start"), null=True, blank=True)
    scheduled_end = models.DateTimeField(_("scheduled end"), null=True, blank=True)
    actual_start = models.DateTimeField(_("actual start"), null=True, blank=True)
    actual_end = models.DateTimeField(_("actual end"), null=True, blank=True)
    whole_day = models.BooleanField(_("only the day is known"), default=False)

    status = models.CharField(
        _("status"), max_length=14, choices=Status, default=Status.REGISTERED, editable=False
    )
    status_since = models.DateField(_("status since"), editable=False)
    status_reason = Prose(_("reason"), blank=True, editable=False)
    deciding_official = Line(_("decided by"), blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True, editable=False)
    decision_reason = Prose(_("reason of the decision"), blank=True)
    ended_by = models.CharField(
        _("cancelled at the wish of"), max_length=6, choices=Requester, blank=True, editable=False
    )

    summary = Prose(_("summary"), blank=True)
    no_topic_note = Prose(_("why there was no topic"), blank=True)
    source_note = Prose(_("source"), blank=True)
    internal_note = Prose(_("internal note"), blank=True)

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        ordering = ["-year", "-number", "-pk"]
        indexes = [
            models.Index(fields=["owner", "status"], name="visit_by_owner_status"),
            models.Index(fields=["actual_start"], name="visit_by_actual_start"),
            models.Index(fields=["scheduled_start"], name="visit_by_scheduled_start"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=Status.values), name="visit_status_is_in_the_table"
            ),
            models.UniqueConstraint(
                fields=["owner", "year", "number"], name="visit_numbered_once_per_owner_and_year"
            ),
            models.CheckConstraint(
                condition=Q(scheduled_end__isnull=True)
                | Q(scheduled_end__gte=F("scheduled_start")),
                name="visit_is_not_scheduled_to_end_before_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(actual_end__isnull=True) | Q(actual_end__gte=F("actual_start")),
                name="visit_does_not_end_before_it_starts",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["completed", "reported", "closed"])
                | Q(actual_start__isnull=False),
                name="visit_that_took_place_has_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["declined", "cancelled"]) | ~Q(status_reason=""),
                name="visit_is_declined_or_cancelled_with_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(entry_mode=EntryMode.RETROSPECTIVE) | ~Q(source_note=""),
                name="visit_entered_afterwards_names_its_source",
            ),
        ]

    def __str__(self):
        return f"{self.reference} {self.theme}".strip()

    @property
    def starts(self):
        """When it was, or is to be; None while nobody knows."""
        return self.actual_start or self.scheduled_start or self.proposed_start

    @property
    def ends(self):
        if self.actual_start:
            return self.actual_end
        return self.scheduled_end if self.scheduled_start else self.proposed_end

    @property
    def next_steps(self):
        return steps_from(TRANSITIONS, self.status)


class PartOfVisit(Tracked):
    """A row that stands and falls with its visit."""

    history_root = "visit"

    class Meta:
        abstract = True


class Host(PartOfVisit):
    """An agency that receives, and who received for it."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="hosts")
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="visits_received", verbose_name=_("host")
    )
    receiver_name = Line(_("received by"), blank=True)
    receiver_position = Line(_("position"), blank=True)
    receiver_office_status = models.CharField(
        _("office status"), max_length=10, choices=OfficeStatus, default=OfficeStatus.DEFINITIVE
    )
    on_behalf_of = Line(_("on behalf of"), blank=True)
    planned_headcount = models.PositiveIntegerField(
        _("planned number of people"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(100_000)],
    )
    actual_headcount = models.PositiveIntegerField(
        _("actual number of people"), null=True, blank=True, validators=[MaxValueValidator(100_000)]
    )

    class Meta:
        verbose_name = _("host")
        verbose_name_plural = _("hosts")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "agency"], name="host_once_per_visit")
        ]

    def __str__(self):
        return str(self.agency)


class Delegation(PartOfVisit):
    """A group of guests from one agency, with its own leader."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="delegations")
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="visits_made", verbose_name=_("guest")
    )
    leader_name = Line(_("led by"), blank=True)
    leader_position = Line(_("position"), blank=True)
    leader_office_status = models.CharField(
        _("office status"), max_length=10, choices=OfficeStatus, default=OfficeStatus.DEFINITIVE
    )
    on_behalf_of = Line(_("on behalf of"), blank=True)
    planned_headcount = models.PositiveIntegerField(
        _("planned number of people"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(100_000)],
    )
    actual_headcount = models.PositiveIntegerField(
        _("actual number of people"), null=True, blank=True, validators=[MaxValueValidator(100_000)]
    )
    contact_name = Line(_("contact"), blank=True)
    contact = models.OneToOneField(
        PersonalDetail, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "agency"], name="delegation_once_per_agency_and_visit"
            )
        ]

    def __str__(self):
        return str(self.agency)


class Participant(PartOfVisit):
    """Somebody who was there, on the guests' side or on the hosts'."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="participants")
    delegation = models.ForeignKey(
        Delegation, models.PROTECT, null=True, blank=True, related_name="participants"
    )
    host = models.ForeignKey(
        Host, models.PROTECT, null=True, blank=True, related_name="participants"
    )
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    name = Line(_("name"))
    position = Line(_("position"), blank=True)
    unit = Line(_("unit"), blank=True)
    faction = Line(_("faction"), max_length=80, blank=True)
    rank = Line(_("rank"), max_length=80, blank=True)
    present = models.BooleanField(_("present"), null=True, blank=True)

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(delegation__isnull=True, host__isnull=False)
                | Q(delegation__isnull=False, host__isnull=True),
                name="participant_is_on_one_side",
            )
        ]

    def __str__(self):
        return self.name


class Stop(PartOfVisit):
    """A place of the visit, with its time where it is known."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="stops")
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    place = Line(_("place"))
    starts_at = models.DateTimeField(_("from"), null=True, blank=True)
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=F("starts_at")),
                name="stop_does_not_end_before_it_starts",
            )
        ]

    def __str__(self):
        return self.place


class Disposition(PartOfVisit):
    """To whom the letter was passed on, and with which instruction. For the owner's eyes."""

    owner_only = True

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="dispositions")
    dated_on = models.DateField(_("date"))
    to_unit = models.ForeignKey(
        Agency,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("passed on to"),
    )
    instruction = Prose(_("instruction"))

    class Meta:
        verbose_name = _("disposition")
        verbose_name_plural = _("dispositions")
        ordering = ["dated_on", "pk"]

    def __str__(self):
        return self.instruction[:60]


class ScheduleChange(PartOfVisit):
    """That a date was moved, at whose wish and why; the visit itself keeps only the last one."""

    owner_only_fields = frozenset({"reason"})

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="schedule_changes")
    changed_on = models.DateField(_("changed on"))
    old_start = models.DateTimeField(_("old start"), null=True, blank=True)
    old_end = models.DateTimeField(_("old end"), null=True, blank=True)
    new_start = models.DateTimeField(_("new start"), null=True, blank=True)
    new_end = models.DateTimeField(_("new end"), null=True, blank=True)
    requested_by = models.CharField(_("at the wish of"), max_length=6, choices=Requester)
    reason = Prose(_("reason"))

    class Meta:
        verbose_name = _("change of schedule")
        verbose_name_plural = _("changes of schedule")
        ordering = ["changed_on", "pk"]

    def __str__(self):
        return self.reason[:60]


class Outcome(models.TextChoices):
    PENDING = "pending", _("Pending")
    NO_FOLLOW_UP = "no_follow_up", _("No follow-up")
    INFORMATION_SENT = "information_sent", _("Information sent")
    CANDIDATE = "candidate", _("Cooperation candidate")


class Discussion(PartOfVisit):
    """A topic in one visit: who presented, what was asked, what was found, what comes of it."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="discussions")
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    topic = models.ForeignKey(
        Topic, models.PROTECT, related_name="discussions", verbose_name=_("topic")
    )
    presenting_unit = models.ForeignKey(
        Agency,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="presentations",
        verbose_name=_("presenting unit"),
    )
    presenter_name = Line(_("presented by"), blank=True)
    presenter_position = Line(_("position"), blank=True)
    asked_by = models.ForeignKey(
        Delegation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="questions",
        verbose_name=_("asked by"),
    )
    asked = Prose(_("what was asked"), blank=True)
    findings = Prose(_("what was found"), blank=True)
    outcome = models.CharField(
        _("outcome"), max_length=18, choices=Outcome, default=Outcome.PENDING
    )
    outcome_note = Prose(_("note on the outcome"), blank=True)
    candidate = models.ForeignKey(
        Candidate,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="discussions",
        verbose_name=_("candidate"),
    )

    class Meta:
        verbose_name = _("topic discussed")
        verbose_name_plural = _("topics discussed")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "topic"], name="discussion_once_per_visit"),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.CANDIDATE, candidate__isnull=False)
                | (~Q(outcome=Outcome.CANDIDATE) & Q(candidate__isnull=True)),
                name="discussion_names_its_candidate_iff_that_is_its_outcome",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.NO_FOLLOW_UP) | ~Q(outcome_note=""),
                name="discussion_without_follow_up_says_why",
            ),
        ]

    def __str__(self):
        return str(self.topic)


class InnovationShown(Tracked):
    """That an innovation was shown while a topic was discussed."""

    history_root = "discussion__visit"

    discussion = models.ForeignKey(Discussion, models.PROTECT, related_name="innovations_shown")
    innovation = models.ForeignKey(
        Innovation, models.PROTECT, related_name="showings", verbose_name=_("innovation")
    )

    class Meta:
        verbose_name = _("innovation shown")
        verbose_name_plural = _("innovations shown")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["discussion", "innovation"], name="innovation_shown_once_per_discussion"
            )
        ]

    def __str__(self):
        return str(self.innovation)


class QuotedValue(Tracked):
    """A figure that somebody named: of which agency, what, when, and by which source."""

    history_root = "discussion__visit"

    discussion = models.ForeignKey(Discussion, models.PROTECT, related_name="quoted_values")
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="quoted_values", verbose_name=_("indicator")
    )
    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="quoted_values", verbose_name=_("agency")
    )
    value = models.DecimalField(_("value"), max_digits=18, decimal_places=4)
    period = Line(_("period"), max_length=40, blank=True)
    source = Line(_("source"), blank=True)

    class Meta:
        verbose_name = _("quoted value")
        verbose_name_plural = _("quoted values")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["discussion", "indicator", "agency", "period"],
                name="quoted_value_once_per_agency_and_period",
            )
        ]

    def __str__(self):
        return f"{self.agency}: {self.value} {self.indicator.unit}"


class AttachmentKind(models.TextChoices):
    LETTER = "letter", _("Letter")
    MINUTES = "minutes", _("Minutes")
    REPORT = "report", _("Report")
    ATTENDANCE = "attendance", _("Attendance list")
    MATERIAL = "material", _("Material")
    PHOTO = "photo", _("Photo")
    OTHER = "other", _("Other")


class Attachment(PartOfVisit):
    """A file of the visit."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="attachments")
    kind = models.CharField(_("kind"), max_length=12, choices=AttachmentKind)
    title = Line(_("title"), blank=True)
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["pk"]

    def __str__(self):
        return self.title or self.get_kind_display()


class Memorandum(PartOfVisit):
    """The memorandum (nota dinas) an agency writes about the visit, and what was issued of it."""

    owner_only = True

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="memoranda")
    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="memoranda", verbose_name=_("letterhead of")
    )
    number = Line(_("number"), max_length=120, blank=True)
    addressee = Line(_("to"))
    sender = Line(_("from"))
    copy_to = Prose(_("copies to"), blank=True)
    dated_on = models.DateField(_("date"))
    urgency = Line(_("urgency"), max_length=40, blank=True)
    attachments_line = Line(_("attachments"), max_length=120, blank=True)
    subject = Line(_("subject"))
    conclusion = Prose(_("conclusion"), blank=True)
    signatory_name = Line(_("signed by"), blank=True)
    signatory_position = Line(_("position"), blank=True)
    signatory_detail = models.OneToOneField(
        PersonalDetail, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    issued = models.OneToOneField(
        IssuedDocument, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("memorandum")
        verbose_name_plural = _("memoranda")
        ordering = ["-dated_on", "-pk"]

    def __str__(self):
        return self.subject
