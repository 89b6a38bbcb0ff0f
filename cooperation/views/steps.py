"""The steps that a page offers for a record, and the taking of one."""

from dataclasses import dataclass

from django.core.exceptions import BadRequest
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from cooperation.forms import REFUSALS, MoveForm
from cooperation.permissions import NotPermitted, may, roles_granting


@dataclass(frozen=True)
class Steps:
    """The one step that carries the story on, if there is one, and the others."""

    next: MoveForm | None
    others: list[MoveForm]
    waits_for: str = ""  # who takes the next step, where that is somebody else

    def __iter__(self):
        yield from filter(None, [self.next, *self.others])


def steps_for(record, user, *, form=MoveForm, refused=None, but=()) -> Steps:
    """What this person may do next, without the actions that would be refused (`but`).

    `refused` is a form that came back: it stands in the place of its step.

    A step that owes a reason turns the story aside or back; it is never the one that is offered
    first, unless the page was just asked for it.
    """
    possible = [step for step in record.next_steps if step.action not in but]
    allowed = [step for step in possible if _may_take(record, user, step)]
    forms = [form(record=record, step=step) for step in allowed]
    if refused is not None:
        others = [one for one in forms if one.step.action != refused.step.action]
        return Steps(refused, others)
    first = next((one for one in forms if not one.step.reason), None)
    waits_for = "" if first else _others_turn(record, possible)
    return Steps(first, [one for one in forms if one is not first], waits_for)


def take_step(request, record, table, move, *, form=MoveForm) -> MoveForm | None:
    """Take the step that was sent; the form, with what is wrong with it, where it is refused."""
    step = table.get(request.POST.get("action"))
    if step is None or step.automatic:
        raise BadRequest(_("This page knows no such step."))
    if not _may_take(record, request.user, step):
        # Before the form: whoever may not is told so, and not what else is missing.
        raise NotPermitted(step.permission, step.agency_of(record))
    sent = form(request.POST, record=record, step=step)
    if sent.is_valid():
        try:
            move(record, step.action, by=request.user, **sent.options())
        except REFUSALS as error:
            sent.refuse(error)
        else:
            return None
    return sent


def came_from(request) -> str:
    """The page that a step was taken on, where that is one of ours."""
    page = request.POST.get("next", "")
    return page if url_has_allowed_host_and_scheme(page, allowed_hosts={request.get_host()}) else ""


def _may_take(record, user, step):
    return may(user, step.permission, step.agency_of(record))


def _others_turn(record, possible):
    step = next((one for one in possible if not one.reason), None)
    if step is None:
        return ""
    roles = ", ".join(str(role.label) for role in roles_granting(step.permission))
    return _("Next: “%(action)s”, by %(roles)s of %(agency)s.") % {
        "action": step.action.label,
        "roles": roles,
        "agency": step.agency_of(record),
    }
