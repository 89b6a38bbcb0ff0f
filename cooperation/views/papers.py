"""Papers and files over HTTP."""

from django.http import FileResponse, HttpResponse

from cooperation.models import StoredFile


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


def file_response(stored: StoredFile) -> FileResponse:
    """Taken away, never shown in place: whatever is in it must not run under our name."""
    return FileResponse(
        stored.file.open("rb"),
        as_attachment=True,
        filename=stored.name,
        content_type=stored.content_type,
        headers={"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store"},
    )
