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
from agreements.forms.review import CommentForm, CommentMoveForm, step_rows

__all__ = [
    "AgreementForm",
    "AgreementMoveForm",
    "ArticlesForm",
    "CandidateChoice",
    "CommentForm",
    "CommentMoveForm",
    "NipForm",
    "NumberForm",
    "PartyForm",
    "RemovalForm",
    "party_rows",
    "step_rows",
]
