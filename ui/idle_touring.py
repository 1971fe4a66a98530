"""The end of a tour: what the kiosk shows when nobody is there."""

from __future__ import annotations

from typing import Protocol

from kiosk.care.idling import Idling
from ui.idle import LOOP, Idle


class Guide(Protocol):
    """What a tour can do: `ui.touring.Tour`."""

    def home(self) -> None: ...

    def picture_of_nobody(self, name: str) -> None: ...


def tour_idle(tour: Guide, idle: Idle) -> None:
    """Take a picture of each of the loop, and of Home in the dark."""
    tour.home()
    for place in range(len(LOOP)):
        idle.show(Idling(picture=place))
        tour.picture_of_nobody(f"attract-{place + 1}")
    idle.show(Idling(is_dark=True))
    tour.picture_of_nobody("home-dimmed")
    idle.wake()
