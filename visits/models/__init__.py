from visits.models.papers import Attachment, AttachmentKind, PaperKind, VisitPaper
from visits.models.sides import Delegation, Disposition, Host, Participant, ScheduleChange, Stop
from visits.models.talks import Discussion, InnovationShown, Outcome, QuotedValue
from visits.models.visit import Visit, VisitorBranch, VisitType

__all__ = [
    "Attachment",
    "AttachmentKind",
    "Delegation",
    "Discussion",
    "Disposition",
    "Host",
    "InnovationShown",
    "Outcome",
    "PaperKind",
    "Participant",
    "QuotedValue",
    "ScheduleChange",
    "Stop",
    "Visit",
    "VisitPaper",
    "VisitType",
    "VisitorBranch",
]
