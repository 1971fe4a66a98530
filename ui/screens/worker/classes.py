"""The classes to come: what may be learnt, on which day, and whether there are seats."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.journeys.attending_states import Classes, OneClass
from kiosk.journeys.events import ClassChosen
from kiosk.journeys.state import State
from kiosk.journeys.visit import Visit
from kiosk.texts.catalogue import Texts
from ui.screens.screen import Heading, Words
from ui.screens.worker.cards import Card, CardsScreen
from ui.screens.worker.class_lines import SUBJECT, class_card_lines, class_picture


class ClassesScreen(CardsScreen):
    """A card a class, soonest first; or, where there is none, to whom one says what one would like to learn."""

    name = "class"

    def heading_of(self, texts: Texts) -> Heading:
        return Heading(texts("class-list-title"), SUBJECT)

    def cards_of(self, visit: Visit, words: Words) -> tuple[Sequence[Card], int]:
        state = visit.screen
        assert isinstance(state, Classes)
        self._classes = state.classes or ()
        cards = [
            Card(
                picture=class_picture(held, words.texts),
                lines=class_card_lines(held, words),
                event=ClassChosen(held.id),
            )
            for held in self._classes
        ]
        return cards, state.first

    def nothing_of(self, texts: Texts) -> tuple[str, str]:
        return texts("class-list-none-title"), texts("class-list-none-hint")

    def likely_next(self) -> Sequence[State]:
        chosen = [card.event.class_id for card in self._shown if isinstance(card.event, ClassChosen)]
        return [OneClass(held) for held in self._classes if held.id in chosen]
