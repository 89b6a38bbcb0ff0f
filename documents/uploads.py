"""What an uploaded PDF must not do: run, call out, or carry other files inside it."""

from io import BytesIO
from typing import Literal

import pikepdf

# Actions that run a script, start a program, or send what is typed somewhere.
_ACTIVE_ACTIONS = frozenset({"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/Rendition"})
_ACTIVE_KEYS = frozenset({"/JS", "/XFA", "/RichMediaContent"})
_EMBEDDING_KEYS = frozenset({"/EmbeddedFiles", "/EF"})
_ACTIVE_PARTS = frozenset({"/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"})
_DEEPEST = 40

Reason = Literal["damaged", "locked", "active", "embedded"]


class RefusedPDF(ValueError):
    """This PDF is not kept; `reason` says why in one word."""

    def __init__(self, reason: Reason):
        self.reason: Reason = reason
        super().__init__(reason)


def refuse_active_pdf(content: bytes) -> None:
    """Raise RefusedPDF if it is damaged, needs a password, is active, or holds other files."""
    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            if not pdf.pages:
                raise RefusedPDF("damaged")
            _look_at(pdf.Root, 0)
            # Objects that nothing points to count, too: an update can point to them later.
            for held in pdf.objects:
                _look_at(held, 0)
    except pikepdf.PasswordError as error:
        raise RefusedPDF("locked") from error
    except pikepdf.PdfError as error:
        raise RefusedPDF("damaged") from error


def _look_at(held, depth) -> None:
    """One object with what stands directly inside it; what it refers to is looked at by itself."""
    if depth > _DEEPEST:
        raise RefusedPDF("damaged")
    if isinstance(held, pikepdf.Array):
        for inner in held:
            _look_further(inner, depth)
    elif isinstance(held, pikepdf.Dictionary | pikepdf.Stream):
        _judge(held)
        for _key, inner in held.items():
            _look_further(inner, depth)


def _look_further(inner, depth) -> None:
    if isinstance(inner, pikepdf.Object) and not inner.is_indirect:
        _look_at(inner, depth + 1)


def _judge(held) -> None:
    keys = set(held.keys())
    if keys & _ACTIVE_KEYS or str(held.get("/S", "")) in _ACTIVE_ACTIONS:
        raise RefusedPDF("active")
    if str(held.get("/Subtype", "")) in _ACTIVE_PARTS:
        raise RefusedPDF("active")
    if keys & _EMBEDDING_KEYS or str(held.get("/Type", "")) == "/EmbeddedFile":
        raise RefusedPDF("embedded")
    if str(held.get("/Subtype", "")) == "/FileAttachment":
        raise RefusedPDF("embedded")
