"""The two kinds of text an officer types, with the rules every field shares.

Stored text is NFC: two spellings of a word are one when searched, compared or hashed.
"""

import unicodedata

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.deconstruct import deconstructible
from django.utils.translation import gettext_lazy as _

LONGEST_TEXT = 20_000
# Control, surrogate, private and unassigned characters draw nothing; direction overrides make a
# name read as another one. None of them is typed on purpose.
_UNTYPED = frozenset({"Cc", "Cs", "Co", "Cn"})
_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029")


@deconstructible
class NoControlCharacters:
    """Refuse what cannot be seen, saying which character and where."""

    def __init__(self, allow=""):
        self.allow = allow

    def __call__(self, value):
        for place, char in enumerate(value, start=1):
            hidden = unicodedata.category(char) in _UNTYPED or char in _OVERRIDES
            if hidden and char not in self.allow:
                raise ValidationError(
                    _("Character %(place)d (U+%(code)s) cannot be seen or printed. Remove it."),
                    code="control_character",
                    params={"place": place, "code": f"{ord(char):04X}"},
                )

    def __eq__(self, other):
        return isinstance(other, NoControlCharacters) and other.allow == self.allow

    def __hash__(self):
        return hash(self.allow)


class _Normalised:
    def to_python(self, value):
        value = super().to_python(value)  # type: ignore[misc]
        return self.normalise(value) if isinstance(value, str) else value

    def pre_save(self, model_instance, add):
        value = self.to_python(getattr(model_instance, self.attname))  # type: ignore[attr-defined]
        setattr(model_instance, self.attname, value)  # type: ignore[attr-defined]
        return value


class Line(_Normalised, models.CharField):
    """One line: trimmed, NFC, no control characters."""

    default_validators = [NoControlCharacters()]

    def __init__(self, *args, max_length=250, **kwargs):
        super().__init__(*args, max_length=max_length, **kwargs)

    @staticmethod
    def normalise(value):
        return unicodedata.normalize("NFC", value).strip()


class Prose(_Normalised, models.TextField):
    """Text of several lines, at most 20,000 characters, with plain line ends."""

    default_validators = [NoControlCharacters(allow="\n\t")]

    def __init__(self, *args, max_length=LONGEST_TEXT, **kwargs):
        super().__init__(*args, max_length=max_length, **kwargs)

    def clean(self, value, model_instance):
        value = super().clean(value, model_instance)
        if value and len(value) > self.max_length:
            raise ValidationError(
                _(
                    "This text has %(length)d characters; at most %(most)d fit. "
                    "Shorten it, or attach it as a file."
                ),
                code="max_length",
                params={"length": len(value), "most": self.max_length},
            )
        return value

    @staticmethod
    def normalise(value):
        return unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n")).strip()
