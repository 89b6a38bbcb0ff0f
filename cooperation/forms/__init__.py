"""What people type, as pages ask for it. What is right is said by the services."""

from cooperation.forms.fields import AgencyField, DayField, MomentField
from cooperation.forms.moves import MoveForm
from cooperation.forms.refusals import REFUSALS, show_refusal

__all__ = ["REFUSALS", "AgencyField", "DayField", "MomentField", "MoveForm", "show_refusal"]
