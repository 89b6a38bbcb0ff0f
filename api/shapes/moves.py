"""A step of a workflow as somebody sends it; its facts are typed by the workflow's own table."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from api.fields import Day, LineOfText, Moment, Text, Visible
from api.shapes.base import Note, Sent, Version
from cooperation.models import Agency
from cooperation.models.text import LONGEST_TEXT
from cooperation.workflow import Ask

HEADCOUNT: dict[str, Any] = {"min_value": 0, "max_value": 100_000, "allow_null": True}


def field_for(ask: Ask) -> serializers.Field:
    """Which steps need the fact is said by the service; here, only what it must look like."""
    options: dict[str, Any] = {"required": False, "help_text": ask.label}
    match ask.kind:
        case "date":
            return Day(**options)
        case "datetime":
            return Moment(**options)
        case "number":
            return serializers.DecimalField(max_digits=18, decimal_places=4, **options)
        case "yes":
            return serializers.BooleanField(**options)
        case "choice" if ask.choices is not None:
            return serializers.ChoiceField(choices=ask.choices.choices, **options)
        case "agency":
            return Visible(queryset=Agency.objects.all(), **options)
        case "headcounts":
            return serializers.DictField(child=serializers.IntegerField(**HEADCOUNT), **options)
        case "line":
            return LineOfText(max_length=250, allow_blank=True, **options)
        case _:
            return Text(max_length=LONGEST_TEXT, allow_blank=True, **options)


def move_shape(name: str, table: Mapping[Any, Any], **own_fields) -> type[Sent]:
    """The body of …/move/ for a workflow. `own_fields`: facts that only this workflow knows."""
    steps = [step for step in table.values() if not step.automatic]
    asked = {ask.name: field_for(ask) for step in steps for ask in step.asks} | own_fields
    facts = type(f"{name}Facts", (Sent,), asked)
    fields = {
        "action": serializers.ChoiceField(
            choices=[(step.action, step.action.label) for step in steps]
        ),
        "note": Note(default=""),
        "on": Day(required=False, help_text=_("The day it happened; today unless said otherwise.")),
        "version": Version(),
        "facts": facts(default=dict, help_text=_("What the step asks for.")),
    }
    return type(f"{name}Step", (Sent,), fields)
