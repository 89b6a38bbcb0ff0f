from agreements.models.agreement import (
    BINDING_KINDS,
    Agreement,
    AgreementKind,
    EntryMode,
)
from agreements.models.parts import (
    Article,
    CouncilApproval,
    NumberStatus,
    PartnerAnswer,
    Party,
    Revision,
)

__all__ = [
    "BINDING_KINDS",
    "Agreement",
    "AgreementKind",
    "Article",
    "CouncilApproval",
    "EntryMode",
    "NumberStatus",
    "PartnerAnswer",
    "Party",
    "Revision",
]
