"""What an agreement is made of: its parties, its working text, and what was frozen of it."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from agreements.clauses import ClauseType
from agreements.workflow import PartnerAnswer, SignatureMethod
from audit.models import Tracked, TrackedQuerySet
from cooperation.models import Agency, IssuedDocument, OfficeStatus, PersonalDetail
from cooperation.models.agencies import keys_in_reach
from cooperation.models.text import Line, Prose
from cooperation.permissions import Permission


class PartOfAgreement(Tracked):
    """A row that stands and falls with its agreement."""

    history_root = "agreement"

    class Meta:
        abstract = True


class NumberStatus(models.TextChoices):
    KNOWN = "known", _("Known")
    PENDING = "pending", _("Pending")
    NONE = "none", _("Bears no number")


class Party(PartOfAgreement):
    """An agency bound by an agreement; the signatory is written down as at signing, for ever."""

    draft_fields = frozenset(
        {"signatory_name", "signatory_title", "signatory_office_status", "acting_for", "address"}
        | {"power_of_attorney_number", "power_of_attorney_date", "order"}
    )

    agreement = models.ForeignKey("agreements.Agreement", models.PROTECT, related_name="parties")
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="agreement_parties", verbose_name=_("agency")
    )
    number = Line(_("own number"), max_length=120, blank=True)
    number_status = models.CharField(
        _("status of the number"), max_length=8, choices=NumberStatus, default=NumberStatus.PENDING
    )
    signatory_name = Line(_("signatory"), blank=True)
    signatory_title = Line(_("position"), blank=True)
    signatory_office_status = models.CharField(
        _("office status"), max_length=10, choices=OfficeStatus, default=OfficeStatus.DEFINITIVE
    )
    signatory_detail = models.OneToOneField(
        PersonalDetail, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    acting_for = Line(_("acting for"), blank=True)
    address = Line(_("seat"), blank=True)
    power_of_attorney_number = Line(_("power of attorney, number"), max_length=120, blank=True)
    power_of_attorney_date = models.DateField(_("power of attorney, date"), null=True, blank=True)
    # From this moment the party reads the agreement: when a revision that names it was sent. One
    # that is added to a later draft reads nothing that was sent to the others before.
    shared_at = models.DateTimeField(_("shared at"), null=True, blank=True, editable=False)
    signed_on = models.DateField(_("signed on"), null=True, blank=True, editable=False)
    signed_place = Line(_("signed at"), max_length=120, blank=True, editable=False)
    signature_method = models.CharField(
        _("how it was signed"), max_length=10, choices=SignatureMethod, blank=True, editable=False
    )
    original_received_on = models.DateField(
        _("original received on"), null=True, blank=True, editable=False
    )

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "agency"], name="party_once_per_agreement"
            ),
            models.CheckConstraint(
                condition=(Q(number_status=NumberStatus.KNOWN) & ~Q(number=""))
                | (~Q(number_status=NumberStatus.KNOWN) & Q(number="")),
                name="party_has_a_number_iff_it_is_known",
            ),
            models.CheckConstraint(
                condition=Q(signed_on__isnull=True) | ~Q(signed_place=""),
                name="party_signed_at_a_place",
            ),
            models.CheckConstraint(
                condition=Q(original_received_on__isnull=True) | Q(signed_on__isnull=False),
                name="party_original_is_received_after_signing",
            ),
        ]

    def __str__(self):
        return str(self.agency)


class Effect(models.TextChoices):
    """What an article of an addendum does to the text it amends."""

    REPLACE = "replace", _("replaces an article")
    ADD = "add", _("is added after an article")
    REPEAL = "repeal", _("takes an article out")


class Article(PartOfAgreement):
    """A Pasal: heading, and a body of lines from which paragraphs and letters are numbered."""

    owner_only = True  # the working text; partners read revisions
    untold_fields = frozenset({"key", "line_keys", "target"})

    agreement = models.ForeignKey("agreements.Agreement", models.PROTECT, related_name="articles")
    # Unlike its number, the key stays: links, comments and comparisons hold on to it. Each line of
    # the body that says something has one, too; all of them are told apart within the agreement.
    key = models.PositiveIntegerField(default=0, editable=False)
    line_keys = models.JSONField(default=list, blank=True, editable=False)
    order = models.PositiveSmallIntegerField(_("order"))
    heading = Line(_("heading"))
    # Empty while somebody is still writing; `checks` keeps it from going further like that.
    body = Prose(
        _("text"),
        blank=True,
        help_text=_(
            "One paragraph a line; a line that starts with “- ” becomes a letter, "
            "with “-- ” a number."
        ),
    )
    clause_type = models.CharField(
        _("kind of clause"), max_length=30, choices=ClauseType, blank=True
    )
    # Which wording of the library it began with, e.g. "jejak:term@1" or "office:12@3".
    drawn_from = Line(_("drawn from"), max_length=80, blank=True, editable=False)
    # In an addendum: what it does to the text it amends, and to which article of that, as
    # "agreement:key" (of the article after which it is added; blank: at the end).
    effect = models.CharField(_("what it does"), max_length=8, choices=Effect, blank=True)
    target = Line(_("which article it changes"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "key"], name="article_key_once_per_agreement"
            ),
            models.CheckConstraint(
                condition=Q(effect="", target="")
                | Q(effect=Effect.ADD)
                | (Q(effect__in=[Effect.REPLACE, Effect.REPEAL]) & ~Q(target="")),
                name="article_with_an_effect_names_what_it_changes",
            ),
        ]

    def __str__(self):
        return self.heading


class RevisionQuerySet(TrackedQuerySet):
    def sent_to(self, user):
        """What the reader's agencies were sent, as parties."""
        return self.sent_to_agencies(keys_in_reach(user, Permission.AGREEMENT_VIEW))

    def sent_to_agencies(self, agencies):
        """Revisions that were sent when one of these agencies was a party already."""
        named = Party.objects.filter(agreement=OuterRef("agreement"), agency__in=agencies)
        return self.filter(Exists(named.filter(shared_at__lte=OuterRef("sent_at"))))


