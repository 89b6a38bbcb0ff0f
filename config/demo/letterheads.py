"""How the papers of the two towns look. The emblems are invented shields: no town's own arms."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from config.demo.people import BATANG, DEPOK
from config.demo.scene import Scene
from cooperation.services import arrange_letterhead

WIDTH, HEIGHT = 480, 560
SHIELD = [(40, 30), (440, 30), (440, 300), (240, 530), (40, 300)]
INSIDE = [(75, 65), (405, 65), (405, 288), (240, 480), (75, 288)]


def dress_papers(scene: Scene) -> None:
    for code, desk, office, colour in (
        (DEPOK, "hukum.depok", "Wali Kota Depok", "#0f766e"),
        (BATANG, "hukum.batang", "Bupati Batang", "#1d4ed8"),
    ):
        arrange_letterhead(
            scene.agencies[code],
            changes={"office_title": office},
            emblem=_shield(colour),
            by=scene.people[desk],
            why="Lambang contoh untuk peragaan.",
        )


def _shield(colour: str) -> SimpleUploadedFile:
    picture = Image.new("RGB", (WIDTH, HEIGHT), "white")
    draw = ImageDraw.Draw(picture)
    draw.polygon(SHIELD, fill=colour)
    draw.polygon(INSIDE, fill="white")
    # Three waves and a sun: nobody's, and plainly an example.
    draw.ellipse([(190, 110), (290, 210)], fill="#d97706")
    for row in range(3):
        top = 240 + 50 * row
        left, right = 100 + 30 * row, 380 - 30 * row
        draw.rounded_rectangle([(left, top), (right, top + 24)], radius=12, fill=colour)
    output = BytesIO()
    picture.save(output, "PNG")
    return SimpleUploadedFile("lambang.png", output.getvalue(), content_type="image/png")
