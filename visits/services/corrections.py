"""When changing what is written needs a reason."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from visits.workflow import EntryMode, Status

TOOK_PLACE = frozenset({Status.COMPLETED, Status.REPORTED, Status.CLOSED})
SETTLED = frozenset(
    {Status.REPORTED, Status.CLOSED, Status.DECLINED, Status.CANCELLED, Status.NO_SHOW}
)


def refuse_silent_correction(visit, why: str, *, corrects: bool) -> None:
    """After the visit, what was written changes only with a reason; what was unknown may be added.

    Once it is reported, or has ended, anything needs one.
    """
    settled = visit.status in SETTLED or (corrects and visit.status == Status.COMPLETED)
    if settled and not why.strip():
        raise ValidationError(
            {
                "why": _("The visit is already “%s”. Say why this is corrected.")
                % visit.get_status_display()
            }
        )


def source_problem(visit) -> str:
    """A visit entered afterwards rests on something that can be looked up."""
    if visit.entry_mode == EntryMode.RETROSPECTIVE and not visit.source_note:
        return _("Say where this is known from, for instance a report or a news item.")
    return ""
