"""How an agreement in force is carried out, period by period."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from agreements.models import Agreement, MonitoringReport
from agreements.services.writing import check
from agreements.workflow import SIGNED_STATUSES
from audit.recording import locked, record
from cooperation.permissions import Permission, require
from cooperation.workflow import TransitionNotAllowed


@transaction.atomic
def report_on(
    agreement: Agreement,
    *,
    period_from: date,
    period_until: date,
    progress: str,
    obstacles: str = "",
    next_steps: str = "",
    by,
    why: str = "",
) -> MonitoringReport:
    """Report on one period. A report is not rewritten: what was wrong is said in the next one.

    Raises NotPermitted, TransitionNotAllowed, ValidationError.
    """
    why = why or "reported on"
    agreement = locked(Agreement, agreement.pk)
    role = require(by, Permission.AGREEMENT_REPORT, agreement.owner)
    if agreement.status not in SIGNED_STATUSES:
        raise TransitionNotAllowed(
            _("Only the carrying out of a signed agreement is reported on."),
            status=agreement.status,
        )
    today = agreement.owner.today()
    report = MonitoringReport(
        agreement=agreement,
        period_from=period_from,
        period_until=period_until,
        reported_on=today,
        progress=progress,
        obstacles=obstacles,
        next_steps=next_steps,
    )
    _refuse_period(agreement, report, today)
    check(report)
    return record(report, by=by, role=role, why=why)


def _refuse_period(agreement, report, today) -> None:
    if report.period_until < report.period_from:
        raise ValidationError(
            {"period_until": _("It cannot end before it starts. Correct one of the days.")}
        )
    if report.period_from > today:
        raise ValidationError({"period_from": _("This period is still to come.")})
    if agreement.reports.filter(period_until=report.period_until).exists():
        raise ValidationError({"period_until": _("This period is reported on already.")})
