from django import forms
from django.contrib.auth import forms as auth_forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext_lazy as _

from accounts.models import Area, Token
from accounts.services import LOCK, set_password


class SignInForm(auth_forms.AuthenticationForm):
    def get_invalid_login_error(self):
        """The same words whether the account is missing, locked or ended, or the password wrong.

        No lock lasts longer than from now, so the time named here is true for each of them.
        """
        return ValidationError(
            _(
                "This user name and password do not open an account. After five wrong tries an "
                "account is locked for 15 minutes: if you tried that often, try again at %(time)s."
            ),
            code="invalid_login",
            params={"time": time_format(timezone.localtime(timezone.now() + LOCK), "H:i")},
        )


class ForgottenPasswordForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class NewPasswordForm(auth_forms.SetPasswordForm):
    """For who came by a link from a mail of ours."""

    def save(self, commit=True):
        self.user = set_password(self.user, self.cleaned_data["new_password1"], by=self.user)
        return self.user


class ChangePasswordForm(auth_forms.PasswordChangeForm):
    """For who is signed in and still knows the old one."""

    def save(self, commit=True):
        # The view keeps this session alive by the new hash, which only the saved user has.
        self.user = set_password(self.user, self.cleaned_data["new_password1"], by=self.user)
        return self.user


class TokenForm(forms.ModelForm):
    DAYS = [(30, _("30 days")), (90, _("90 days")), (365, _("one year"))]

    days = forms.TypedChoiceField(label=_("Valid for"), choices=DAYS, coerce=int, initial=90)

    writes = forms.MultipleChoiceField(
        label=_("May write in"),
        choices=Area.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose nothing for a program that only reads."),
    )

    class Meta:
        model = Token
        fields = ["name", "networks"]
        help_texts = {
            "name": _("What the key is for, so that you know later which one to end."),
            "networks": _("Addresses or networks of the program, if they are known."),
        }

    field_order = ["name", "writes", "networks", "days"]
