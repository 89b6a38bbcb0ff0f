from agreements.clauses import AgreementKind, ClauseType
from agreements.models.agreement import (
    BINDING_KINDS,
    PERIOD_MONTHS,
    Agreement,
    EntryMode,
    ReportingPeriod,
    TermUnit,
)
from agreements.models.library import Clause, ClauseVersion, Template
from agreements.models.numbers import NumberPattern, NumberReservation, ReservationStatus
from agreements.models.parts import (
    Article,
    CouncilApproval,
    Effect,
    NumberStatus,
    PartnerAnswer,
    Party,
    Revision,
)
from agreements.models.review import Comment, Initial, MonitoringReport, ReviewStep
from agreements.models.signed import Origin, SignedCopy, TextStatus

__all__ = [
    "BINDING_KINDS",
    "PERIOD_MONTHS",
    "Agreement",
    "AgreementKind",
    "Article",
    "Clause",
    "ClauseType",
    "ClauseVersion",
    "Comment",
    "CouncilApproval",
    "Effect",
    "EntryMode",
    "Initial",
    "MonitoringReport",
    "NumberPattern",
    "NumberReservation",
    "NumberStatus",
    "Origin",
    "PartnerAnswer",
    "Party",
    "ReportingPeriod",
    "ReservationStatus",
    "ReviewStep",
    "Revision",
    "SignedCopy",
    "Template",
    "TermUnit",
    "TextStatus",
]
