"""A record's page asked for as it was: `?as_of=` leads to the page that shows it."""

from functools import wraps

from django.shortcuts import redirect
from django.urls import reverse


def answers_as_of(view):
    """The page of a record, whose name is that of its model, also answers for an earlier time."""

    @wraps(view)
    def answer(request, pk):
        if "as_of" not in request.GET:
            return view(request, pk)
        address = reverse("history_as_of", args=[view.__name__, pk])
        return redirect(f"{address}?{request.GET.urlencode()}")

    return answer
