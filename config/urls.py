from django.urls import URLPattern, URLResolver, include, path

from config.as_of import history_as_of, history_restore
from config.calendar import calendar_feed
from config.figures import report_figures, report_list, report_records
from config.glance import at_a_glance, regions_at_a_glance
from config.guide import guide
from config.history import history, history_sheet
from config.home import home
from config.imports import (
    import_go_on,
    import_list,
    import_new,
    import_page,
    import_take,
    import_template,
    import_undo,
)
from config.integrity import health, integrity, integrity_verify
from config.notices import notice_open, notice_settings, notices, notices_read
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
    path("notices/", notices, name="notices"),
    path("notices/read/", notices_read, name="notices_read"),
    path("notices/settings/", notice_settings, name="notice_settings"),
    path("notices/<int:pk>/open/", notice_open, name="notice_open"),
    path("imports/", import_list, name="import_list"),
    path("imports/<int:pk>/", import_page, name="import"),
    path("imports/<int:pk>/go-on/", import_go_on, name="import_go_on"),
    path("imports/<int:pk>/take/", import_take, name="import_take"),
    path("imports/<int:pk>/undo/", import_undo, name="import_undo"),
    path("imports/new/<slug:sheet>/", import_new, name="import_new"),
    path("imports/new/<slug:sheet>/template/", import_template, name="import_template"),
    path("guide/", guide, name="guide"),
    path("guide/<slug:part>/", guide, name="guide_part"),
    path("glance/", at_a_glance, name="glance"),
    path("glance/regions/", regions_at_a_glance, name="glance_regions"),
    path("reports/", report_list, name="report_list"),
    path("reports/follow-up-status/", report_follow_up_status, name="report_follow_up_status"),
    path("reports/<slug:name>/", report_figures, name="report"),
    path("reports/<slug:name>/records/", report_records, name="report_records"),
    path("accounts/", include("accounts.urls")),
    path("admin/", site.urls),
    path("api/v1/", include("api.urls")),
]
