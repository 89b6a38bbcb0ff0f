"""The text of an agreement as its reader may know it: articles, revisions, comparison, blame."""

from dataclasses import asdict

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response

from agreements.content import standing_text, text_for
from agreements.models import Revision, SignedCopy
from agreements.reports import blame_of
from agreements.services import (
    comparison_of,
    comparison_on_paper,
    keep_signed_copy,
    text_as_seen,
)
from agreements.wording import wording_of
from api.paper import paper
from api.renderers import PDF, PdfRenderer
from api.shapes.agreements import RevisionShape, SignedCopyShape
from api.shapes.sent_agreements import PartyToSign
from api.shapes.text import (
    BlamedArticleShape,
    InForceShape,
    PrintedArticleShape,
    RedlineShape,
    WantedTexts,
)
from api.uploads import SentEvidence
from api.viewsets import Scoped
from cooperation.models import heavy_of
from cooperation.permissions import Permission
from cooperation.views.thread import name_for

VIEW = Permission.AGREEMENT_VIEW


class SentSignedCopy(SentEvidence):
    """A PDF that was signed elsewhere, and whose copy it is, if it is one party's."""

    party = PartyToSign(required=False)


TEXT_PERMISSIONS: dict[str, str] = dict.fromkeys(
    ("articles", "revisions", "redline", "blame", "in_force", "signed_copies"), VIEW
)
TEXT_SENT: dict[str, type] = {"signed_copies": SentSignedCopy}
TEXT_PARAMETERS: dict[str, dict[str, type]] = {"redline": {"from": str, "to": str}}


class HasText(Scoped):
    @extend_schema(responses=PrintedArticleShape(many=True))
    @action(detail=True)
    def articles(self, request, pk):
        """The articles as they are printed: numbered, links and values written out."""
        content, _revision = text_for(self.get_object(), request.user)
        printed = wording_of(content).printed() if content else []
        return self.page_of(printed, PrintedArticleShape)

    @extend_schema(responses=RevisionShape(many=True))
    @action(detail=True)
    def revisions(self, request, pk):
        """What was submitted, the newest first; the other parties read what was sent to them."""
        agreement = self.get_object()
        rows = Revision.objects.filter(agreement=agreement).select_related("issued")
        if not agreement.belongs_to(request.user):
            rows = rows.sent_to(request.user)
        return self.page_of(rows.defer("content", *heavy_of("issued")), RevisionShape)

    @extend_schema(methods=["GET"], responses=SignedCopyShape(many=True))
    @extend_schema(methods=["POST"], request=SentSignedCopy, responses={201: SignedCopyShape})
    @action(
        detail=True,
        methods=["get", "post"],
        url_path="compare-signed",
        parser_classes=[MultiPartParser],
    )
    def signed_copies(self, request, pk):
        """What came back signed: its signatures, and where it differs from what was approved.

        POST keeps a copy that was signed elsewhere, as multipart/form-data.
        """
        agreement = self.get_object()
        if request.method == "POST":
            facts = self.read()
            kept = keep_signed_copy(
                agreement,
                upload=facts["file"],
                party=facts.get("party"),
                by=request.user,
                why=facts.get("note", ""),
                expected_version=facts.get("version"),
            )
            return Response(SignedCopyShape(kept).data, status=201)
        rows = SignedCopy.objects.read_by(request.user, agreement)
        rows = rows.select_related("file", "revision")
        return self.page_of(rows.defer("revision__content"), SignedCopyShape)

    @extend_schema(responses={(200, "application/json"): RedlineShape, (200, PDF): bytes})
    @action(detail=True, renderer_classes=[JSONRenderer, PdfRenderer])
    def redline(self, request, pk):
        """What changed between two texts: numbers of revisions, "draft", and from "library".

        Without `from` and `to`: from the last but one to the last. As a PDF by `Accept`.
        """
        agreement = self.get_object()
        wanted = WantedTexts(data=request.query_params)
        wanted.is_valid(raise_exception=True)
        compared = comparison_of(
            agreement,
            request.user,
            before=wanted.validated_data.get("from", ""),
            after=wanted.validated_data.get("to", ""),
        )
        if request.accepted_renderer.media_type == PDF:
            title = name_for(agreement, request.user)
            content = comparison_on_paper(agreement, compared, title=title)
            return paper(content, f"{agreement.reference}-{compared.before}-{compared.after}")
        return Response({"from": compared.before, "to": compared.after, **asdict(compared.redline)})

    @extend_schema(responses=InForceShape(many=True))
    @action(detail=True, url_path="in-force")
    def in_force(self, request, pk):
        """The articles after all that was signed about them, each with where its words stand."""
        text = text_as_seen(self.get_object(), request.user)
        if text is None:
            raise Http404
        return self.page_of(text, InForceShape)

    @extend_schema(responses=BlamedArticleShape(many=True))
    @action(detail=True)
    def blame(self, request, pk):
        """For each paragraph who last changed it, when, why, and since which revision."""
        agreement = self.get_object()
        if not agreement.belongs_to(request.user):
            raise Http404
        content, _revision = standing_text(agreement)
        return self.page_of(blame_of(agreement, content), BlamedArticleShape)
