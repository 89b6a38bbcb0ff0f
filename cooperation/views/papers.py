"""Papers and files over HTTP."""

import logging
from http import HTTPStatus

from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

from cooperation.models import StoredFile

logger = logging.getLogger(__name__)


def pdf_response(content: bytes, name: str) -> HttpResponse:
    """Shown in place under this file name; nobody on the way keeps a copy."""
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'inline; filename="{name}"',
            "Cache-Control": "private, no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )


def file_response(stored: StoredFile) -> HttpResponseBase:
    """Taken away, never shown in place: whatever is in it must not run under our name."""
    try:
        content = stored.file.open("rb")
    except FileNotFoundError:
        return _lost(stored)
    return FileResponse(
        content,
        as_attachment=True,
        filename=stored.name,
        content_type=stored.content_type,
        headers={"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store"},
    )


def _lost(stored) -> HttpResponse:
    """It is recorded and its bytes are not there: only whoever runs the server can mend that."""
    logger.error("file %s (SHA-256 %s) is not on the disk", stored.file.name, stored.sha256)
    words = _(
        "The file “%s” is recorded, but it is no longer on the server. Tell whoever looks after"
        " the server: it can be brought back from a backup."
    )
    return HttpResponse(
        words % stored.name, content_type="text/plain; charset=utf-8", status=HTTPStatus.GONE
    )
