import re
import uuid

from django.conf import settings

from audit import context, readings

_FOREIGN_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
_ADDRESS = re.compile(r"[0-9A-Fa-f.:]{2,45}")


class RequestMiddleware:
    """Give each request an id that its history rows, its answer and the log share.

    A proxy's own id is kept if it is harmless, so that both logs can be laid side by side.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        # Anybody can send the header; only a proxy's word goes into the history.
        offered = request.headers.get("X-Request-ID", "") if settings.BEHIND_PROXY else ""
        request.id = offered if _FOREIGN_ID.fullmatch(offered) else uuid.uuid4().hex
        about = context.Request(request.id, address_of(request), _client_of(request))
        with context.request(about):
            response = self.get_response(request)
            # Before it leaves: what could not be written down is not shown either.
            readings.note(request, response)
        response["X-Request-ID"] = request.id
        return response


def address_of(request) -> str:
    """The machine that asked; behind a proxy, the one address that our own proxy added.

    What stands before it in the header was sent by the asker, who may write there what they like.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        forwarded = request.headers.get("X-Forwarded-For", "")
        address = forwarded.rpartition(",")[2].strip() or address
    return address if _ADDRESS.fullmatch(address) else ""


def _client_of(request) -> str:
    return "api" if request.path_info.startswith(settings.API_PATH) else "page"
