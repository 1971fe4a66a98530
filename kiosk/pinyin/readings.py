"""How each Chinese character is read, up to three ways, the likeliest first."""

from __future__ import annotations

import zlib
from functools import lru_cache
from pathlib import Path

from kiosk.pinyin.shape import FILE, sections

KEPT = 8192


class Readings:
    """Readings in plain letters, ü as v. They are looked for in one text of 150 kB: a table would take 8 MB."""

    def __init__(self, file: Path = FILE) -> None:
        text = zlib.decompress(dict(sections(file.read_bytes()))["readings"]).decode()
        self._blocks = tuple(f"\n{block}\n" for block in text.split("\n\n"))
        self.of = lru_cache(maxsize=KEPT)(self._of)

    def _of(self, char: str) -> tuple[str, ...]:
        """Return the readings of `char`; () for what is no Chinese character."""
        found = (_line_with(char, block) for block in self._blocks)
        return tuple(reading for reading in found if reading)


def _line_with(char: str, block: str) -> str:
    """The word at the beginning of the line that holds `char`."""
    at = block.find(char) if char > "\u2fff" else -1
    if at < 0:
        return ""
    begin = block.rindex("\n", 0, at) + 1
    return block[begin : block.index("\t", begin)]
