"""The arrivals of a day and their order: pure, so that anybody can work it out again."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kiosk.domain.sign_in import Way as Way
from kiosk.domain.visit_id import maker_of


class Rule(StrEnum):
    """What the order of a day begins with, before anybody is moved by hand."""

    ARRIVAL = "arrival"
    LOTTERY = "lottery"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One person's arrival on one day; `running` counts the day's arrivals from 1 and is the number they are called by.

    A `CalledNumber` knows the kiosk's letters too, where they belong to it.
    `person` is the database's number of whoever it is, None once they are forgotten. Times are Unix time in ms.
    """

    id: str
    day: date
    running: int
    person: int | None
    at_ms: int
    way: Way
    left_at_ms: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """The rule of a day. In a lottery, those whose number is at most `drawn_through` are mixed by `seed`."""

    rule: Rule = Rule.ARRIVAL
    seed: str = ""
    drawn_through: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Somebody of the staff put a visit at place `to_place` (from 1) of the order as it was then."""

    visit_id: str
    to_place: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptMove:
    """A move as it is kept; `is_ours` tells that this kiosk made it, and has a line of its log for it."""

    id: str
    move: Move
    is_ours: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptDay:
    """What is kept of a day beside its visits: all moves, oldest first, and the draw where another kiosk made it."""

    draw_elsewhere: Draw | None = None
    moves: tuple[KeptMove, ...] = ()


def by_arrival(visits: Iterable[Visit]) -> tuple[str, ...]:
    """Return the ids of a day's visits, by whichever kiosks, in the order in which people came; everywhere the same.

    By the time of their visit; but nobody stands before those who, as the numbers show, were there already: not before
    who had an earlier number from the same kiosk, nor, where the number goes on after one of another kiosk, before who
    had that one. So a clock that is wrong changes nothing at one kiosk, nor among kiosks in touch; between kiosks that
    were apart there is no other witness than their clocks.
    """
    came: dict[str, tuple[int, int, int, str]] = {}
    last: dict[str, Visit] = {}
    with_number: dict[int, list[Visit]] = defaultdict(list)
    for visit in sorted(visits, key=lambda one: (int(one.running), one.at_ms, one.id)):
        kiosk, running = maker_of(visit.id).letters, int(visit.running)
        before = last.get(kiosk)
        known = [] if before is None else [came[before.id][0]]
        if before is None or before.running < running - 1:
            known += sorted(came[one.id][0] for one in with_number[running - 1])[:1]
        came[visit.id] = max([visit.at_ms, *known]), running, visit.at_ms, visit.id
        last[kiosk] = visit
        with_number[running].append(visit)
    return tuple(sorted(came, key=lambda visit_id: came[visit_id]))


def lot(seed: str, running: int) -> str:
    """Return what number `running` drew: the SHA-256, in hexadecimal digits, of the text `seed:running`.

    With the kiosk's letters where they belong to the number. On paper:
    `printf '%s' SEED:NUMBER | sha256sum`; the smallest goes first.
    """
    return hashlib.sha256(f"{seed}:{running}".encode()).hexdigest()


def order(
    visits: Iterable[tuple[str, int]], draw: Draw, moves: Iterable[Move], *, came: Sequence[str] = ()
) -> tuple[str, ...]:
    """Return the ids of a day's `visits` (id, running number), first in line first.

    By arrival, as `came` says (see `by_arrival`), else by number; in a lottery those who were there are mixed and
    later ones follow as they came. Then each move is done, oldest first. A move of a visit that is not there does
    nothing, and one beyond the end goes to the end.
    """
    ranks = {visit_id: rank for rank, visit_id in enumerate(came)}
    turns = sorted(
        (*_turn(running, draw), ranks.get(visit_id, 0), int(running), visit_id) for visit_id, running in visits
    )
    places = [turn[-1] for turn in turns]
    for move in moves:
        if move.visit_id in places:
            places.remove(move.visit_id)
            places.insert(move.to_place - 1, move.visit_id)
    return tuple(places)


def _turn(running: int, draw: Draw) -> tuple[bool, str]:
    drawn = draw.rule is Rule.LOTTERY and running <= draw.drawn_through
    return not drawn, lot(draw.seed, running) if drawn else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """A line of the arrivals list, for staff: `called_at_ms` is the last call, `is_sent` tells of a slip for that day.

    `name` is empty where the person was forgotten.
    """

    place: int
    visit: Visit
    person_id: str
    name: str
    trades: tuple[str, ...]
    called_at_ms: int | None
    is_sent: bool

    @property
    def is_waiting(self) -> bool:
        """Tell whether they are here, and neither called nor sent out yet."""
        return self.visit.left_at_ms is None and self.called_at_ms is None and not self.is_sent


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """A number that was called to the desk, at `at_ms` (Unix time in milliseconds)."""

    running: int
    at_ms: int
    visit_id: str = ""


@dataclass(frozen=True, slots=True)
class NobodyWaits:
    """There is nobody left to be called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """What everybody in the hall may see: numbers, no names. `called` are the last ones, newest first."""

    called: tuple[Called, ...]
    waiting: int
    upcoming: tuple[int, ...]


def waiting_before(arrivals: Sequence[Arrived], visit_id: str) -> int:
    """Return how many wait before the visit; `arrivals` are a day's list in its order."""
    place = next((one.place for one in arrivals if one.visit.id == visit_id), 0)
    return sum(one.is_waiting for one in arrivals if one.place < place)
