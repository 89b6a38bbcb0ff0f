"""How an office's papers look: set by those who make them, for themselves and the units below."""

from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image

from audit.models import StaleRecord
from audit.recording import record
from cooperation.models import Agency, Letterhead, StoredFile
from cooperation.permissions import Permission, require
from cooperation.services.files import JPEG, PNG, recognise, store_file

SETTINGS = frozenset(
    {"office_title", "letter_size", "letter_face", "agreement_size", "agreement_face"}
    | {"left_margin", "first_party", "first_party_side"}
)
MOST_BYTES = 5 * 1024 * 1024
LARGEST_SIDE = 600  # pixels; 2.2 cm in print at 690 dots to the inch


@transaction.atomic
def arrange_letterhead(
    agency: Agency,
    *,
    by,
    changes: dict,
    emblem=None,
    office_emblem=None,
    why: str = "",
    expected_version: int | None = None,
) -> Letterhead:
    """Set how the agency's papers look; what was issued before stays as it is.

    `emblem` and `office_emblem` are uploaded pictures. Raises NotPermitted, StaleRecord,
    ValidationError.
    """
    role = require(by, Permission.PAPER_ARRANGE, agency)
    # Two who arrange it at once: the second waits for the agency, and then sees the first one's.
    Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)
    found = Letterhead.objects.filter(agency=agency).first() or Letterhead(agency=agency)
    if expected_version not in (None, found.version):
        raise StaleRecord(found, current=found.version)
    for name in SETTINGS & changes.keys():
        setattr(found, name, changes[name])
    for name, upload in (("emblem", emblem), ("office_emblem", office_emblem)):
        if upload is not None:
            setattr(found, name, _kept_emblem(agency, name, upload, by))
    return record(found, by=by, role=role, why=why or "letterhead arranged")


def _kept_emblem(agency, name, upload, by) -> StoredFile:
    """The picture drawn anew: as archives want it, and without what a camera wrote into it."""
    try:
        if upload.size > MOST_BYTES:
            raise ValidationError({"file": _("This picture is too large. At most 5 MB fit.")})
        upload.seek(0)
        content = upload.read()
        if recognise(content) not in (PNG, JPEG):
            raise ValidationError({"file": _("An emblem is a picture. Choose a PNG or a JPEG.")})
    except ValidationError as error:
        raise ValidationError({name: error.messages}) from error
    drawn = SimpleUploadedFile(f"{name}.png", _redrawn(content))
    return store_file(owner=agency, upload=drawn, by=by)


def _redrawn(content: bytes) -> bytes:
    with Image.open(BytesIO(content), formats=["PNG", "JPEG"]) as picture:
        coloured = picture.convert("RGBA")
    coloured.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
    paper = Image.new("RGB", coloured.size, "white")
    paper.paste(coloured, mask=coloured.getchannel("A"))
    output = BytesIO()
    paper.save(output, "PNG", optimize=True)
    return output.getvalue()
