"""The strictest rule a browser knows: nothing that is not ours, and nothing written into a page."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def policy(get_response):
    """Middleware that puts every page under the rule; what breaks it is a console error."""

    def answer(request):
        response = get_response(request)
        response.headers["Content-Security-Policy"] = POLICY
        return response

    return answer
