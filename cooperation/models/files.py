from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.models import Journalled, Story, Tracked, TrackedQuerySet
from cooperation.models.agencies import Agency
from cooperation.models.text import Line, Prose
from cooperation.permissions import Permission


class StoredFile(Journalled):
    """Bytes that somebody uploaded; written once, served only by the record that points here."""

    owner = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    name = Line(_("file name"))
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField(_("size"))
    sha256 = models.CharField(max_length=64)
    file = models.FileField(upload_to="files/%Y/%m/")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("stored file")
        verbose_name_plural = _("stored files")

    def __str__(self):
        return self.name

    def read(self) -> bytes:
        with self.file.open("rb") as opened:
            return opened.read()


class DocumentKind(models.TextChoices):
    MEMORANDUM = "memorandum", _("Memorandum")
    REPLY_LETTER = "reply_letter", _("Reply letter")
    ATTENDANCE = "attendance", _("Attendance list")
    MINUTES = "minutes", _("Minutes")
    OFFICIAL_RECORD = "official_record", _("Official record")
    AGREEMENT = "agreement", _("Agreement")


# Who sees one of these in the register: whoever may see what it is about.
SEEN_WITH = dict.fromkeys(DocumentKind, Permission.VISIT_VIEW) | {
    DocumentKind.AGREEMENT: Permission.AGREEMENT_VIEW
}


# The bytes, and what they were drawn from: nothing that a list should fetch.
HEAVY = ("content", "recorded")


def heavy_of(relation: str) -> list[str]:
    """What to leave behind where documents are fetched along with what points to them."""
    return [f"{relation}__{name}" for name in HEAVY]


class IssuedDocumentQuerySet(TrackedQuerySet):
    def visible_to(self, user):
        """What the houses of this person issued. A partner reads its copy at the record."""
        seen = Q(pk__in=[])
        for permission in set(SEEN_WITH.values()):
            kinds = [kind for kind, needed in SEEN_WITH.items() if needed == permission]
            houses = Agency.objects.in_reach_of(user, permission)
            seen |= Q(kind__in=kinds, owner__in=houses)
        return self.filter(seen)

    def standing(self):
        return self.filter(revoked_on__isnull=True)

    def light(self):
        """Without the bytes and what they were drawn from: for lists."""
        return self.defer(*HEAVY)


class IssuedDocument(Tracked):
    """The exact bytes that left the house, with their SHA-256. Written once; only ever revoked.

    `recorded` is what they were drawn from (`documents.recorded`): drawn again, it must give the
    same bytes, which is a check and never a replacement. `seats` are the places to sign, as
    [page, left, bottom, width, height] in points. `token` is the last part of the public address
    at which anybody can check the paper.
    """

    untold_fields = frozenset({"token"})

    owner = models.ForeignKey(
        Agency, models.PROTECT, related_name="issued_documents", verbose_name=_("owner")
    )
    kind = models.CharField(_("kind"), max_length=16, choices=DocumentKind)
    title = Line(_("title"), max_length=400)
    # One a line: what the paper itself says, whatever becomes of its record.
    number = Prose(_("number"), blank=True)
    parties = Prose(_("parties"), blank=True)
    content = models.BinaryField(editable=False)
    sha256 = models.CharField("SHA-256", max_length=64, editable=False, db_index=True)
    recorded = models.JSONField(editable=False, default=dict)
    seats = models.JSONField(editable=False, default=list)
    token = models.CharField(max_length=22, unique=True, editable=False)
    issued_on = models.DateField(_("issued on"))
    revoked_on = models.DateField(_("revoked on"), null=True, blank=True)
    revoked_because = Prose(_("reason"), blank=True)

    objects = IssuedDocumentQuerySet.as_manager()
    history = Story(inherit=False, excluded_fields=["content", "recorded", "seats", "token"])

    class Meta:
        verbose_name = _("issued document")
        verbose_name_plural = _("issued documents")
        ordering = ["-issued_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_on__isnull=True, revoked_because="")
                | (Q(revoked_on__isnull=False) & ~Q(revoked_because="")),
                name="issued_document_is_revoked_with_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(token=""), name="issued_document_can_be_checked_by_its_token"
            ),
        ]

    def __str__(self):
        return f"{self.title} ({self.sha256[:8]})"

    @property
    def check_at(self) -> str:
        return check_address(self.token)


def check_address(token: str) -> str:
    return f"{settings.SITE_URL}/verify/{token}/"
