"""A screen with one thing to say under its name: that it is being looked for, or that there is nothing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from kiosk.journeys.attending_states import Classes, Notices
from kiosk.journeys.states import Postings, Trades
from kiosk.journeys.visit import Visit
from ui.screens.screen import Heading, Screen, Words
from ui.screens.worker.postings import listing_heading
from ui.theme import Role
from ui.widgets.face import Face, Line, Tone
from ui.widgets.item import Item, Sign
from ui.widgets.typesetter import Typesetter

WAITING, NO_WORK = ("clock", "waiting-text"), ("empty", "no-work-text")
"""Picture and text."""


class BareScreen(Screen):
    """Stands for trades and postings that have not been found yet (the journey gives up after some seconds), and for
    trades where no work is on offer at all."""

    def __init__(self, typesetter: Typesetter, parent: QWidget) -> None:
        super().__init__(typesetter, parent)
        self._heading = Heading("")
        self._face = Face(tone=Tone.PLAIN)
        self._said = Sign(typesetter, "said", self)

    def show_visit(self, visit: Visit, words: Words) -> None:
        """Say what there is to say of the visit's screen."""
        picture, key = NO_WORK if visit.screen == Trades(counts=()) else WAITING
        self.setObjectName("trades" if picture == NO_WORK[0] else "waiting")
        match visit.screen:
            case Postings(listing=listing):
                self._heading = listing_heading(listing, words.texts)
            case Classes():
                self._heading = Heading(words.texts("class-list-title"), "classes")
            case Notices():
                self._heading = Heading(words.texts("message-list-title"), "bulletin")
            case _:
                self._heading = Heading(words.texts("trades-title"), "trades")
        line = Line(text=words.texts(key), role=Role.STRONG)
        self._face = Face(picture=picture, lines=(line,), tone=Tone.PLAIN, centered=True, beside=False)
        self.arrange(QRectF(self.rect()))

    def heading(self) -> Heading:
        return self._heading

    def items(self) -> Sequence[Item]:
        return (self._said,)

    def arrange(self, area: QRectF) -> None:
        self._said.setGeometry(area.toRect())
        self._said.show_face(self.typesetter.grown([self._face], [area], more_lines=2)[0])
