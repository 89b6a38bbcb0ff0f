"""A text that was written elsewhere, read into a draft. Files are read on the page only."""

from django.db import transaction
from rest_framework.decorators import action

from agreements.services import import_text, read_text
from api.fields import Text
from api.shapes.base import Note, Sent, Version
from api.viewsets import Scoped
from cooperation.permissions import Permission


class SentText(Sent):
    """The whole text, from the title to the signatures; the articles take the place of those in
    the draft, and what belongs to no article is kept beside them."""

    text = Text(max_length=500_000)
    note = Note()
    version = Version()


INTAKE_PERMISSIONS: dict[str, str] = {"import_text": Permission.AGREEMENT_CREATE}
INTAKE_SENT: dict[str, type] = {"import_text": SentText}


class TakesText(Scoped):
    @action(detail=True, methods=["post"], url_path="import")
    def import_text(self, request, pk):
        """Read a text into the draft; answers with the agreement as it then stands."""
        agreement, facts = self.get_object(), self.read()
        read = read_text(facts["text"])
        with transaction.atomic():
            written = import_text(
                agreement,
                articles=read.articles,
                unplaced=read.unplaced,
                by=request.user,
                why=facts.get("note", ""),
                expected_version=facts.get("version"),
            )
            return self.shown(written)
