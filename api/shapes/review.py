"""Comments, initials and what a text still lacks, as the owner's people read them."""

from rest_framework import serializers

from agreements.models import Comment, Initial, ReviewStep
from agreements.workflow import CommentAction
from api.fields import LineOfText, Text, Visible
from api.shapes.base import Note, PersonRef, Sent, Version, several
from api.shapes.candidates import Colleague
from cooperation.models.text import LONGEST_TEXT
from cooperation.permissions import Permission


class CommentShape(serializers.ModelSerializer):
    author = PersonRef(read_only=True)
    settled_by = PersonRef(read_only=True)
    revision = serializers.IntegerField(
        source="revision.number",
        read_only=True,
        allow_null=True,
        help_text="the text that was read",
    )

    class Meta:
        model = Comment
        fields = [
            "id",
            "version",
            "key",
            "quote",
            "answer_to",
            "body",
            "author",
            "made_at",
            "revision",
            "status",
            "settled_by",
        ]


class CommentOfThis(Visible):
    """A comment on the agreement that the address names."""

    def get_queryset(self):
        return Comment.objects.filter(agreement=self.context["view"].kwargs["pk"])


class SentComment(Sent):
    body = Text(max_length=LONGEST_TEXT)
    key = serializers.IntegerField(
        required=False,
        allow_null=True,
        min_value=1,
        help_text="Of the article or paragraph; none: the whole text.",
    )
    answer_to = CommentOfThis(queryset=Comment.objects.all(), required=False, allow_null=True)
    note = Note()


class SentCommentMove(Sent):
    action = serializers.ChoiceField(choices=CommentAction.choices)
    note = Note(default="")
    version = Version()


class InitialShape(serializers.ModelSerializer):
    person = PersonRef(read_only=True)
    given_by = PersonRef(read_only=True)
    revision = serializers.IntegerField(source="revision.number", read_only=True)

    class Meta:
        model = Initial
        fields = [
            "id",
            "revision",
            "order",
            "position",
            "person",
            "result",
            "given_by",
            "given_at",
            "note",
        ]


class StepShape(serializers.ModelSerializer):
    person = PersonRef(read_only=True)

    class Meta:
        model = ReviewStep
        fields = ["order", "position", "person"]


class SentStep(Sent):
    position = LineOfText(max_length=120)
    person = Colleague(
        Permission.AGREEMENT_CREATE,
        required=False,
        allow_null=True,
        help_text="None: whoever may initial and did not write the text.",
    )


class SentReviewSteps(Sent):
    steps = several(SentStep)
    note = Note()
    version = Version()


class ProblemShape(serializers.Serializer):
    code = serializers.CharField()
    weight = serializers.CharField(help_text="blocks, needs_reason or hint")
    message = serializers.CharField()
    mend = serializers.CharField()
    article = serializers.IntegerField(source="article.pk", allow_null=True, default=None)
    key = serializers.IntegerField(allow_null=True)
    party = serializers.IntegerField(source="party.pk", allow_null=True, default=None)
