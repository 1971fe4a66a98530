"""A screen with one thing to say under its name: that it is being looked for, or that there is nothing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from kiosk.journeys.attending_states import Classes, Notices
from kiosk.journeys.choosing import Choosing, NearMap
from kiosk.journeys.learning import Lessons
from kiosk.journeys.state import State
from kiosk.journeys.states import Postings
from kiosk.journeys.visit import Visit
from kiosk.texts.catalogue import Texts
from ui.screens.said import said_face
from ui.screens.screen import Heading, Screen, Words
from ui.screens.worker.postings import listing_heading
from ui.widgets.item import Item, Sign
from ui.widgets.typesetter import Typesetter

WAITING = "clock", "waiting-text"
NOTHING: dict[type[State], tuple[str, str]] = {Lessons: ("go-to-staff", "no-lessons-text")}
NO_WORK = "empty", "no-work-text"
"""Picture and text."""


class BareScreen(Screen):
    """Stands for what has not been found yet (the journey gives up after some seconds), and for trades, towns and
    lessons where there are none at all."""

    def __init__(self, typesetter: Typesetter, parent: QWidget) -> None:
        super().__init__(typesetter, parent)
        self._heading = Heading("")
        self._picture, self._text = WAITING[0], ""
        self._said = Sign(typesetter, "said", self)

    def show_visit(self, visit: Visit, words: Words) -> None:
        """Say what there is to say of the visit's screen."""
        screen = visit.screen
        picture, key = WAITING if screen.is_empty_yet else NOTHING.get(type(screen), NO_WORK)
        self.setObjectName("waiting" if screen.is_empty_yet else type(screen).__name__.lower())
        self._heading = _heading(screen, words.texts)
        self._picture, self._text = picture, words.texts(key)
        self.arrange(QRectF(self.rect()))

    def heading(self) -> Heading:
        return self._heading

    def items(self) -> Sequence[Item]:
        return (self._said,)

    def arrange(self, area: QRectF) -> None:
        self._said.setGeometry(area.toRect())
        self._said.show_face(said_face(self.typesetter, self._picture, self._text, area), spoken=(self._text,))


def _heading(state: State, texts: Texts) -> Heading:
    """The name that the screen will have when there is something to show."""
    match state:
        case Postings(listing=listing):
            return listing_heading(listing, texts)
        case Choosing():
            return Heading(texts("choosing-title"), "choose")
        case NearMap():
            return Heading(texts("near-title"), "map")
        case Classes():
            return Heading(texts("class-list-title"), "classes")
        case Notices():
            return Heading(texts("message-list-title"), "bulletin")
        case Lessons():
            return Heading(texts("lessons-title"), "learn")
        case _:
            return Heading(texts("trades-title"), "trades")
