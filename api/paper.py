"""Papers over HTTP."""

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from rest_framework.renderers import JSONRenderer

from api.renderers import PDF, PdfRenderer
from cooperation.views.papers import pdf_response

ANSWERS_WITH_PDF = {(200, PDF): OpenApiTypes.BINARY}


PAPER = [PdfRenderer, JSONRenderer]


def paper(content: bytes, name: str) -> HttpResponse:
    """The paper, under the reference number by which the office files it."""
    return pdf_response(content, f"{name}.pdf")
