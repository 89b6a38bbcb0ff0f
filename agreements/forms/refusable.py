from django import forms

from cooperation.forms import show_refusal


class Refusable(forms.Form):
    """A form that shows what a service refused, with everything typed still in it."""

    def refuse(self, error):
        show_refusal(self, error)
