"""The notices of today: what the station and the county tell everybody who comes."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.journeys.attending_states import Notices, OneNotice
from kiosk.journeys.events import NoticeChosen
from kiosk.journeys.state import State
from kiosk.journeys.visit import Visit
from kiosk.texts.catalogue import Texts
from ui.screens.screen import Heading, Words
from ui.screens.worker.cards import Card, CardsScreen
from ui.screens.worker.notice_lines import PICTURE, notice_card_lines


class NoticesScreen(CardsScreen):
    """A card a notice, those that end soonest first."""

    name = "message"

    def heading_of(self, texts: Texts) -> Heading:
        return Heading(texts("message-list-title"), PICTURE)

    def cards_of(self, visit: Visit, words: Words) -> tuple[Sequence[Card], int]:
        state = visit.screen
        assert isinstance(state, Notices)
        self._notices = state.notices or ()
        cards = [
            Card(picture=PICTURE, lines=notice_card_lines(notice, words), event=NoticeChosen(notice.id))
            for notice in self._notices
        ]
        return cards, state.first

    def nothing_of(self, texts: Texts) -> tuple[str, str]:
        return texts("message-list-none-title"), texts("message-list-none-hint")

    def likely_next(self) -> Sequence[State]:
        chosen = [card.event.notice_id for card in self._shown if isinstance(card.event, NoticeChosen)]
        return [OneNotice(notice) for notice in self._notices if notice.id in chosen]
