"""Agreements: their text, their parties, their way to the signature, their paper."""

from contextlib import nullcontext

from django.db import transaction
from django.db.models import OuterRef, Prefetch, Subquery
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action

from accounts.models import Area
from agreements.filters import AgreementFilter
from agreements.models import Agreement, Party, Revision
from agreements.services import (
    add_party,
    change_party,
    correct_signed,
    document_for,
    draft_agreement,
    edit_agreement,
    move,
    note_original,
    set_articles,
    set_party_number,
)
from agreements.workflow import TRANSITIONS, Action
from api.agreements_intake import INTAKE_PERMISSIONS, INTAKE_SENT, TakesText
from api.agreements_monitoring import MONITORING_PERMISSIONS, MONITORING_SENT, Monitored
from api.agreements_review import REVIEW_PERMISSIONS, REVIEW_SENT, Reviewed
from api.agreements_text import TEXT_PARAMETERS, TEXT_PERMISSIONS, TEXT_SENT, HasText
from api.bulk import Bulk, SentBulk
from api.candidates import CandidateViewSet
from api.expanding import one
from api.exports import EXPORT, Exports
from api.paper import ANSWERS_WITH_PDF, PAPER, paper
from api.reference import AgencyViewSet
from api.shapes.agreements import AgreementInList, AgreementShape
from api.shapes.moves import move_shape
from api.shapes.sent_agreements import (
    AddedParty,
    ChangedAgreement,
    PartyToSign,
    SentAgreement,
    SentCorrection,
    SentOriginal,
    SentPartyNumber,
    WantedRevision,
)
from api.stories import HISTORY_WINDOW, HasHistory, HasReadings
from api.viewsets import Creates, Edits, Moves
from cooperation.models import Candidate, heavy_of
from cooperation.permissions import Permission

VIEW = Permission.AGREEMENT_VIEW
PARTIES = Prefetch("parties", Party.objects.select_related("agency"))
# What belongs to an agreement and may be long.
PAGED = frozenset(
    {"readings", "articles", "blame", "checks", "comments", "dates", "in_force", "initials"}
    | {"monitoring_reports", "review_steps", "revisions", "signed_copies"}
)
PARTY = r"parties/(?P<party>\d{1,18})"


def sent_last(user) -> dict[str, Subquery]:
    """Of the text that this reader's agencies were sent last."""
    sent = Revision.objects.sent_to(user).filter(agreement=OuterRef("pk")).order_by("-number")
    columns = {
        "latest_sent": "number",
        "sent_title": "content__title",
        "sent_starts_on": "content__starts_on",
        "sent_ends_on": "content__ends_on",
    }
    return {name: Subquery(sent.values(column)[:1]) for name, column in columns.items()}


