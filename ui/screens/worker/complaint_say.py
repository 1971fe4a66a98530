"""Saying what happened, and handing it in."""

from __future__ import annotations

from kiosk.domain.ids import new_id
from kiosk.journeys.complaint_states import Say
from kiosk.journeys.events import ComplaintGiven, Event
from kiosk.journeys.speaking_states import Speak
from ui.screens.worker.complaint_what import happened_picture
from ui.screens.worker.speak import SpeakScreen


class SayScreen(SpeakScreen):
    """Two minutes at most; pictures alone are a complaint, too."""

    own = "complaint-say"
    way_on = "say-give"

    def given(self) -> Event:
        return ComplaintGiven(new_id())

    def picture(self, state: Speak) -> str:
        assert isinstance(state, Say)
        return happened_picture(state.kind)
