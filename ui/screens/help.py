"""The answer to "what can I do here?": one place after the other is lit, with a hand on it, and said what it is for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from kiosk.texts.catalogue import Texts
from ui.theme import RADIUS_MM, SHADE, Level, Role
from ui.widgets.face import Face, Line, Tone
from ui.widgets.guard import guarded
from ui.widgets.item import Item, Sign
from ui.widgets.typesetter import Typesetter

HAND_MM = 30.0
MOST_HINTS = 6
"""More are not remembered."""
NUMBERED = re.compile(r"-\d+$")


class HelpLayer(QWidget):
    """Lies over the whole stage and lets every touch through: what is lit can be touched at once."""

    def __init__(self, typesetter: Typesetter, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("help")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._typesetter = typesetter
        self._said = Sign(typesetter, "help-said", self)
        self._hints: list[tuple[Item, str]] = []
        self._item: Item | None = None
        self._lit = QRect()

    def explain(self, items: Sequence[Item], texts: Texts) -> None:
        """Explain `items`, all that is on the screen in reading order, as far as there is something to say of them."""
        self._hints = []
        known: set[str] = set()
        for item in items:
            key = f"help-{NUMBERED.sub('', item.objectName())}"
            if texts.has(key) and key not in known and len(self._hints) < MOST_HINTS:
                known.add(key)
                self._hints.append((item, texts(key)))
        if self._hints:
            self.point_at(self._hints[0][0])

    def hints(self) -> list[tuple[Item, str]]:
        """Where to touch, and what that does."""
        return list(self._hints)

    def point_at(self, item: Item) -> None:
        """Light `item` and show what is said of it, away from it."""
        self._item = item
        text = next((text for one, text in self._hints if one is item), None)
        if text is None:
            return
        self._lit = QRect(item.mapTo(self._stage(), QPoint(0, 0)), item.size())
        self._place(text)
        self.update()

    def _stage(self) -> QWidget:
        """The stage that it lies over; it keeps none of its own, for a ring of the two would outlive both."""
        stage = self.parentWidget()
        assert stage is not None
        return stage

    @property
    def lit(self) -> QRect:
        """What is explained, in pixels of the stage."""
        return QRect(self._lit)

    def lit_items(self) -> list[Item]:
        """The sentence; what it lights is a screen's own, and said by it."""
        return [self._said]

    def follow(self) -> None:
        """Light the same item where it stands now."""
        if self._item is not None and not self.isHidden():
            self.setGeometry(self._stage().rect())
            self.point_at(self._item)

    def _place(self, text: str) -> None:
        """Put the sentence into the larger of the rooms above and below what is lit."""
        theme = self._typesetter.theme
        width = self._stage().width() - 2 * theme.margin
        face = Face(lines=(Line(text=text, role=Role.TITLE),), tone=Tone.TILE, centered=True)
        height = self._typesetter.height_for(face, width)
        above, below = self._lit.top(), self._stage().height() - self._lit.bottom()
        top = self._lit.top() - theme.gap - height if above > below else self._lit.bottom() + theme.gap
        top = min(max(theme.margin, top), self._stage().height() - height - theme.margin)
        self._said.setGeometry(QRectF(theme.margin, top, width, height).toRect())
        self._said.show_face(face)

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._typesetter.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hole = QRectF(self._lit).adjusted(-theme.gap / 2, -theme.gap / 2, theme.gap / 2, theme.gap / 2)
        radius = theme.px(RADIUS_MM)
        shade = QPainterPath()
        shade.addRect(QRectF(self.rect()))
        light = QPainterPath()
        light.addRoundedRect(hole, radius, radius)
        painter.fillPath(shade.subtracted(light), SHADE)
        painter.setPen(QPen(theme.color("spoken"), theme.px(Level.EXPLAINED.value[0])))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(hole, radius, radius)
        side = min(theme.px(HAND_MM), hole.height() * 0.8)
        hand = QRectF(hole.right() - side * 0.9, hole.bottom() - side * 0.9, side, side)
        self._typesetter.painter.paint_picture(painter, "hand", hand, "ink")
        painter.end()
