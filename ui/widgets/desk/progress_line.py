"""How far something is: a bar that fills, or one that wanders while nobody knows how much there is."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.widgets.desk.look import Look
from ui.widgets.guard import guarded

HEIGHT_MM = 5.0
STEP_MS, STEPS = 80, 40
WANDERER = 0.25
"""Of the width."""


class ProgressLine(QWidget):
    """Hidden while nothing goes on."""

    def __init__(self, look: Look, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._look = look
        self._share: float | None = None
        self._step = 0
        self._timer = QTimer(self, interval=STEP_MS)
        self._timer.timeout.connect(self._wander)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(look.px(HEIGHT_MM))
        self.hide()

    def show_share(self, done: int, every: int) -> None:
        """Show that `done` of `every` are done; of 0 it is not known."""
        self._share = min(1.0, done / every) if every else None
        if self._share is None and not self._timer.isActive():
            self._timer.start()
        elif self._share is not None:
            self._timer.stop()
        self.setAccessibleName("" if self._share is None else f"{round(self._share * 100)}%")
        self.show()
        self.update()

    def clear(self) -> None:
        """Nothing goes on."""
        self._timer.stop()
        self.hide()

    def _wander(self) -> None:
        self._step = (self._step + 1) % STEPS
        self.update()

    @guarded
    def paintEvent(self, _: QPaintEvent) -> None:
        palette, size = self._look.palette, self._look.sizes
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        half = size.border / 2
        whole = QRectF(self.rect()).adjusted(half, half, -half, -half)
        radius = whole.height() / 2
        painter.setPen(QPen(QColor(palette.border), size.border))
        painter.setBrush(QColor(palette.surface))
        painter.drawRoundedRect(whole, radius, radius)
        left, width = 0.0, self._share
        if width is None:
            there_and_back = abs(2 * self._step / STEPS - 1)
            left, width = there_and_back * (1 - WANDERER), WANDERER
        if width:
            painter.setBrush(QColor(palette.primary))
            filled = QRectF(whole.left() + left * whole.width(), whole.top(), width * whole.width(), whole.height())
            painter.drawRoundedRect(filled, radius, radius)
        painter.end()
