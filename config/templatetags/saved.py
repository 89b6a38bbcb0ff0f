"""The views of a list that the reader has kept."""

from django import template

register = template.Library()


@register.inclusion_tag("_components/saved_views.html", takes_context=True)
def saved_views(context):
    """Offer those of this page, and to keep what is on the screen once it has been narrowed."""
    request = context["request"]
    said = request.GET.copy()
    said.pop("page", None)
    query = said.urlencode() if any(value.strip() for value in said.values()) else ""
    views = list(request.user.saved_views.filter(path=request.path))
    return {
        "views": views,
        "query": query,
        "here": request.path,
        "is_kept": any(view.query == query for view in views),
        "csrf_token": context.get("csrf_token"),
    }
