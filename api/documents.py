"""What was issued: the register, and whether a file is one of ours."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action

from api.permissions import SIGNED_IN
from api.shapes.documents import FoundDocument, IssuedDocumentShape
from api.stories import HISTORY_WINDOW, HasHistory
from cooperation.filters import DocumentFilter
from cooperation.models import IssuedDocument
from cooperation.reports import FILE_HASH, papers_with, told


class WantedFile(serializers.Serializer):
    sha256 = serializers.RegexField(FILE_HASH, help_text="Of the whole file, in hexadecimal.")


class DocumentViewSet(HasHistory):
    """The papers that the reader's houses issued. Their bytes are read at their record."""

    queryset = IssuedDocument.objects.light().select_related(
        "owner", "revision__agreement", "visit_paper"
    )
    serializer_class = IssuedDocumentShape
    filterset_class = DocumentFilter
    permissions = dict.fromkeys(("list", "retrieve", "check", "history", "as_of"), SIGNED_IN)
    parameters = HISTORY_WINDOW | {"check": {"sha256": str}}

    @extend_schema(responses=FoundDocument(many=True))
    @action(detail=False)
    def check(self, request):
        """The papers that are this file, byte for byte, as issued or as signed; mostly none or one.

        The file itself is never sent: only its SHA-256.
        """
        wanted = WantedFile(data=request.query_params)
        wanted.is_valid(raise_exception=True)
        found = papers_with(wanted.validated_data["sha256"].lower(), request.user)
        rows = [told(document, signed=signed) for document, signed in found]
        return self.page_of(rows, FoundDocument)
