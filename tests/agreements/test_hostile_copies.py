"""Files that are meant to harm, brought as signed copies: each is refused with a reason."""

import zlib
from io import BytesIO

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from agreements.content import latest_revision
from agreements.models import SignedCopy
from agreements.services import keep_signed_copy

BOMB = 1024**3  # what a page unpacks to, from a megabyte


@pytest.fixture
def issued(cast):
    return cast.walk(cast.ready(), "issue")


def changed(agreement, change, **saving) -> bytes:
    output = BytesIO()
    with pikepdf.open(BytesIO(bytes(latest_revision(agreement).issued.content))) as pdf:
        change(pdf)
        pdf.save(output, **saving)
    return output.getvalue()


def with_script(pdf):
    action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
    pdf.Root.OpenAction = action


def with_file(pdf):
    pdf.attachments["virus.exe"] = b"MZ"


def with_launch(pdf):
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("cmd.exe"))


def as_it_is(_pdf):
    pass


LOCKED = {"encryption": pikepdf.Encryption(owner="x", user="y")}


@pytest.mark.parametrize(
    ("change", "saving", "says"),
    [
        (with_script, {}, "contains a program"),
        (with_launch, {}, "contains a program"),
        (with_file, {}, "contains other files"),
        (as_it_is, LOCKED, "needs a password"),
    ],
)
def test_what_acts_hides_or_is_locked_is_refused(cast, issued, change, saving, says):
    upload = SimpleUploadedFile("naskah.pdf", changed(issued, change, **saving))

    with pytest.raises(ValidationError, match=says):
        keep_signed_copy(issued, upload=upload, by=cast.kerjasama)

    assert not SignedCopy.objects.exists()


def bomb() -> bytes:
    """A page whose content unpacks to a gigabyte of text."""
    packer = zlib.compressobj(9)
    block = b"(A)Tj " * 200_000
    packed = b"".join(packer.compress(block) for _part in range(BOMB // len(block)))
    packed += packer.flush()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed),
    ]
    content, places = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj%s\nendobj\n" % (number, one)
    table = b"xref\n0 5\n0000000000 65535 f \n" + b"".join(
        b"%010d 00000 n \n" % at for at in places
    )
    trailer = b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(content)
    return content + table + trailer


def test_a_file_that_unpacks_to_more_than_a_machine_has_harms_nobody(cast, issued):
    upload = SimpleUploadedFile("naskah.pdf", bomb())

    with pytest.raises(ValidationError, match="could not be read"):
        keep_signed_copy(issued, upload=upload, by=cast.kerjasama)

    assert not SignedCopy.objects.exists()
