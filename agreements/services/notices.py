"""Telling those who mind an agreement what is due: one mail a person, with all of it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import ngettext

from accounts.models import User
from agreements.models import Agreement
from agreements.reports import DueDate, Kind, dates_that_matter
from cooperation.models import Notice
from cooperation.permissions import Permission, people_granted
from cooperation.services.notices import Told, find_notice, send_notices

SUBJECT = Agreement._meta.label_lower


def tell_due() -> Told:
    """Find everything that is due today or before, and tell whoever was not told yet.

    Safe to run at any time and twice at once: see `cooperation.services.notices`. Call it outside
    a transaction.
    """
    notices = [_noted(due) for due in dates_that_matter()]
    return send_notices(notices, recipients_of=_who_minds, compose=_mail)


@transaction.atomic
def _noted(due: DueDate) -> Notice:
    facts: dict[str, Any] = {"kind": str(due.kind), "by": due.by.isoformat(), **due.facts}
    subject = f"{SUBJECT}:{due.agreement.pk}"
    return find_notice(due.agreement.owner, subject, due.code, due.due_on, facts)


def _who_minds(notice: Notice) -> Iterable[User]:
    """The owner's people only: the subject may be a text that nobody else has read."""
    permission = (
        Permission.AGREEMENT_REPORT
        if notice.facts["kind"] == Kind.REPORT
        else Permission.AGREEMENT_CREATE
    )
    return people_granted(permission, notice.owner).exclude(email="")


def _mail(user: User, notices: list[Notice]) -> EmailMessage:
    """In the office's language: nobody is signed in who could have chosen another."""
    with translation.override(settings.LANGUAGE_CODE):
        lines = _due(notices)
        subject = ngettext(
            "%(count)d date of an agreement needs you",
            "%(count)d dates of agreements need you",
            len(lines),
        ) % {"count": len(lines)}
        context = {"user": user, "lines": lines, "site": settings.SITE_URL.rstrip("/")}
        body = render_to_string("agreements/notice.txt", context)
    return EmailMessage(subject, body, to=[user.email])


def _due(notices: list[Notice]) -> list[DueDate]:
    """The dates as they were noted; the agreements as they stand."""
    keys = {notice.pk: int(notice.subject.rpartition(":")[2]) for notice in notices}
    agreements = Agreement.objects.select_related("owner").in_bulk(keys.values())
    return [
        DueDate(
            agreement,
            Kind(notice.facts["kind"]),
            notice.due_on,
            date.fromisoformat(notice.facts["by"]),
            notice.facts,
            agreement.owner.today(),
        )
        for notice in notices
        for agreement in [agreements[keys[notice.pk]]]
    ]
