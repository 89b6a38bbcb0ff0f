"""Papers over HTTP."""

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from rest_framework.renderers import BaseRenderer, JSONRenderer

from cooperation.views.papers import pdf_response

PDF = "application/pdf"
ANSWERS_WITH_PDF = {(200, PDF): OpenApiTypes.BINARY}


class PdfRenderer(BaseRenderer):
    """Lets a client ask for a PDF; the bytes are already what they have to be."""

    media_type, format, charset, render_style = PDF, "pdf", None, "binary"

    def render(self, data, accepted_media_type=None, renderer_context=None):
        return data


PAPER = [PdfRenderer, JSONRenderer]


def paper(content: bytes, name: str) -> HttpResponse:
    """The paper, under the reference number by which the office files it."""
    return pdf_response(content, f"{name}.pdf")
