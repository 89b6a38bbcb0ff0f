"""The life of a record as a small diagram: where it stands, what may follow, and who does it."""

from dataclasses import dataclass
from typing import Any

from django import template

from cooperation.permissions import roles_granting

register = template.Library()


@dataclass(frozen=True)
class Status:
    label: Any
    is_here: bool
    may_follow: bool


@dataclass(frozen=True)
class Step:
    label: Any
    leads_to: Any  # None: it stays where it is, or goes back to where it was parked from
    who: str
    agency: Any
    needs_a_reason: bool


@register.inclusion_tag("_components/flow.html")
def how_it_goes_on(record):
    """Of a record with a workflow: its statuses in their order, and the steps that start here."""
    labels = dict(type(record)._meta.get_field("status").choices)
    steps = [_step(record, step, labels) for step in record.next_steps]
    targets = {step.target for step in record.next_steps}
    return {
        "statuses": [
            Status(label, status == record.status, status in targets)
            for status, label in labels.items()
        ],
        "steps": steps,
    }


def _step(record, step, labels) -> Step:
    roles = ", ".join(str(role.label) for role in roles_granting(step.permission))
    target = labels.get(step.target) if step.target else None
    return Step(step.action.label, target, roles, step.agency_of(record), step.reason)
