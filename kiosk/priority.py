"""Who goes first on a small machine: the screen and its sound, then the voice, then work that nobody waits for."""

from __future__ import annotations

import os
from enum import IntEnum


class Place(IntEnum):
    """A process's place behind the screen, as `nice` counts (each step some 20 % less of a contended processor)."""

    VOICE = 5
    WORK = 10


def give_way(place: Place) -> None:
    """Let this process step back, for good; does nothing where there is no `nice`, as on Windows."""
    if hasattr(os, "nice"):
        os.nice(place)
