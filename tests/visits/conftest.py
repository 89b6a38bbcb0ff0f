from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


@pytest.fixture
def upload():
    """An uploaded file; a small picture unless the test brings its own bytes."""

    def build(name: str, content: bytes | None = None) -> SimpleUploadedFile:
        if content is None:
            picture = BytesIO()
            Image.new("RGB", (8, 8), "white").save(picture, "PNG")
            content = picture.getvalue()
        return SimpleUploadedFile(name, content)

    return build
