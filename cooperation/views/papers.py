"""A paper over HTTP."""

from django.http import HttpResponse


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
