"""What belongs to a topic: its outcome, the candidate seen in it, what was shown and quoted."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cooperation.permissions import Permission, current_memberships, may
from visits import services
from visits.forms import (
    CandidateOfTopicForm,
    FigurePartForm,
    OutcomeForm,
    RemovalForm,
    ShownPartForm,
)
from visits.models import InnovationShown, QuotedValue
from visits.views.asking import ask, removed
from visits.views.detail import found


def unit_of(talk):
    """Whose people write up this topic: the unit that presented it, or the whole house."""
    unit, owner = talk.presenting_unit, talk.visit.owner
    return unit if unit is not None and unit.is_within(owner) else owner


def outcome(request, pk, part):
    visit, talk = _talk(request, pk, part)
    form = OutcomeForm(request.POST or None, record=talk, user=request.user)
    return ask(
        request,
        visit,
        form,
        title=_("What comes of “%s”") % talk,
        permission=Permission.VISIT_REPORT,
        at=unit_of(talk),
        save=lambda: services.set_outcome(
            talk,
            outcome=form.cleaned_data["outcome"],
            note=form.cleaned_data["outcome_note"],
            candidate=form.cleaned_data["candidate"],
            by=request.user,
            **form.options(),
        ),
    )


def candidate_of_topic(request, pk, part):
    visit, talk = _talk(request, pk, part)
    form = CandidateOfTopicForm(request.POST or None, discussion=talk, user=request.user)
    return ask(
        request,
        visit,
        form,
        title=_("A candidate from “%s”") % talk,
        permission=Permission.CANDIDATE_IDENTIFY,
        at=unit_of(talk),
        save=lambda: services.open_candidate_from(
            talk, by=request.user, owner=_owner_for(visit, request.user), **form.cleaned_data
        ),
    )


def _owner_for(visit, user):
    """The whole house where the person may speak for it; otherwise their own unit."""
    if may(user, Permission.CANDIDATE_IDENTIFY, visit.owner):
        return visit.owner
    units = [held.agency for held in current_memberships(user)]
    return next((unit for unit in units if unit.is_within(visit.owner)), visit.owner)


def figure_new(request, pk, part):
    visit, talk = _talk(request, pk, part)
    form = FigurePartForm(request.POST or None, visit=visit, user=request.user)
    return ask(
        request,
        visit,
        form,
        title=_("A figure that was quoted"),
        permission=Permission.VISIT_REPORT,
        at=unit_of(talk),
        save=lambda: services.add_quoted_value(talk, by=request.user, **form.values()),
    )


def figure(request, pk, part):
    visit, row = _figure(request, pk, part)
    form = FigurePartForm(request.POST or None, visit=visit, user=request.user, record=row)
    return ask(
        request,
        visit,
        form,
        title=_("A figure that was quoted"),
        permission=Permission.VISIT_REPORT,
        at=unit_of(row.discussion),
        save=lambda: services.change_quoted_value(
            row, by=request.user, changes=form.changes(), **form.options()
        ),
        removal=RemovalForm(initial={"version": row.version}, auto_id="removal_%s"),
        removal_href=reverse("visit_figure_remove", args=[pk, part]),
    )


@require_POST
def figure_remove(request, pk, part):
    visit, row = _figure(request, pk, part)
    return removed(
        request,
        visit,
        lambda **said: services.remove_quoted_value(row, by=request.user, **said),
        permission=Permission.VISIT_REPORT,
        at=unit_of(row.discussion),
    )


def shown_new(request, pk, part):
    visit, talk = _talk(request, pk, part)
    form = ShownPartForm(request.POST or None, user=request.user)
    return ask(
        request,
        visit,
        form,
        title=_("An innovation that was shown"),
        permission=Permission.VISIT_REPORT,
        at=unit_of(talk),
        save=lambda: services.add_innovation_shown(talk, by=request.user, **form.values()),
    )


@require_POST
def shown_remove(request, pk, part):
    visit = found(request, pk)
    rows = InnovationShown.objects.filter(discussion__visit=visit)
    row = get_object_or_404(rows.select_related("discussion__presenting_unit"), pk=part)
    row.discussion.visit = visit
    return removed(
        request,
        visit,
        lambda **said: services.remove_innovation_shown(row, by=request.user, **said),
        permission=Permission.VISIT_REPORT,
        at=unit_of(row.discussion),
    )


def _figure(request, pk, part):
    visit = found(request, pk)
    rows = QuotedValue.objects.filter(discussion__visit=visit)
    rows = rows.select_related("indicator", "agency", "discussion__presenting_unit")
    row = get_object_or_404(rows, pk=part)
    row.discussion.visit = visit
    return visit, row


def _talk(request, pk, part):
    visit = found(request, pk)
    talk = get_object_or_404(
        visit.discussions.select_related("topic", "presenting_unit", "candidate"), pk=part
    )
    talk.visit = visit
    return visit, talk
