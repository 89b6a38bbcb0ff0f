"""The agreements a text belongs to: the one above it, the one it changes, the one it renews."""

from datetime import timedelta

from django.utils.translation import gettext as _

from agreements.checks.problem import Problem, Weight
from agreements.family import text_in_force
from agreements.models import AgreementKind, Effect
from agreements.workflow import Status

ONE_DAY = timedelta(days=1)


def above(agreement):
    """A PKS customarily stands under a joint agreement; without one the file says why."""
    if agreement.kind != AgreementKind.COOPERATION_AGREEMENT:
        return
    parent = agreement.parent
    if parent is None:
        yield Problem(
            "no_joint_agreement",
            _("This cooperation agreement stands under no joint agreement."),
            _("Choose the one it belongs to, or say in the note why there is none."),
            Weight.NEEDS_REASON,
        )
    elif parent.status != Status.SIGNED or parent.standing_on(agreement.owner.today()) == "expired":
        yield Problem(
            "joint_agreement_not_in_force",
            _("%s is not in force.") % parent,
            _("Choose another one, or say in the note why this is right."),
            Weight.NEEDS_REASON,
        )


def amended(agreement, articles):
    """An addendum changes one agreement that is signed, and articles that stand in it."""
    if agreement.kind != AgreementKind.ADDENDUM:
        return
    amends = agreement.amends
    if amends is None:
        yield Problem(
            "nothing_amended",
            _("This addendum does not say what it changes."),
            _("Choose the agreement that it changes."),
        )
        return
    if amends.status != Status.SIGNED:
        yield Problem(
            "amended_not_signed",
            _("%s is not signed, or has ended.") % amends,
            _("An addendum changes what is in force. Choose another agreement."),
        )
    known = {one.target for one in text_in_force(amends)}
    for article in articles:
        if article.effect in (Effect.REPLACE, Effect.REPEAL) and article.target not in known:
            yield Problem(
                "nothing_to_amend",
                _("Pasal %(place)d (%(heading)s) changes an article that is not there.")
                % {"place": article.order, "heading": article.heading},
                _("Choose which article it changes."),
                article=article,
            )


def renewed(agreement):
    """Between the old term and the new one there should be neither a gap nor an overlap."""
    renews = agreement.renews
    if renews is None or agreement.starts_on is None or renews.effective_ends_on is None:
        return
    apart = (agreement.starts_on - renews.effective_ends_on - ONE_DAY).days
    if apart > 0:
        yield Problem(
            "renewal_gap",
            _("Between the end of %(old)s and this one there are %(days)d days without agreement.")
            % {"old": renews, "days": apart},
            _("Let it start earlier, or say in the note why this is right."),
            Weight.NEEDS_REASON,
        )
    elif apart < 0:
        yield Problem(
            "renewal_overlap",
            _("It starts %(days)d days before %(old)s ends; from then on the old one is replaced.")
            % {"old": renews, "days": -apart},
            _("Correct the first day if that is not meant."),
            Weight.HINT,
        )
