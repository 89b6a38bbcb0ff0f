"""What people are told: each notice as a line of its record, and once a day as a mail."""

from collections.abc import Iterable

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import ngettext

from accounts.models import User
from agreements.models import Agreement
from agreements.reports import told_of_agreements
from agreements.services import note_dates
from cooperation.models import FollowUp, Notice
from cooperation.reports import Told, told_of_follow_ups
from cooperation.services.mailing import Told as Mailed
from cooperation.services.mailing import send_notices
from cooperation.services.promises import note_promises

# By the kind of record a notice is about.
TELLING = {
    Agreement._meta.label_lower: told_of_agreements,
    FollowUp._meta.label_lower: told_of_follow_ups,
}
# A mail is read at a glance; the page has the rest.
MOST_LINES = 40


def told_to(user: User, notices: Iterable[Notice]) -> list[Told]:
    """The notices that say something this person may still see, in the order given."""
    notices = list(notices)
    found: dict[int, Told] = {}
    for label, telling in TELLING.items():
        mine = [notice for notice in notices if notice.subject.startswith(f"{label}:")]
        if mine:
            found |= {told.notice.pk: told for told in telling(mine, user)}
    return [found[notice.pk] for notice in notices if notice.pk in found]


def tell_due() -> Mailed:
    """Find everything that is due today or before, and tell whoever was not told yet.

    Safe to run at any time and twice at once: see `cooperation.services.mailing`. Call it outside
    a transaction.
    """
    note_dates()
    note_promises()
    return send_notices(compose=_mail)


def _mail(user: User, notices: list[Notice]) -> EmailMessage | None:
    """In the office's language: nobody is signed in who could have chosen another."""
    with translation.override(settings.LANGUAGE_CODE):
        lines = [told for told in told_to(user, notices) if not told.is_settled]
        if not lines:
            return None
        subject = ngettext("%(count)d notice for you", "%(count)d notices for you", len(lines)) % {
            "count": len(lines)
        }
        context = {
            "user": user,
            "lines": lines[:MOST_LINES],
            "more": max(0, len(lines) - MOST_LINES),
            "site": settings.SITE_URL.rstrip("/"),
        }
        body = render_to_string("notices.txt", context)
    return EmailMessage(subject, body, to=[user.email])
