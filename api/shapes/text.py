"""The text of an agreement from outside: as it is printed, compared, and who wrote it."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from documents.articles import walk


class Labelled(serializers.Serializer):
    """Named so by the paper; DRF keeps the word for itself."""

    def get_fields(self):
        return {"label": serializers.CharField(), **super().get_fields()}


class BlockShape(Labelled):
    kind = serializers.CharField(help_text="paragraph, letter or number")
    text = serializers.CharField()
    key = serializers.IntegerField(help_text="stays the same wherever it moves")
    depth = serializers.SerializerMethodField()

    def get_depth(self, block) -> int:
        return {"paragraph": 0, "letter": 1, "number": 2}[block.kind]


class PrintedArticleShape(serializers.Serializer):
    number = serializers.IntegerField()
    key = serializers.IntegerField()
    heading = serializers.CharField()
    paragraphs = BlockShape(many=True, source="blocks", help_text="in reading order")


class WantedTexts(serializers.Serializer):
    to = serializers.CharField(required=False, max_length=8)

    def get_fields(self):
        # "from" is a word of Python.
        return super().get_fields() | {"from": serializers.CharField(required=False, max_length=8)}


class SpanShape(serializers.Serializer):
    kind = serializers.CharField(help_text="equal, deleted or inserted")
    text = serializers.CharField()


class ParagraphChangeShape(serializers.Serializer):
    kind = serializers.CharField(help_text="same, changed, added, removed, moved or left")
    key = serializers.IntegerField()
    spans = SpanShape(many=True)
    before_label = serializers.CharField()
    after_label = serializers.CharField()
    before_depth = serializers.IntegerField()
    after_depth = serializers.IntegerField()
    elsewhere = serializers.CharField(help_text="where it stood, or stands now")


class ArticleChangeShape(serializers.Serializer):
    kind = serializers.CharField(help_text="same, changed, added, removed or moved")
    key = serializers.IntegerField()
    heading = SpanShape(many=True)
    paragraphs = ParagraphChangeShape(many=True)
    before_number = serializers.IntegerField(allow_null=True)
    after_number = serializers.IntegerField(allow_null=True)
    drawn_from = serializers.CharField()


class HeadChangeShape(serializers.Serializer):
    name = serializers.CharField()
    party = serializers.CharField()
    spans = SpanShape(many=True)


class RedlineShape(serializers.Serializer):
    to = serializers.CharField()
    head = HeadChangeShape(many=True)
    articles = ArticleChangeShape(many=True)

    def get_fields(self):
        return {"from": serializers.CharField()} | super().get_fields()


class BlameShape(serializers.Serializer):
    who = serializers.CharField()
    when = serializers.DateTimeField()
    why = serializers.CharField()
    revision = serializers.IntegerField(allow_null=True)


class BlamedShape(Labelled):
    text = serializers.CharField()
    depth = serializers.IntegerField()
    blame = BlameShape(allow_null=True)


class BlamedArticleShape(serializers.Serializer):
    number = serializers.IntegerField(source="article.number")
    text = serializers.CharField(source="article.heading")
    heading = BlameShape(allow_null=True)
    paragraphs = BlamedShape(many=True)


class InForceShape(Labelled):
    target = serializers.CharField(help_text="how an article of an addendum names it")
    heading = serializers.CharField()
    paragraphs = serializers.SerializerMethodField()
    given_by = serializers.IntegerField(source="source.pk", help_text="whose words these are")
    reference = serializers.CharField(source="source.reference")
    is_repealed = serializers.BooleanField()

    @extend_schema_field(BlockShape(many=True))
    def get_paragraphs(self, article):
        return BlockShape(list(walk(article.paragraphs)), many=True).data
