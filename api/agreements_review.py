"""What is said of a text, who initials it, and what it still lacks. The owner's people only."""

from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.response import Response

from agreements.checks import problems_of
from agreements.services import comment, move_comment, set_review_steps
from api.shapes.review import (
    CommentShape,
    InitialShape,
    ProblemShape,
    SentComment,
    SentCommentMove,
    SentReviewSteps,
    StepShape,
)
from api.viewsets import Scoped
from cooperation.permissions import Permission

COMMENT = r"comments/(?P<comment>\d{1,18})"
REVIEW_PERMISSIONS = {
    "comments": Permission.AGREEMENT_VIEW,  # who may write one, the service asks
    "move_comment": Permission.AGREEMENT_COMMENT,
    "initials": Permission.AGREEMENT_VIEW,
    "review_steps": Permission.AGREEMENT_VIEW,
    "checks": Permission.AGREEMENT_VIEW,
}
REVIEW_SENT: dict[str, type] = {
    "comments": SentComment,
    "move_comment": SentCommentMove,
    "review_steps": SentReviewSteps,
}


class Reviewed(Scoped):
    @extend_schema(methods=["GET"], responses=CommentShape(many=True))
    @extend_schema(methods=["POST"], request=SentComment, responses={201: CommentShape})
    @action(detail=True, methods=["get", "post"], filterset_class=None)
    def comments(self, request, pk):
        """What is said of the text; POST says something of an article or a paragraph."""
        agreement = self.own()
        if request.method == "POST":
            facts = self.read()
            why = facts.pop("note", "")
            with transaction.atomic():
                said = comment(agreement, by=request.user, why=why, **facts)
            return Response(CommentShape(said).data, status=201)
        rows = agreement.comments.select_related("author", "settled_by", "revision")
        return self.page_of(rows, CommentShape)

    @extend_schema(request=SentCommentMove, responses=CommentShape)
    @action(detail=True, methods=["post"], url_path=f"{COMMENT}/move")
    def move_comment(self, request, pk, comment):
        """Resolve, close or reopen a comment."""
        row = get_object_or_404(self.own().comments, pk=comment)
        step = self.read()
        moved = move_comment(
            row,
            step["action"],
            by=request.user,
            why=step["note"],
            expected_version=step.get("version"),
        )
        return Response(CommentShape(moved).data)

    @extend_schema(responses=InitialShape(many=True))
    @action(detail=True)
    def initials(self, request, pk):
        """The initials of every revision; the next one is given by …/move/, "initial"."""
        rows = self.own().initials.select_related("person", "given_by", "revision")
        return self.page_of(rows.order_by("-revision__number", "order"), InitialShape)

    @extend_schema(methods=["GET"], responses=StepShape(many=True))
    @extend_schema(methods=["POST"], request=SentReviewSteps, responses=StepShape(many=True))
    @action(detail=True, methods=["get", "post"], url_path="review-steps")
    def review_steps(self, request, pk):
        """Who initials the next revision, in which order; POST sends all of them."""
        agreement = self.own()
        if request.method == "POST":
            facts = self.read()
            agreement = set_review_steps(
                agreement,
                steps=facts["steps"],
                by=request.user,
                why=facts.get("note", ""),
                expected_version=facts.get("version"),
            )
        rows = agreement.review_steps.select_related("person")
        return self.page_of(rows, StepShape)

    @extend_schema(responses=ProblemShape(many=True))
    @action(detail=True)
    def checks(self, request, pk):
        """What the text still lacks, each with the article it concerns and how to mend it."""
        problems = problems_of(self.own())
        return self.page_of(problems, ProblemShape)

    def own(self):
        """The agreement, if the reader's own house keeps it: how a text came about is its own."""
        agreement = self.get_object()
        if not agreement.belongs_to(self.request.user):
            raise Http404
        return agreement
