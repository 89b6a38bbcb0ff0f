"""What people type, as pages ask for it. What is right is said by the services."""

from cooperation.forms.candidates import (
    AdoptionForm,
    CandidateForm,
    EvidenceForm,
    FollowUpForm,
    HouseForm,
    MeasurementForm,
    people_of,
)
from cooperation.forms.erasures import DecisionForm, ErasureForm
from cooperation.forms.fields import (
    CHOOSE,
    PICTURES,
    AgencyField,
    CountField,
    DayField,
    FigureField,
    KeptFileField,
    MomentField,
    agencies_like,
    offer,
)
from cooperation.forms.innovations import InnovationForm
from cooperation.forms.letterheads import LetterheadForm
from cooperation.forms.moves import MoveForm
from cooperation.forms.records import RecordForm
from cooperation.forms.refusals import REFUSALS, said_of, show_refusal

__all__ = [
    "CHOOSE",
    "PICTURES",
    "REFUSALS",
    "AdoptionForm",
    "AgencyField",
    "CandidateForm",
    "CountField",
    "DayField",
    "DecisionForm",
    "ErasureForm",
    "EvidenceForm",
    "FigureField",
    "FollowUpForm",
    "HouseForm",
    "InnovationForm",
    "KeptFileField",
    "LetterheadForm",
    "MeasurementForm",
    "MomentField",
    "MoveForm",
    "RecordForm",
    "agencies_like",
    "offer",
    "people_of",
    "said_of",
    "show_refusal",
]
