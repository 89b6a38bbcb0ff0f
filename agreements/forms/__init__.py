from agreements.forms.drafting import (
    AgreementForm,
    AgreementMoveForm,
    ArticlesForm,
    CandidateChoice,
    NipForm,
    NumberForm,
    PartyForm,
    RemovalForm,
    party_rows,
)

__all__ = [
    "AgreementForm",
    "AgreementMoveForm",
    "ArticlesForm",
    "CandidateChoice",
    "NipForm",
    "NumberForm",
    "PartyForm",
    "RemovalForm",
    "party_rows",
]
