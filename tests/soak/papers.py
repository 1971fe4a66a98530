"""Whether every slip was printed exactly as often as it was asked for: the database's slips against the paper."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kiosk.care.places import Places
from kiosk.errors import YizhanError
from kiosk.services import open_station
from kiosk.slips.reading import texts_in_file

NUMBER = re.compile(r"[A-Z0-9]{2}-\d{4}-\d{3}-\d")
BEFORE_S, AFTER_S = 4.0, 15.0
"""A slip that was asked for so shortly before a fault may still be on its way, and so long after it the kiosk may not
have seen yet that the printer is well (`ui/printer_watch.py`): neither is promised a paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """Numbers of slips with what is wrong about them; `right` counts those that came out once, as they should."""

    asked: int
    right: int
    excused: int
    """Asked for while the printer was made to fail, or given back: none came, or one."""
    missing: tuple[str, ...]
    twice: tuple[str, ...]
    unasked: tuple[str, ...]


def papers(places: Places, pieces: Sequence[Path], *, since_s: float, faults: Sequence[tuple[float, float]]) -> Papers:
    """Compare the kiosk's slips since a moment with what fell out of the printer; `faults` are from and until.

    All moments are seconds since 1970.
    """
    with open_station(places) as station:
        rows = station.database.rows(
            "select number, issued_at_ms, state from slips where issued_at_ms >= ? and dispatch_id is null",
            [int(since_s * 1000)],
        )
        known = {number for (number,) in station.database.rows("select number from slips")}
    return compared(rows, known, [number for piece in pieces for number in _numbers(piece)], faults=faults)


def compared(
    slips: Sequence[tuple[str, int, str]],
    known: set[str],
    on_paper: Sequence[str],
    *,
    faults: Sequence[tuple[float, float]],
) -> Papers:
    """`slips` that were asked for with when (ms) and their state; numbers that are `known`, and those `on_paper`."""
    fallen = Counter(on_paper)
    may_lack = {number for number, at_ms, state in slips if state != "held" or _is_excused(at_ms / 1000, faults)}
    asked = {number for number, _, _ in slips}
    return Papers(
        asked=len(asked),
        right=sum(fallen[number] == 1 for number in asked - may_lack),
        excused=len(may_lack),
        missing=tuple(sorted(number for number in asked - may_lack if not fallen[number])),
        twice=tuple(sorted(number for number in asked if fallen[number] > 1)),
        unasked=tuple(sorted(set(fallen) - known)),
    )


def _is_excused(at_s: float, faults: Sequence[tuple[float, float]]) -> bool:
    return any(begun - BEFORE_S <= at_s <= ended + AFTER_S for begun, ended in faults)


def _numbers(piece: Path) -> set[str]:
    """Slip numbers in the codes of a piece of paper; none on one that is torn, blank or no slip."""
    try:
        texts = texts_in_file(piece)
    except YizhanError:
        return set()
    return {found[0] for text in texts if (found := NUMBER.search(text))}
