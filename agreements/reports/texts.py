"""Agreements, as they are searched: each party by what was sent to it last."""

from collections.abc import Iterator, Sequence
from typing import Any

from agreements.clauses import PRINTED_KINDS
from agreements.models import Agreement, Party, Revision
from cooperation.permissions import Permission
from cooperation.reports.texts import Kind, OwnText

# Of a party as the paper names it.
NAMED_OF_A_PARTY = ("agency", "acting_for", "signatory_name", "signatory_title", "address")
SAID_ONCE = ("title", "recitals", "place", "term_text")


def _heading(agreement: Agreement, is_own: bool) -> str:
    """Others have not read the title in this text; they read it in what was sent to them. The kind
    is told as it is printed: an index has no language of its own."""
    kind = f"{agreement.reference} {PRINTED_KINDS[agreement.kind]}"
    return f"{kind}: {agreement.title}" if is_own else kind


def _sent(pks: Sequence[int]) -> dict[int, list[OwnText]]:
    """What each party was sent last, while it was one already; see `Revision.sent_to`."""
    parties: dict[int, list[Any]] = {}
    shared = Party._base_manager.filter(agreement__in=pks, shared_at__isnull=False)
    for party in shared.select_related("agreement").order_by("pk"):
        if party.agency_id != party.agreement.owner_id:
            parties.setdefault(party.agreement_id, []).append(party)
    found: dict[int, dict[int, OwnText]] = {}
    revisions: Any = Revision._base_manager.filter(agreement__in=parties, sent_at__isnull=False)
    for revision in revisions.order_by("agreement", "sent_at", "number").iterator():
        for party in parties[revision.agreement_id]:
            if party.shared_at <= revision.sent_at:  # the last one stays
                text = _text(party, revision.content)
                found.setdefault(revision.agreement_id, {})[party.agency_id] = text
    return {pk: list(texts.values()) for pk, texts in found.items()}


def _text(party: Any, content: dict[str, Any]) -> OwnText:
    heading = f"{_heading(party.agreement, is_own=False)}: {content['title']}"
    return OwnText(party.agency_id, heading, list(_lines(content)))


def _lines(content: dict[str, Any]) -> Iterator[str]:
    for name in SAID_ONCE:
        yield content.get(name) or ""
    for party in content["parties"]:
        for name in NAMED_OF_A_PARTY:
            yield party.get(name) or ""
    for article in content["articles"]:
        yield article["heading"]
        yield article["body"]


AGREEMENT_TEXTS = Kind(
    Agreement,
    heading=_heading,
    day=lambda agreement: agreement.signed_on or agreement.status_since,
    permission=Permission.AGREEMENT_VIEW,
    also=_sent,
)
