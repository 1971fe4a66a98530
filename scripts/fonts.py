"""Make the station's fonts: subsets of Noto Sans CJK SC (see assets/fonts/README.md)."""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

FONTS = Path(__file__).parents[1] / "assets" / "fonts"
FAMILY = "Yizhan Sans"
SOURCE = "Noto Sans CJK SC"
DROPPED = ("GSUB", "GPOS", "GDEF", "BASE", "VORG", "vhea", "vmtx", "DSIG")
SIGNS = (
    (0x20, 0x7F), (0xA0, 0x180), (0x2010, 0x2070), (0x20A0, 0x20C0), (0x2100, 0x2150), (0x2190, 0x2200),
    (0x2200, 0x2270), (0x2460, 0x2500), (0x25A0, 0x2600), (0x3000, 0x3040), (0xFF00, 0xFFF0),
)  # fmt: skip
"""Latin, punctuation, currency, arrows, mathematics, circled numbers, shapes, kana-free CJK signs, full-width forms."""
FAMILY_NAME, UNIQUE_NAME, FULL_NAME, POSTSCRIPT_NAME, TYPOGRAPHIC_FAMILY = 1, 3, 4, 6, 16


def main(folder: Path) -> None:
    """Write both weights from the collections in `folder`."""
    characters = _characters()
    for weight in ("Regular", "Bold"):
        font = _subset(_simplified(folder / f"NotoSansCJK-{weight}.ttc"), characters)
        _rename(font, weight)
        font.save(FONTS / f"YizhanSans-{weight}.otf")


def _characters() -> set[int]:
    """All of GB 2312, the signs, and the rarer characters of `names.txt`."""
    found = {0x200B, 0x2605, 0x2606, 0x2713, 0x2717}
    for first, end in SIGNS:
        found.update(range(first, end))
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            found.update(map(ord, bytes([high, low]).decode("gb2312", "ignore")))
    found.update(map(ord, (FONTS / "names.txt").read_text("utf-8").strip()))
    return found


def _simplified(collection: Path) -> TTFont:
    fonts: list[TTFont] = TTCollection(collection).fonts
    return next(font for font in fonts if font["name"].getDebugName(FAMILY_NAME).startswith(SOURCE))


def _subset(font: TTFont, characters: set[int]) -> TTFont:
    options = subset.Options(layout_features=[], hinting=False, notdef_outline=True)
    options.drop_tables += DROPPED
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    return font


def _rename(font: TTFont, weight: str) -> None:
    names = {
        FAMILY_NAME: FAMILY,
        TYPOGRAPHIC_FAMILY: FAMILY,
        UNIQUE_NAME: f"YizhanSans-{weight};subset of {SOURCE}",
        FULL_NAME: f"{FAMILY} {weight}",
        POSTSCRIPT_NAME: f"YizhanSans-{weight}",
    }
    for record in font["name"].names:
        record.string = names.get(record.nameID, record.toUnicode())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
