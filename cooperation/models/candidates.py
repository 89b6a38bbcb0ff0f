from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.models import Tracked, TrackedQuerySet
from cooperation.models.agencies import Agency, TimeZone, keys_in_reach
from cooperation.models.candidate_kinds import CandidateKind, CooperationKind, Priority
from cooperation.models.files import StoredFile
from cooperation.models.numbers import NumberedRecord
from cooperation.models.reach import keeps_many, keys_of
from cooperation.models.text import Line, Prose
from cooperation.models.topics import Indicator, Innovation, Topic
from cooperation.permissions import Permission, may
from cooperation.workflow import (
    CANDIDATE_TRANSITIONS,
    FOLLOW_UP_TRANSITIONS,
    FOLLOW_UP_UNFINISHED,
    CandidateStatus,
    FollowUpStatus,
    steps_from,
)

NAMED_IN = ("provider", "adopter", "initiating_unit")


def seen_by(user, *, among=None, at="") -> Q:
    """Which candidates a person sees, for a query of theirs or of what hangs on them.

    `at` is the way to the candidate, e.g. "candidate__"; `among` are the only keys that are asked
    about.
    """
    mine = keys_in_reach(user, Permission.CANDIDATE_VIEW)
    units = keys_in_reach(user, Permission.CANDIDATE_VIEW, units_only=True)
    asked, asked_of_a_unit = _asked(mine, units)
    if among is not None:
        asked = asked.filter(candidate__in=among)
        asked_of_a_unit = asked_of_a_unit.filter(candidate__in=among)

    def names_the_candidate(rows) -> Q:
        # Of candidates it is looked up once for all; of what hangs on them, of each that is read:
        # a list in its own order stops after a page.
        if at:
            return Q(Exists(rows.filter(candidate=OuterRef(f"{at}pk"))))
        return Q(pk__in=rows.values("candidate"))

    shared = Q(**{f"{at}shared_at__isnull": False})
    seen = Q(**{f"{at}owner__in": mine})
    seen |= shared & names_the_candidate(asked)
    seen |= names_the_candidate(asked_of_a_unit)
    for name in NAMED_IN:
        seen |= shared & Q(**{f"{at}{name}__in": mine})
        if units != []:
            seen |= _unit_of_the_owner(name, units, at)
    return seen


def _asked(mine, units):
    """The follow-ups that one of these agencies is to do; those that a unit of the owner's is."""
    return FollowUp.objects.filter(unit__in=mine), FollowUp.objects.filter(
        unit__in=units, unit__path__startswith=F("candidate__owner__path")
    )


def _unit_of_the_owner(name, units, at="") -> Q:
    """That a unit of the owner's is named, which sees it even before it is shared."""
    below = {f"{at}{name}__path__startswith": F(f"{at}owner__path")}
    return Q(**{f"{at}{name}__in": units}, **below)


def all_seen_by(user, *, at="") -> Q:
    """The same, for what reads all of them and no page in its order: as a set of keys, if the
    reader's house keeps few of the country's candidates."""
    mine = keys_in_reach(user, Permission.CANDIDATE_VIEW)
    if keeps_many(Candidate, mine):
        return seen_by(user, at=at)
    units = keys_in_reach(user, Permission.CANDIDATE_VIEW, units_only=True)
    everything = Candidate.objects.all()
    asked, asked_of_a_unit = _asked(mine, units)
    seen = [
        (everything.filter(owner__in=mine), "pk"),
        (asked.filter(candidate__shared_at__isnull=False), "candidate"),
        (asked_of_a_unit, "candidate"),
    ]
    for name in NAMED_IN:
        named = Q(shared_at__isnull=False, **{f"{name}__in": mine})
        seen += [
            (everything.filter(named), "pk"),
            (everything.filter(_unit_of_the_owner(name, units)), "pk"),
        ]
    return Q(**{f"{at}pk__in": keys_of(seen)})


class CandidateQuerySet(TrackedQuerySet):
    def visible_to(self, user, among=None):
        """`among` are the only keys that are asked about."""
        seen = self.filter(seen_by(user, among=among))
        return seen if among is None else seen.filter(pk__in=among)

    def all_visible_to(self, user):
        """The same ones, for what reads all of them and no page in its order."""
        return self.filter(all_seen_by(user))

    def open(self):
        return self.exclude(status__in=[CandidateStatus.REALISED, CandidateStatus.DROPPED])


