"""What somebody may type, paste or send by mistake or on purpose, and where it can arrive."""

import unicodedata

from django.apps import apps

from cooperation.models.text import Line, Prose

MARKUP = '<b>tebal <img src="/etc/passwd"/> &amp; </para> {{ 7|add:42 }} {% now "Y" %} \'"`'
LONG_WORD = "ŵ" * 5_000

# Text that may stand in a record, where it fits.
TYPED = {
    "markup": MARKUP,
    "one word of 5,000 letters": LONG_WORD,
    "emoji": "Salam 👋🏽 👩‍👩‍👧 🇮🇩 ❤️",
    "javanese": "ꦲꦏ꧀ꦱꦫꦗꦮ",
    "arabic": "السلام عليكم ١٢٣",
    "decomposed": "  Cafe\u0301, A\u030angstro\u0308m  ",
    "formula": "=HYPERLINK(1) +1 -1 @SUM(A1)",
    "path": "../../etc/passwd %00 %s {0} $(id) ; DROP TABLE visits; --",
}
# All of it in one text, the signs first: a line has room for no more.
ALL_AT_ONCE = " ".join([*(text.strip() for text in TYPED.values() if text != LONG_WORD), LONG_WORD])

# What nobody typed: it cannot be seen, or makes the text around it read as another one.
UNTYPED = {
    "nul": "a\x00b",
    "escape": "a\x1b[31mb",
    "override": "a\u202egnp.exe",
    "isolate": "a\u2066b\u2069",
    "private": "a\ue000b",
    "too long": "x" * 20_001,
}
# JSON can say it ("\ud800"), no database can store it.
SURROGATE = {"surrogate": "a\ud800b"}


def text_fields(model) -> list:
    return [field for field in model._meta.fields if isinstance(field, Line | Prose)]


def models_with_text() -> list[type]:
    """Read from the models, so that a field that is new tomorrow is tried tomorrow."""
    return [
        model
        for model in apps.get_models()
        if text_fields(model) and not hasattr(model, "instance_type")  # no history tables
    ]


def fitted(text: str, most: int | None) -> str:
    """As much of it as the field has room for."""
    return stored(stored(text)[:most])


def stored(text: str) -> str:
    """What of it stands in the record afterwards: the same, composed and trimmed."""
    return unicodedata.normalize("NFC", text).strip()
