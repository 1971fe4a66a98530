"""A tile that is chosen or not: a tick in its corner says so, besides its colours."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.widgets.face import Face, Tone
from ui.widgets.guard import guarded
from ui.widgets.item import BigButton
from ui.widgets.typesetter import Typesetter

TICK_MM, MOST_OF_SIDE = 13.0, 0.36
SMALLER = (1.0, 0.8, 0.6, 0.5)
"""Of its side, for a tick that would lie on a word in every corner."""
WITHIN = 0.12
"""Of a line's height, above and below what is written in it."""


class Choice(BigButton):
    """A big button with a tick while it is chosen."""

    def __init__(self, typesetter: Typesetter, name: str, parent: QWidget) -> None:
        super().__init__(typesetter, name, parent)
        self._is_chosen = False

    @property
    def is_chosen(self) -> bool:
        """Whether the tick is there."""
        return self._is_chosen

    def show_choice(self, face: Face, *, is_chosen: bool, recoloured: bool = True) -> None:
        """Show `face`, ticked where it `is_chosen`, and in strong colours unless its own are what is chosen."""
        if is_chosen != self._is_chosen:
            self._is_chosen = is_chosen
            self.update()
        self.show_face(replace(face, tone=Tone.PRIMARY) if is_chosen and recoloured else face)

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._is_chosen:
            painter, ink = QPainter(self), self.face.tone.value[1]
            self.typesetter.painter.paint_picture(painter, "check", self.tick_rect(), ink)
            painter.end()

    def tick_rect(self) -> QRectF:
        """Where the tick stands: in the corner at which things begin, or in the first in which it hides no word."""
        theme = self.typesetter.theme
        usual = min(theme.px(TICK_MM), min(self.width(), self.height()) * MOST_OF_SIDE)
        corner = theme.padding / 2
        words = [_written(text.rect) for text in self.texts()]
        for side in (usual * share for share in SMALLER):
            ends = (corner, self.width() - corner - side)
            for top in (corner, self.height() - corner - side):
                for left in reversed(ends) if theme.is_mirrored else ends:
                    tick = QRectF(left, top, side, side)
                    if not any(tick.intersects(word) for word in words):
                        return tick
        return QRectF(ends[-1 if theme.is_mirrored else 0], corner, side, side)


def _written(rect: QRectF) -> QRectF:
    return rect.adjusted(0, rect.height() * WITHIN, 0, -rect.height() * WITHIN)
