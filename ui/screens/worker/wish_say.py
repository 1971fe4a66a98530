"""Saying who one is and what one has worked, for the staff who look for work; or not."""

from __future__ import annotations

from kiosk.domain.ids import new_id
from kiosk.journeys.events import Event, WishSaid
from kiosk.journeys.speaking_states import Speak
from ui.screens.worker.speak import SpeakScreen


class WishSayScreen(SpeakScreen):
    """A minute at most; the way on is there from the beginning."""

    own = "wish-say"
    way_on = "wish-say-give"
    silent_picture = "next"

    def given(self) -> Event:
        return WishSaid(new_id())

    def picture(self, state: Speak) -> str:
        return "speak"
