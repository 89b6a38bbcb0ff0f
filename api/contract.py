"""The contract as it is served: in the words of docs/openapi.yaml, whatever the reader speaks."""

from django.utils import translation
from drf_spectacular.views import SpectacularAPIView


class Contract(SpectacularAPIView):
    def dispatch(self, request, *args, **kwargs):
        with translation.override("en"):
            return super().dispatch(request, *args, **kwargs)
