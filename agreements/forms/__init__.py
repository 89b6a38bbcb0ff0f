from agreements.forms.after_signing import CorrectionForm, OriginalForm, SignatureForm
from agreements.forms.articles import ArticlesForm
from agreements.forms.drafting import (
    AgreementForm,
    AgreementMoveForm,
    CandidateChoice,
    NipForm,
    NumberForm,
    PartyForm,
    RemovalForm,
    party_rows,
)
from agreements.forms.intake import ImportForm, SignedForm, signed_party_rows
from agreements.forms.library import ClauseForm, EndForm, TemplateForm, VersionForm
from agreements.forms.monitoring import MonitoringForm
from agreements.forms.numbers import PatternForm, RegisterForm, ReserveForm, VoidForm
from agreements.forms.review import CommentForm, CommentMoveForm, step_rows
from agreements.forms.signing import CertificateForm, SignedCopyForm

__all__ = [
    "AgreementForm",
    "AgreementMoveForm",
    "ArticlesForm",
    "CandidateChoice",
    "CertificateForm",
    "ClauseForm",
    "CommentForm",
    "CommentMoveForm",
    "CorrectionForm",
    "EndForm",
    "ImportForm",
    "MonitoringForm",
    "NipForm",
    "NumberForm",
    "OriginalForm",
    "PartyForm",
    "PatternForm",
    "RegisterForm",
    "RemovalForm",
    "ReserveForm",
    "SignatureForm",
    "SignedCopyForm",
    "SignedForm",
    "TemplateForm",
    "VersionForm",
    "VoidForm",
    "party_rows",
    "signed_party_rows",
    "step_rows",
]
