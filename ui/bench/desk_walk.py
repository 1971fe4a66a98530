"""A walk through every screen of the desk, each step one touch of which the next picture is timed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from ui.bench.desk_hand import DeskHand
from ui.desk.frame import RAIL
from ui.screens.desk.made import SCREENS
from ui.screens.desk.more import PLACES
from ui.screens.desk.screen import Place

PAUSE_S = 0.02
SEARCHED = "w"
"""A single letter, which every fifth person begins with: the longest of all searches."""
Way = Callable[[DeskHand], float]


def _button(name: str) -> Way:
    return lambda hand: hand.touch(name)


def _row(name: str) -> Way:
    return lambda hand: hand.touch_row(name)


FURTHER: tuple[tuple[Place, Place, Way], ...] = (
    (Place.TODAY, Place.NEW_POSTING, _button("today-new-posting")),
    (Place.PEOPLE, Place.PERSON, _row("people-search-rows")),
    (Place.POSTINGS, Place.POSTING, _row("postings-rows")),
    (Place.COMPLAINTS, Place.COMPLAINT, _row("complaints-rows")),
    *((Place.MORE, place, _button(f"more-{place}")) for place, _ in PLACES),
    (Place.EMPLOYERS, Place.EMPLOYER, _row("employers-rows")),
    (Place.CLASSES, Place.CLASS, _row("classes-rows")),
    (Place.CLASSES, Place.CLASS_PLAN, _button("classes-new")),
    (Place.NOTICES, Place.NOTICE, _row("notices-rows")),
)
"""From where, to where, by what; a place that no screen stands for yet is left out."""


class DeskWalk:
    """`first` holds the milliseconds of each place's first picture after the log-in, `later` those of the others."""

    def __init__(self, hand: DeskHand) -> None:
        self._hand = hand
        self.first: dict[Place, float] = {}
        self.later: dict[Place, list[float]] = defaultdict(list)
        self._searched = False

    def times(self) -> list[float]:
        """Every time that was measured."""
        return [*self.first.values(), *(time for times in self.later.values() for time in times)]

    def once(self) -> None:
        """Come to every screen once more: those of the rail by the rail, the others from where they are opened."""
        for place, _ in RAIL:
            self._go(_button(f"rail-{place}"), place)
            self._further(place)

    def _further(self, place: Place) -> None:
        for start, end, way in FURTHER:
            if start is not place or end not in SCREENS or start not in SCREENS:
                continue
            self._come_back_to(place)
            self._prepare(place)
            self._go(way, end)
            self._further(end)

    def _come_back_to(self, place: Place) -> None:
        while self._hand.shell.place is not place:
            here = self._hand.shell.place
            self._hand.key("Esc")
            if self._hand.shell.place is here:
                break

    def _prepare(self, place: Place) -> None:
        if place is Place.PEOPLE and not self._searched:
            self._hand.type(SEARCHED)
            self._searched = True

    def _go(self, way: Way, place: Place) -> None:
        if place not in SCREENS:
            return
        took = self._hand.go(lambda: way(self._hand), place)
        if place in self.first:
            self.later[place].append(took)
        else:
            self.first[place] = took
        self._hand.settle()
        self._hand.rest(PAUSE_S)
