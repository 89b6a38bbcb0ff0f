"""What a form carries without showing it."""

from django import forms


class Carried(forms.HiddenInput):
    """Without an id: nothing points at it, and several forms of one page carry the same."""

    def __init__(self):
        super().__init__({"id": False})
