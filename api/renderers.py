"""What is no JSON: a client may ask for it, and what is answered is already what it has to be."""

from rest_framework.renderers import BaseRenderer

from api.tables import CSV, XLSX

PDF, BYTES = "application/pdf", "application/octet-stream"


class AsItIs(BaseRenderer):
    charset, render_style = None, "binary"

    def render(self, data, accepted_media_type=None, renderer_context=None):
        return data


class PdfRenderer(AsItIs):
    media_type, format = PDF, "pdf"


class CsvRenderer(AsItIs):
    media_type, format = CSV, "csv"


class XlsxRenderer(AsItIs):
    media_type, format = XLSX, "xlsx"


class FileRenderer(AsItIs):
    media_type, format = BYTES, "file"