class Revision(PartOfAgreement):
    """The text as it was submitted: values and all, so that no later renaming changes it.

    `content` is the whole paper as data: {"kind", "title", "recitals", "parties": […],
    "articles": [{"heading", "body"}], "place", …}; see `agreements.services.content_of`.
    """

    owner_only = True  # its history holds the unsent ones, too
    untold_fields = frozenset({"content"})

    agreement = models.ForeignKey("agreements.Agreement", models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField(_("number"))
    content = models.JSONField(editable=False)
    sha256 = models.CharField("SHA-256", max_length=64, editable=False)
    frozen_on = models.DateField(_("frozen on"))
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("submitted by"),
    )
    # From this moment the partner reads it.
    sent_at = models.DateTimeField(_("sent to the partner"), null=True, blank=True, editable=False)
    partner_answer = models.CharField(
        _("the partner's answer"),
        max_length=14,
        choices=PartnerAnswer,
        blank=True,
        editable=False,
    )
    partner_evidence = Prose(_("evidence of the answer"), blank=True, editable=False)
    answered_on = models.DateField(_("answered on"), null=True, blank=True, editable=False)
    issued = models.OneToOneField(
        IssuedDocument,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="revision",
        editable=False,
        verbose_name=_("issued document"),
    )

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "number"], name="revision_numbered_once_per_agreement"
            ),
            models.CheckConstraint(
                condition=Q(partner_answer="", answered_on__isnull=True)
                | (Q(answered_on__isnull=False) & ~Q(partner_answer="")),
                name="revision_is_answered_on_a_day",
            ),
        ]

    def __str__(self):
        return f"{self.agreement.reference} r{self.number}"


class CouncilApproval(PartOfAgreement):
    """The regional council's answer to a text that burdens people or budget."""

    owner_only = True

    agreement = models.ForeignKey(
        "agreements.Agreement", models.PROTECT, related_name="council_approvals"
    )
    approved = models.BooleanField(_("approved"))
    letter_number = Line(_("letter number"), max_length=120, blank=True)
    letter_date = models.DateField(_("letter date"), null=True, blank=True)
    answered_on = models.DateField(_("answered on"))

    class Meta:
        verbose_name = _("answer of the council")
        verbose_name_plural = _("answers of the council")
        ordering = ["answered_on", "pk"]

    def __str__(self):
        return self.letter_number or str(self.answered_on)
