from cooperation.models.adoptions import Adoption, AdoptionStatus, Measurement
from cooperation.models.agencies import Agency, AgencyKind, FormerName, TimeZone
from cooperation.models.candidate_kinds import CandidateKind, CooperationKind, Priority
from cooperation.models.candidates import Candidate, FollowUp, late
from cooperation.models.codes import ClassificationCode
from cooperation.models.erasures import Erasure, ErasureStatus
from cooperation.models.files import (
    DocumentKind,
    IssuedDocument,
    StoredFile,
    check_address,
    heavy_of,
)
from cooperation.models.imports import (
    ImportBatch,
    ImportKind,
    ImportRow,
    ImportState,
    RowState,
)
from cooperation.models.letterheads import (
    FirstParty,
    Letterhead,
    PaperSize,
    Side,
    Typeface,
)
from cooperation.models.notices import (
    Notice,
    NoticeDelivery,
    NoticeKind,
    NoticeSetting,
    NoticeWay,
)
from cooperation.models.numbers import NumberedRecord, NumberSequence
from cooperation.models.people import (
    Membership,
    OfficeHolding,
    OfficeStatus,
    Official,
    PersonalDetail,
)
from cooperation.models.regions import GovernmentAffair, Region, RegionType
from cooperation.models.searching import SearchDue, SearchText
from cooperation.models.topics import Indicator, Innovation, InnovationKind, Topic

__all__ = [
    "Adoption",
    "AdoptionStatus",
    "Agency",
    "AgencyKind",
    "Candidate",
    "CandidateKind",
    "ClassificationCode",
    "CooperationKind",
    "DocumentKind",
    "Erasure",
    "ErasureStatus",
    "FirstParty",
    "FollowUp",
    "FormerName",
    "GovernmentAffair",
    "ImportBatch",
    "ImportKind",
    "ImportRow",
    "ImportState",
    "Indicator",
    "Innovation",
    "InnovationKind",
    "IssuedDocument",
    "Letterhead",
    "Measurement",
    "Membership",
    "Notice",
    "NoticeDelivery",
    "NoticeKind",
    "NoticeSetting",
    "NoticeWay",
    "NumberSequence",
    "NumberedRecord",
    "OfficeHolding",
    "OfficeStatus",
    "Official",
    "PaperSize",
    "PersonalDetail",
    "Priority",
    "Region",
    "RegionType",
    "RowState",
    "SearchDue",
    "SearchText",
    "Side",
    "StoredFile",
    "TimeZone",
    "Topic",
    "Typeface",
    "check_address",
    "heavy_of",
    "late",
]
