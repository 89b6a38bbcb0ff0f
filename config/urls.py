from django.urls import URLPattern, URLResolver, include, path

from config.as_of import history_as_of, history_restore
from config.calendar import calendar_feed
from config.figures import report_figures, report_list, report_records
from config.history import history, history_sheet
from config.home import home
from config.integrity import health, integrity, integrity_verify
from config.readings import readings
from config.reports import report_follow_up_status
from config.search import search_everything
from cooperation.admin import site

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    path("search/", search_everything, name="search"),
    path("visits/", include("visits.urls")),
    path("", include("cooperation.urls")),
    path("agreements/", include("agreements.urls")),
    path("history/<slug:kind>/<int:pk>/", history, name="history"),
    path("history/<slug:kind>/<int:pk>/sheet/", history_sheet, name="history_sheet"),
    path("history/<slug:kind>/<int:pk>/as-of/", history_as_of, name="history_as_of"),
    path("history/<slug:kind>/<int:pk>/restore/", history_restore, name="history_restore"),
    path("readings/<slug:kind>/<int:pk>/", readings, name="readings"),
    path("audit/", integrity, name="integrity"),
    path("audit/verify/", integrity_verify, name="integrity_verify"),
    path("health/", health, name="health"),
    path("calendar/<slug:key>.ics", calendar_feed, name="calendar_feed"),
    path("reports/", report_list, name="report_list"),
    path("reports/follow-up-status/", report_follow_up_status, name="report_follow_up_status"),
    path("reports/<slug:name>/", report_figures, name="report"),
    path("reports/<slug:name>/records/", report_records, name="report_records"),
    path("accounts/", include("accounts.urls")),
    path("admin/", site.urls),
    path("api/v1/", include("api.urls")),
]
