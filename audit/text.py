"""What any text that is kept may not contain; reasons and fields are held to the same rules."""

import unicodedata

from django.core.exceptions import ValidationError
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
