"""When a kiosk counts as frozen, how soon it is started again, and when it is started in safe mode: no I/O."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk.care.watching.crashes import Crash

BEAT_EVERY_S = 0.5
SILENT_S = 3.0
"""The screen's thread says twice a second that it lives. It waits for nothing longer than some hundredths of a second;
with the half second to notice it and the start, a frozen kiosk is back within 5 s."""
FIRST_BEAT_WITHIN_S = 60.0
"""From the start to the first picture: 0.3 s here, tens of seconds on an old disk just after the machine was switched
on."""
BEAT, OPEN = b".", b"o"
"""What the kiosk says on its standard output: that its screen lives, and once that it has opened its station."""
BUSY, FREE = b"b", b"f"
"""What it says behind each: whether somebody is there, or it has something in hand. Of one that says neither, as older
programs do, nothing is known, and nobody waits for it."""
TRIAL_OPENS_WITHIN_S = 40.0
"""From the beginning of a new program to the open station; the former one is back within 60 s then."""
WINDOW_MS = 10 * 60 * 1000
CRASHES_TO_SAFE_MODE = 3
"""Three crashes in ten minutes: what the kiosk was told, or a device, is likely to be at fault."""
STEADY_S = 600.0
"""Whoever lived so long works with settings that are good."""
SOON_S, LATER_S, MUCH_LATER_S = 0.2, 2.0, 30.0
CRASHES_TO_WAIT_LATER, CRASHES_TO_WAIT_MUCH_LATER = 5, 12
"""A kiosk that cannot live at all must not keep the machine busy, nor fill the log."""


def recent(crashes: Iterable[Crash], *, now_ms: int) -> int:
    """Return how many crashes there were in the ten minutes around `now_ms`; a clock may have been set meanwhile."""
    return sum(abs(now_ms - crash.at_ms) <= WINDOW_MS for crash in crashes)


def is_busy(piece: bytes, *, before: bool) -> bool:
    """Tell whether the kiosk is busy by what it said last; `before`: as it was by what it had said until then."""
    busy, free = piece.rfind(BUSY), piece.rfind(FREE)
    return before if busy == free else busy > free


def is_safe_mode_due(crashes: Iterable[Crash], *, now_ms: int) -> bool:
    """Tell whether the next start is one in safe mode."""
    return recent(crashes, now_ms=now_ms) >= CRASHES_TO_SAFE_MODE


def pause_s(crashes: Iterable[Crash], *, now_ms: int) -> float:
    """Return how many seconds to wait before the next start."""
    count = recent(crashes, now_ms=now_ms)
    if count >= CRASHES_TO_WAIT_MUCH_LATER:
        return MUCH_LATER_S
    return LATER_S if count >= CRASHES_TO_WAIT_LATER else SOON_S
