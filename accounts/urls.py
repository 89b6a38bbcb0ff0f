from django.contrib.auth.views import LogoutView
from django.urls import path

from accounts import views

urlpatterns = [
    path("sign-in/", views.SignIn.as_view(), name="sign_in"),
    path("sign-out/", LogoutView.as_view(), name="sign_out"),
    path("forgotten-password/", views.ForgottenPassword.as_view(), name="forgotten_password"),
    path("password/<uidb64>/<token>/", views.SetPassword.as_view(), name="set_password"),
    path("password/", views.ChangePassword.as_view(), name="change_password"),
    path("language/", views.choose_language, name="choose_language"),
    path("me/", views.me, name="me"),
    path("me/unsent/", views.unsent, name="unsent"),
    path("me/views/", views.new_view, name="new_view"),
    path("me/views/<int:pk>/delete/", views.delete_view, name="delete_view"),
    path("me/calendar/", views.new_feed, name="new_feed"),
    path("me/calendar/end/", views.end_feed, name="end_feed"),
    path("me/tokens/<int:pk>/end/", views.end_token, name="end_token"),
]
