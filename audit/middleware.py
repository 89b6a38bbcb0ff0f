import re
import uuid

from django.conf import settings

from audit import context

_FOREIGN_ID = re.compile(r"[A-Za-z0-9-]{8,64}")


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
        with context.request(request.id):
            response = self.get_response(request)
        response["X-Request-ID"] = request.id
        return response