class AgreementViewSet(
    Exports,
    Bulk,
    Reviewed,
    HasText,
    Monitored,
    TakesText,
    HasHistory,
    HasReadings,
    Moves,
    Creates,
    Edits,
):
    area = Area.AGREEMENTS
    queryset = Agreement.objects.select_related("owner", "drafted_by")
    serializer_class = AgreementShape
    list_serializer_class = AgreementInList
    filterset_class = AgreementFilter
    permissions: dict[str, str] = (
        {
            "list": VIEW,
            "retrieve": VIEW,
            "export": VIEW,
            "create": Permission.AGREEMENT_CREATE,
            "bulk": Permission.AGREEMENT_CREATE,
            "partial_update": Permission.AGREEMENT_CREATE,
            "move": VIEW,  # each step asks for its own, in the service
            "party": Permission.AGREEMENT_CREATE,
            "parties": Permission.AGREEMENT_CREATE,
            "number": Permission.AGREEMENT_CREATE,
            "original": Permission.AGREEMENT_CREATE,
            "correct": Permission.AGREEMENT_CORRECT,
            "document": VIEW,
            "history": VIEW,
            "as_of": VIEW,
            "readings": VIEW,
        }
        | REVIEW_PERMISSIONS
        | TEXT_PERMISSIONS
        | MONITORING_PERMISSIONS
        | INTAKE_PERMISSIONS
    )
    columns = {
        "reference": _("number"),
        "title": _("title"),
        "kind": _("kind"),
        "parties.*.agency.name": _("parties"),
        "status_label": _("status"),
        "status_since": _("status since"),
        "signed_on": _("signed on"),
        "starts_on": _("starts on"),
        "ends_on": _("ends on"),
        "candidate.title": _("candidate"),
        "owner.name": _("owner"),
    }
    paged = PAGED
    expandable = {
        "owner": one(AgencyViewSet, "owner"),
        "candidate": one(CandidateViewSet, "candidate"),
    }
    workflow = TRANSITIONS
    sent: dict[str, type] = {
        "create": SentAgreement,
        "bulk": SentBulk,
        "partial_update": ChangedAgreement,
        "move": move_shape(
            "Agreement",
            TRANSITIONS,
            party=PartyToSign(queryset=Party.objects.all(), required=False),
        ),
        "parties": AddedParty,
        "party": AddedParty,
        "number": SentPartyNumber,
        "original": SentOriginal,
        "correct": SentCorrection,
        **REVIEW_SENT,
        **MONITORING_SENT,
        **INTAKE_SENT,
        **TEXT_SENT,
    }
    parameters = HISTORY_WINDOW | EXPORT | TEXT_PARAMETERS | {"document": {"revision": int}}

    def get_queryset(self):
        return super().get_queryset().with_last_day().annotate(**sent_last(self.request.user))

    def related(self, user):
        candidate = Prefetch("candidate", Candidate.objects.visible_to(user))
        if self.action in self.lists:
            return [candidate]
        revisions = Revision.objects.select_related("issued").defer("content", *heavy_of("issued"))
        return [
            candidate,
            PARTIES,
            *(
                Prefetch(kin, Agreement.objects.visible_to(user))
                for kin in ("parent", "amends", "renews")
            ),
            Prefetch("revisions", revisions),
            "articles",
            "council_approvals",
        ]

    def write_new(self, facts, *, by, why):
        return draft_agreement(owner=self.owner_in(facts), by=by, why=why, **facts)

    def write_changes(self, record, changes, *, by, why, expected_version):
        articles = changes.pop("articles", None)
        if changes:
            record = edit_agreement(
                record, changes=changes, by=by, why=why, expected_version=expected_version
            )
            expected_version = record.version
        if articles is None:
            return record
        return set_articles(
            record, articles=articles, by=by, why=why, expected_version=expected_version
        )

    def write_move(self, record, action, **options):
        return move(record, action, **options)

    def one_transaction(self, action):
        # What is issued is drawn before its own transaction: the drawing would hold all writers.
        return nullcontext() if action == Action.ISSUE else transaction.atomic()

    @action(detail=True, methods=["post"])
    def parties(self, request, pk):
        """Add a party after the others."""
        agreement, facts = self.get_object(), self.read()
        options = self.options_in(facts)
        with transaction.atomic():
            return self.shown(add_party(agreement, **facts, **options).agreement, status=201)

    @action(detail=True, methods=["patch"], url_path=PARTY)
    def party(self, request, pk, party):
        """Change what is known of a party while the text is drafted."""
        party, changes = self.party_named(party), self.read(partial=True)
        options = self.options_in(changes)
        with transaction.atomic():
            return self.shown(change_party(party, changes=changes, **options).agreement)

    @action(detail=True, methods=["post"], url_path=f"{PARTY}/number")
    def number(self, request, pk, party):
        """Note the number under which a party keeps the agreement, whenever it becomes known."""
        party, facts = self.party_named(party), self.read()
        options = self.options_in(facts)
        with transaction.atomic():
            noted = set_party_number(party, number=facts["number"], **options)
            return self.shown(noted.agreement)

    @action(detail=True, methods=["post"], url_path=f"{PARTY}/original")
    def original(self, request, pk, party):
        """Note when the signed original of a party came back."""
        party, facts = self.party_named(party), self.read()
        options = self.options_in(facts)
        with transaction.atomic():
            return self.shown(note_original(party, **facts, **options).agreement)

    @action(detail=True, methods=["post"])
    def correct(self, request, pk):
        """Correct what is noted beside a signed text; never the text itself."""
        agreement, facts = self.get_object(), self.read()
        options = self.options_in(facts)
        with transaction.atomic():
            return self.shown(correct_signed(agreement, changes=facts, **options))

    @extend_schema(responses=ANSWERS_WITH_PDF)
    @action(detail=True, renderer_classes=PAPER)
    def document(self, request, pk):
        """The paper: as it was issued, or drawn from the text that the reader may read."""
        agreement = self.get_object()
        wanted = WantedRevision(data=request.query_params)
        wanted.is_valid(raise_exception=True)
        number = wanted.validated_data.get("revision")
        found = document_for(agreement, request.user, number=number)
        if found is None:
            raise Http404
        return paper(found.content, found.name.removesuffix(".pdf"))

    def party_named(self, pk) -> Party:
        return get_object_or_404(self.get_object().parties, pk=pk)

    def options_in(self, facts) -> dict:
        return {
            "by": self.request.user,
            "why": facts.pop("note", ""),
            "expected_version": facts.pop("version", None),
        }
