"""Files: attached to a visit, brought as evidence, signed elsewhere; and the bytes of each."""

from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response

from api.fields import Text
from api.renderers import FileRenderer
from api.shapes.base import Note, Sent, Version
from api.shapes.visits import AttachmentShape
from api.viewsets import Scoped
from cooperation.services import bring_evidence
from cooperation.services.files import KEPT_TYPES
from cooperation.views.papers import file_response
from visits.models import Attachment
from visits.services import attach_file, remove_attachment

ANSWERS_WITH_FILE = {(200, kind.content_type): OpenApiTypes.BINARY for kind in KEPT_TYPES}


FILE = [JSONRenderer, FileRenderer]


class SentAttachment(Sent, serializers.ModelSerializer):
    file = serializers.FileField(help_text="PDF, PNG, JPEG, DOCX or XLSX.")
    note = Note()

    class Meta:
        model = Attachment
        fields = ["kind", "title", "file", "note"]


class Removed(Sent):
    note = Text(max_length=2_000, help_text="Why it is taken off.")
    version = Version()


class SentEvidence(Sent):
    file = serializers.FileField(help_text="PDF, PNG, JPEG, DOCX or XLSX.")
    note = Note()
    version = Version()


class HasAttachments(Scoped):
    """The files of a visit."""

    @extend_schema(methods=["GET"], responses=AttachmentShape(many=True))
    @extend_schema(methods=["POST"], request=SentAttachment, responses={201: AttachmentShape})
    @action(detail=True, methods=["get", "post"], parser_classes=[MultiPartParser])
    def attachments(self, request, pk):
        """The files of a visit; POST attaches one, as multipart/form-data."""
        visit = self.get_object()
        if request.method == "POST":
            facts = self.read()
            kept = attach_file(
                visit,
                kind=facts["kind"],
                title=facts.get("title", ""),
                upload=facts["file"],
                by=request.user,
                why=facts.get("note", ""),
            )
            return Response(AttachmentShape(kept).data, status=201)
        return self.page_of(visit.attachments.select_related("file"), AttachmentShape)

    @extend_schema(responses=ANSWERS_WITH_FILE)
    @action(
        detail=True,
        url_path=r"attachments/(?P<attachment>\d{1,18})/file",
        renderer_classes=FILE,
    )
    def attachment_file(self, request, pk, attachment):
        """The bytes of an attached file."""
        files = self.get_object().attachments.select_related("file")
        return file_response(get_object_or_404(files, pk=attachment).file)

    @action(
        detail=True,
        methods=["post"],
        url_path=r"attachments/(?P<attachment>\d{1,18})/remove",
    )
    def remove_attachment(self, request, pk, attachment):
        """Take a file off the visit, with the reason; the history keeps what it was."""
        visit = self.get_object()
        attached = get_object_or_404(visit.attachments.all(), pk=attachment)
        facts = self.read()
        options = {"why": facts["note"], "expected_version": facts.get("version")}
        with transaction.atomic():
            remove_attachment(attached, by=request.user, **options)
            return self.shown(visit)


class HasEvidence(Scoped):
    """The file that proves a follow-up or an adoption."""

    @extend_schema(methods=["GET"], responses=ANSWERS_WITH_FILE)
    @extend_schema(methods=["POST"], request=SentEvidence)
    @action(
        detail=True,
        methods=["get", "post"],
        parser_classes=[MultiPartParser],
        renderer_classes=FILE,
    )
    def evidence(self, request, pk):
        """The file of evidence; POST brings one, as multipart/form-data, in place of the last."""
        record = self.get_object()
        if request.method == "POST":
            facts = self.read()
            with transaction.atomic():
                kept = bring_evidence(
                    record,
                    upload=facts["file"],
                    by=request.user,
                    why=facts.get("note", ""),
                    expected_version=facts.get("version"),
                )
                return self.shown(kept)
        if record.evidence_file is None:
            raise Http404
        return file_response(record.evidence_file)
