"""The keys themselves: struck when they are touched, several at once, painted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QEventPoint, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QTouchEvent
from PySide6.QtWidgets import QWidget

from ui.widgets.desk.keyboard.key_painter import KeyPainter
from ui.widgets.desk.keyboard.layout import ROWS, Act, Key, Page
from ui.widgets.desk.look import Look
from ui.widgets.guard import guarded

REPEAT_AFTER_MS, REPEAT_MS = 450, 70
"""As on keyboards of plastic; the last of a long word is reached before a finger tires."""
MOUSE = -1
"""The number of the mouse among the fingers."""
WIDEST_SHARE = 3.6
"""How many times as wide as high the keys are at most: two thumbs reach every key."""
TOUCHES = frozenset({
    QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TouchEnd, QEvent.Type.TouchCancel,
})  # fmt: skip


class Board(QWidget):
    """Shows a page of keys. `struck` carries the `Key`, as soon as it is touched, and again while it is held."""

    struck = Signal(object)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("desk-keyboard-keys")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self._look, self._painter = look, KeyPainter(look)
        self._page, self._is_locked = Page.PINYIN, False
        self._placed: list[tuple[Key, QRect]] = []
        self._down: dict[int, Key] = {}
        self._repeat = QTimer(self, interval=REPEAT_MS)
        self._repeat.timeout.connect(self._strike_again)

    @property
    def page(self) -> Page:
        return self._page

    @property
    def placed(self) -> Sequence[tuple[Key, QRect]]:
        """The keys and where they are."""
        return self._placed

    def show_page(self, page: Page, *, is_locked: bool = False) -> None:
        """Show other keys; fingers that are down stay with what they struck. `is_locked` marks capitals that stay."""
        self._page, self._is_locked = page, is_locked
        self._place()
        self.update()

    def let_go(self) -> None:
        """Forget what is held down."""
        self._down.clear()
        self._repeat.stop()
        self.update()

    def _place(self) -> None:
        """Every row as wide as the widest; a pixel that is left over goes to no gap."""
        rows, gap = ROWS[self._page], max(1, self._look.sizes.gap // 2)
        width = min(self.width(), round(self.height() * WIDEST_SHARE)) - gap
        left, self._placed = (self.width() - width) // 2, []
        for number, row in enumerate(rows):
            top, below = (round(self.height() * place / len(rows)) for place in (number, number + 1))
            units, begun = sum(key.width for key in row), 0.0
            for key in row:
                x, end = (left + round(width * place / units) for place in (begun, begun + key.width))
                begun += key.width
                if key.act is not Act.NOTHING:
                    self._placed.append((key, QRect(x, top, end - x, below - top)))

    def _key_at(self, point: QPointF) -> Key | None:
        return next((key for key, area in self._placed if area.contains(point.toPoint())), None)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        half = max(1, self._look.sizes.gap // 4)
        for key, area in self._placed:
            if area.intersects(event.rect()):
                self._painter.paint(
                    painter, key, QRectF(area.adjusted(half, half, -half, -half)), text=self._text_of(key),
                    is_down=key in self._down.values(), is_on=key.act is Act.SHIFT and self._page is Page.CAPITALS,
                )  # fmt: skip
        painter.end()

    def _text_of(self, key: Key) -> str:
        if key.act is Act.LANGUAGE:
            return "中" if self._page in (Page.PINYIN, Page.CHINESE_SIGNS) else "EN"
        if key.act is Act.SHIFT and self._is_locked:
            return "⇪"
        is_letter = self._page is Page.PINYIN and key.act is Act.TYPE
        return key.text.upper() if is_letter else key.text

    def event(self, event: QEvent) -> bool:
        """Take fingers one by one: the next may come down before the last was lifted."""
        if event.type() in TOUCHES and isinstance(event, QTouchEvent):
            if event.type() is QEvent.Type.TouchCancel:
                self.let_go()
            for point in event.points():
                self._on_point(point)
            event.accept()
            return True
        return super().event(event)

    def _on_point(self, point: QEventPoint) -> None:
        match point.state():
            case QEventPoint.State.Pressed:
                self._strike(point.id(), point.position())
            case QEventPoint.State.Released:
                self._lift(point.id())

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._strike(MOUSE, event.position())
        event.accept()

    @guarded
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._lift(MOUSE)
        event.accept()

    @guarded
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    def _strike(self, finger: int, at: QPointF) -> None:
        key = self._key_at(at)
        if key is None:
            return
        self._down[finger] = key
        if key.act is Act.BACK:
            self._repeat.start(REPEAT_AFTER_MS)
        self.update()
        self.struck.emit(key)

    def _strike_again(self) -> None:
        self._repeat.setInterval(REPEAT_MS)
        held = next((key for key in self._down.values() if key.act is Act.BACK), None)
        if held is not None and self.isVisible():
            self.struck.emit(held)
        else:
            self._repeat.stop()

    def _lift(self, finger: int) -> None:
        self._down.pop(finger, None)
        if not any(key.act is Act.BACK for key in self._down.values()):
            self._repeat.stop()
        self.update()
