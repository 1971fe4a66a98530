"""Tables: how wide each column is, and each row as a piece; on paper too narrow for that, one line below the other."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QFontMetricsF

from kiosk.slips.document import Table
from ui.slip_painter.form import DOTS_PER_MM
from ui.slip_painter.layout import Item, RuleItem
from ui.slip_painter.paragraph import Side, line_step, set_text
from ui.slip_painter.piece import Desk, Piece, gap_piece
from ui.slip_painter.typeset import slip_font

LEAST_EMS = 1.6
"""The narrowest column: one Chinese character and some room."""
ROWS_A_PAUSE = 8
LINES_THAT_FIT = 2.0
"""A table in which a cell needs more lines than this is no table any more on a roll."""
SHORT_EMS, LONG_LEAST_EMS = 14, 7
"""The longest names take twelve; a text that is longer may be broken, but not into columns narrower than seven."""
TOGETHER_MM = 100.0
"""A row that is set in lines stays in one piece of a roll, if it is no longer."""
HEADING_SHARE = 0.4
"""Of the paper's width, at most, for the headings beside the words of a row that is set in lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePieces:
    """The rows, and the header that stands above them again on each page; None where each row has its own."""

    header: Piece | None
    rows: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fonts:
    head: QFont
    cell: QFont


def table_pieces(table: Table, desk: Desk, *, may_stack: bool) -> Generator[None, None, TablePieces]:
    """Set `table` as wide as the paper, row by row; where it `may_stack` and is too wide, each row becomes lines."""
    fonts = _Fonts(
        head=slip_font(em_mm=desk.measures.cell_mm, weight=QFont.Weight.Bold),
        cell=slip_font(em_mm=desk.measures.cell_mm, weight=QFont.Weight.Medium if may_stack else QFont.Weight.Normal),
    )
    wanted = yield from _wanted_widths(table, fonts)
    room = desk.width - _gap(desk) * (len(wanted) - 1)
    if table.weights and not may_stack:
        widths = [room * weight / sum(table.weights) for weight in table.weights]
    else:
        widths = shared_out(wanted, room=room, em=fonts.cell.pixelSize())
    if may_stack and any(want > LINES_THAT_FIT * 0.9 * width for want, width in zip(wanted, widths, strict=True)):
        return (yield from _stacked(table, desk, fonts))
    header = _row(table.headings, widths, table, desk, fonts.head, ruled=desk.measures.rule_mm)
    rows = []
    for number, row in enumerate(table.rows):
        rows.append(_row(row, widths, table, desk, fonts.cell, ruled=desk.measures.thin_rule_mm))
        if number % 2:
            yield
    return TablePieces(header=header, rows=tuple(rows))


def shared_out(wanted: Sequence[float], *, room: float, em: float) -> list[float]:
    """Give each column what it wants; where that is too much, names and numbers stay whole and long texts give way."""
    spare = room - sum(wanted)
    if spare >= 0:
        return [want + spare * want / sum(wanted) for want in wanted]
    short = {column: want for column, want in enumerate(wanted) if want <= SHORT_EMS * em}
    left = room - sum(short.values())
    if left < (len(wanted) - len(short)) * LONG_LEAST_EMS * em:
        short, left = {}, room
    widths = list(wanted)
    others = sorted(set(range(len(wanted))) - set(short), key=wanted.__getitem__)
    for place, column in enumerate(others):
        widths[column] = min(wanted[column], left / (len(others) - place))
        left -= widths[column]
    return widths


def _wanted_widths(table: Table, fonts: _Fonts) -> Generator[None, None, list[float]]:
    """In dots, what each column would take if no cell were broken."""
    head, cell = QFontMetricsF(fonts.head), QFontMetricsF(fonts.cell)
    least = LEAST_EMS * fonts.cell.pixelSize()
    wanted = [max(least, head.horizontalAdvance(heading) + 1) for heading in table.headings]
    for number, row in enumerate(table.rows):
        for column, text in enumerate(row):
            wanted[column] = max(wanted[column], cell.horizontalAdvance(text) + 1)
        if number % ROWS_A_PAUSE == 0:
            yield
    return wanted


