"""How the papers of an office look."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from cooperation.forms import REFUSALS, LetterheadForm
from cooperation.models import Agency, Letterhead
from cooperation.pdf import look_of, sample_of
from cooperation.permissions import NotPermitted, Permission, may
from cooperation.services import arrange_letterhead
from cooperation.views.papers import pdf_response


def letterhead(request, pk):
    """Paper, type, emblem and custom; what is not set here is as the agency above has it."""
    agency = _arrangeable(request, pk)
    kept = Letterhead.objects.used_by(agency)
    own = kept if kept.agency_id == agency.pk else Letterhead(agency=agency)
    inherited = {name: getattr(kept, name) for name in LetterheadForm.names}
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = LetterheadForm(sent[0], record=own, initial=inherited, files=sent[1])
    if request.method == "POST" and form.is_valid():
        try:
            arrange_letterhead(
                agency,
                by=request.user,
                changes={name: form.cleaned_data[name] for name in form.names},
                **form.uploads(),
                **form.options(),
            )
        except REFUSALS as error:
            form.refuse(error)
        else:
            messages.success(request, _("Saved. New papers look like this from now on."))
            return redirect("letterhead", pk)
    context = {"agency": agency, "form": form, "kept": kept, "is_own": own is kept}
    return render(request, "cooperation/letterhead.html", context)


@never_cache
def letterhead_sample(request, pk):
    """`?of=agreement` or `?of=office`; a letter without."""
    agency = _arrangeable(request, pk)
    of = request.GET.get("of", "")
    document = sample_of(
        look_of(agency),
        agency.today(),
        of_office=of == "office",
        of_agreement=of == "agreement",
    )
    return pdf_response(document.printed().content, f"contoh-{agency.code}.pdf")


def _arrangeable(request, pk) -> Agency:
    agencies = Agency.objects.visible_to(request.user).select_related("parent")
    agency = get_object_or_404(agencies, pk=pk)
    if not may(request.user, Permission.PAPER_ARRANGE, agency):
        raise NotPermitted(Permission.PAPER_ARRANGE, agency)
    return agency
