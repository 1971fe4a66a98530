"""The keypad on which somebody who looks for work types where they can be called."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from kiosk.domain.ids import new_id
from kiosk.domain.work_wish import PHONE_DIGITS
from kiosk.journeys.events import DigitsGiven, Event
from kiosk.journeys.states import SignInDigits
from kiosk.journeys.visit import Visit
from kiosk.journeys.wish_states import WishPhone
from ui.screens.screen import Heading, Words
from ui.screens.worker.sign_in_digits import SignInDigitsScreen
from ui.theme import Role
from ui.widgets.face import Face, Line, Tone
from ui.widgets.typesetter import Typesetter


class WishPhoneScreen(SignInDigitsScreen):
    """The keypad of signing in, with the whole number: seen, and never said."""

    fewest_digits = min(PHONE_DIGITS)

    def __init__(self, typesetter: Typesetter, parent: QWidget) -> None:
        super().__init__(typesetter, parent)
        self._hint.setObjectName("wish-phone-hint")

    def show_visit(self, visit: Visit, words: Words) -> None:
        """Show what was typed; of a number that is none, say so."""
        state = visit.screen
        assert isinstance(state, WishPhone)
        self._state, self._words = SignInDigits(digits=state.digits), words
        self._heading = Heading(words.texts("wish-phone-title"), "phone")
        hint = words.texts("wish-phone-wrong" if state.is_wrong else "wish-phone-hint")
        tone = Tone.WARNING if state.is_wrong else Tone.PLAIN
        self._hint.show_face(Face(lines=(Line(text=hint, role=Role.STRONG),), tone=tone))
        self.arrange(QRectF(self.rect()))

    def report(self, event: Event) -> None:
        """What is given here is kept: it has a token for the answer."""
        super().report(DigitsGiven(new_id()) if isinstance(event, DigitsGiven) else event)
