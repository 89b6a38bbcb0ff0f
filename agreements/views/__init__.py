from agreements.views.documents import agreement_document
from agreements.views.drafting import agreement_articles, agreement_edit, agreement_new
from agreements.views.pages import agreement, agreement_list, agreement_move
from agreements.views.parties import (
    party,
    party_new,
    party_nip,
    party_number,
    party_remove,
)

__all__ = [
    "agreement",
    "agreement_articles",
    "agreement_document",
    "agreement_edit",
    "agreement_list",
    "agreement_move",
    "agreement_new",
    "party",
    "party_new",
    "party_nip",
    "party_number",
    "party_remove",
]
