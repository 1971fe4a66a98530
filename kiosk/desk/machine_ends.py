"""How a desk ends that wants something of the kiosk below it: the exit codes of its process."""

from __future__ import annotations

from enum import IntEnum


class Ending(IntEnum):
    """`ANEW` is the code by which a kiosk asks its watch for another life (`kiosk.care.watching.keeper`)."""

    ANEW = 75
    LEFT = 76
    """The station program is to end, and its watch with it."""
