"""What management asks: what is late, whose it is, and what came of the visits."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from api.parameters import refuse_unknown_parameters
from api.schema import Schema
from api.shapes.reports import FollowUpStatusShape, ScopeOfReport
from cooperation.permissions import Permission
from cooperation.reports import Scope, follow_up_status


class FollowUpStatus(APIView):
    permissions = {"get": Permission.REPORT_VIEW}
    http_method_names = ["get", "head"]
    schema = Schema()

    @extend_schema(parameters=[ScopeOfReport], responses=FollowUpStatusShape)
    def get(self, request):
        """Candidates by stage and age, follow-ups that are late, and by whom, what came of topics,
        agreements about to expire."""
        refuse_unknown_parameters(request, set(ScopeOfReport().fields))
        asked = ScopeOfReport(data=request.query_params, context={"request": request})
        asked.is_valid(raise_exception=True)
        scope = dict(asked.validated_data)
        as_of = scope.pop("as_of", None)
        report = follow_up_status(request.user, Scope(**scope), as_of=as_of)
        return Response(FollowUpStatusShape(report).data)
