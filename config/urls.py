from django.urls import URLPattern, URLResolver, include, path

from cooperation.admin import site

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include("accounts.urls")),
    path("admin/", site.urls),
    path("api/v1/", include("api.urls")),
]
