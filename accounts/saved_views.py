"""Lists as somebody likes to see them."""

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from accounts.models import SavedView, User

MOST = 50
LONGEST_QUERY = 2000


def save_view(user: User, *, path: str, query: str, name: str) -> SavedView:
    """Keep the list under this name; one of the same name and page is replaced."""
    name, query = " ".join(name.split()), as_query(query)
    if not name or len(name) > 80 or not name.isprintable():
        raise ValidationError({"name": _("Give the view a name of at most 80 characters.")})
    if len(query) > LONGEST_QUERY:
        raise ValidationError({"name": _("These are too many filters to be kept. Use fewer.")})
    known = user.saved_views.filter(path=path, name=name)
    if not known.exists() and user.saved_views.count() >= MOST:
        raise ValidationError(
            {"name": _("You have %d views. Delete one that you do not need.") % MOST}
        )
    view, _made = SavedView.objects.update_or_create(
        user=user, path=path, name=name, defaults={"query": query}
    )
    return view


def delete_view(view: SavedView) -> None:
    view.delete()


def as_query(text: str) -> str:
    """What was given as a query, written as one: nothing else stands in an address of ours."""
    return QueryDict(text).urlencode()
