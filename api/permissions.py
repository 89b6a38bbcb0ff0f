from django.utils.translation import gettext_lazy as _
from rest_framework.permissions import SAFE_METHODS, BasePermission

from accounts.models import Token
from api.throttling import count_stranger
from cooperation.permissions import may_somewhere

# For what is public to all who are signed in: regions, affairs, agencies, published innovations.
SIGNED_IN = "signed in"


def allowed(user, permission) -> bool:
    """Whether this person has any business with what asks for it."""
    if permission == SIGNED_IN:
        return user.is_authenticated
    return permission is not None and may_somewhere(user, permission)


class HasDeclaredPermission(BasePermission):
    """A viewset names a permission for each action; an action without one stays closed.

    This only keeps out people with no business here. Which rows they see is the queryset's
    decision, and what they may do to one is the service's.
    """

    def has_permission(self, request, view):
        if not request.user.is_authenticated:
            count_stranger(request)
        # HEAD is a GET without the body, on plain views too.
        method = "get" if request.method == "HEAD" else request.method.lower()
        permission = view.permissions.get(getattr(view, "action", None) or method)
        return allowed(request.user, permission)


class KeyMayWrite(BasePermission):
    """A key writes only in the areas that its owner chose; a session has no such limit."""

    message = _("This key may not write here. Its owner can issue one that may.")

    def has_permission(self, request, view):
        if request.method in SAFE_METHODS or not isinstance(request.auth, Token):
            return True
        return getattr(view, "area", None) in request.auth.writes
