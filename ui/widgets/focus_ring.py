"""The ring around what the keys of a pad act on."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui.theme import RADIUS_MM, RING_AWAY_MM, Level, Theme
from ui.widgets.guard import guarded

RING_MM = Level.FOCUSED.value[0]


class FocusRing(QWidget):
    """Lies around an item and over what is beside it; every touch goes through.

    A line of the ground runs on both sides of the ring: whatever its neighbours look like, it stands out from them.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("focus-ring")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._theme: Theme | None = None
        self.hide()

    def surround(self, place: QRect, theme: Theme) -> None:
        """Show the ring around `place`, in pixels of the parent."""
        self._theme = theme
        away = round(theme.px(RING_AWAY_MM * 2 + RING_MM))
        self.setGeometry(place.adjusted(-away, -away, away, away))
        self.show()
        self.raise_()
        self.update()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        if theme is None:
            return
        around, ring = theme.px(RING_AWAY_MM * 2 + RING_MM), theme.px(RING_MM)
        line = QRectF(self.rect()).adjusted(around / 2, around / 2, -around / 2, -around / 2)
        radius = theme.px(RADIUS_MM) + around / 2
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for role, width in (("ground", around), ("ink", ring)):
            painter.setPen(QPen(theme.color(role), width))
            painter.drawRoundedRect(line, radius, radius)
        painter.end()
