"""Draws every issued paper again and compares: the bytes that are kept, and those drawn now."""

import sys
from hashlib import sha256

from django.core.management.base import BaseCommand

from cooperation.models import IssuedDocument
from cooperation.services import drawn_again
from documents.recorded import UnknownRecord


class Command(BaseCommand):
    help = (
        "Compares every issued paper with its SHA-256, and with what is drawn from its record now. "
        "Exit 0: all sound; 1: a paper is not what it was. A paper that is drawn otherwise by this "
        "version is told, and is no fault of the paper."
    )

    def handle(self, *args, **options):
        counted = {"sound": 0, "broken": 0, "drawn otherwise": 0, "not drawn": 0}
        for pk in IssuedDocument.objects.order_by("pk").values_list("pk", flat=True):
            document = IssuedDocument.objects.get(pk=pk)
            standing = _standing(document)
            counted[standing] += 1
            if standing != "sound":
                self.stdout.write(f"{document.pk} {document}: {standing}")
        self.stdout.write(", ".join(f"{name}: {count}" for name, count in counted.items()))
        if counted["broken"]:
            sys.exit(1)


def _standing(document: IssuedDocument) -> str:
    content = bytes(document.content)
    if sha256(content).hexdigest() != document.sha256:
        return "broken"
    try:
        again = drawn_again(document)
    except (UnknownRecord, LookupError):
        return "not drawn"
    return "sound" if again == content else "drawn otherwise"