def _gap(desk: Desk) -> float:
    return desk.measures.cell_gap_mm * 2 * DOTS_PER_MM


def _row(
    cells: Sequence[str], widths: Sequence[float], table: Table, desk: Desk, font: QFont, *, ruled: float
) -> Piece:
    """The cells side by side, and a line of `ruled` millimetres below."""
    items: list[Item] = []
    above = round(desk.measures.cell_gap_mm * DOTS_PER_MM / 2)
    left, bottom = 0.0, above + line_step(font)
    for column, (text, width) in enumerate(zip(cells, widths, strict=True)):
        if text:
            side = Side.RIGHT if column in table.numeric else Side.LEFT
            item = set_text(
                text, font, left=left, top=above, width=width, side=side, most_lines=desk.measures.most_cell_lines
            )
            items.append(item)
            bottom = max(bottom, item.rect.bottom())
        left += width + _gap(desk)
    return _ruled(items, bottom=bottom + above, desk=desk, ruled=ruled)


def _ruled(items: list[Item], *, bottom: float, desk: Desk, ruled: float) -> Piece:
    thickness = ruled * DOTS_PER_MM
    rule = RuleItem(rect=QRectF(0, round(bottom), desk.width, thickness))
    return Piece(items=(*items, rule), height=round(bottom) + max(1, round(thickness)))


def _stacked(table: Table, desk: Desk, fonts: _Fonts) -> Generator[None, None, TablePieces]:
    rows: list[Piece] = []
    for row in table.rows:
        rows += _row_in_lines(row, table, desk, fonts)
        yield
    return TablePieces(header=None, rows=tuple(rows))


def _row_in_lines(row: Sequence[str], table: Table, desk: Desk, fonts: _Fonts) -> list[Piece]:
    """Who or what it is in bold, then each heading with what it says here; what says nothing is left out."""
    names = _naming_columns(table)
    above = round(desk.measures.cell_gap_mm * DOTS_PER_MM)
    pieces = [gap_piece(above)]
    name = "  ".join(filter(None, (row[column] for column in names)))
    if name:
        pieces.append(_line(("", name), 0.0, desk, fonts.head))
    beside = _heading_width(table, names, desk, fonts)
    for column, text in enumerate(row):
        if text and column not in names:
            pieces.append(_line((table.headings[column], text), beside, desk, fonts.cell))
    pieces.append(_ruled([], bottom=above, desk=desk, ruled=desk.measures.thin_rule_mm))
    below = sum(piece.height for piece in pieces[1:])
    if below < TOGETHER_MM * DOTS_PER_MM:
        pieces[0] = replace(pieces[0], wants_below=below)
    return pieces


def _line(words: tuple[str, str], beside: float, desk: Desk, font: QFont) -> Piece:
    """A heading, and what it says right of `beside`."""
    heading, text = words
    most = desk.measures.most_cell_lines
    said = set_text(text, font, left=beside, top=0, width=desk.width - beside, most_lines=most)
    if not heading:
        return Piece(items=(said,), height=said.rect.height())
    named = set_text(heading, font, left=0, top=0, width=beside - _gap(desk), most_lines=2)
    return Piece(items=(named, said), height=max(named.rect.height(), said.rect.height()))


def _naming_columns(table: Table) -> tuple[int, ...]:
    """The first column names a row; where that is a running number, the second one too."""
    return (0, 1) if 0 in table.numeric and len(table.headings) > 1 else (0,)


def _heading_width(table: Table, names: Sequence[int], desk: Desk, fonts: _Fonts) -> float:
    metrics = QFontMetricsF(fonts.cell)
    others = [heading for column, heading in enumerate(table.headings) if column not in names]
    widest = max(map(metrics.horizontalAdvance, others), default=0.0) + 1 + _gap(desk)
    return min(widest, desk.width * HEADING_SHARE)
