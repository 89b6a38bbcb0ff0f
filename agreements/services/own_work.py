"""Nobody passes on own work: who wrote any of a text neither initials nor approves it.

It is asked of the history and not of a field: see docs/decisions/0007.
"""

from agreements.models import Agreement, Article, Party, Revision
from audit.recording import Command
from audit.timeline import authors_of

TEXT = {
    Agreement: Agreement.draft_fields,
    Article: frozenset({"heading", "body", "order", "effect", "target"}),
    Party: Party.draft_fields,
}


def is_own_work(agreement: Agreement, revision: Revision, by) -> bool:
    """Whether this person opened or submitted the text, or wrote any of it since it was sent."""
    if isinstance(by, Command):
        return False
    if by.pk in (agreement.drafted_by_id, revision.submitted_by_id):
        return True
    sent = agreement.revisions.filter(sent_at__isnull=False)
    since = sent.values_list("sent_at", flat=True).first()
    return by.pk in authors_of(agreement, TEXT, since=since)
