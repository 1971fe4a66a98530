"""What the screens of signing in have in common: their name above, then what to do, then what is touched."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from kiosk.journeys.sign_in_words import sign_in_words
from kiosk.journeys.states import SignIn, SignInDigits, SigningIn, SignInPictures, SignInZodiac
from kiosk.journeys.visit import Visit
from ui.screens.screen import Heading, Screen, Words
from ui.theme import Role
from ui.widgets.face import Face, Line, Tone
from ui.widgets.item import Item, Sign
from ui.widgets.typesetter import Typesetter


class AskingScreen(Screen):
    """Shows the words of a state of signing in; what is touched is the business of the screens made of it."""

    def __init__(self, typesetter: Typesetter, parent: QWidget) -> None:
        super().__init__(typesetter, parent)
        self._heading = Heading("")
        self._hint = Sign(typesetter, "hint", self)
        self._state: SigningIn | None = None
        self._words: Words | None = None

    def show_visit(self, visit: Visit, words: Words) -> None:
        """Ask what the visit's state asks, in the visitor's language."""
        state = visit.screen
        assert isinstance(state, SignIn | SignInDigits | SignInPictures | SignInZodiac)
        said = sign_in_words(state, words.texts)
        self._state, self._words = state, words
        self._heading = Heading(said.heading, "sign-in")
        self._hint.show_face(Face(lines=(Line(text=said.hint, role=Role.STRONG),), tone=Tone.PLAIN))
        self.arrange(QRectF(self.rect()))

    def heading(self) -> Heading:
        return self._heading

    def items(self) -> Sequence[Item]:
        return (self._hint, *self.touched_items())

    def arrange_hint(self, area: QRectF) -> QRectF:
        """Place what to do at the top of `area`; return what is left."""
        self._hint.show_face(replace(self._hint.face, scale=self.typesetter.theme.aside_scale))
        height = self._hint.height_for(area.width())
        self._hint.setGeometry(QRectF(area.left(), area.top(), area.width(), height).toRect())
        return area.adjusted(0, height + self.typesetter.theme.gap, 0, 0)

    @abstractmethod
    def touched_items(self) -> Sequence[Item]:
        """What stands below the words, in reading order."""
