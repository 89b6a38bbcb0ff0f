"""What is typed and brought when a paper is signed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.forms.refusable import Refusable
from agreements.models import Party
from cooperation.forms.hidden import Carried
from cooperation.models.text import LONGEST_TEXT

LARGEST_CERTIFICATE = 256 * 1024


class SignedCopyForm(Refusable):
    """A file that came back signed. `keep`: not only to look at it."""

    file = forms.FileField(label=_("signed file"), help_text=_("PDF, or a picture of a scan."))
    party: forms.ModelChoiceField = forms.ModelChoiceField(
        queryset=Party.objects.none(),
        label=_("whose signature it brings"),
        required=False,
        empty_label=_("several parties"),
    )
    version = forms.IntegerField(required=False, widget=Carried)

    def __init__(self, *args, agreement, **options):
        super().__init__(*args, **options)
        parties: Any = self.fields["party"]
        parties.queryset = agreement.parties.select_related("agency")
        self.fields["version"].initial = agreement.version


class CertificateForm(Refusable):
    """Who signs with what. Neither the file nor the passphrase is kept, nor shown again."""

    party: forms.ModelChoiceField = forms.ModelChoiceField(
        queryset=Party.objects.none(), label=_("who signs"), empty_label=_("choose a party")
    )
    certificate = forms.FileField(
        label=_("certificate"), help_text=_("A PKCS#12 file (.p12 or .pfx) of who signs.")
    )
    passphrase = forms.CharField(
        label=_("passphrase"),
        strip=False,
        required=False,
        widget=forms.PasswordInput(render_value=False, attrs={"autocomplete": "off"}),
        help_text=_("Used once, for this signature. It is not stored."),
    )
    signed_place = forms.CharField(label=_("place of signing"), max_length=120)
    why = forms.CharField(label=_("note"), required=False, max_length=LONGEST_TEXT)
    version = forms.IntegerField(required=False, widget=Carried)

    def __init__(self, *args, agreement, **options):
        super().__init__(*args, **options)
        unsigned = agreement.parties.filter(signed_on__isnull=True).select_related("agency")
        parties: Any = self.fields["party"]
        parties.queryset = unsigned
        self.fields["signed_place"].initial = agreement.place
        self.fields["version"].initial = agreement.version

    def clean_certificate(self):
        upload = self.cleaned_data["certificate"]
        if upload.size > LARGEST_CERTIFICATE:
            raise forms.ValidationError(_("This is no certificate: it is too large."))
        return upload
