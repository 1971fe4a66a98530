"""How to sign in: by card, by phone or by three pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from kiosk.domain.sign_in import Way
from kiosk.journeys.events import SignInWayChosen
from kiosk.journeys.sign_in_words import WAYS
from kiosk.journeys.state import State
from kiosk.journeys.states import SignInDigits, SignInPictures
from kiosk.texts.catalogue import Texts
from ui.screens.worker.asking import AskingScreen
from ui.theme import Role
from ui.widgets.face import Face, Line
from ui.widgets.grid import cells
from ui.widgets.item import BigButton, Item
from ui.widgets.typesetter import Typesetter

PICTURES = {Way.CARD: "desk-card", Way.PHONE: "phone", Way.PICTURES: "three-pictures"}


class SignInScreen(AskingScreen):
    """Three pictures; the card needs no choosing, and its picture says how to hold it."""

    def __init__(self, typesetter: Typesetter, parent: QWidget) -> None:
        super().__init__(typesetter, parent)
        self._ways = []
        for way in WAYS:
            button = BigButton(typesetter, f"sign-in-{way}", self)
            button.clicked.connect(lambda _=False, way=way: self.report(SignInWayChosen(way)))
            self._ways.append(button)

    def touched_items(self) -> Sequence[Item]:
        return self._ways

    def likely_next(self) -> Sequence[State]:
        return SignInDigits(), SignInPictures()

    def arrange(self, area: QRectF) -> None:
        if self._words is None:
            return
        texts, area = self._words.texts, self.arrange_hint(area)
        is_tall = area.height() > area.width()
        columns, rows = (1, len(WAYS)) if is_tall else (len(WAYS), 1)
        parts = cells(area, columns=columns, rows=rows, gap=self.typesetter.theme.gap)
        faces = self._faces(parts, texts, beside=is_tall)
        for button, part, face in zip(
            self._ways, parts, self.typesetter.grown(faces, parts, more_lines=1), strict=True
        ):
            button.setGeometry(part.toRect())
            button.show_face(face)

    def _faces(self, parts: Sequence[QRectF], texts: Texts, *, beside: bool) -> list[Face]:
        """The names of the ways as titles, where no word of them is torn then."""
        titles = [_face(way, texts, Role.TITLE, beside=beside) for way in WAYS]
        usual = [replace(face, scale=self.typesetter.theme.usual_scale) for face in titles]
        if all(
            self.typesetter.place(face, part.adjusted(0, 0, -1, -1)).fits
            for face, part in zip(usual, parts, strict=True)
        ):
            return titles
        return [_face(way, texts, Role.STRONG, beside=beside) for way in WAYS]


def _face(way: Way, texts: Texts, role: Role, *, beside: bool) -> Face:
    name, hint = WAYS[way]
    lines = (Line(text=texts(name), role=role), Line(text=texts(hint), optional=True))
    return Face(picture=PICTURES[way], lines=lines, centered=not beside, beside=beside, picture_share=0.4)
