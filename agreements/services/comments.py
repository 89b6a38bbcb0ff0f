"""What colleagues say of a text while it is written, and when that is settled."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from agreements.checks import review
from agreements.content import standing_text
from agreements.models import Agreement, Comment
from agreements.wording import wording_of
from agreements.workflow import (
    BEFORE_SIGNED,
    COMMENT_TRANSITIONS,
    CommentAction,
    CommentStatus,
    Locked,
    NotReady,
)
from audit.models import StaleRecord
from audit.recording import Command, locked, record
from cooperation.permissions import Permission, require
from cooperation.services.moves import Move
from cooperation.workflow import TransitionNotAllowed, step_for

LONGEST_QUOTE = 2_000


@transaction.atomic
def comment(
    agreement: Agreement,
    *,
    body: str,
    key: int | None = None,
    answer_to: Comment | None = None,
    by,
    why: str = "",
) -> Comment:
    """Say something of an article or a paragraph, of the whole text, or of another comment.

    The agreement keeps its version: a remark is no change of the text that somebody is writing.
    Raises NotPermitted, Locked, ValidationError.
    """
    why = why or "commented"
    agreement = locked(Agreement, agreement.pk)
    role = require(by, Permission.AGREEMENT_COMMENT, agreement.owner)
    if isinstance(by, Command):
        raise ValidationError(_("A comment is made by a person."))
    _refuse_after_signing(agreement)
    content, revision = standing_text(agreement)
    quote = "" if key is None or answer_to is not None else _quoted(content, key)
    said = Comment(agreement=agreement, body=body, author=by, revision=revision, quote=quote)
    if answer_to is not None:
        said.answer_to, said.key = _answered(agreement, answer_to, key), answer_to.key
    else:
        said.key = key
    return record(said, by=by, role=role, why=why)


@transaction.atomic
def move_comment(
    comment: Comment, action: str, *, by, why: str = "", expected_version: int | None = None
) -> Comment:
    """Take one step of COMMENT_TRANSITIONS, or refuse.

    Raises NotPermitted, StaleRecord, TransitionNotAllowed (ReasonRequired, Locked).
    """
    action = CommentAction(action)
    # The agreement first: a step towards the signature counts its open comments just now.
    agreement = locked(Agreement, comment.agreement_id)
    comment = locked(Comment, comment.pk)
    role = require(by, COMMENT_TRANSITIONS[action].permission, agreement.owner)
    if expected_version not in (None, comment.version):
        raise StaleRecord(comment, current=comment.version)
    step = step_for(COMMENT_TRANSITIONS, comment, action, why=why)
    if comment.answer_to_id is not None:
        raise TransitionNotAllowed(
            _("An answer is settled together with the comment that it answers."),
            action=action,
            status=comment.status,
        )
    reopened = step.target == CommentStatus.OPEN
    if reopened:
        _refuse_after_signing(agreement)
    comment.status = step.target or comment.status
    comment.settled_by = None if reopened or isinstance(by, Command) else by
    return record(comment, by=by, role=role, why=f"{action}: {why.strip()}".removesuffix(": "))


def refuse_open_comments(step: Move) -> None:
    """No text gets ready to sign while somebody still waits for an answer about it."""
    problems = list(review(step.record))
    if problems:
        raise NotReady(problems, action=step.step.action, status=step.record.status)


def _refuse_after_signing(agreement):
    if agreement.status not in BEFORE_SIGNED:
        raise Locked(
            _("The status is “%s”: nothing is said of its text any more.")
            % agreement.get_status_display(),
            status=agreement.status,
        )


def _answered(agreement, other, key):
    if other.agreement_id != agreement.pk or other.answer_to_id is not None:
        raise ValidationError({"answer_to": _("Answer a comment on this text, not an answer.")})
    if key not in (None, other.key):
        raise ValidationError({"key": _("An answer stands where the comment stands.")})
    return other


def _quoted(content, key) -> str:
    """What is read there now: the paragraph, or the article from its heading on."""
    for article in wording_of(content).printed():
        texts = {block.key: block.text for block in article.blocks if block.key}
        if key == article.key:
            return _shortened("\n".join([article.heading, *(one.text for one in article.blocks)]))
        if key in texts:
            return _shortened(texts[key])
    raise ValidationError(
        {"key": _("The text has no such article or paragraph. Look at it again, then choose.")}
    )


def _shortened(text) -> str:
    return text if len(text) <= LONGEST_QUOTE else f"{text[: LONGEST_QUOTE - 1]}…"
