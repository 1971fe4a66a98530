"""What else the kiosk offers, where Home has no room for it: one picture each, all on one page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from kiosk.journeys.visit import Visit
from kiosk.texts.catalogue import Texts
from ui.screens.screen import Heading, Screen, Words
from ui.screens.worker.ways import MORE, OTHERS, Way
from ui.theme import Role
from ui.widgets.face import Face, Line
from ui.widgets.item import BigButton, Item
from ui.widgets.tiles import best_cells
from ui.widgets.typesetter import Typesetter


class MoreScreen(Screen):
    """Tiles as large as they get."""

    def __init__(self, typesetter: Typesetter, parent: QWidget) -> None:
        super().__init__(typesetter, parent)
        self._heading = Heading("")
        self._words: Words | None = None
        self._buttons = []
        for way in OTHERS:
            button = BigButton(typesetter, f"more-{way.name}", self)
            button.clicked.connect(lambda _=False, event=way.event: self.report(event()))
            self._buttons.append(button)

    def show_visit(self, visit: Visit, words: Words) -> None:
        """Show the tiles in the visitor's language."""
        self._words = words
        self._heading = Heading(words.texts("more-title"), MORE.picture)
        self.arrange(QRectF(self.rect()))

    def heading(self) -> Heading:
        return self._heading

    def items(self) -> Sequence[Item]:
        return self._buttons

    def arrange(self, area: QRectF) -> None:
        if self._words is None:
            return
        texts = self._words.texts
        parts, faces = best_cells(self.typesetter, [_face(way, texts) for way in OTHERS], area)
        for button, part, face in zip(self._buttons, parts, faces, strict=True):
            button.setGeometry(part.toRect())
            button.show_face(face)


def _face(way: Way, texts: Texts) -> Face:
    name, hint = way.keys
    lines = (Line(text=texts(name), role=Role.TITLE), Line(text=texts(hint), optional=True))
    return Face(picture=way.picture, lines=lines, centered=True)
