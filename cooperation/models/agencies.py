from datetime import date, datetime
from functools import reduce
from operator import or_
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.models import Tracked, TrackedQuerySet
from cooperation.models.regions import Region
from cooperation.models.text import Line, Prose
from cooperation.permissions import GRANTS, Role, current_memberships


class AgencyKind(models.TextChoices):
    REGIONAL_GOVERNMENT = "regional_government", _("Regional government")
    UNIT = "unit", _("Unit of a regional government")
    COUNCIL = "council", _("Regional council (DPRD)")
    COUNCIL_COMMISSION = "council_commission", _("Commission of a council")
    MINISTRY = "ministry", _("Ministry or national agency")
    MINISTRY_REGIONAL = "ministry_regional", _("Regional unit of a ministry")
    VILLAGE = "village", _("Village")
    COMMUNITY = "community", _("Community body")
    UNIVERSITY = "university", _("University or school")
    PRIVATE = "private", _("Private body")
    FOREIGN = "foreign", _("Foreign body")


class TimeZone(models.TextChoices):
    WIB = "Asia/Jakarta", "WIB"
    WITA = "Asia/Makassar", "WITA"
    WIT = "Asia/Jayapura", "WIT"


# Each names the agencies several times in one query; SQLite takes 32,766 values in it.
MOST_KEYS = 1_000


def _paths_of(user, permission) -> list[str]:
    """Where a role of this user's that grants the permission is held."""
    return [
        held.agency.path
        for held in current_memberships(user)
        if permission in GRANTS[Role(held.role)]
    ]


def keys_in_reach(user, permission, *, units_only=False) -> list[int] | models.QuerySet:
    """The ids of the agencies at which a role of this user grants the permission.

    As numbers, looked up once for each user object, which lives for one request: a database that
    is told them knows how few records they mean, where it could not guess it of a subquery. Who
    reads for very many agencies gets the subquery.

    `units_only`: those whose whole house is not in reach, of people who work for a unit only. What
    names a unit of its owner's is seen by that unit; who reads for the whole house sees it as the
    owner's already.
    """
    paths = [path for path in _paths_of(user, permission) if path.count("/") > units_only]
    if not paths:
        return []
    if not hasattr(user, "_reach"):
        below = Agency.objects.under([held.agency.path for held in current_memberships(user)])
        user._reach = list(below.order_by().values_list("pk", "path")[: MOST_KEYS + 1])
    if len(user._reach) > MOST_KEYS:
        return Agency.objects.under(paths).order_by().values("pk")
    return [pk for pk, path in user._reach if path.startswith(tuple(paths))]


def forget_reach(user) -> None:
    """To be asked anew, once an agency came to be in the middle of a request."""
    vars(user).pop("_reach", None)


class AgencyQuerySet(TrackedQuerySet):
    def in_reach_of(self, user, permission):
        """The agencies at which a role of this user, held there or above, grants the permission."""
        return self.under(_paths_of(user, permission))

    def under(self, paths):
        """Those at one of these paths or below it."""
        if not paths:
            return self.none()
        return self.filter(reduce(or_, (Q(path__startswith=path) for path in paths)))

    def visible_to(self, user):
        """Agencies are public to everyone who is signed in."""
        return self if user.is_authenticated else self.none()

    def within(self, agency):
        """The agency and everything below it."""
        return self.filter(path__startswith=agency.path)

    def known_as(self, agency):
        """The agency under every name it had or has, with all units: predecessors, successors."""
        paths, unasked = {agency.pk: agency.path}, [agency.pk]
        while unasked:
            kin = Agency.objects.filter(Q(successor__in=unasked) | Q(predecessors__in=unasked))
            found = dict(kin.exclude(pk__in=paths).values_list("pk", "path"))
            paths, unasked = paths | found, list(found)
        return self.filter(reduce(or_, (Q(path__startswith=path) for path in paths.values())))


class Agency(Tracked):
    """An organisation that visits, is visited, or agrees; `parent` is the one it is part of.

    `path` is the chain of codes from the top, e.g. "kota-depok/bappeda-depok/": whoever holds a
    role at a prefix of it holds it here.
    """

    code = models.SlugField(_("code"), max_length=60, unique=True)
    path = models.CharField(_("path"), max_length=500, unique=True, editable=False)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="units",
        verbose_name=_("part of"),
    )
    kind = models.CharField(_("kind"), max_length=24, choices=AgencyKind)
    name = Line(_("name"))
    short_name = Line(_("short name"), max_length=80, blank=True)
    region = models.ForeignKey(
        Region,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="agencies",
        verbose_name=_("region"),
    )
    time_zone = models.CharField(
        _("time zone"), max_length=20, choices=TimeZone, default=TimeZone.WIB
    )
    successor = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name=_("successor"),
    )
    ended_on = models.DateField(_("ended on"), null=True, blank=True)

    # The letterhead: what the office prints above its papers. Not personal details.
    seat = Line(_("seat"), max_length=80, blank=True, help_text=_("The town named on its papers."))
    address = Line(_("address"), blank=True)
    phone = Line(_("telephone"), max_length=60, blank=True)
    email = Line(_("e-mail"), max_length=120, blank=True)
    website = Line(_("website"), max_length=120, blank=True)

    objects = AgencyQuerySet.as_manager()

    class Meta:
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("pk")),
                name="agency_is_not_its_own_parent",
            )
        ]

    def __str__(self):
        return self.short_name or self.name

    @property
    def lineage(self) -> list[str]:
        """The codes of the agency and of those above it, the topmost first."""
        return self.path.strip("/").split("/")

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def is_within(self, other) -> bool:
        return self.path.startswith(other.path)

    def today(self) -> date:
        """The agency's own local day, which decides the year of a number."""
        return timezone.localdate(timezone=self.zone)

    def local(self, moment: datetime) -> datetime:
        return timezone.localtime(moment, self.zone)

    def name_on(self, day: date) -> str:
        """What the agency was called on that day; today's name where no former one covers it."""
        former = [name for name in self.former_names.all() if name.until >= day]
        return min(former, key=lambda name: name.until).name if former else self.name


class FormerName(Tracked):
    """A name the agency bore up to and including `until`."""

    history_root = "agency"

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="former_names")
    name = Line(_("name"))
    until = models.DateField(_("until"))
    note = Prose(_("note"), blank=True)

    class Meta:
        verbose_name = _("former name")
        verbose_name_plural = _("former names")
        ordering = ["agency", "until"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "until"], name="former_name_ends_once_a_day")
        ]

    def __str__(self):
        return self.name
