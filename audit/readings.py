"""Who opened, exported or downloaded what is confidential: agreements, papers, personal details.

Nothing is asked of a view. Whatever leaves as a file is written down by its type, a page about a
record by its address, and personal details where they are looked up to be shown.
"""

from itertools import zip_longest

from django.conf import settings

from audit import context
from audit.models import Reading, ReadingKind

FILES = ("application/pdf", "text/csv", "application/zip", "application/octet-stream")
LONGEST_PATH = 300


def note(request, response) -> None:
    """Write down what this answer has shown, if it has shown anything of the kind."""
    if request.method != "GET" or response.status_code != 200 or not _person(request):
        return
    root_key = _root_key(request.path_info)
    kinds = set(context.shown())
    if _is_file(response):
        kinds.add(ReadingKind.DOWNLOADED)
    elif _is_page_that_counts(root_key):
        kinds.add(ReadingKind.OPENED)
    Reading.objects.bulk_create(_reading(request, kind, root_key) for kind in sorted(kinds))


def personal_details_shown() -> None:
    """Called where personal details are about to be shown to somebody who may see them."""
    context.show(ReadingKind.PERSONAL)


def readings_of(root_key: str):
    """Who read this record, the newest first. Whom it is shown to, the caller decides."""
    return Reading.objects.filter(root_key=root_key).order_by("-at", "-pk")


def _reading(request, kind, root_key) -> Reading:
    user = request.user
    return Reading(
        user=user,
        actor_name=user.get_full_name() or user.get_username(),
        root_key=root_key,
        kind=kind,
        path=request.get_full_path()[:LONGEST_PATH],
        request_id=context.request_id(),
        client_address=context.client_address(),
        client_kind=context.client_kind(),
    )


def _person(request) -> bool:
    user = getattr(request, "user", None)
    return user is not None and user.is_authenticated


def _is_page_that_counts(root_key) -> bool:
    """A list on a page says no more than titles; a list of the API says everything."""
    label, _colon, key = root_key.partition(":")
    return label in settings.READ_PAGES and (bool(key) or context.client_kind() == "api")


def _is_file(response) -> bool:
    kind = response.get("Content-Type", "").partition(";")[0]
    return kind in FILES or response.get("Content-Disposition", "").startswith("attachment")


def _root_key(path) -> str:
    """The record that an address is about: ".../agreements/7/…" is "agreements.agreement:7"."""
    steps = [step for step in path.split("/") if step]
    found = ""
    for step, after in zip_longest(steps, steps[1:], fillvalue=""):
        label = settings.READ_ROOTS.get(step)
        if label and after.isdecimal():
            return f"{label}:{after}"
        found = found or (f"{label}:" if label else "")
    return found
