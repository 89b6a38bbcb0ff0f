"""What the history tells is told in words that can be translated."""

from django.apps import apps
from django.utils.functional import Promise

from audit.models import Tracked
from audit.wording import told_fields


def test_every_field_that_the_history_tells_has_a_word_of_its_own():
    tracked = [model for model in apps.get_models() if issubclass(model, Tracked)]
    wordless = [
        f"{model.__name__}.{field.name}"
        for model in tracked
        for field in told_fields(model, whole=True)
        if not isinstance(field.verbose_name, Promise) and field.verbose_name != "SHA-256"
    ]

    assert len(tracked) > 20
    assert wordless == []
