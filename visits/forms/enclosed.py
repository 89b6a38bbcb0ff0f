"""Files that come with a visit at once: the letter, and what the telephone photographed."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from cooperation.forms import PICTURES, KeptFileField
from cooperation.services import check_upload
from visits.models import AttachmentKind

MOST_PHOTOS = 10


class SeveralFiles(forms.FileInput):
    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """Any number of files, each judged by itself; the value is a list."""

    widget = SeveralFiles

    def clean(self, data, initial=None) -> Any:
        return [super(SeveralFilesField, self).clean(one, initial) for one in data or []]


class EnclosedForm(forms.Form):
    """Checked before anything is written, so that a bad file costs nobody what was typed."""

    fields: dict[str, Any]

    letter = KeptFileField(
        label=_("letter"),
        required=False,
        help_text=_("The letter that came, as a file or photographed."),
    )
    photos = SeveralFilesField(
        label=_("photos"),
        required=False,
        widget=SeveralFiles({"accept": PICTURES}),
        help_text=_("On a phone this opens the camera, too."),
    )

    @property
    def was_chosen(self) -> bool:
        """Whether there were files: a page that comes back has lost them, as browsers do."""
        return bool(self.files)

    def clean_letter(self):
        letter = self.cleaned_data["letter"]
        if letter:
            _check(letter)
        return letter

    def clean_photos(self):
        photos = self.cleaned_data["photos"]
        if len(photos) > MOST_PHOTOS:
            raise ValidationError(
                _t("At most %d photos at once. Attach the others on the page of the visit.")
                % MOST_PHOTOS
            )
        for photo in photos:
            _check(photo)
        return photos

    def attachments(self) -> list[dict]:
        """What attach_file takes, one by one."""
        letter = self.cleaned_data["letter"]
        first = [{"kind": AttachmentKind.LETTER, "upload": letter}] if letter else []
        photos = self.cleaned_data["photos"]
        return [*first, *({"kind": AttachmentKind.PHOTO, "upload": one} for one in photos)]


def _check(upload):
    try:
        check_upload(upload)
    except ValidationError as error:
        raise ValidationError([f"{upload.name}: {message}" for message in error.messages]) from None
