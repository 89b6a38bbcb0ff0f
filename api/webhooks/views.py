"""One's own webhooks: begun, tried out, looked after and ended."""

import django_filters as filters
from django.db import transaction
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from accounts.models import Area
from api.fields import LineOfText, Visible
from api.models import Webhook, WebhookDelivery
from api.shapes.base import AgencyRef, Sent
from api.viewsets import Scoped
from api.webhooks.events import EVENTS
from api.webhooks.subscribing import end_hook, ping_hook, resume_hook, subscribe
from cooperation.filters import YesOrNo
from cooperation.models import Agency
from cooperation.permissions import Permission


class WebhookFilter(filters.FilterSet):
    ended = YesOrNo(method="filter_ended")

    class Meta:
        model = Webhook
        fields: list[str] = []

    def filter_ended(self, queryset, _name, wanted):
        return queryset.filter(ended_at__isnull=not wanted)


class WebhookShape(serializers.ModelSerializer):
    agency = AgencyRef(read_only=True, allow_null=True)
    events = serializers.ListField(child=serializers.CharField(), read_only=True)

    class Meta:
        model = Webhook
        fields = [
            "id",
            "name",
            "url",
            "events",
            "agency",
            "created_at",
            "ended_at",
            "off_since",
            "off_because",
        ]
        read_only_fields = fields


class NewWebhookShape(WebhookShape):
    secret = serializers.SerializerMethodField(
        help_text="Told this once: what messages are signed with."
    )

    class Meta(WebhookShape.Meta):
        fields = [*WebhookShape.Meta.fields, "secret"]
        read_only_fields = fields

    def get_secret(self, _hook) -> str:
        return self.context["secret"]


class SentWebhook(Sent):
    name = LineOfText(max_length=80)
    url = serializers.URLField(max_length=500)
    events = serializers.ListField(
        child=serializers.ChoiceField(choices=EVENTS), min_length=1, max_length=len(EVENTS)
    )
    agency = Visible(
        queryset=Agency.objects.all(),
        required=False,
        help_text="Only of records that this agency, or a unit of it, keeps.",
    )


class DeliveryShape(serializers.ModelSerializer):
    class Meta:
        model = WebhookDelivery
        fields = [
            "message",
            "event",
            "body",
            "made_at",
            "tries",
            "tried_at",
            "answer",
            "delivered_at",
            "given_up_at",
        ]


class Nothing(Sent):
    """An empty body."""


class WebhookViewSet(Scoped):
    """Your own webhooks: addresses of yours that are told what happens to what you see."""

    area = Area.WEBHOOKS
    queryset = Webhook.objects.select_related("agency")
    serializer_class = WebhookShape
    filterset_class = WebhookFilter
    permissions = dict.fromkeys(
        ("list", "retrieve", "create", "end", "resume", "ping", "deliveries"),
        Permission.VISIT_VIEW,
    )
    sent = {"create": SentWebhook, "end": Nothing, "resume": Nothing, "ping": Nothing}
    paged = frozenset({"deliveries"})

    @extend_schema(responses={201: NewWebhookShape})
    def create(self, request):
        """Begin a webhook. The answer holds its secret, which is not told again."""
        with transaction.atomic():
            secret, hook = subscribe(**self.read(), by=request.user)
        return Response(NewWebhookShape(hook, context={"secret": secret}).data, status=201)

    @action(detail=True, methods=["post"])
    def end(self, request, pk):
        """Tell it nothing more."""
        hook = self.asked()
        with transaction.atomic():
            return self.shown(end_hook(hook, by=request.user))

    @action(detail=True, methods=["post"])
    def resume(self, request, pk):
        """Switch it on again, after it was switched off because it did not answer."""
        hook = self.asked()
        with transaction.atomic():
            return self.shown(resume_hook(hook, by=request.user))

    @extend_schema(responses={201: DeliveryShape})
    @action(detail=True, methods=["post"])
    def ping(self, request, pk):
        """Queue a message of the event “ping”, to try it out."""
        return Response(DeliveryShape(ping_hook(self.asked())).data, status=201)

    def asked(self) -> Webhook:
        """The webhook that a step is for; nothing may be sent along."""
        hook = self.get_object()
        self.read()
        return hook

    @extend_schema(responses=DeliveryShape(many=True))
    @action(detail=True)
    def deliveries(self, request, pk):
        """What was sent there in the last thirty days, and what was answered; the newest first."""
        return self.page_of(self.get_object().deliveries.all(), DeliveryShape)
