"""Forms of the pages that stand above every app."""

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from cooperation.forms.spreadsheet import MOST_ROWS
from cooperation.models import NoticeKind, NoticeWay


class SpreadsheetForm(forms.Form):
    file = forms.FileField(label=_("spreadsheet"), widget=forms.FileInput({"accept": ".xlsx,.csv"}))

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["file"].help_text = (
            _t("XLSX or CSV, at most %d rows. Nothing is taken up before you have seen it.")
            % MOST_ROWS
        )


class NoticeForm(forms.Form):
    """For each kind of notice, how it is told."""

    def __init__(self, data=None, *, ways: dict[NoticeKind, NoticeWay]):
        super().__init__(data)
        for kind, way in ways.items():
            self.fields[kind.value] = forms.ChoiceField(
                label=kind.label, choices=NoticeWay.choices, initial=way
            )

    def chosen(self) -> dict[NoticeKind, NoticeWay]:
        return {NoticeKind(name): NoticeWay(way) for name, way in self.cleaned_data.items()}
