"""How often one address may ask for what is open to everybody."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

from django.core.cache import cache
from django.http import HttpResponse
from django.utils.translation import gettext as _

from audit.middleware import address_of


def throttled(*, name: str, most: int, seconds: int) -> Callable:
    """A view that answers one address at most so often in so many seconds.

    Counted in the cache of this server process: it keeps a program from trying addresses by the
    thousand, and is no account of who came.
    """

    def decorate(view):
        @wraps(view)
        def answer(request, *args, **options):
            key = f"throttle:{name}:{address_of(request)}"
            cache.add(key, 0, seconds)
            try:
                asked = cache.incr(key)
            except ValueError:  # it ran out between the two lines
                asked = 1
            if asked <= most:
                return view(request, *args, **options)
            words = _("Too many questions from this address. Try again in a minute.")
            return HttpResponse(
                words,
                status=HTTPStatus.TOO_MANY_REQUESTS,
                content_type="text/plain; charset=utf-8",
                headers={"Retry-After": str(seconds)},
            )

        return answer

    return decorate
