"""Makes the Jejak Bonum fonts from TeX Gyre Bonum, whose outlines reportlab cannot embed.

reportlab embeds TrueType outlines (quadratic curves) only; TeX Gyre comes with PostScript ones.
The GUST Font License asks that a changed font be given a new name. Needs only fontTools.

    python documents/fonts/convert.py FOLDER_WITH_TEXGYREBONUM_OTF
"""

import sys
from pathlib import Path

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

FAMILY = "Jejak Bonum"
STYLES = {
    "regular": "Regular",
    "bold": "Bold",
    "italic": "Italic",
    "bolditalic": "BoldItalic",
}
# A thousandth of the type size: finer than any printer.
LARGEST_ERROR = 1.0
# reportlab lays out letter by letter: kerning and ligature tables would be dead weight.
UNUSED_TABLES = ("CFF ", "VORG", "GPOS", "GSUB", "GDEF", "FFTM", "kern")
# Name records that tell the family, the full name, the PostScript name.
FAMILY_NAMES, FULL_NAMES, POSTSCRIPT_NAMES = {1, 16}, {3, 4}, {6}


def draw_with_quadratic_curves(font: TTFont) -> None:
    glyphs = font.getGlyphSet()
    order = font.getGlyphOrder()
    outlines = {}
    for name in order:
        pen = TTGlyphPen(glyphs)
        glyphs[name].draw(Cu2QuPen(pen, LARGEST_ERROR, reverse_direction=True))
        outlines[name] = pen.glyph()

    font["loca"] = newTable("loca")
    font["glyf"] = newTable("glyf")
    font["glyf"].glyphOrder = order
    font["glyf"].glyphs = outlines


def describe_as_truetype(font: TTFont) -> None:
    limits = font["maxp"]
    limits.tableVersion = 0x00010000
    limits.maxZones = 1
    for name in (
        "maxTwilightPoints",
        "maxStorage",
        "maxFunctionDefs",
        "maxInstructionDefs",
        "maxStackElements",
        "maxSizeOfInstructions",
        "maxComponentElements",
        "maxComponentDepth",
    ):
        setattr(limits, name, 0)
    font["post"].formatType = 2.0
    font["post"].extraNames = []
    font["post"].mapping = {}
    font["post"].glyphOrder = font.getGlyphOrder()
    font["glyf"].compile(font)
    for table in UNUSED_TABLES:
        if table in font:
            del font[table]
    font.sfntVersion = "\000\001\000\000"


def rename(font: TTFont, style: str) -> None:
    for record in font["name"].names:
        if record.nameID in FAMILY_NAMES:
            record.string = FAMILY
        elif record.nameID in FULL_NAMES:
            record.string = f"{FAMILY} {style}"
        elif record.nameID in POSTSCRIPT_NAMES:
            record.string = f"JejakBonum-{style}"


def convert(source: Path, target: Path, style: str) -> None:
    font = TTFont(source, recalcTimestamp=False)
    draw_with_quadratic_curves(font)
    describe_as_truetype(font)
    rename(font, style)
    font.save(target)


if __name__ == "__main__":
    for source_style, style in STYLES.items():
        convert(
            Path(sys.argv[1]) / f"texgyrebonum-{source_style}.otf",
            Path(__file__).parent / f"JejakBonum-{style}.ttf",
            style,
        )
