"""Regions, affairs and agencies: what everybody who is signed in may look up."""

from api.filters import AffairListFilter, RegionFilter
from api.permissions import SIGNED_IN
from api.shapes.reference import AffairShape, AgencyShape, RegionShape
from api.stories import HISTORY_WINDOW, HasHistory
from api.viewsets import Scoped
from cooperation.filters import AgencyFilter
from cooperation.models import Agency, GovernmentAffair, Region

LOOK_UP = {"list": SIGNED_IN, "retrieve": SIGNED_IN}


class RegionViewSet(Scoped):
    queryset = Region.objects.select_related("parent")
    serializer_class = RegionShape
    filterset_class = RegionFilter
    permissions = LOOK_UP
    is_public = True
    ordering_fields = ["code", "name"]


class AffairViewSet(Scoped):
    queryset = GovernmentAffair.objects.all()
    serializer_class = AffairShape
    filterset_class = AffairListFilter
    permissions = LOOK_UP
    is_public = True
    ordering_fields = ["code", "name"]


class AgencyViewSet(HasHistory):
    queryset = Agency.objects.select_related("parent", "region")
    serializer_class = AgencyShape
    filterset_class = AgencyFilter
    permissions = LOOK_UP | {"history": SIGNED_IN, "as_of": SIGNED_IN}
    ordering_fields = ["name", "code"]
    parameters = HISTORY_WINDOW

    def related(self, user):
        return ["former_names"]
