"""The agreements to which one belongs, as its reader may know them."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agreements.forms.drafting import label_of
from agreements.models import Agreement

MOST = 50


@dataclass(frozen=True)
class Relative:
    kinship: str
    record: Agreement
    name: str


def family_of(found: Agreement, user) -> list[Relative]:
    """What it changes, renews or carries out, and what changes, renews or carries out it."""
    near = (
        Q(pk__in=[key for key in (found.amends_id, found.renews_id, found.base_id) if key])
        | Q(amends=found)
        | Q(base=found)
        | Q(renews=found)
        | Q(parent=found)
    )
    rows = Agreement.objects.visible_to(user).filter(near).exclude(pk=found.pk)
    return [
        Relative(_kinship(found, row), row, label_of(row, user=user))
        for row in rows.select_related("owner").order_by("pk")[:MOST]
    ]


def _kinship(found, row):
    if row.pk == found.amends_id:
        return _("is changed by this one")
    if row.pk == found.renews_id:
        return _("is renewed by this one")
    if found.pk in (row.amends_id, row.base_id):
        return _("changes this one")
    if row.renews_id == found.pk:
        return _("renews this one")
    return _("stands under this one") if row.parent_id == found.pk else _("is at the beginning")
