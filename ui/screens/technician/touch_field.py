"""The whole window as a field for a finger: nine crosses to touch, and then a place to try what came of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product

from PySide6.QtCore import QPointF, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QInputDevice, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from kiosk.care.touch_mapping import Fit, Kind, Point, fit, moved
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.look import Look
from ui.widgets.desk.words import Words
from ui.widgets.guard import guarded

SHARES = (0.1, 0.5, 0.9)
"""Where the crosses are, across and down: near the edges a mistake is largest."""
ARM_MM, EYE_MM, LINE_MM = 7.0, 2.5, 0.6
DOT_MM = 2.0
MOST_DOTS = 2_000
IDLE_MS = 60_000
"""Then nobody is there any more, or no touch arrives, and the desk comes back by itself."""
WORDS_FROM, WORDS_TO = 0.18, 0.42
"""The band between the first two rows of crosses, where the words stand."""


class TouchField(QWidget):
    """Where a finger was felt counts, whatever lies there: no mapping is so wrong that it could not be righted.

    While it is tried, touches are put right before anything is done by them; a mouse, which no mapping moves, is not.
    """

    kept = Signal(object)
    """Carries the `Fit` that somebody tried and found good."""
    left = Signal(str)
    """Nothing is to be changed; carries the name of a text that says why, or nothing."""

    def __init__(self, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("touch-field")
        self._look = look
        self._felt: list[Point] = []
        self._dots: list[QPointF] = []
        self._fit: Fit | None = None
        self._kind = QInputDevice.DeviceType.Unknown
        self._words = Words("touch-words", "", self, kind="title")
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._buttons = [
            self._button("touch-leave", lambda: self.left.emit("")),
            self._button("touch-again", self._begin),
            self._button("touch-keep", lambda: self.kept.emit(self._fit), kind="primary", keys="Ctrl+Return"),
        ]
        self._pressed: DeskButton | None = None
        self._idle = QTimer(self, singleShot=True, interval=IDLE_MS)
        self._idle.setObjectName("touch-idle")
        self._idle.timeout.connect(lambda: self.left.emit("touch-idle"))
        self._begin()
        self.setGeometry(window.rect())
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def crosses(self) -> list[QPointF]:
        """The middles of all nine crosses, in pixels of the field."""
        return [QPointF(self.width() * across, self.height() * down) for down, across in product(SHARES, repeat=2)]

    def _button(self, name: str, pressed: Callable[[], None], *, kind: str = "", keys: str = "") -> DeskButton:
        button = DeskButton(self._look, name, self._look.texts(name), self, kind=kind, keys=keys, pressed=pressed)
        button.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)  # the field says what is touched
        return button

    def _begin(self, text: str = "") -> None:
        self._felt.clear()
        self._dots.clear()
        self._fit = None
        for button in self._buttons:
            button.hide()
        self._say_next(text)

    def _say_next(self, before: str = "") -> None:
        self._idle.start()
        texts, count = self._look.texts, len(SHARES) ** 2
        said = texts("touch-cross", number=str(len(self._felt) + 1), count=str(count))
        self._words.say(f"{before}\n{said}" if before else said)
        self.update()

    def _take(self, point: Point) -> None:
        self._felt.append(point)
        crosses = self.crosses
        if len(self._felt) < len(crosses):
            self._say_next()
            return
        panel = self._look.panel
        size = self.screen().geometry().size()
        size_mm = (size.width() / panel.px_per_mm, size.height() / panel.px_per_mm)
        found = fit(self._felt, [self._share(self.mapToGlobal(cross)) for cross in crosses], size_mm=size_mm)
        if found is None:
            self._begin(self._look.texts("touch-once-more"))
        else:
            self._try(found)

    def _try(self, found: Fit) -> None:
        self._fit = found
        texts = self._look.texts
        details = {"mm": str(round(found.was_off_mm))} if found.kind is Kind.STRAIGHT else {}
        self._words.say(f"{texts(f'touch-was-{found.kind}', **details)}\n{texts('touch-try')}")
        for button in self._buttons:
            button.show()
        self._buttons[-1].setFocus(Qt.FocusReason.OtherFocusReason)
        self._idle.start()
        self.update()

    # what a finger does

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._idle.start()
        if self._fit is None:
            self._kind = event.device().type()
            self._take(self._share(event.globalPosition()))
            return
        at = self._righted(event)
        self._pressed = next((one for one in self._buttons if one.geometry().contains(at.toPoint())), None)
        if self._pressed is not None:
            self._pressed.setDown(True)
        else:
            self._draw(at)

    @guarded
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._fit is not None and self._pressed is None:
            self._draw(self._righted(event))

    @guarded
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        button, self._pressed = self._pressed, None
        if button is not None:
            button.setDown(False)
            if button.geometry().contains(self._righted(event).toPoint()):
                button.click()

    def _draw(self, at: QPointF) -> None:
        self._dots = [*self._dots[-MOST_DOTS:], at]
        self.update()

    def _share(self, place: QPointF) -> Point:
        """A place on the desktop as shares of the screen's width and height."""
        screen = self.screen().geometry()
        return (place.x() - screen.x()) / screen.width(), (place.y() - screen.y()) / screen.height()

    def _righted(self, event: QMouseEvent) -> QPointF:
        """Where the finger is, in pixels of the field."""
        if self._fit is None or event.device().type() != self._kind:
            return event.position()
        screen = self.screen().geometry()
        across, down = moved(self._fit.matrix, self._share(event.globalPosition()))
        return self.mapFromGlobal(QPointF(screen.x() + across * screen.width(), screen.y() + down * screen.height()))

    # how it looks

    @guarded
    def resizeEvent(self, _: QResizeEvent) -> None:
        size, width, height = self._look.sizes, self.width(), self.height()
        top, bottom = round(height * WORDS_FROM), round(height * WORDS_TO)
        self._words.setGeometry(QRect(size.margin, top, width - 2 * size.margin, bottom - top))
        for button, place in zip(self._buttons, _places(self._buttons, width, height, size.margin), strict=True):
            button.setGeometry(place)

    @guarded
    def paintEvent(self, _: QPaintEvent) -> None:
        palette, px = self._look.palette, self._look.px
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(palette.ground))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._fit is None:
            painter.setPen(QPen(QColor(palette.ink), px(LINE_MM)))
            _draw_cross(painter, self.crosses[len(self._felt)], arm=px(ARM_MM), eye=px(EYE_MM))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.primary))
        for dot in self._dots:
            painter.drawEllipse(dot, px(DOT_MM), px(DOT_MM))
        painter.end()


def _places(buttons: Sequence[DeskButton], width: int, height: int, margin: int) -> list[QRect]:
    """Where buttons stand along the lower edge: side by side, or one below the other where that is too narrow."""
    sizes, count = [button.sizeHint() for button in buttons], len(buttons)
    high = max(size.height() for size in sizes)
    wide = (width - (count + 1) * margin) // count
    if max(size.width() for size in sizes) <= wide:
        return [QRect(margin + n * (wide + margin), height - margin - high, wide, high) for n in range(count)]
    return [QRect(margin, height - (count - n) * (margin + high), width - 2 * margin, high) for n in range(count)]


def _draw_cross(painter: QPainter, middle: QPointF, *, arm: int, eye: int) -> None:
    """Two lines that leave the middle free for the eye, and a ring around it."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(middle, eye, eye)
    for along in (QPointF(arm, 0), QPointF(0, arm)):
        painter.drawLine(middle - along, middle + along)
