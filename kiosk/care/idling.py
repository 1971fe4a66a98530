"""What stands on the panel of a kiosk that nobody uses: Home, the pictures of what it is for, or Home in the dark."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time

from kiosk.care.config.night import Night

LOOP_AFTER_S = 60.0
"""As long as somebody counts as being there (`ui.presence`)."""
PICTURE_S = 2.5
"""Long enough to look at one picture, short enough to see all of them in passing."""
DARK_AFTER_S = 300.0
NIGHT = Night(begin=time(22), end=time(5))
"""Until the first staff come: hiring peaks at dawn (worker-experience.md)."""
FIRST_YEAR = 2020
"""A clock that stands before it has lost its battery, and nobody knows whether it is night."""
SHIFT_EVERY_S = 180.0
MOST_SHIFT_PX = 4
"""Less than any margin: nothing is cut off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Idling:
    """What an idle kiosk shows. `picture` counts from 0 in the loop; None is Home.

    `shift_px` is how far all of it stands from its place, so that nothing is burnt into the panel.
    """

    picture: int | None = None
    is_dark: bool = False
    shift_px: tuple[int, int] = (0, 0)


IN_USE = Idling()
"""Somebody is there: Home, or what it led to, at its place and bright."""


def idling(*, alone_s: float, running_s: float, now: datetime, pictures: int, night: Night = NIGHT) -> Idling:
    """Return what a kiosk shows that has been alone for `alone_s`, on a clock of its own that says `running_s`.

    The wall clock `now` says only whether it is night: wherever it jumps, whoever touches the kiosk finds it bright.
    """
    if alone_s < LOOP_AFTER_S:
        return IN_USE
    shift_px = shift_at(running_s)
    if alone_s >= DARK_AFTER_S and now.year >= FIRST_YEAR and night.holds(now.time()):
        return Idling(is_dark=True, shift_px=shift_px)
    return Idling(picture=int((alone_s - LOOP_AFTER_S) / PICTURE_S) % pictures, shift_px=shift_px)


def shift_at(running_s: float) -> tuple[int, int]:
    """Return the shift in pixels, right and down: a pixel further every few minutes, over all places in half a day."""
    step = int(running_s / SHIFT_EVERY_S)
    return _to_and_fro(step), _to_and_fro(step // (4 * MOST_SHIFT_PX))


def _to_and_fro(step: int) -> int:
    """From 0 to the most, back, and as far on the other side."""
    place = (step + MOST_SHIFT_PX) % (4 * MOST_SHIFT_PX)
    return MOST_SHIFT_PX - abs(place - 2 * MOST_SHIFT_PX)
