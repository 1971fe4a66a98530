"""How a plot looks and how large it is, before anything is drawn."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtGui import QColor, QFont, QFontMetricsF

from kiosk.slips.document import Plot

UPRIGHT_SHARE = 0.44
"""Height of upright bars as a share of the width; no less than `UPRIGHT_EMS` letters."""
UPRIGHT_EMS, LYING_EMS = 13.0, 2.1
AROUND_LABEL_PX = 11.0
"""Room around the letters of a label beside a lying bar; half a label's room is above the first and below the last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartStyle:
    """`letters` is the font of labels, as large as they are to be; the rest are colours.

    `bar` fills bars without a line, `behind` those with a line before them: they differ without colour, too.
    """

    letters: QFont
    ink: QColor
    bar: QColor
    behind: QColor
    line: QColor
    grid: QColor

    @property
    def em(self) -> float:
        return float(self.letters.pixelSize())

    @property
    def bold(self) -> QFont:
        font = QFont(self.letters)
        font.setBold(True)
        return font


def chart_height(plot: Plot, style: ChartStyle, *, width: float) -> float:
    """How high `plot` is to be at that width, in the same units."""
    if plot.lies:
        letters = math.ceil(QFontMetricsF(style.letters).height()) + AROUND_LABEL_PX
        least = (len(plot.labels) + 1) * letters
        return round(max(style.em * LYING_EMS * len(plot.labels), least))
    return round(max(width * UPRIGHT_SHARE, style.em * UPRIGHT_EMS))
