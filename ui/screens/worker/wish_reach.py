"""How are you told? By phone, or you come and ask."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from kiosk.domain.ids import new_id
from kiosk.journeys.events import WishReachChosen
from kiosk.journeys.visit import Visit
from ui.screens.screen import Heading, Words
from ui.screens.worker.wish_choices import ChoicesScreen
from ui.theme import Role
from ui.widgets.face import Face, Line
from ui.widgets.item import BigButton, Item
from ui.widgets.typesetter import Typesetter


class WishReachScreen(ChoicesScreen):
    """Two tiles of one size."""

    def __init__(self, typesetter: Typesetter, parent: QWidget) -> None:
        super().__init__(typesetter, parent, "wish-reach")
        self.go_on.hide()
        self._phone = BigButton(typesetter, "wish-reach-phone", self)
        self._phone.clicked.connect(lambda: self.report(WishReachChosen(new_id(), by_phone=True)))
        self._comes = BigButton(typesetter, "wish-reach-comes", self)
        self._comes.clicked.connect(lambda: self.report(WishReachChosen(new_id())))

    def tiles(self) -> Sequence[Item]:
        return (self._phone, self._comes)

    def show_visit(self, visit: Visit, words: Words) -> None:
        """Ask in the visitor's language."""
        self.words = words
        self.title = Heading(words.texts("wish-reach-title"), "phone")
        self.arrange(QRectF(self.rect()))

    def arrange(self, area: QRectF) -> None:
        if self.words is None:
            return
        texts = self.words.texts
        self.hint.hide()
        faces = [
            Face(picture=picture, lines=(Line(text=texts(f"wish-reach-{name}"), role=Role.TITLE),), centered=True)
            for name, picture in (("phone", "phone"), ("comes", "go-to-staff"))
        ]
        parts = self.grid(area, faces)
        grown = self.typesetter.grown(faces, parts)
        for tile, part, face in zip((self._phone, self._comes), parts, grown, strict=True):
            tile.setGeometry(part.toRect())
            tile.show_face(face)
