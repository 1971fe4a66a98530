"""The text that can be selected in a PDF of Qt: the characters that were written, not their doubles.

A font often has one glyph for several characters. Qt notes the lowest of them in the PDF's `ToUnicode` tables, so that
a copied 口 becomes the radical ⼝ (U+2F1D), a dash another dash and a blank a tab: nobody finds the place by searching.
The tables are plain text with four hexadecimal digits a character, so they are corrected where they stand.
"""

from __future__ import annotations

import re

from PySide6.QtGui import QFont, QRawFont

TABLE = re.compile(rb"begincmap.*?endcmap", re.DOTALL)
CHARACTERS = re.compile(rb"\[[^\]]*\]")
"""The lists of what each glyph means; codes outside the brackets are the glyphs' own."""
CODE = re.compile(rb"<([0-9A-F]{4})>")
LAST_OF_FOUR_DIGITS = "\uffff"


def with_true_text(pdf: bytes, *, written: str, font: QFont) -> bytes:
    """Return `pdf`, whose texts are made of the characters `written` in `font`, with its tables corrected.

    No byte moves. Characters that `font` lacks stay as Qt noted them.
    """
    glyphs = QRawFont.fromFont(font)
    by_glyph = {_glyph(glyphs, char): char for char in set(written) if char <= LAST_OF_FOUR_DIGITS}

    def true_code(code: re.Match[bytes]) -> bytes:
        noted = chr(int(code[1], 16))
        meant = noted if noted in written else by_glyph.get(_glyph(glyphs, noted), noted)
        return b"<%04X>" % ord(meant)

    def true_table(table: re.Match[bytes]) -> bytes:
        return CHARACTERS.sub(lambda characters: CODE.sub(true_code, characters[0]), table[0])

    return TABLE.sub(true_table, pdf)


def _glyph(font: QRawFont, char: str) -> int | str:
    """The glyph of `char`; the character itself where the font has none, which is no other's double."""
    if not font.supportsCharacter(ord(char)):
        return char
    return int(font.glyphIndexesForString(char)[0])
