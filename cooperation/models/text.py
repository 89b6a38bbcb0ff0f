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
class NotTooLong:
    """Refuse a text that is too long, saying by how much and what to do with it."""

    def __init__(self, most):
        self.most = most

    def __call__(self, value):
        if len(value) > self.most:
            raise ValidationError(
                _(
                    "This text has %(length)d characters; at most %(most)d fit. "
                    "Shorten it, or attach it as a file."
                ),
                code="max_length",
                params={"length": len(value), "most": self.most},
            )

    def __eq__(self, other):
        return isinstance(other, NotTooLong) and other.most == self.most

    def __hash__(self):
        return hash(self.most)


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


class Line(models.CharField):
    """One line: trimmed, NFC, no control characters."""

    default_validators = [NoControlCharacters()]

    def __init__(self, *args, max_length=250, **kwargs):
        super().__init__(*args, max_length=max_length, **kwargs)

    def to_python(self, value):
        value = super().to_python(value)
        return unicodedata.normalize("NFC", value).strip() if value else value

    def pre_save(self, model_instance, add):
        return _store_cleaned(self, model_instance)


class Prose(models.TextField):
    """Text of several lines, at most 20,000 characters, with plain line ends."""

    default_validators = [NoControlCharacters(allow="\n\t")]

    def __init__(self, *args, max_length=LONGEST_TEXT, **kwargs):
        super().__init__(*args, max_length=max_length, **kwargs)
        self.validators.append(NotTooLong(max_length))

    def to_python(self, value):
        value = super().to_python(value)
        if not value:
            return value
        plain = value.replace("\r\n", "\n").replace("\r", "\n")
        return unicodedata.normalize("NFC", plain).strip()

    def pre_save(self, model_instance, add):
        return _store_cleaned(self, model_instance)


def _store_cleaned(field, instance):
    value = field.to_python(getattr(instance, field.attname))
    setattr(instance, field.attname, value)
    return value
