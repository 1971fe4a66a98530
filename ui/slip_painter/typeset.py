"""Texts broken into lines, in the largest size that fits."""

from __future__ import annotations

import re

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextOption

from kiosk.texts.phrases import RANGE_DASH
from ui.slip_painter.form import DOTS_PER_MM, Style
from ui.theme import FONT_FAMILIES

NO_BREAK_SPACE, LINE_SEPARATOR, MAY_BREAK = "\u00a0", "\u2028", "\u200b"
LINE_STEP, BASELINE = 1.26, 0.97
"""Line height and the baseline's place in it, in ems: room for 0.88 above and 0.24 below, which is all that Noto's
Chinese and Latin letters need; its own line height of 1.45 wastes paper."""


def slip_font(*, em_mm: float, weight: QFont.Weight) -> QFont:
    """The slip's font at a size in dots, unhinted, so that lines break alike at every resolution."""
    font = QFont()
    font.setFamilies(list(FONT_FAMILIES))
    font.setWeight(weight)
    font.setPixelSize(em_dots(em_mm))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    # Noto's local forms give digits after a letter other glyphs, which a PDF cannot name as characters.
    font.setFeature(QFont.Tag("locl"), 0)
    return font


def em_dots(em_mm: float) -> int:
    """A font's size in whole dots."""
    return round(em_mm * DOTS_PER_MM)


def broken(text: str, style: Style, *, width: float, centered: bool) -> tuple[QTextLayout, float]:
    """The text in the largest size that needs one line, else in the smallest, in lines of like length."""
    for em_mm in style.ems_mm:
        font = slip_font(em_mm=em_mm, weight=style.weight)
        lines = _wrapped(text, font, width=width)
        if lines.lineCount() == 1:
            break
    if lines.lineCount() > 1:
        text = _breakable(text, font, width=width)
        lines = _wrapped(text, font, width=width)
    narrow = _narrowest(text, font, width=width, count=lines.lineCount()) if lines.lineCount() > 1 else width
    lines = _wrapped(text, font, width=narrow)
    _set_lines(lines, font, width=width, centered=centered)
    return lines, em_mm


def fits(text: str, style: Style, *, width: float, largest: bool = True) -> bool:
    """Tell whether `text` needs one line only, in the style's largest or its smallest size."""
    em_mm = style.ems_mm[0 if largest else -1]
    return QFontMetricsF(slip_font(em_mm=em_mm, weight=style.weight)).horizontalAdvance(text) <= width


def whole_days(days: str) -> str:
    """Days whose lines break after a comma or a dash only: `22 November` stays in one piece."""
    return re.sub(rf"(?<![,{RANGE_DASH}]) ", NO_BREAK_SPACE, days)


def _breakable(text: str, font: QFont, *, width: float) -> str:
    """`text` with its best places to break: after a range's dash, in a phone too wide for a line after its hyphens."""
    before, dash, after = text.partition(RANGE_DASH)
    if dash:
        text = before + dash + LINE_SEPARATOR + after.lstrip()
    metrics = QFontMetricsF(font)
    if max(map(metrics.horizontalAdvance, text.split())) > width:
        text = re.sub(r"(?<=\d)-(?=\d)", "-" + MAY_BREAK, text)
    return text


def _wrapped(text: str, font: QFont, *, width: float) -> QTextLayout:
    option = QTextOption(Qt.AlignmentFlag.AlignLeft)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    lines = QTextLayout(text, font)
    lines.setTextOption(option)
    lines.beginLayout()
    while (line := lines.createLine()).isValid():
        line.setLineWidth(width)
    lines.endLayout()
    return lines


def _narrowest(text: str, font: QFont, *, width: float, count: int) -> float:
    """The least width, to half a character, in which the text still needs `count` lines: no lonely last word."""
    step = font.pixelSize() / 2
    while width > 2 * step and _wrapped(text, font, width=width - step).lineCount() == count:
        width -= step
    return width


def _set_lines(lines: QTextLayout, font: QFont, *, width: float, centered: bool) -> None:
    """Put each line at its place: `LINE_STEP` ems below the one before, from the left or in the middle of `width`."""
    em = font.pixelSize()
    for number in range(lines.lineCount()):
        line = lines.lineAt(number)
        indent = (width - line.naturalTextWidth()) / 2 if centered else 0
        baseline = round((number * LINE_STEP + BASELINE) * em)
        line.setPosition(QPointF(round(indent), baseline - line.ascent()))
