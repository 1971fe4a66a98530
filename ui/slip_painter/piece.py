"""The pieces of a document that no page end may cut, each set from its own top."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont

from kiosk.slips.document import Code, Pictures, SignatureLine
from kiosk.slips.qr import QUIET_MODULES, Matrix
from ui.slip_painter.document_form import DocumentMeasures
from ui.slip_painter.form import DOTS_PER_MM, QR_LEAST_DOTS, Style
from ui.slip_painter.layout import CodeItem, Item, PictureItem, RuleItem
from ui.slip_painter.paragraph import Side, chunks, set_text
from ui.slip_painter.typeset import fits, slip_font

LINES_TOGETHER = 6
"""Lines of a paragraph that stay on one page."""
SIGN_HERE_MM = 14.0
"""Room above the line to sign on."""
SIGNATURE_MM = 90.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Things to be drawn below a top that is found later, `height` dots high; `wants_below` more must fit after it."""

    items: tuple[Item, ...]
    height: float
    wants_below: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What every piece is made with: the sizes of the paper, and the width in dots."""

    measures: DocumentMeasures
    width: float

    @property
    def gap(self) -> float:
        return self.measures.gap_mm * DOTS_PER_MM


def gap_piece(height: float) -> Piece:
    """Nothing but room."""
    return Piece(items=(), height=round(height))


def rule_piece(desk: Desk) -> Piece:
    """A line from side to side with a gap above and below."""
    thickness = desk.measures.rule_mm * DOTS_PER_MM
    line = RuleItem(rect=QRectF(0, round(desk.gap), desk.width, thickness))
    return Piece(items=(line,), height=round(2 * desk.gap + thickness))


def text_pieces(text: str, style: Style, desk: Desk, *, side: Side, wants_below: float = 0.0) -> list[Piece]:
    """A paragraph in the largest size that takes one line, else in the smallest, in pieces of a few lines."""
    if not text:
        return []
    ems = (em for em in style.ems_mm if fits(text, Style(ems_mm=(em,), weight=style.weight), width=desk.width))
    font = slip_font(em_mm=next(ems, style.ems_mm[-1]), weight=style.weight)
    parts = chunks(text, font, width=desk.width, lines_each=LINES_TOGETHER)
    return [_lines(part, font, desk, side=side, wants_below=wants_below) for part in parts]


def _lines(text: str, font: QFont, desk: Desk, *, side: Side, wants_below: float) -> Piece:
    item = set_text(text, font, left=0, top=0, width=desk.width, side=side, most_lines=LINES_TOGETHER)
    return Piece(items=(item,), height=item.rect.height(), wants_below=wants_below)


def code_piece(code: Code, matrix: Matrix, desk: Desk, *, style: Style, beside: bool) -> Piece:
    """The QR code with its quiet zone, `measures.code_mm` wide or more; its caption `beside` it or below."""
    modules = len(matrix)
    least = max(QR_LEAST_DOTS, math.ceil(desk.measures.code_mm * DOTS_PER_MM / modules))
    module = min(least, int(desk.width / (modules + 2 * QUIET_MODULES)))
    side, quiet = float(modules * module), float(QUIET_MODULES * module)
    left = quiet if beside else float(int((desk.width - side) / 2))
    drawn = CodeItem(matrix=matrix, rect=QRectF(left, quiet, side, side))
    height = side + 2 * quiet
    if not code.caption:
        return Piece(items=(drawn,), height=height)
    font = slip_font(em_mm=style.ems_mm[-1], weight=style.weight)
    if beside:
        text_left = side + 2 * quiet + desk.gap
        said = set_text(code.caption, font, left=text_left, top=quiet, width=desk.width - text_left, most_lines=6)
        return Piece(items=(drawn, said), height=max(height, said.rect.bottom()))
    said = set_text(code.caption, font, left=0, top=height, width=desk.width, side=Side.MIDDLE, most_lines=4)
    return Piece(items=(drawn, said), height=said.rect.bottom())


def pictures_piece(row: Pictures, desk: Desk, *, style: Style) -> Piece:
    """The pictures in the middle of columns of like width, each with its caption below."""
    column = desk.width / len(row.pictures)
    side = float(int(min(desk.measures.picture_mm * DOTS_PER_MM, column - desk.gap)))
    font = slip_font(em_mm=style.ems_mm[-1], weight=style.weight)
    items: list[Item] = []
    for number, picture in enumerate(row.pictures):
        left = number * column
        box = QRectF(round(left + (column - side) / 2), round(desk.gap), side, side)
        items.append(PictureItem(trade=picture.name, rect=box))
        if picture.caption:
            items.append(
                set_text(
                    picture.caption, font, left=left, top=box.bottom() + desk.gap / 2, width=column,
                    side=Side.MIDDLE, most_lines=2,
                )
            )  # fmt: skip
    return Piece(items=tuple(items), height=round(max(item.rect.bottom() for item in items) + desk.gap))


def signature_piece(line: SignatureLine, desk: Desk, *, style: Style) -> Piece:
    """Room to write, a line, and who signs."""
    top = round(SIGN_HERE_MM * DOTS_PER_MM)
    width = min(desk.width, SIGNATURE_MM * DOTS_PER_MM)
    rule = RuleItem(rect=QRectF(0, top, width, desk.measures.thin_rule_mm * 2 * DOTS_PER_MM))
    if not line.caption:
        return Piece(items=(rule,), height=top + desk.gap)
    font = slip_font(em_mm=style.ems_mm[-1], weight=style.weight)
    who = set_text(line.caption, font, left=0, top=top + desk.gap, width=desk.width, most_lines=3)
    return Piece(items=(rule, who), height=round(who.rect.bottom() + desk.gap))
