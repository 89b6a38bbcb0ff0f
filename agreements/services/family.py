"""What an agreement and its addenda say together, for a reader; and how a renewal takes the place
of the agreement that it renews, on the day from which it counts.
"""

from agreements.family import InForce, addenda_in_force, base_of, text_in_force
from agreements.models import Agreement
from agreements.workflow import SIGNED_STATUSES, TRANSITIONS, Action, Status
from audit.recording import Command
from cooperation.services import begin, finish

SUPERSEDE = Command("supersede")


def text_as_seen(agreement: Agreement, user) -> list[InForce] | None:
    """The text in force, empty where nothing is; None where this person may not read every text
    that it is made of."""
    base = base_of(agreement)
    if base.status not in SIGNED_STATUSES:
        return []
    made_of = {base.pk, *(addendum.pk for addendum in addenda_in_force(base))}
    seen = Agreement.objects.visible_to(user).filter(pk__in=made_of).count()
    return text_in_force(base) if seen == len(made_of) else None


def supersede_due() -> list[Agreement]:
    """Every signed agreement whose signed renewal has begun; those that changed.

    Asked every day: a renewal that was signed ahead begins on a day on which nobody does anything.
    """
    renewals = Agreement.objects.filter(
        renews__isnull=False, renews__status=Status.SIGNED, status=Status.SIGNED
    ).select_related("owner")
    return [old for renewal in renewals if (old := supersede_by(renewal)) is not None]


def supersede_by(renewal: Agreement) -> Agreement | None:
    """The old agreement, superseded; None where it is not for this renewal, or not yet, to do so.

    Call it in the transaction that makes the renewal count.
    """
    begins = renewal.starts_on or renewal.signed_on
    if renewal.renews_id is None:
        return None
    old = Agreement.objects.filter(pk=renewal.renews_id, status=Status.SIGNED).first()
    if old is None or begins is None or begins > renewal.owner.today():
        return None
    step = begin(
        TRANSITIONS,
        Agreement,
        old.pk,
        Action.SUPERSEDE,
        by=SUPERSEDE,
        why=renewal.reference,
        on=min(begins, old.owner.today()),
    )
    return finish(step)
