"""Who else is writing the same text."""

from django.urls import reverse

from accounts.models import Unsent
from accounts.unsent import writing_at
from agreements.models import Agreement


def writers_of(agreement: Agreement, *, besides) -> list[Unsent]:
    """Colleagues who typed into this text of late and have not saved it."""
    return writing_at(reverse("agreement_articles", args=[agreement.pk]), besides=besides)
