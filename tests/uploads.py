"""Files as somebody would upload them."""

from io import BytesIO

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def a_pdf(name="surat.pdf") -> SimpleUploadedFile:
    """One empty sheet."""
    output = BytesIO()
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.save(output)
    return SimpleUploadedFile(name, output.getvalue())


def a_picture(name="Foto.png", kind="PNG") -> SimpleUploadedFile:
    """One dot."""
    output = BytesIO()
    Image.new("RGB", (1, 1)).save(output, kind)
    return SimpleUploadedFile(name, output.getvalue())
