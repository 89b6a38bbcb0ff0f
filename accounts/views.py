from django.conf import settings
from django.contrib import messages
from django.contrib.auth import views as auth_views
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import Resolver404, resolve, reverse, reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from django.views.generic import FormView
from django.views.i18n import set_language

from accounts import middleware, saved_views
from accounts.forms import (
    ChangePasswordForm,
    ForgottenPasswordForm,
    NewPasswordForm,
    SignInForm,
    TokenForm,
)
from accounts.letters import send_reset
from accounts.models import User
from accounts.services import issue_feed, issue_token, revoke_feed, revoke_token
from accounts.unsent import LONGEST, forget_unsent, keep_unsent, unsent_at

choose_language = login_not_required(set_language)


class SignIn(auth_views.LoginView):
    form_class = SignInForm
    template_name = "accounts/sign_in.html"

    def form_valid(self, form):
        response = super().form_valid(form)
        middleware.begin(self.request.session)
        return response


@method_decorator(login_not_required, name="dispatch")
class ForgottenPassword(FormView):
    form_class = ForgottenPasswordForm
    template_name = "accounts/forgotten_password.html"
    success_url = reverse_lazy("sign_in")

    def form_valid(self, form):
        send_reset(form.cleaned_data["email"])
        messages.info(
            self.request,
            _(
                "If there is an account with this address, a mail with a link is on its way. "
                "Look into the spam folder too."
            ),
        )
        return super().form_valid(form)


class SetPassword(auth_views.PasswordResetConfirmView):
    """Where the links in our mails lead: a first password, or a new one."""

    form_class = NewPasswordForm
    template_name = "accounts/set_password.html"
    success_url = reverse_lazy("sign_in")

    def get_user(self, uidb64):
        user = super().get_user(uidb64)
        return user if user is not None and user.is_active else None

    def form_valid(self, form):
        messages.success(self.request, _("Your password is set. Sign in with it."))
        return super().form_valid(form)


class ChangePassword(auth_views.PasswordChangeView):
    form_class = ChangePasswordForm
    template_name = "accounts/change_password.html"
    success_url = reverse_lazy("me")
    title = gettext_lazy("Change password")

    def form_valid(self, form):
        response = super().form_valid(form)
        messages.success(
            self.request, _("Your password is changed. Other devices have been signed out.")
        )
        return response


@never_cache
def me(request):
    """Own account; a new key is shown in the answer to its own request and never again."""
    form, key = TokenForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        key, _token = issue_token(request.user, **form.cleaned_data)
        form = TokenForm()
    return render(request, "accounts/me.html", {"form": form, "key": key} | _about(request.user))


@require_POST
@never_cache
def new_feed(request):
    """A new calendar address, shown in this answer and never again."""
    address = settings.SITE_URL + reverse("calendar_feed", args=[issue_feed(request.user)])
    context = {"form": TokenForm(), "address": address} | _about(request.user)
    return render(request, "accounts/me.html", context)


@require_POST
def end_feed(request):
    revoke_feed(request.user)
    messages.success(request, _("The calendar address is ended. Programs that use it see nothing."))
    return redirect("me")


@require_POST
def end_token(request, pk):
    revoke_token(get_object_or_404(request.user.tokens, pk=pk), by=request.user)
    messages.success(request, _("The key is ended. Programs that use it are locked out."))
    return redirect("me")


@never_cache
def unsent(request):
    """What this person typed into the form that is sent to `path`: read, kept, or thrown away.

    Asked by the page itself, as it is typed; sent without content it is thrown away.
    """
    asked = request.POST if request.method == "POST" else request.GET
    path, content = asked.get("path", ""), asked.get("content", "")
    if not _is_ours(path) or len(content) > LONGEST or "\0" in content:
        return HttpResponseBadRequest()
    if request.method != "POST":
        kept = unsent_at(request.user, path)
        return JsonResponse(
            {"content": kept.content, "when": _moment(kept.kept_at)} if kept else {}
        )
    if not content:
        forget_unsent(request.user, path)
        return HttpResponse(status=204)
    return JsonResponse({"when": _moment(keep_unsent(request.user, path, content).kept_at)})


@require_POST
def new_view(request):
    """Keep a list with its filters under a name; back to it, either way."""
    path, query = request.POST.get("path", ""), request.POST.get("query", "")
    if not _is_ours(path):
        return HttpResponseBadRequest()
    try:
        view = saved_views.save_view(
            request.user, path=path, query=query, name=request.POST.get("name", "")
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Saved as “%s”. It is offered on this page.") % view)
    return redirect(f"{path}?{saved_views.as_query(query)}")


@require_POST
def delete_view(request, pk):
    view = get_object_or_404(request.user.saved_views, pk=pk)
    saved_views.delete_view(view)
    messages.success(request, _("The view “%s” is deleted.") % view)
    return redirect("me")


def _is_ours(path) -> bool:
    """Whether a page of ours answers there: an address, and no more than one, of this product."""
    if not path.startswith("/") or path.startswith("//") or len(path) > 200:
        return False
    try:
        resolve(path)
    except Resolver404:
        return False
    return True


def _moment(moment) -> str:
    return date_format(timezone.localtime(moment), "j M Y H.i")


def _about(user: User):
    current = user.memberships.exclude(ended_on__lte=timezone.localdate())
    return {
        "memberships": current.select_related("agency").order_by("agency__path", "role"),
        "saved_views": user.saved_views.order_by("path", "name"),
        "has_feed": user.feeds.filter(revoked_at__isnull=True).exists(),
        "tokens": user.tokens.filter(
            revoked_at__isnull=True, expires_at__gt=timezone.now()
        ).order_by("-created_at"),
    }
