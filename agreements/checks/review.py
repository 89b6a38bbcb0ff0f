"""What colleagues still have to say about the text."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.checks.problem import Problem, Weight
from agreements.models import Agreement, Comment
from agreements.workflow import CommentStatus


def open_comments(agreement: Agreement) -> QuerySet[Comment]:
    """Those that nobody has settled; an answer stands and falls with what it answers."""
    return agreement.comments.filter(answer_to__isnull=True, status=CommentStatus.OPEN)


def review(agreement: Agreement) -> Iterator[Problem]:
    """Open comments stop nobody from submitting, and everybody from getting ready to sign."""
    count = open_comments(agreement).count()
    if count:
        yield Problem(
            "open_comments",
            ngettext("%(count)d comment is open.", "%(count)d comments are open.", count)
            % {"count": count},
            _("Resolve or close them before the text gets ready to sign."),
            Weight.HINT,
        )
