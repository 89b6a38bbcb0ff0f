from rest_framework.permissions import BasePermission

from cooperation.permissions import may_somewhere


class HasDeclaredPermission(BasePermission):
    """A viewset names a permission for each action; an action without one stays closed.

    This only keeps out people with no business here. Which rows they see is the queryset's
    decision, and what they may do to one is the service's.
    """

    def has_permission(self, request, view):
        action = getattr(view, "action", None) or request.method.lower()
        permission = view.permissions.get(action)
        return permission is not None and may_somewhere(request.user, permission)
