"""The two papers and the sizes of everything on them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtGui import QFont

DOTS_PER_MM = 8
"""A 203-dpi head has 8 dots a millimetre (203.2 dpi). The layout is made in these dots, so that at this resolution
every edge falls on one."""


class SlipForm(Enum):
    """A paper by its width and the width that a head prints on it, both in millimetres."""

    MM80 = (80, 72)
    MM58 = (58, 48)

    @property
    def paper_mm(self) -> int:
        return self.value[0]

    @property
    def printed_mm(self) -> int:
        return self.value[1]

    @property
    def width_dots(self) -> int:
        """576 or 384 dots, as the heads of these papers have."""
        return self.printed_mm * DOTS_PER_MM


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """A text's size: the largest of `ems_mm` at which it fits on one line; in the last it may wrap."""

    ems_mm: tuple[float, ...]
    weight: QFont.Weight = QFont.Weight.Bold


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """The sizes on one paper. What a worker must find is 5 mm or more, nothing is below 3.2 mm (em)."""

    number: Style
    trade: Style
    pay: Style
    line: Style
    phone: Style
    wage: Style
    small: Style
    picture_mm: float
    symbol_mm: float
    gap_mm: float
    qr_beside_text: bool


SMALL = Style(ems_mm=(3.6, 3.4, 3.2), weight=QFont.Weight.Medium)

MEASURES = {
    SlipForm.MM80: Measures(
        number=Style(ems_mm=(10.5, 10, 9.5, 9, 8.5, 8)),
        trade=Style(ems_mm=(9, 8, 7, 6.2)),
        pay=Style(ems_mm=(10, 9, 8, 7)),
        line=Style(ems_mm=(6, 5.6, 5.2)),
        phone=Style(ems_mm=(8.5, 7.5, 6.6, 5.8)),
        wage=Style(ems_mm=(5.6, 5)),
        small=SMALL,
        picture_mm=25,
        symbol_mm=6,
        gap_mm=1.5,
        qr_beside_text=True,
    ),
    SlipForm.MM58: Measures(
        number=Style(ems_mm=(7.5, 7.25, 7, 6.75, 6.5)),
        trade=Style(ems_mm=(7, 6.2, 5.4)),
        pay=Style(ems_mm=(7.5, 6.8, 6)),
        line=Style(ems_mm=(5.4, 5)),
        phone=Style(ems_mm=(6.8, 6.2, 5.4, 5)),
        wage=Style(ems_mm=(5.4, 5)),
        small=SMALL,
        picture_mm=17,
        symbol_mm=5,
        gap_mm=1.25,
        qr_beside_text=False,
    ),
}

QR_MOST_MM = 36.0
"""The code is as large as whole dots allow within this side; at four dots a module it may be larger."""
QR_LEAST_DOTS = 4
"""Dots a module, 0.5 mm: what ordinary readers take from a worn slip."""
RULE_MM = 0.5
