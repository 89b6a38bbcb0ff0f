"""What people type about visits, as pages ask for it. What is right is said by the services."""

from visits.forms.log import INCOMING, OUTGOING, LogSheet, usual_owner
from visits.forms.parts import (
    AttachmentForm,
    CandidateOfTopicForm,
    DelegationPartForm,
    DiscussionPartForm,
    FigurePartForm,
    HostPartForm,
    OutcomeForm,
    PaperHeadForm,
    ParticipantPartForm,
    RemovalForm,
    ShownPartForm,
    StopPartForm,
    VisitForm,
    VisitMoveForm,
)
from visits.forms.rows import Typed
from visits.forms.talks import Words

__all__ = [
    "INCOMING",
    "OUTGOING",
    "AttachmentForm",
    "CandidateOfTopicForm",
    "DelegationPartForm",
    "DiscussionPartForm",
    "FigurePartForm",
    "HostPartForm",
    "LogSheet",
    "OutcomeForm",
    "PaperHeadForm",
    "ParticipantPartForm",
    "RemovalForm",
    "ShownPartForm",
    "StopPartForm",
    "Typed",
    "VisitForm",
    "VisitMoveForm",
    "Words",
    "usual_owner",
]
