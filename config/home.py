"""The first page: what needs me, what is late, what came of it."""

from django.shortcuts import render


def home(request):
    return render(request, "home.html")
