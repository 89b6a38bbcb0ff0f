from agreements.views.dates import agreement_dates, monitoring_new
from agreements.views.documents import agreement_document, agreement_issued, initials_sheet
from agreements.views.draft import agreement_articles, draft_checks, draft_preview, draft_writers
from agreements.views.drafting import agreement_edit, agreement_new
from agreements.views.intake import agreement_import, agreement_scan, signed_import
from agreements.views.kin import agreement_correct, agreement_in_force
from agreements.views.library import (
    clause,
    clause_choices,
    clause_end,
    clause_list,
    clause_new,
    template_edit,
    template_list,
    template_new,
)
from agreements.views.numbers import (
    number_patterns,
    number_register,
    number_reserve,
    number_void,
    party_reserve,
)
from agreements.views.pages import agreement, agreement_list, agreement_move
from agreements.views.parties import (
    party,
    party_new,
    party_nip,
    party_number,
    party_original,
    party_remove,
    party_signature,
)
from agreements.views.redline import agreement_blame, agreement_redline
from agreements.views.review import agreement_comment, comment_move, review_steps
from agreements.views.signing import compare_signed, sign_here, signed_copy

__all__ = [
    "agreement",
    "agreement_articles",
    "agreement_blame",
    "agreement_comment",
    "agreement_correct",
    "agreement_dates",
    "agreement_document",
    "agreement_edit",
    "agreement_import",
    "agreement_in_force",
    "agreement_issued",
    "agreement_list",
    "agreement_move",
    "agreement_new",
    "agreement_redline",
    "agreement_scan",
    "clause",
    "clause_choices",
    "clause_end",
    "clause_list",
    "clause_new",
    "comment_move",
    "compare_signed",
    "draft_checks",
    "draft_preview",
    "draft_writers",
    "initials_sheet",
    "monitoring_new",
    "number_patterns",
    "number_register",
    "number_reserve",
    "number_void",
    "party",
    "party_new",
    "party_nip",
    "party_number",
    "party_original",
    "party_remove",
    "party_reserve",
    "party_signature",
    "review_steps",
    "sign_here",
    "signed_copy",
    "signed_import",
    "template_edit",
    "template_list",
    "template_new",
]
