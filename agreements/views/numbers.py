"""The book of numbers: what was taken, for what, and what is void; and how numbers are made up."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agreements.forms import PatternForm, RegisterForm, ReserveForm, VoidForm
from agreements.models import NumberPattern, NumberReservation, Party
from agreements.numbering import Made, number_from
from agreements.services import arrange_numbers, reserve_number, void_number
from agreements.views.drafting import writable
from cooperation.forms import REFUSALS, HouseForm, said_of
from cooperation.permissions import NotPermitted, Permission, may_somewhere
from cooperation.views.lists import houses_of, page_of

RESERVE, ARRANGE = Permission.NUMBER_RESERVE, Permission.NUMBER_ARRANGE


def number_register(request):
    """Every number that was taken, the newest first; void ones with their reason."""
    if not may_somewhere(request.user, Permission.AGREEMENT_VIEW):
        raise NotPermitted(Permission.AGREEMENT_VIEW)
    asked = RegisterForm(request.GET)
    wanted = (
        {name: value for name, value in asked.cleaned_data.items() if value}
        if (asked.is_valid())
        else {}
    )
    rows = NumberReservation.objects.visible_to(request.user).filter(**wanted)
    rows = rows.select_related("owner", "party__agreement__owner", "party__agency", "reserved_by")
    houses = houses_of(request.user, RESERVE)
    context = {
        "asked": asked,
        "page": page_of(request, rows),
        "house": HouseForm(houses=houses) if houses else None,
        "reserve": ReserveForm() if houses else None,
        "void": VoidForm(),
    }
    return render(request, "agreements/number_register.html", context)


@require_POST
def number_reserve(request):
    """Take a number for a purpose that is no draft here."""
    houses = houses_of(request.user, RESERVE)
    if not houses:
        raise NotPermitted(RESERVE)
    house, form = HouseForm(request.POST, houses=houses), ReserveForm(request.POST)
    if house.is_valid() & form.is_valid():
        try:
            taken = reserve_number(
                owner=house.cleaned_data["owner"], by=request.user, **form.cleaned_data
            )
        except REFUSALS as error:
            messages.error(request, said_of(error))
        else:
            messages.success(request, _("The number is %s.") % taken.number)
    else:
        messages.error(request, _("Choose the kind and say what the number is for."))
    return redirect("number_register")


@require_POST
def party_reserve(request, pk, party):
    """Take the next number for a party of the own house."""
    found = writable(request.user, pk)
    row = get_object_or_404(Party.objects.filter(agreement=found), pk=party)
    try:
        taken = reserve_number(party=row, by=request.user)
    except REFUSALS as error:
        messages.error(request, said_of(error))
    else:
        messages.success(request, _("The number is %s.") % taken.number)
    return redirect("party", pk, party)


@require_POST
def number_void(request, pk):
    row = get_object_or_404(NumberReservation.objects.visible_to(request.user), pk=pk)
    form = VoidForm(request.POST)
    if form.is_valid():
        try:
            void_number(
                row,
                by=request.user,
                why=form.cleaned_data["why"],
                expected_version=form.cleaned_data["version"],
            )
        except REFUSALS as error:
            messages.error(request, said_of(error))
        else:
            messages.success(request, _("The number is void, and stays in the book."))
    else:
        messages.error(request, _("A number is void for a reason. Write why."))
    return redirect("number_register")


def number_patterns(request):
    """How the office's numbers are made up, one pattern for each kind or one for all."""
    if not may_somewhere(request.user, Permission.AGREEMENT_VIEW):
        raise NotPermitted(Permission.AGREEMENT_VIEW)
    houses = houses_of(request.user, ARRANGE)
    house = HouseForm(request.POST or None, houses=houses) if houses else None
    form = PatternForm(request.POST or None) if houses else None
    if request.method == "POST":
        if house is None or form is None:
            raise NotPermitted(ARRANGE)
        if house.is_valid() & form.is_valid():
            try:
                arrange_numbers(
                    owner=house.cleaned_data["owner"], by=request.user, **form.cleaned_data
                )
            except REFUSALS as error:
                form.refuse(error)
            else:
                messages.success(request, _("The pattern is saved."))
                return redirect("number_patterns")
    rows = NumberPattern.objects.visible_to(request.user).select_related("owner", "classification")
    page = page_of(request, rows)
    context = {
        "page": page,
        "rows": [(row, _example(row)) for row in page],
        "house": house,
        "form": form,
    }
    return render(request, "agreements/number_patterns.html", context)


def _example(row):
    code = row.classification.code if row.classification else ""
    return number_from(row.pattern, Made(1, row.owner.today(), code, row.unit))
