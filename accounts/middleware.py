"""When a session is over: after an hour in which nothing was asked for, and after twelve."""

import time
from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY, logout
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _

from accounts.unsent import forget_unsent

STARTED, SEEN = "started_at", "seen_at"
# Every stamp is a write of the session; to the second would mean one with every request.
STAMP_STEP = 60
# What an open page asks for by itself, with nobody before it, makes no session last longer.
BY_ITSELF = "X-By-Itself"


def begin(session) -> None:
    """Start both clocks; called when somebody has just shown who they are."""
    session[STARTED] = session[SEEN] = int(time.time())


class SessionLimits:
    """Sign out who was away too long. Stands after the messages, before any view.

    Django alone would prolong the session with every write to it.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if SESSION_KEY in request.session:
            self.watch(request)
        response = self.get_response(request)
        if "HX-Request" in request.headers and asks_who_it_is(request, response):
            # The sign-in page would land inside the part of a page that was asked for, and to
            # load the whole page again would lose what was typed into it: the page says it.
            return HttpResponse(status=HTTPStatus.UNAUTHORIZED)
        return response

    def watch(self, request):
        session, now = request.session, int(time.time())
        if STARTED not in session:
            begin(session)
        elif now - session[SEEN] >= settings.SESSION_IDLE_AGE:
            logout(request)
            messages.info(request, _("You were away for a while. Please sign in again."))
        elif now - session[STARTED] >= settings.SESSION_COOKIE_AGE:
            logout(request)
            messages.info(request, _("A session lasts one working day. Please sign in again."))
        elif now - session[SEEN] >= STAMP_STEP and BY_ITSELF not in request.headers:
            session[SEEN] = now


def asks_who_it_is(request, response) -> bool:
    """Whether it was refused because nobody is signed in; a form then fails by its token first."""
    if response.status_code == HTTPStatus.FORBIDDEN:
        return not request.user.is_authenticated
    target = response.headers.get("Location", "").partition("?")[0]
    return response.status_code == HTTPStatus.FOUND and target == resolve_url(settings.LOGIN_URL)


def forget_what_was_sent(get_response):
    """A form that was answered by another page was taken: what was kept of it is not needed."""

    def middleware(request):
        response = get_response(request)
        taken = request.method == "POST" and response.status_code == HTTPStatus.FOUND
        if taken and request.user.is_authenticated and "HX-Request" not in request.headers:
            forget_unsent(request.user, request.path)
        return response

    return middleware
