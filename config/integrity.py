"""Is the history what was written down? For auditors, and for a machine that watches the server."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from audit import checkpoints, results
from audit.journal import installing
from audit.verification import verify
from cooperation.permissions import Permission, require_somewhere

SECONDS_BETWEEN_LOOKS = 60  # anybody may ask for /health; looking takes the database some work


@never_cache
@require_safe
def integrity(request):
    """The last verification and the last checkpoint, with what was found."""
    require_somewhere(request.user, Permission.AUDIT_READ)
    context = {
        "result": results.last_result(),
        "anchor": checkpoints.last_note(),
        "amiss": installing.amiss(connection),
    }
    return render(request, "integrity.html", context)


@require_POST
def integrity_verify(request):
    """Verify everything now, and show what was found."""
    require_somewhere(request.user, Permission.AUDIT_READ)
    try:
        results.keep(verify(), by=request.user.get_full_name() or request.user.get_username())
    except (DatabaseError, OSError, ValueError):
        messages.error(
            request,
            _("It could not be verified. Ask the administrator to run manage.py audit_verify."),
        )
    return redirect("integrity")


@login_not_required
@never_cache
@require_safe
def health(request):
    """200 where the server works as it should, 503 where not; no more than what a probe needs."""
    looked = cache.get("health")
    if looked is None:
        looked = _look()
        cache.set("health", looked, SECONDS_BETWEEN_LOOKS)
    return JsonResponse(looked, status=200 if looked["ok"] else 503)


def _look() -> dict:
    try:
        triggers = "ok" if not installing.amiss(connection) else "amiss"
    except DatabaseError:
        return {"ok": False, "database": "unreachable"}
    return {
        "ok": triggers == "ok",
        "database": "ok",
        "journal_triggers": triggers,
        "checkpoint": _freshness(),
    }


def _freshness() -> str:
    try:
        note = checkpoints.last_note()
    except (OSError, ValueError):
        return "unreadable"
    return "none" if note is None else "old" if note.is_old else "fresh"
