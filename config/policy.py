"""What a browser may load and run for our pages: what is ours, and nothing written into them."""

PAGES = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# The schema browsers start themselves by a script in their page, and bring styles in the same way;
# one of them searches in a worker of its own making.
API_DOCS = (
    "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; connect-src 'self'; worker-src blob:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)


BROWSERS = ("api-docs", "api-redoc")


def content_policy(get_response):
    """Middleware. Papers and data are left alone: they run nothing, and viewers of them differ."""

    def answer(request):
        response = get_response(request)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            response.headers["Content-Security-Policy"] = _rule_for(request)
        return response

    return answer


def _rule_for(request) -> str:
    # An address that leads nowhere has no match.
    match = request.resolver_match
    return API_DOCS if match is not None and match.view_name in BROWSERS else PAGES
