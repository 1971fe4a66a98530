"""The slip of a seat in a class, as a slip of work is shown."""

from __future__ import annotations

from kiosk.journeys.attending_states import SeatShown
from kiosk.journeys.events import Event, SeatGivenBack
from kiosk.journeys.states import SlipShown
from kiosk.texts.catalogue import Texts
from ui.screens.worker.slip import SlipScreen


class SeatSlipScreen(SlipScreen):
    """Number, day and place of the class in screen size, and the seat given back by one touch."""

    number_key, picture_key = "seat-number", "seat-picture-spoken"
    given_back: Event = SeatGivenBack()

    def title_of(self, state: SlipShown | SeatShown, texts: Texts) -> str:
        return texts("seat-title")

    def give_back_of(self, state: SlipShown | SeatShown, texts: Texts) -> str:
        return texts("seat-give-back")