class Candidate(NumberedRecord):
    """What might come of a visit: one provider, one adopter, one thing to do together."""

    number_prefix = "CALON"
    view_permission = Permission.CANDIDATE_VIEW
    owner_only_fields = frozenset(
        {"screening_note", "priority", "planning_reference", "in_planning_document"}
        | {"status_reason"}
    )

    title = Line(_("title"))
    kind = models.CharField(
        _("kind"), max_length=20, choices=CandidateKind, default=CandidateKind.ADOPTION
    )
    cooperation_kind = models.CharField(
        _("kind of cooperation"),
        max_length=24,
        choices=CooperationKind,
        default=CooperationKind.KSDD_VOLUNTARY,
    )
    provider = models.ForeignKey(
        Agency, models.PROTECT, related_name="candidates_provided", verbose_name=_("provider")
    )
    adopter = models.ForeignKey(
        Agency, models.PROTECT, related_name="candidates_adopted", verbose_name=_("adopter")
    )
    innovation = models.ForeignKey(
        Innovation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="candidates",
        verbose_name=_("innovation"),
    )
    topic = models.ForeignKey(
        Topic,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="candidates",
        verbose_name=_("topic"),
    )
    initiating_unit = models.ForeignKey(
        Agency,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="candidates_initiated",
        verbose_name=_("initiating unit"),
    )
    description = Prose(_("description"), blank=True)
    priority = models.CharField(
        _("priority"), max_length=10, choices=Priority, default=Priority.NORMAL
    )
    in_planning_document = models.BooleanField(_("in the planning document"), null=True, blank=True)
    planning_reference = Line(_("planning document"), blank=True)
    screening_note = Prose(_("screening note"), blank=True)

    indicator = models.ForeignKey(
        Indicator,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="candidates",
        verbose_name=_("indicator"),
    )
    baseline_value = models.DecimalField(
        _("baseline"), max_digits=18, decimal_places=4, null=True, blank=True
    )
    baseline_period = Line(_("period of the baseline"), max_length=40, blank=True)
    target_value = models.DecimalField(
        _("target"), max_digits=18, decimal_places=4, null=True, blank=True
    )
    target_on = models.DateField(_("target date"), null=True, blank=True)

    identified_on = models.DateField(_("identified on"))
    status = models.CharField(
        _("status"),
        max_length=20,
        choices=CandidateStatus,
        default=CandidateStatus.IDENTIFIED,
        editable=False,
    )
    status_since = models.DateField(_("status since"), editable=False)
    status_reason = Prose(_("reason"), blank=True, editable=False)
    parked_from = models.CharField(
        _("parked from"), max_length=20, choices=CandidateStatus, blank=True, editable=False
    )
    parked_until = models.DateField(_("parked until"), null=True, blank=True, editable=False)
    letter_number = Line(_("letter number"), max_length=120, blank=True, editable=False)
    letter_date = models.DateField(_("letter date"), null=True, blank=True, editable=False)

    objects = CandidateQuerySet.as_manager()

    class Meta:
        verbose_name = _("cooperation candidate")
        verbose_name_plural = _("cooperation candidates")
        ordering = ["-identified_on", "-pk"]
        indexes = [
            models.Index(
                fields=["owner", "status", "identified_on"], name="candidate_by_owner_status"
            ),
            models.Index(fields=["-identified_on", "-id"], name="candidate_by_day"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "year", "number"],
                name="candidate_numbered_once_per_owner_and_year",
            ),
            models.CheckConstraint(
                condition=Q(status__in=CandidateStatus.values),
                name="candidate_status_is_in_the_table",
            ),
            models.CheckConstraint(
                condition=~Q(provider=F("adopter")), name="candidate_provider_is_not_its_adopter"
            ),
            models.CheckConstraint(
                condition=(Q(status=CandidateStatus.PARKED) & ~Q(parked_from=""))
                | (~Q(status=CandidateStatus.PARKED) & Q(parked_from="")),
                name="candidate_remembers_where_it_was_parked_from",
            ),
        ]

    def __str__(self):
        return f"{self.reference} {self.title}"

    @property
    def next_steps(self):
        return steps_from(CANDIDATE_TRANSITIONS, self.status)


