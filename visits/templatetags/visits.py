"""How pages say a visit: who went to whom, and when, in the owner's own time."""

from django import template
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cooperation.models import OfficeStatus

register = template.Library()


@register.filter
def in_words(visit) -> str:
    """“Visit of Pemkab Batang to Pemkot Depok”; both sides come with the visit."""
    guests = _names(visit.delegations.all())
    hosts = _names(visit.hosts.all())
    return _("Visit of %(guests)s to %(hosts)s") % {"guests": guests, "hosts": hosts}


@register.filter
def when(visit) -> str:
    """“12 Jul 2022, 09.00–11.30 WIB”, or only the days; empty while nobody knows."""
    if visit.starts is None:
        return ""
    starts = visit.owner.local(visit.starts)
    ends = visit.owner.local(visit.ends) if visit.ends else None
    return _days(starts, ends) if visit.whole_day else _hours(visit, starts, ends)


@register.filter
def office_short(status) -> str:
    """“Pj. ” before the name of an office; nothing for one who holds it definitively."""
    return "" if status == OfficeStatus.DEFINITIVE else f"{OfficeStatus(status).label.split()[0]} "


def _days(starts, ends):
    if ends is None or ends.date() == starts.date():
        return date_format(starts, "j M Y")
    return f"{date_format(starts, 'j M Y')} – {date_format(ends, 'j M Y')}"


def _hours(visit, starts, ends):
    said = date_format(starts, "j M Y, H.i")
    if ends is not None:
        same_day = ends.date() == starts.date()
        said += "–" if same_day else " – "
        said += date_format(ends, "H.i" if same_day else "j M Y, H.i")
    return f"{said} {visit.owner.get_time_zone_display()}"


def _names(sides):
    names = [str(side.agency) for side in sides]
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}
