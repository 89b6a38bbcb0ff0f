"""The mails about an account. Each says what to do when it comes unasked."""

import logging
from concurrent.futures import ThreadPoolExecutor

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _

from accounts.models import User

log = logging.getLogger(__name__)
_post = ThreadPoolExecutor(max_workers=1, thread_name_prefix="mail")


def send_invitation(user, *, office) -> None:
    """Tell somebody of their new account. If the mail server refuses, the inviter is told."""
    _letter(user, _("Your account in Jejak"), "accounts/mail/invitation.txt", office=office).send()


def send_reset(email) -> None:
    """A link for each account of this address, if there is one.

    Sent beside the request: the time it takes would tell which addresses have an account.
    """
    for user in User.objects.filter(email__iexact=email, is_active=True).exclude(email=""):
        letter = _letter(user, _("A new password for Jejak"), "accounts/mail/reset.txt")
        _post.submit(_deliver, letter)


def link_for(user) -> str:
    """Where this user, and whoever reads their mail, may set a password; it works once."""
    key = urlsafe_base64_encode(force_bytes(user.pk))
    path = reverse("set_password", args=[key, default_token_generator.make_token(user)])
    # Not the host that the request names: whoever asks for the mail could choose it.
    return settings.SITE_URL + path


def _letter(user, subject, template, **facts):
    days = settings.PASSWORD_RESET_TIMEOUT // (24 * 60 * 60)
    text = render_to_string(template, {"user": user, "link": link_for(user), "days": days, **facts})
    return EmailMessage(subject, text, to=[user.email])


def _deliver(letter):
    try:
        letter.send()
    except OSError:  # every refusal of a mail server is one
        log.exception("A mail about a new password could not be sent")
