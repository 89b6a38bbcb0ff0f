"""Forms of the pages that stand above every app."""

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from cooperation.forms.spreadsheet import MOST_ROWS


class SpreadsheetForm(forms.Form):
    file = forms.FileField(label=_("spreadsheet"), widget=forms.FileInput({"accept": ".xlsx,.csv"}))

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["file"].help_text = (
            _t("XLSX or CSV, at most %d rows. Nothing is taken up before you have seen it.")
            % MOST_ROWS
        )
