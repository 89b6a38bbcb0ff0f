"""The two kinds of text an officer types, with the rules every field shares.

Stored text is NFC: two spellings of a word are one when searched, compared or hashed.
"""

import unicodedata

from django.db import models

from audit.text import LONGEST_TEXT, NoControlCharacters, NotTooLong


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
