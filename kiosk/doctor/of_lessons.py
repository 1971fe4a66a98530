"""Examines the lessons that a station made itself."""

from __future__ import annotations

from kiosk.care.places import Places
from kiosk.domain.finding import Finding, amber, green
from kiosk.lessons.shelf import SHIPPED, read_in


def check_lessons(here: Places) -> Finding:
    """Read all lessons as the kiosk would; of the station's own the wrong ones are not shown to anybody."""
    own = read_in(here.lessons, is_own=True)
    wrong = [read for read in own if read.mistakes]
    if wrong:
        return amber("lessons", "left-out", count=len(wrong), folder=str(here.lessons))
    ours = sum(read.lesson is not None for read in read_in(SHIPPED, is_own=False))
    return green("lessons", count=ours, own=len(own))
