"""A table to be read, not chosen from: figures from the right, words wrapped, every row in sight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import FONT_FAMILIES
from ui.widgets.desk.look import Look
from ui.widgets.guard import guarded

WRAPS = Qt.TextFlag.TextWordWrap
LEAST_EMS = 5.0
MOST_LINES = 4
MOST_SETS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class _Set:
    """A table set for one width: the columns' left edges and widths, and the rows' tops, the headings' first."""

    lefts: tuple[int, ...]
    widths: tuple[int, ...]
    tops: tuple[int, ...]
    bottom: int


class FigureTable(QWidget):
    """Shows `headings` and rows of texts; the columns in `numeric` are set from the right."""

    def __init__(self, look: Look, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._look = look
        self._cell, self._head = _font(look.sizes.small), _font(look.sizes.small, bold=True)
        self._headings: tuple[str, ...] = ()
        self._rows: tuple[tuple[str, ...], ...] = ()
        self._numeric: frozenset[int] = frozenset()
        self._wanted: tuple[float, ...] = ()
        self._sets: dict[int, _Set] = {}
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """What is shown."""
        return self._rows

    def show_table(
        self, title: str, headings: Sequence[str], rows: Sequence[Sequence[str]], *, numeric: frozenset[int]
    ) -> None:
        """Show another table; `title` is for whoever has it read out."""
        self._headings, self._rows, self._numeric = tuple(headings), tuple(map(tuple, rows)), numeric
        self._wanted = self._wanted_widths()
        self._sets.clear()
        self.setAccessibleName(title)
        self.setAccessibleDescription("  ".join(" ".join(row) for row in self._rows))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = self._look.px(60)
        return QSize(width, self.heightForWidth(width))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._set_for(width).bottom

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        palette, size = self._look.palette, self._look.sizes
        placed = self._set_for(self.width())
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(palette.surface))
        for place, (top, below) in enumerate(zip(placed.tops, (*placed.tops[1:], placed.bottom), strict=True)):
            if below < event.rect().top() or top > event.rect().bottom():
                continue
            band = palette.quiet if place == 0 else palette.surface if place % 2 else palette.ground
            painter.fillRect(QRect(0, top, self.width(), below - top), QColor(band))
            self._paint_row(painter, placed, place, top=top, height=below - top)
        line = size.focus if self.hasFocus() else size.border
        painter.setPen(QPen(QColor(palette.primary if self.hasFocus() else palette.border), line))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(self.rect()).adjusted(line / 2, line / 2, -line / 2, -line / 2))
        painter.end()

    def _paint_row(self, painter: QPainter, placed: _Set, place: int, *, top: int, height: int) -> None:
        painter.setPen(QColor(self._look.palette.ink))
        painter.setFont(self._cell if place else self._head)
        for column, text in enumerate(self._rows[place - 1] if place else self._headings):
            side = Qt.AlignmentFlag.AlignRight if column in self._numeric else Qt.AlignmentFlag.AlignLeft
            flags = int(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter) | int(WRAPS)
            painter.drawText(QRect(placed.lefts[column], top, placed.widths[column], height), flags, text)

    @property
    def _gap(self) -> int:
        return self._look.sizes.padding * 2

    def _wanted_widths(self) -> tuple[float, ...]:
        """What each column would take if no cell were broken; a heading may be broken once."""
        cell, head = QFontMetricsF(self._cell), QFontMetricsF(self._head)
        least = [head.horizontalAdvance(heading) for heading in self._headings]
        wanted = [max(width / 2 + cell.height(), _longest_word(heading, head)) for width, heading in zip(
            least, self._headings, strict=True
        )]  # fmt: skip
        for row in self._rows:
            for column, text in enumerate(row):
                wanted[column] = max(wanted[column], cell.horizontalAdvance(text) + 1)
        return tuple(wanted)

    def _widths(self, width: int) -> tuple[int, ...]:
        """Figures stay whole; columns of words share what is left, the longer ones more of it."""
        room = width - self._gap * (len(self._wanted) + 1)
        words = [column for column in range(len(self._wanted)) if column not in self._numeric] or [0]
        spare = room - sum(self._wanted)
        widths = list(self._wanted)
        if spare >= 0:
            for column in range(len(widths)):
                widths[column] += spare / len(widths)
        else:
            least = LEAST_EMS * self._cell.pixelSize()
            left = max(least * len(words), room - sum(w for c, w in enumerate(widths) if c not in words))
            for number, column in enumerate(sorted(words, key=widths.__getitem__)):
                widths[column] = min(widths[column], left / (len(words) - number))
                left -= widths[column]
        return tuple(map(int, widths))

    def _set_for(self, width: int) -> _Set:
        """Set the table for a width; layouts ask for three or four widths again and again."""
        if width in self._sets:
            return self._sets[width]
        widths = self._widths(width) if self._wanted else ()
        lefts, left = [], self._gap
        for each in widths:
            lefts.append(left)
            left += each + self._gap
        tops, top = [], 0
        for place, row in enumerate((self._headings, *self._rows) if self._headings else ()):
            tops.append(top)
            top += self._height(row, widths, self._cell if place else self._head)
        placed = _Set(lefts=tuple(lefts), widths=widths, tops=tuple(tops), bottom=top)
        if len(self._sets) >= MOST_SETS:
            self._sets.clear()
        self._sets[width] = placed
        return placed

    def _height(self, row: Sequence[str], widths: Sequence[int], font: QFont) -> int:
        metrics = QFontMetricsF(font)
        most, line = metrics.lineSpacing() * MOST_LINES, metrics.lineSpacing()
        for text, width in zip(row, widths, strict=True):
            if metrics.horizontalAdvance(text) > width:
                box = metrics.boundingRect(QRectF(0, 0, max(1, width), 100_000), int(WRAPS), text)
                line = max(line, min(most, box.height()))
        return round(line) + self._look.sizes.padding * 2


def _font(pixels: int, *, bold: bool = False) -> QFont:
    font = QFont(list(FONT_FAMILIES))
    font.setPixelSize(pixels)
    font.setBold(bold)
    return font


def _longest_word(text: str, metrics: QFontMetricsF) -> float:
    """Chinese breaks anywhere; a word of letters should not."""
    return max((metrics.horizontalAdvance(word) for word in text.split() if word.isascii()), default=0.0) + 1
