from django.urls import path, re_path
from drf_spectacular.views import SpectacularRedocView, SpectacularSwaggerView
from rest_framework.routers import SimpleRouter

from api.agreements import AgreementViewSet
from api.candidates import (
    AdoptionViewSet,
    CandidateViewSet,
    FollowUpViewSet,
    MeasurementViewSet,
)
from api.contract import Contract
from api.documents import DocumentViewSet
from api.figures import urlpatterns as figures
from api.library import ClauseViewSet, TemplateViewSet
from api.nothing import Nothing
from api.numbers import PatternViewSet, ReservationViewSet
from api.reference import AffairViewSet, AgencyViewSet, RegionViewSet
from api.reports import FollowUpStatus
from api.search import SearchView
from api.topics import IndicatorViewSet, InnovationViewSet, TopicViewSet
from api.visits import VisitViewSet
from api.webhooks.views import WebhookViewSet

router = SimpleRouter()
router.register("regions", RegionViewSet)
router.register("affairs", AffairViewSet)
router.register("agencies", AgencyViewSet)
router.register("topics", TopicViewSet)
router.register("indicators", IndicatorViewSet)
router.register("innovations", InnovationViewSet)
router.register("visits", VisitViewSet)
router.register("candidates", CandidateViewSet)
router.register("follow-ups", FollowUpViewSet)
router.register("adoptions", AdoptionViewSet)
router.register("measurements", MeasurementViewSet)
router.register("agreements", AgreementViewSet)
router.register("documents", DocumentViewSet)
router.register("clauses", ClauseViewSet)
router.register("templates", TemplateViewSet)
router.register("number-reservations", ReservationViewSet)
router.register("number-patterns", PatternViewSet)
router.register("webhooks", WebhookViewSet)

urlpatterns = [
    *router.urls,
    path("reports/follow-up-status/", FollowUpStatus.as_view(), name="api-follow-up-status"),
    *figures,
    path("search/", SearchView.as_view(), name="api-search"),
    path("schema/", Contract.as_view(), name="api-schema"),
    path("docs/", SpectacularSwaggerView.as_view(url_name="api-schema"), name="api-docs"),
    path(
        "redoc/",
        SpectacularRedocView.as_view(url_name="api-schema", template_name="api/redoc.html"),
        name="api-redoc",
    ),
    # Last: an address of the API that does not exist is told like any other that is not there.
    re_path("", Nothing.as_view()),
]
