"""Items: everything a visitor sees, with what it says; a `Sign` is read, a `BigButton` is touched."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from ui.widgets.face import Face, Placed, Tone
from ui.widgets.grid import mirrored
from ui.widgets.guard import guarded
from ui.widgets.typesetter import Typesetter


class Kind(StrEnum):
    """What an item is, as the tour reports it."""

    BUTTON = "button"
    TEXT = "text"
    PICTURE = "picture"
    FIELD = "field"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownText:
    """One painted text of an item: its ink rectangle in the item's pixels and its capital height in millimetres."""

    text: str
    rect: QRectF
    cap_height_mm: float


PLAIN = Face(tone=Tone.PLAIN)


class Item(QAbstractButton):
    """One face on the screen. It shows a face, marks itself while its phrase is heard, and says what it painted."""

    kind = Kind.TEXT

    def __init__(self, typesetter: Typesetter, name: str, parent: QWidget, face: Face = PLAIN) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.typesetter = typesetter
        self.face = face
        self.spoken = spoken_lines(face)
        self.speaking = False
        self._placed: Placed | None = None

    def show_face(self, face: Face, *, spoken: tuple[str, ...] | None = None) -> None:
        """Show `face`; `spoken` is what is said instead of its lines."""
        self.spoken = spoken_lines(face) if spoken is None else spoken
        if face != self.face:
            self.face, self._placed = face, None
            self.update()

    def set_speaking(self, speaking: bool) -> None:
        """Mark the item whose phrase is being heard."""
        if speaking != self.speaking:
            self.speaking = speaking
            self.update()

    def setGeometry(self, *place: Any, **names: Any) -> None:
        """Place the item in its parent as if that began at the left; it is mirrored where things begin at the right."""
        rect, parent = QRect(*place, **names), self.parentWidget()
        if self.typesetter.theme.is_mirrored and parent is not None:
            rect = mirrored(QRectF(rect), QRectF(parent.rect())).toRect()
        super().setGeometry(rect)

    def take_place_of(self, other: Item) -> None:
        """Stand exactly where `other`, of the same parent, stands already."""
        super().setGeometry(other.geometry())

    def height_for(self, width: float) -> float:
        """Height in pixels that the face needs when it is `width` pixels wide."""
        return self.typesetter.height_for(self.face, width)

    def placed(self) -> Placed:
        """The face as laid out at the present size."""
        if self._placed is None:
            self._placed = self.typesetter.place(self.face, self.face_area())
        return self._placed

    def face_area(self) -> QRectF:
        """Where the face stands: the whole item."""
        return QRectF(self.rect())

    def make_ready(self) -> None:
        """Lay the face out and draw its pictures, which is most of the work of painting it."""
        self.typesetter.painter.make_ready(self.face, self.placed())

    def texts(self) -> tuple[ShownText, ...]:
        """The texts that are painted, as laid out."""
        return tuple(
            ShownText(text=one.line.text, rect=one.rect, cap_height_mm=self.typesetter.cap_height_mm(one.layout))
            for one in self.placed().lines
        )

    @property
    def is_drawn(self) -> bool:
        """Whether all of the item is there once it has been painted."""
        return True

    def is_whole(self) -> bool:
        """Tell whether the picture and all mandatory texts lie inside the item."""
        placed = self.placed()
        room = QRectF(self.rect()).adjusted(-0.5, -0.5, 0.5, 0.5)
        return placed.is_whole and all(room.contains(one.rect) for one in placed.lines)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._placed = None

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.typesetter.painter.paint(
            painter, self.size(), self.face, self.placed(), pressed=self.isDown(), speaking=self.speaking
        )
        painter.end()


class Sign(Item):
    """Text, or a picture with text, that is read and heard but not touched."""

    def __init__(self, typesetter: Typesetter, name: str, parent: QWidget, face: Face = PLAIN) -> None:
        super().__init__(typesetter, name, parent, face)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


class BigButton(Item):
    """A button that acts when the finger is lifted inside it; its face answers the touch within one frame."""

    kind = Kind.BUTTON

    def __init__(self, typesetter: Typesetter, name: str, parent: QWidget, face: Face = PLAIN) -> None:
        super().__init__(typesetter, name, parent, face)
        self._touched_place = QRect()
        """Where the button stood on the panel when the finger came down: it may be moved before the finger goes."""

    def hitButton(self, position: QPoint) -> bool:
        """Tell whether `position` is on the button, or where it stood when it was touched."""
        return self.rect().contains(position) or self._touched_place.contains(self.mapToGlobal(position))

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._touched_place = QRect(self.mapToGlobal(QPoint(0, 0)), self.size())

    @guarded
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Act at once: Qt's own button is painted first, released, though its screen is about to go."""
        if event.button() is not Qt.MouseButton.LeftButton or not self.isDown():
            event.ignore()
            return
        is_inside = self.hitButton(event.position().toPoint())
        self._touched_place = QRect()
        self.setDown(False)
        if is_inside:
            self.clicked.emit()


def spoken_lines(face: Face) -> tuple[str, ...]:
    """What a face says when nothing else is given: its lines in order."""
    return tuple(line.text for line in face.lines if line.text)
