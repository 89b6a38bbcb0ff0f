"""How often one program, one person and one stranger may ask. Counted in the cache of each server
process: it keeps one of them from taking all of the server, and is no account of who came."""

from django.conf import settings
from rest_framework.exceptions import Throttled
from rest_framework.throttling import SimpleRateThrottle

from accounts.models import Token
from audit.middleware import address_of


class ByAsker(SimpleRateThrottle):
    """A key for itself, whoever holds it; somebody at a page for themselves."""

    def get_rate(self):
        return settings.API_RATE

    def get_cache_key(self, request, view):
        token = request.auth
        if isinstance(token, Token):
            return f"api:token:{token.pk}"
        return f"api:user:{request.user.pk}"


class ByAddress(SimpleRateThrottle):
    def get_rate(self):
        return settings.API_RATE_STRANGERS

    def get_cache_key(self, request, view):
        return f"api:address:{address_of(request)}"


def count_stranger(request) -> None:
    """Somebody without a valid key. Raises Throttled for who tries it too often.

    Not among the throttles of a view: those are asked only once it is known who it is.
    """
    throttle = ByAddress()
    if not throttle.allow_request(request, request.parser_context["view"]):
        raise Throttled(throttle.wait())
