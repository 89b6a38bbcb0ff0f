"""What every page says the same way: the menu, badges, days, figures, what is unknown."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from urllib.parse import urlencode

from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect, Select
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from audit.timeline import actions_of
from config.reasons import spoken, spoken_reason
from cooperation.permissions import Role
from cooperation.reports import zone_of
from cooperation.services.notices import unread_of

register = template.Library()

# part → (icon, label, name of the page); five fit under a thumb.
MENU = {
    "five": [
        ("home", _("Home"), "home"),
        ("visits", _("Visits"), "visit_list"),
        ("candidates", _("Candidates"), "candidate_list"),
        ("follow-ups", _("Follow-ups"), "follow_up_list"),
        ("agreements", _("Agreements"), "agreement_list"),
    ],
    "more": [
        ("innovations", _("Innovations"), "innovation_list"),
        ("agencies", _("Agencies"), "agency_list"),
        ("reports", _("Reports"), "report_list"),
        ("papers", _("Documents"), "document_list"),
    ],
}

# Where a status stands, whatever the record: the shape and colour beside the word.
TONES = {
    "waiting": {"registered", "under_review", "identified", "screening", "open", "drafting"},
    "moving": {
        *("accepted", "scheduled", "in_progress", "completed", "recommended", "approved"),
        *("offered", "agreed", "in_agreement", "internal_review", "partner_review"),
        *("awaiting_council", "ready_to_sign", "partially_signed", "done", "parked"),
        *("exploring", "licensed", "installed", "not_yet"),
    },
    "good": {"reported", "closed", "realised", "verified", "signed", "active", "in_use"},
    "late": {"overdue", "expiring"},
}


@register.inclusion_tag("_components/navigation.html", takes_context=True)
def navigation(context, part):
    here = context["request"].path
    entries = []
    for icon_name, label, page in MENU[part]:
        href = reverse(page)
        current = here == href or (page != "home" and here.startswith(href))
        entries.append({"icon": icon_name, "label": label, "href": href, "current": current})
    return {"entries": entries, "part": part}


@register.inclusion_tag("_components/bell.html", takes_context=True)
def bell(context):
    return {"unread": unread_of(context["request"].user)}


@register.filter
def moment_in(value, agency) -> str:
    """A stored moment, also one kept as text (ISO 8601), in the agency's own time."""
    if not value:
        return _t("not recorded")
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    local = agency.local(moment)
    return f"{date_format(local, 'j M Y H.i')} {agency.get_time_zone_display()}"


@register.simple_tag
def issued_href(document) -> str:
    """Where the bytes of an issued paper are read: at the record that it is a paper of."""
    revision = getattr(document, "revision", None)
    if revision is not None:
        return reverse("agreement_issued", args=[revision.agreement_id, document.pk])
    paper = getattr(document, "visit_paper", None)
    return reverse("visit_issued", args=[paper.visit_id, document.pk]) if paper else ""


@register.inclusion_tag("_components/icon.html")
def icon(name):
    return {"name": name}


@register.inclusion_tag("_components/badge.html")
def status_badge(record, status=None, word=None):
    """The status of a record, or another one of its choices given with its word."""
    return {
        "word": word or record.get_status_display(),
        "tone": tone_of(status or record.status),
    }


def tone_of(status) -> str:
    return next((tone for tone, members in TONES.items() if str(status) in members), "ended")


@dataclass(frozen=True)
class Problem:
    label: str
    anchor: str
    message: str


@register.inclusion_tag("_components/error_summary.html")
def error_summary(forms, *others):
    """Everything that is wrong with a form, or with several, as links to the fields."""
    several = list(forms) if isinstance(forms, list | tuple) else [forms]
    problems = []
    for form in [*several, *others]:
        for name, messages in form.errors.items():
            known = name in form.fields
            field = form[name] if known else None
            anchor = (field.id_for_label or field.auto_id) if field is not None else ""
            label = str(field.label) if field is not None else ""
            problems += [Problem(label, anchor, message) for message in messages]
    return {"problems": problems}


@register.simple_tag(takes_context=True)
def reader_zone(context):
    """The time zone of the person who reads this page."""
    return zone_of(context["request"].user)


register.filter("spoken", spoken)
register.filter("spoken_reason", spoken_reason)


@register.filter
def is_checkbox(field: BoundField) -> bool:
    return isinstance(field.field.widget, CheckboxInput)


@register.filter
def drawn(field: BoundField):
    """The input itself in Bootstrap's look, marked where it is wrong."""
    widget = field.field.widget
    if isinstance(widget, CheckboxInput):
        look = "form-check-input"
    elif isinstance(widget, CheckboxSelectMultiple | RadioSelect):
        look = ""
    else:
        look = "form-select" if isinstance(widget, Select) else "form-control"
    if field.errors:
        look += " is-invalid"
    return field.as_widget(attrs={"class": f"{look} {widget.attrs.get('class', '')}".strip()})


@register.filter
def role_word(role) -> str:
    """A role as the history keeps it, in the reader's language."""
    return str(Role(role).label) if role in Role.values else role


@register.filter
def or_unknown(value):
    """What is not known is said so: never 0, never an empty place."""
    if value is None or value == "":
        return format_html('<span class="unknown">{}</span>', _t("not recorded"))
    return value


@register.filter
def short_day(value, agency=None) -> str:
    """ "12 Jul 2022", in the agency's own zone where it is a moment."""
    if not value:
        return ""
    if isinstance(value, datetime):
        value = _local(value, agency)
    return date_format(value, "j M Y")


@register.filter
def short_moment(value, where=None) -> str:
    """ "12 Jul 2022 09.00", in the zone of an agency or in one named directly."""
    return date_format(_local(value, where), "j M Y H.i") if value else ""


@register.filter
def value_of(mapping, name):
    """The value of this name; "" where there is none."""
    return mapping.get(name, "") if mapping else ""


@register.filter
def kind_of(record) -> str:
    """What a record is called in addresses: visit, candidate, agreement …"""
    return record._meta.model_name


@register.filter
def by_act(entries) -> list:
    """The entries of a story, those of one act together."""
    return actions_of(entries)


@register.filter
def client_word(client) -> str:
    """By which way a change came, in words."""
    words = {"page": _t("by a page"), "api": _t("by the API"), "command": _t("by a command")}
    return words.get(client, "")


@register.filter
def in_short(text, stored) -> str:
    """What the history says of a value; days and moments as every page writes them."""
    if isinstance(stored, datetime):
        return short_moment(stored)
    return short_day(stored) if isinstance(stored, date) else text


@register.filter
def figure(value) -> str:
    """A figure as people write it: 21,7 and not 21,7000."""
    if value is None:
        return ""
    # By its digits: a float is never exactly the tenth that it stands for.
    plain = Decimal(str(value)).normalize()
    places = max(0, -int(plain.as_tuple().exponent))
    return number_format(plain, decimal_pos=places, use_l10n=True, force_grouping=True)


def _local(moment, where):
    zone = getattr(where, "zone", where) or None
    return timezone.localtime(moment, zone)


@register.simple_tag(takes_context=True)
def filters_said(context, **more) -> str:
    """What the form of this list was sent with, without what was left open; for an export."""
    said = context["request"].GET.copy()
    said.pop("page", None)
    kept = [(name, value) for name, several in said.lists() for value in several if value.strip()]
    return urlencode([*kept, *more.items()])
