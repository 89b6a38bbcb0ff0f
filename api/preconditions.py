"""What a writer has seen: nobody changes blindly what somebody else changed meanwhile."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import APIException

HEADER = "If-Match"
WHATEVER = "*"  # RFC 9110: whichever it is, as long as it is there
TAG = re.compile(r'"(\d{1,9})"')


class PreconditionRequired(APIException):
    status_code = 428
    default_code = "precondition-required"
    default_detail = _(
        "Say which version you have seen: send the ETag of what you read as If-Match, "
        "or “version” in the body."
    )


def tag_of(record) -> str:
    """The ETag of a record, e.g. `"7"`: the version of the record itself, without its parts."""
    return f'"{record.version}"'


def version_seen(request, in_body: int | None) -> int | None:
    """The version that must still be the current one; None if the writer said that any is right.

    Raises PreconditionRequired where nothing was said, ValidationError where it makes no sense.
    """
    if HEADER not in request.headers and in_body is None:
        raise PreconditionRequired
    if not names_version(request):
        return in_body
    in_header = _version_in(request.headers[HEADER])
    if in_body not in (None, in_header):
        raise ValidationError(
            {"version": _t("This is not the version that If-Match names. Send one of them.")}
        )
    return in_header


def names_version(request) -> bool:
    return request.headers.get(HEADER, WHATEVER).strip() != WHATEVER


def refuse_misplaced(request) -> None:
    """A version of the whole record says nothing where only a part of it is changed."""
    if names_version(request):
        raise ValidationError(
            {HEADER: _t("This is not looked at here. Send “version” in the body, if it has one.")}
        )


def _version_in(said: str) -> int:
    found = TAG.fullmatch(said.strip())
    if found is None:
        raise ValidationError(
            {HEADER: _t("Send one ETag as you read it, with its quotation marks, or *.")}
        )
    return int(found[1])
