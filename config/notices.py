"""The bell: what concerns this person, read or not, and what they want to be told."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from config.digest import told_to
from config.forms import NoticeForm
from cooperation.services.notices import choose_ways, mark_read, ways_of
from cooperation.views.lists import page_of


def notices(request):
    rows = request.user.notice_deliveries.select_related("notice__owner")
    page = page_of(request, rows)
    told = {one.notice.pk: one for one in told_to(request.user, [row.notice for row in page])}
    context = {
        "page": page,
        # A record that this person does not see any more says nothing, and leads nowhere.
        "rows": [(row, told.get(row.notice_id)) for row in page],
        "has_unread": any(row.read_at is None for row in page),
        "form": NoticeForm(ways=ways_of(request.user)),
    }
    return render(request, "notices.html", context)


@require_POST
def notice_open(request, pk):
    """Go to the record; the notice is read by that."""
    row = get_object_or_404(request.user.notice_deliveries.select_related("notice"), pk=pk)
    mark_read(request.user, row.pk)
    for told in told_to(request.user, [row.notice]):
        return redirect(reverse(told.page, args=[told.key]))
    return redirect("notices")


@require_POST
def notices_read(request):
    mark_read(request.user)
    return redirect("notices")


@require_POST
def notice_settings(request):
    form = NoticeForm(request.POST, ways=ways_of(request.user))
    if form.is_valid():
        choose_ways(request.user, form.chosen())
        messages.success(request, _("Saved. It counts from the next notice on."))
    return redirect("notices")
