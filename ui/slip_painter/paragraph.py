"""Words set in lines of one size: paragraphs and the cells of tables."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QTextLayout, QTextOption

from kiosk.slips.lines import ELLIPSIS
from ui.slip_painter.form import DOTS_PER_MM
from ui.slip_painter.layout import TextItem
from ui.slip_painter.typeset import BASELINE, LINE_STEP


class Side(Enum):
    """Where the lines of a text stand in their width: a value is the share of the free room before them."""

    LEFT = 0.0
    MIDDLE = 0.5
    RIGHT = 1.0


def line_step(font: QFont) -> float:
    """From one line's baseline to the next, in dots."""
    return font.pixelSize() * LINE_STEP


def set_text(
    text: str, font: QFont, *, left: float, top: float, width: float, side: Side = Side.LEFT, most_lines: int
) -> TextItem:
    """Return `text` broken into lines of `width` dots; where it needs more than `most_lines`, it ends in `…`.

    Lines in the middle are of like length.
    """
    lines = wrapped(text, font, width=width, most_lines=most_lines + 1)
    if lines.lineCount() > most_lines:
        text = _cut(text, lines, font, width=width, most_lines=most_lines)
        lines = wrapped(text, font, width=width, most_lines=most_lines)
    if side is Side.MIDDLE and lines.lineCount() > 1:
        lines = _like_long(text, lines, font, width=width)
    return placed(text, lines, font, left=left, top=top, width=width, side=side)


def wrapped(text: str, font: QFont, *, width: float, most_lines: int) -> QTextLayout:
    """The first `most_lines` lines of `text`, each at most `width` dots wide; a word that is wider is broken."""
    option = QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTextDirection(Qt.LayoutDirection.LeftToRight)  # what is written in Arabic keeps its place on the page
    lines = QTextLayout(text, font)
    lines.setTextOption(option)
    lines.beginLayout()
    while lines.lineCount() < most_lines and (line := lines.createLine()).isValid():
        line.setLineWidth(width)
    lines.endLayout()
    return lines


def placed(
    text: str, lines: QTextLayout, font: QFont, *, left: float, top: float, width: float, side: Side
) -> TextItem:
    """Put the lines that were broken at their places below `top`."""
    step, em = line_step(font), font.pixelSize()
    for number in range(lines.lineCount()):
        line = lines.lineAt(number)
        indent = max(0.0, width - line.naturalTextWidth()) * side.value
        line.setPosition(QPointF(round(indent), round(number * step + BASELINE * em) - line.ascent()))
    return TextItem(
        name="text",
        text=text,
        em_mm=em / DOTS_PER_MM,
        rect=QRectF(left, top, width, round(lines.lineCount() * step)),
        lines=lines,
        origin=QPointF(left, top),
    )


def chunks(text: str, font: QFont, *, width: float, lines_each: int) -> list[str]:
    """Cut a long text at the ends of its lines, so that it can go on on the next page."""
    lines = wrapped(text, font, width=width, most_lines=len(text))
    starts = [lines.lineAt(number).textStart() for number in range(0, lines.lineCount(), lines_each)]
    cut = _in_python(text, starts)
    return [text[begin:end].strip() for begin, end in zip(cut, [*cut[1:], len(text)], strict=True)]


def _like_long(text: str, lines: QTextLayout, font: QFont, *, width: float) -> QTextLayout:
    """The same number of lines, to half a character as narrow as can be: no lonely last word."""
    count, step = lines.lineCount(), font.pixelSize() / 2
    while width > 2 * step:
        width -= step
        narrower = wrapped(text, font, width=width, most_lines=count + 1)
        if narrower.lineCount() > count:
            break
        lines = narrower
    return lines


def _cut(text: str, lines: QTextLayout, font: QFont, *, width: float, most_lines: int) -> str:
    last = lines.lineAt(most_lines - 1)
    (end,) = _in_python(text, [last.textStart() + last.textLength()])
    kept = text[:end].rstrip()
    while kept and wrapped(kept + ELLIPSIS, font, width=width, most_lines=most_lines + 1).lineCount() > most_lines:
        kept = kept[:-1].rstrip()
    return kept + ELLIPSIS


def _in_python(text: str, positions: list[int]) -> list[int]:
    """Qt counts a rare character (U+10000 and beyond) twice; Python once."""
    if max(map(ord, text), default=0) < 0x10000:
        return positions
    raw = text.encode("utf-16-le")
    return [len(raw[: position * 2].decode("utf-16-le", "ignore")) for position in positions]
