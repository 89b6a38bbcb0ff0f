"""Uploaded files: known by what is in them, never by what they are called, and kept as they are."""

import hashlib
import warnings
import zipfile
import zlib
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from PIL import Image

from audit.recording import keep
from cooperation.models import Agency, StoredFile
from documents.uploads import RefusedPDF, refuse_active_pdf

MOST_UNPACKED = 200 * 1024 * 1024
MOST_PARTS = 5_000
# Programs and foreign files inside an office document, by how their parts are named.
_ACTIVE_PARTS = ("vbaproject", "vbadata", "activex", "embeddings", "macrosheets", "oleobject")


@dataclass(frozen=True)
class FileType:
    content_type: str
    endings: tuple[str, ...]  # the first one is ours


PDF = FileType("application/pdf", (".pdf",))
PNG = FileType("image/png", (".png",))
JPEG = FileType("image/jpeg", (".jpg", ".jpeg"))
DOCX = FileType(
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document", (".docx",)
)
XLSX = FileType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", (".xlsx",))
KEPT_TYPES = (PDF, PNG, JPEG, DOCX, XLSX)


# Files that were put on the disk for a write that is only tried.
_taken_back: ContextVar[list | None] = ContextVar("taken_back", default=None)


@contextmanager
def files_taken_back():
    """What is stored inside is gone from the disk afterwards; for a write that is only tried."""
    stored: list = []
    token = _taken_back.set(stored)
    try:
        yield
    finally:
        _taken_back.reset(token)
        for file in stored:
            file.storage.delete(file.name)


@dataclass(frozen=True)
class Checked:
    content: bytes
    kind: FileType
    name: str


def check_upload(upload) -> Checked:
    """What is in an uploaded file of Django's. Raises ValidationError under "file"."""
    if upload.size > settings.MAX_UPLOAD_BYTES:
        _refuse(
            _("This file has %(size)s; at most %(most)s fit. Make it smaller.")
            % {
                "size": filesizeformat(upload.size),
                "most": filesizeformat(settings.MAX_UPLOAD_BYTES),
            }
        )
    upload.seek(0)
    content = upload.read()
    kind = recognise(content)
    return Checked(content, kind, _name(upload.name, kind))


def store_file(*, owner: Agency, upload, by) -> StoredFile:
    """Check an upload and keep its bytes; the caller's record points to what is returned.

    Raises ValidationError under "file".
    """
    checked = check_upload(upload)
    content, kind = checked.content, checked.kind
    stored = StoredFile(
        owner=owner,
        name=checked.name,
        content_type=kind.content_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        uploaded_by=by,
    )
    stored.clean_fields(exclude=["owner", "file", "uploaded_by"])
    # On the disk it bears a name of ours: what the sender called it is nobody's path.
    stored.file.save(uuid4().hex + kind.endings[0], ContentFile(content), save=False)
    tried = _taken_back.get()
    if tried is not None:
        tried.append(stored.file)
    keep(stored, by=by, why="file stored")
    return stored


def recognise(content: bytes) -> FileType:
    """What these bytes are, if that is something we keep and it does nothing by itself."""
    if not content:
        _refuse(_("This file is empty."))
    if content.startswith(b"%PDF-"):
        _check_pdf(content)
        return PDF
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        _check_picture(content, "PNG")
        return PNG
    if content.startswith(b"\xff\xd8\xff"):
        _check_picture(content, "JPEG")
        return JPEG
    if content.startswith(b"PK\x03\x04"):
        return _office_document(content)
    return _refuse(_("Only PDF, PNG, JPEG, DOCX and XLSX files are kept. Save it as one of these."))


def _name(given, kind):
    """The sender's own name for it, without a path; its ending must not say something else."""
    name = PurePosixPath(str(given).replace("\\", "/")).name
    if PurePosixPath(name).suffix.lower() not in kind.endings:
        _refuse(
            _("The name “%(name)s” does not fit what is in the file (%(ending)s). Rename it.")
            % {"name": name, "ending": kind.endings[0]}
        )
    return name


def _check_pdf(content):
    messages = {
        "damaged": _("This PDF is damaged. Save it again, or scan it again."),
        "locked": _("This PDF needs a password. Save it without one."),
        "active": _(
            "This PDF contains a program or a form that sends data. Print it to a new PDF."
        ),
        "embedded": _("This PDF contains other files. Attach those by themselves."),
    }
    try:
        refuse_active_pdf(content)
    except RefusedPDF as refused:
        _refuse(messages[refused.reason])


def _check_picture(content, picture_format):
    try:
        # A picture may unpack to far more than it weighs: the library's warning is our refusal.
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content), formats=[picture_format]) as picture:
                picture.verify()
    except (
        OSError,
        SyntaxError,
        ValueError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ):
        _refuse(_("This picture is damaged or too large. Save it again."))


# What zipfile raises over bytes that are damaged; found by damaging them.
BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    KeyError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
)


def _office_document(content) -> FileType:
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            parts = package.infolist()
            _refuse_bomb(parts)
            names = {part.filename.lower() for part in parts}
            content_types = package.read("[Content_Types].xml").lower()
    except BROKEN_ZIP:
        return _refuse(
            _("Only PDF, PNG, JPEG, DOCX and XLSX files are kept. Save it as one of these.")
        )
    active = any(mark in name for name in names for mark in _ACTIVE_PARTS)
    if active or b"macroenabled" in content_types:
        _refuse(
            _("This document contains a program or other files. Save it without them, or as PDF.")
        )
    if "word/document.xml" in names:
        return DOCX
    if "xl/workbook.xml" in names:
        return XLSX
    return _refuse(_("Only PDF, PNG, JPEG, DOCX and XLSX files are kept. Save it as one of these."))


def _refuse_bomb(parts):
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        _refuse(_("This document unpacks to more than we can take. Save it as PDF."))


def _refuse(message):
    raise ValidationError({"file": message})
