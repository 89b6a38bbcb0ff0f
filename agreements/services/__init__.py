"""The only place that writes agreements: the text while it is drafted, and every step after."""

from agreements.content import content_of, fingerprint, text_for
from agreements.services.after_signing import correct_signature, correct_signed, note_original
from agreements.services.articles import set_articles
from agreements.services.comments import comment, move_comment
from agreements.services.comparing import comparison_of, comparison_on_paper, texts_of
from agreements.services.drafting import draft_agreement, edit_agreement
from agreements.services.family import supersede_due, text_as_seen
from agreements.services.initials import set_review_steps
from agreements.services.intake import import_signed, import_text, read_text, read_upload
from agreements.services.issuing import (
    document_for,
    initials_sheet_of,
    issue_for_signature,
    preview_of,
)
from agreements.services.library import (
    add_clause,
    add_from_library,
    add_template,
    edit_template,
    end_clause,
    end_template,
    write_version,
)
from agreements.services.monitoring import report_on
from agreements.services.moves import move
from agreements.services.notices import note_dates
from agreements.services.numbers import (
    arrange_numbers,
    reserve_number,
    suggested_number,
    void_number,
)
from agreements.services.parties import (
    add_party,
    change_party,
    remove_party,
    set_party_number,
    set_signatory_nip,
)
from agreements.services.signed_copies import (
    compare_signed,
    keep_signed_copy,
    sign_with_certificate,
)

__all__ = [
    "add_clause",
    "add_from_library",
    "add_party",
    "add_template",
    "arrange_numbers",
    "change_party",
    "comment",
    "compare_signed",
    "comparison_of",
    "comparison_on_paper",
    "content_of",
    "correct_signature",
    "correct_signed",
    "document_for",
    "draft_agreement",
    "edit_agreement",
    "edit_template",
    "end_clause",
    "end_template",
    "fingerprint",
    "import_signed",
    "import_text",
    "initials_sheet_of",
    "issue_for_signature",
    "keep_signed_copy",
    "move",
    "move_comment",
    "note_dates",
    "note_original",
    "preview_of",
    "read_text",
    "read_upload",
    "remove_party",
    "report_on",
    "reserve_number",
    "set_articles",
    "set_party_number",
    "set_review_steps",
    "set_signatory_nip",
    "sign_with_certificate",
    "suggested_number",
    "supersede_due",
    "text_as_seen",
    "text_for",
    "texts_of",
    "void_number",
    "write_version",
]
