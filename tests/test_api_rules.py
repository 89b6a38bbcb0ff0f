"""Rules that hold for every endpoint, so that a new one cannot forget them."""

import pytest
from django.core.management import call_command

from api.urls import router

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
