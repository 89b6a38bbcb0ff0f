"""Rules that hold for every endpoint, so that a new one cannot forget them."""

import pytest
from django.core.management import call_command
from django_filters import ModelChoiceFilter
from rest_framework import serializers

from api.fields import ByCode, Visible
from api.urls import router
from cooperation.models import Agency, ClassificationCode, GovernmentAffair, Region

# What everybody who is signed in may look up.
PUBLIC = (Agency, ClassificationCode, GovernmentAffair, Region)

STANDARD_ACTIONS = ["list", "retrieve", "create", "update", "partial_update", "destroy"]
VIEWSETS = [pytest.param(viewset, id=prefix) for prefix, viewset, _ in router.registry]


def test_schema_is_clean(tmp_path):
    call_command("spectacular", validate=True, fail_on_warn=True, file=str(tmp_path / "schema"))


@pytest.mark.parametrize("viewset", VIEWSETS)
def test_every_action_names_its_permission(viewset):
    standard = {name for name in STANDARD_ACTIONS if hasattr(viewset, name)}
    extra = {action.__name__ for action in viewset.get_extra_actions()}

    assert standard | extra == set(viewset.permissions)


@pytest.mark.parametrize("viewset", VIEWSETS)
def test_every_list_names_what_it_can_be_ordered_by(viewset):
    """Without a list of its own, DRF orders by any field, and an order tells what is hidden."""
    assert viewset.ordering_fields not in (None, "__all__")


def model_filters():
    for prefix, viewset, _name in router.registry:
        for name, each in viewset.filterset_class.base_filters.items():
            if isinstance(each, ModelChoiceFilter):
                yield pytest.param(each, id=f"{prefix} {name}")


@pytest.mark.parametrize("each", list(model_filters()))
def test_every_filter_that_names_a_record_is_scoped(each):
    """By its reader, or it names what everybody may look up."""
    rows = each.extra["queryset"]

    if not callable(rows):
        assert rows.model in PUBLIC
        return
    assert list(rows(None)) == []  # nobody asks: nothing is named


def related_fields(shape, path):
    for name, field in shape.fields.items():
        field = getattr(field, "child", field)
        if isinstance(field, serializers.RelatedField | serializers.ManyRelatedField):
            yield f"{path}.{name}", getattr(field, "child_relation", field)
        elif isinstance(field, serializers.Serializer):
            yield from related_fields(field, f"{path}.{name}")


@pytest.mark.parametrize("viewset", VIEWSETS)
def test_every_record_that_a_body_names_is_looked_up_among_those_the_writer_sees(viewset):
    for action, shape in viewset.sent.items():
        for path, field in related_fields(shape(), action):
            assert isinstance(field, Visible | ByCode), path
            model = field.queryset.model
            scoped = hasattr(field.queryset, "visible_to") or type(field).get_queryset is not (
                Visible.get_queryset
            )
            assert scoped or model in PUBLIC, path


@pytest.mark.parametrize("viewset", VIEWSETS)
def test_every_list_is_scoped_unless_it_is_for_everybody(viewset):
    assert viewset.is_public is (viewset.queryset.model in (Region, GovernmentAffair))
    assert viewset.is_public or hasattr(viewset.queryset, "visible_to")
