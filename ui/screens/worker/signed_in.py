"""Signed in: the number of the day, as large as it gets, and how many wait before it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from kiosk.journeys.events import Left
from kiosk.journeys.sign_in_words import sign_in_words
from kiosk.journeys.states import SignedIn
from kiosk.journeys.visit import Visit
from ui.screens.screen import Heading, Screen, Words
from ui.theme import ACT_MM, Role
from ui.widgets.face import Face, Line, Tone
from ui.widgets.grid import split_bottom
from ui.widgets.item import BigButton, Item, Sign
from ui.widgets.largest import largest
from ui.widgets.typesetter import Typesetter

HINT_SHARE = 0.3


class SignedInScreen(Screen):
    """What is the person's own stands in this screen's items alone; its name is the same for everybody."""

    def __init__(self, typesetter: Typesetter, parent: QWidget) -> None:
        super().__init__(typesetter, parent)
        self._heading = Heading("")
        self._number = Sign(typesetter, "signed-in-number", self)
        self._hint = Sign(typesetter, "signed-in-waiting", self)
        self._done = BigButton(typesetter, "signed-in-done", self)
        self._done.clicked.connect(lambda: self.report(Left()))
        self._state: SignedIn | None = None
        self._words: Words | None = None

    def show_visit(self, visit: Visit, words: Words) -> None:
        """Show the number of whoever has just signed in."""
        state = visit.screen
        assert isinstance(state, SignedIn)
        self._state, self._words = state, words
        self._heading = Heading(words.texts("signed-in-heading"), "check")
        self.arrange(QRectF(self.rect()))

    def heading(self) -> Heading:
        return self._heading

    def items(self) -> Sequence[Item]:
        return (self._number, self._hint, self._done)

    def arrange(self, area: QRectF) -> None:
        if self._state is None or self._words is None:
            return
        theme, texts = self.typesetter.theme, self._words.texts
        said = sign_in_words(self._state, texts)
        line = Line(text=texts("signed-in-done"), role=Role.TITLE)
        face = Face(picture="check", lines=(line,), tone=Tone.PRIMARY, centered=True, beside=True, picture_share=0.16)
        height = max(theme.height(ACT_MM), self.typesetter.height_for(face, area.width()))
        above, done = split_bottom(area, height, gap=theme.gap)
        self._done.setGeometry(done.toRect())
        self._done.show_face(self.typesetter.grown([face], [done])[0])
        hint = Face(picture="waiting", lines=(Line(text=said.hint, role=Role.STRONG),), tone=Tone.PLAIN, beside=True,
                    centered=True, picture_share=0.2)  # fmt: skip
        height = max(above.height() * HINT_SHARE, self.typesetter.height_for(hint, above.width()))
        number, waiting = split_bottom(above, height, gap=theme.gap)
        self._hint.setGeometry(waiting.toRect())
        self._hint.show_face(self.typesetter.grown([hint], [waiting], more_lines=1)[0])
        figure = Line(text=str(self._state.running), role=Role.FIGURE, color="figure")
        self._number.setGeometry(number.toRect())
        self._number.show_face(
            largest(self.typesetter, Face(lines=(figure,), tone=Tone.QUIET, centered=True), number),
            spoken=(said.heading,),
        )