def late() -> Q:
    """That a follow-up is unfinished, and its day is over where its owner is."""
    over = Q()
    for zone in TimeZone.values:
        today = timezone.localdate(timezone=ZoneInfo(zone))
        over |= Q(candidate__owner__time_zone=zone, due_on__lt=today)
    return Q(status__in=FOLLOW_UP_UNFINISHED) & over


class FollowUpQuerySet(TrackedQuerySet):
    def visible_to(self, user):
        return self.filter(seen_by(user, at="candidate__"))

    def all_visible_to(self, user):
        """The same ones, for what reads all of them and no page in its order."""
        return self.filter(all_seen_by(user, at="candidate__"))

    def unfinished(self):
        return self.filter(status__in=FOLLOW_UP_UNFINISHED)

    def unassigned(self):
        """Promises that nobody was named for."""
        return self.unfinished().filter(assignee__isnull=True)

    def overdue(self, today):
        return self.unfinished().filter(due_on__lt=today)


class FollowUp(Tracked):
    """Something promised: what, by whom, until when, and the proof that it was done."""

    history_root = "candidate"
    owner_only_fields = frozenset({"status_reason"})

    candidate = models.ForeignKey(
        Candidate, models.PROTECT, related_name="follow_ups", verbose_name=_("candidate")
    )
    title = Line(_("what is to be done"))
    description = Prose(_("description"), blank=True)
    unit = models.ForeignKey(
        Agency, models.PROTECT, related_name="follow_ups", verbose_name=_("agency in charge")
    )
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="follow_ups",
        verbose_name=_("person in charge"),
    )
    due_on = models.DateField(_("due on"), null=True, blank=True)
    status = models.CharField(
        _("status"),
        max_length=20,
        choices=FollowUpStatus,
        default=FollowUpStatus.OPEN,
        editable=False,
    )
    status_reason = Prose(_("reason"), blank=True, editable=False)
    started_on = models.DateField(_("started on"), null=True, blank=True, editable=False)
    done_on = models.DateField(_("done on"), null=True, blank=True, editable=False)
    finished_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("finished by"),
    )
    evidence = Prose(_("evidence"), blank=True, editable=False)
    evidence_file = models.ForeignKey(
        StoredFile,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("file of evidence"),
    )
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("verified by"),
    )

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        ordering = [F("due_on").asc(nulls_last=True), "pk"]
        indexes = [
            models.Index(
                fields=["due_on"],
                name="follow_up_unfinished_by_due",
                condition=Q(status__in=["open", "in_progress"]),
            ),
            models.Index(fields=["due_on", "id"], name="follow_up_by_due"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(verified_by__isnull=True)
                | Q(assignee__isnull=True)
                | ~Q(verified_by=F("assignee")),
                name="follow_up_is_not_verified_by_its_assignee",
            ),
            models.CheckConstraint(
                condition=Q(status__in=FollowUpStatus.values),
                name="follow_up_status_is_in_the_table",
            ),
            models.CheckConstraint(
                condition=Q(status=FollowUpStatus.VERIFIED, verified_by__isnull=False)
                | (~Q(status=FollowUpStatus.VERIFIED) & Q(verified_by__isnull=True)),
                name="follow_up_is_verified_iff_somebody_did",
            ),
            models.CheckConstraint(
                condition=Q(verified_by__isnull=True)
                | Q(finished_by__isnull=True)
                | ~Q(verified_by=F("finished_by")),
                name="follow_up_is_not_verified_by_who_finished_it",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["done", "verified"]) | Q(done_on__isnull=False),
                name="follow_up_done_has_a_day",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def owner(self):
        return self.candidate.owner

    def tells_reasons_to(self, user) -> bool:
        """The owner's people, and those who are asked to do it: why it was sent back to them."""
        view = Permission.CANDIDATE_VIEW
        return may(user, view, self.owner) or may(user, view, self.unit)

    @property
    def is_overdue(self) -> bool:
        late = self.due_on is not None and self.due_on < self.owner.today()
        return late and self.status in FOLLOW_UP_UNFINISHED

    @property
    def next_steps(self):
        return steps_from(FOLLOW_UP_TRANSITIONS, self.status)
