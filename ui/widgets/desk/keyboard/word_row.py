"""The row of candidates above the keys: touch one, or turn the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEventPoint,
    QFontMetricsF,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QWidget

from ui.widgets.desk.keyboard.board import TOUCHES
from ui.widgets.desk.keyboard.key_painter import KeyPainter
from ui.widgets.desk.look import FAINT_SHARE, Look, mixed
from ui.widgets.guard import guarded


@dataclass(frozen=True, slots=True)
class Placed:
    """A candidate on the page, by its place among all."""

    place: int
    text: str
    area: QRect


class WordRow(QWidget):
    """Shows one page of candidates. `chosen` carries the place of the one that was touched."""

    chosen = Signal(int)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("desk-keyboard-words")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self._look = look
        self._letters = KeyPainter(look).letters
        self._metrics = QFontMetricsF(self._letters)
        self._words: Sequence[str] = ()
        self._pages = [0]
        """Where each page begins that was turned to, the present one last."""
        self._placed: list[Placed] = []

    @property
    def placed(self) -> Sequence[Placed]:
        """What this page shows."""
        return self._placed

    @property
    def can_turn_on(self) -> bool:
        """Whether there is a page behind this one."""
        return bool(self._placed) and self._placed[-1].place + 1 < len(self._words)

    def show_words(self, words: Sequence[str]) -> None:
        """Show other candidates, from the first."""
        self._words, self._pages = words, [0]
        self._place()

    def turn(self, *, on: bool) -> None:
        """Show the next page or the one before, where there is one."""
        if on and self.can_turn_on:
            self._pages.append(self._placed[-1].place + 1)
        elif not on and len(self._pages) > 1:
            self._pages.pop()
        self._place()

    def arrow(self, *, on: bool) -> QRect:
        """Where the arrow to the next page is, or the one before."""
        side = min(self._look.sizes.target, self.width() // 6)
        return QRect(self.width() - (1 if on else 2) * side, 0, side, self.height())

    def _place(self) -> None:
        """As many as there is room for; one that is too long for the row has it alone."""
        self._placed = []
        padding, left = self._look.sizes.padding * 2, 0
        room = self.arrow(on=False).left()
        for place in range(self._pages[-1], len(self._words)):
            text = self._words[place]
            width = max(self._look.sizes.target, round(self._metrics.horizontalAdvance(text)) + padding)
            if left + width > room and self._placed:
                break
            self._placed.append(Placed(place, text, QRect(left, 0, min(width, room - left), self.height())))
            left += width
        self.update()

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._pages = self._pages[:1]
        self._place()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self._look.palette
        painter.fillRect(self.rect(), QColor(palette.surface if self._words else palette.quiet))
        painter.setFont(self._letters)
        for placed in self._placed:
            self._paint_word(painter, placed)
        if len(self._words) > len(self._placed):
            self._paint_arrow(painter, on=False, is_there=len(self._pages) > 1)
            self._paint_arrow(painter, on=True, is_there=self.can_turn_on)
        painter.end()

    def _paint_word(self, painter: QPainter, placed: Placed) -> None:
        """The first of all is what the space bar takes: it is marked."""
        palette, is_first = self._look.palette, placed.place == 0
        gap = max(1, self._look.sizes.gap // 4)
        if is_first:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(palette.spoken))
            area = QRectF(placed.area.adjusted(gap, gap, -gap, -gap))
            painter.drawRoundedRect(area, self._look.sizes.radius, self._look.sizes.radius)
        painter.setPen(QColor(palette.on_spoken if is_first else palette.ink))
        shown = self._metrics.elidedText(placed.text, Qt.TextElideMode.ElideLeft, placed.area.width())
        painter.drawText(placed.area, Qt.AlignmentFlag.AlignCenter, shown)

    def _paint_arrow(self, painter: QPainter, *, on: bool, is_there: bool) -> None:
        palette = self._look.palette
        area = QRectF(self.arrow(on=on))
        ink = palette.ink if is_there else mixed(palette.border, palette.surface, FAINT_SHARE / 2)
        pen = QPen(QColor(ink), max(2.0, area.height() / 18))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        unit = area.height() / 6 * (1 if on else -1)
        tip = area.center() + QPointF(unit / 2, 0)
        for way in (-1, 1):
            painter.drawLine(tip, tip + QPointF(-unit, way * abs(unit)))

    def event(self, event: QEvent) -> bool:
        """A finger chooses where it comes down."""
        if event.type() in TOUCHES and isinstance(event, QTouchEvent):
            for point in event.points():
                if point.state() is QEventPoint.State.Pressed:
                    self._touch(point.position().toPoint())
            event.accept()
            return True
        return super().event(event)

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._touch(event.position().toPoint())
        event.accept()

    @guarded
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    def _touch(self, at: QPoint) -> None:
        if self.arrow(on=True).contains(at):
            self.turn(on=True)
        elif self.arrow(on=False).contains(at):
            self.turn(on=False)
        else:
            place = next((placed.place for placed in self._placed if placed.area.contains(at)), None)
            if place is not None:
                self.chosen.emit(place)
