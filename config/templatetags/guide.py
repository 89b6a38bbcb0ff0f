"""The way from a page to what the guide says of it."""

from django import template

from config.guide import href_about

register = template.Library()


@register.simple_tag(takes_context=True)
def guide_href(context) -> str:
    match = context["request"].resolver_match
    return href_about(match.url_name if match else None)
