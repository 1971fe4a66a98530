"""Touch to hear: while it is on, a touch on any text or picture says it, and a second touch on the same one acts."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from ui.shell import Shell
from ui.theme import LISTENING_MM
from ui.widgets.guard import guarded
from ui.widgets.item import BigButton, Item

AT_ONCE = "nav-pause"
"""Who holds the voice does not want to hear first what the button is called."""


@dataclass(frozen=True, slots=True)
class _Heard:
    """What was said last, on which screen: other words on the same button are something else."""

    item: Item
    spoken: tuple[str, ...]
    screen: str


class ListeningLayer(QWidget):
    """Lies over the whole window while the visitor touches to hear, and takes every touch."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.setObjectName("listening")
        self._shell = shell
        self._heard: _Heard | None = None
        self._pressed: Item | None = None
        self.hide()
        shell.shown.connect(self._follow)

    def _follow(self) -> None:
        """Be there as long as the visitor wants to hear first."""
        if self._heard is not None and self._heard.screen != self._shell.screen_name:
            self._heard = None
        is_wanted = self._shell.visit.preferences.touch_to_hear
        self.setVisible(is_wanted)
        if is_wanted:
            self.setGeometry(self._shell.rect())
            self.raise_()
            self.update()
        else:
            self._heard = self._pressed = None

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = self._shell.item_at(event.position().toPoint())
        if isinstance(self._pressed, BigButton) and self._pressed.isEnabled():
            self._pressed.setDown(True)
            self._pressed.pressed.emit()  # a screen notes what is under the finger

    @guarded
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Like a button: what counts is a finger that comes down and goes up on the same thing."""
        pressed, self._pressed = self._pressed, None
        if pressed is not None and isValid(pressed):
            pressed.setDown(False)
        if event.button() is Qt.MouseButton.LeftButton:
            self._touched(pressed, event.position().toPoint())

    def _touched(self, pressed: Item | None, at: QPoint) -> None:
        item = self._shell.item_at(at)
        if item is None or item is not pressed:
            self._shell.beside()
        elif not self._shell.is_trembling:
            now = _Heard(item, item.spoken, self._shell.screen_name)
            is_second = now == self._heard or item.objectName() == AT_ONCE or self._shell.is_listening
            if is_second and isinstance(item, BigButton) and item.isEnabled():
                item.clicked.emit()
            else:
                self._heard = now
                self._shell.hear(item)

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._shell.theme
        width = theme.px(LISTENING_MM)
        painter = QPainter(self)
        painter.setPen(QPen(theme.color("primary"), width, j=Qt.PenJoinStyle.MiterJoin))
        painter.drawRect(QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2))
        painter.end()
