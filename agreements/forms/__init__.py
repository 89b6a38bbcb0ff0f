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
from agreements.forms.library import ClauseForm, EndForm, TemplateForm, VersionForm
from agreements.forms.review import CommentForm, CommentMoveForm, step_rows

__all__ = [
    "AgreementForm",
    "AgreementMoveForm",
    "ArticlesForm",
    "CandidateChoice",
    "ClauseForm",
    "CommentForm",
    "CommentMoveForm",
    "EndForm",
    "NipForm",
    "NumberForm",
    "PartyForm",
    "RemovalForm",
    "TemplateForm",
    "VersionForm",
    "party_rows",
    "step_rows",
]
