"""Choosing without reading: what work must offer, by pictures, and in which town, on a map."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from kiosk.domain.filters import NOTHING_CHOSEN, Chosen, Filter, MarkCounts, counted, counted_with
from kiosk.domain.language import Language
from kiosk.domain.listing import Listing, Near
from kiosk.domain.near import TownNear
from kiosk.journeys import effects as do
from kiosk.journeys import events as was
from kiosk.journeys.state import State, within
from kiosk.journeys.states import Postings
from kiosk.journeys.steps import Step, one_back, seek
from kiosk.journeys.visit import Visit


@dataclass(frozen=True, slots=True)
class NearMap(State):
    """The county with its towns that have work, nearest first; None until they are found.

    `first` is the first town shown where the panel has no room for a map, and lists them page by page.
    """

    level: ClassVar[int] = 10

    towns: tuple[TownNear, ...] | None = None
    first: int = 0

    @property
    def is_empty_yet(self) -> bool:
        return self.towns is None

    def is_bare(self, language: Language) -> bool:
        return not self.towns

    def questions(self) -> tuple[do.Effect, ...]:
        return (do.FindTowns(),)

    def turned(self, first: int) -> NearMap:
        return replace(self, first=within(first, len(self.towns or ())))


@dataclass(frozen=True, slots=True)
class Choosing(State):
    """What work of a listing must offer, by pictures; `counts` is None until it is found what could be chosen.

    `first` is the first picture shown where the panel has no room for all. The screen stands over the list, which Back
    shows as it was; what is chosen is shown in its place.
    """

    level: ClassVar[int] = 25

    listing: Listing
    chosen: Chosen = NOTHING_CHOSEN
    counts: MarkCounts | None = None
    first: int = 0

    @property
    def is_empty_yet(self) -> bool:
        return self.counts is None

    def turned(self, first: int) -> Choosing:
        return replace(self, first=within(first, len(Filter)))

    def questions(self) -> tuple[do.Effect, ...]:
        return (do.CountMarks(self.listing),)

    @property
    def jobs(self) -> int:
        """How many postings are left by what is chosen."""
        return counted(self.counts or (), self.chosen)

    def jobs_with(self, mark: Filter) -> int:
        """How many postings with this mark are left, once it is chosen too."""
        return counted_with(self.counts or (), self.chosen, mark)

    def is_offered(self, mark: Filter) -> bool:
        """Tell whether touching the mark's picture does something: nobody is led to an empty list."""
        return mark in self.chosen or self.jobs_with(mark) > 0


def acted(visit: Visit, event: was.ChoosingHand) -> Step:
    """What the visitor's hand did to choose work."""
    match event, visit.screen:
        case was.NearWanted(), _:
            return seek(visit, NearMap())
        case was.ChoosingWanted(), Postings(listing=listing, chosen=chosen):
            return seek(visit, Choosing(listing, chosen))
        case was.MarkTouched(mark), Choosing() as screen:
            return _touch(visit, screen, mark)
        case was.ChosenWanted(), Choosing(listing=listing, chosen=chosen) as screen if screen.jobs:
            return seek(visit, Postings(listing, chosen=chosen))
        case was.ChosenDropped(), Choosing() as screen if screen.chosen:
            return replace(visit, screen=replace(screen, chosen=NOTHING_CHOSEN)), (do.StopTalking(), do.Announce())
        case was.ChosenDropped(), Postings(listing=listing, chosen=chosen) if chosen:
            return seek(visit, Postings(listing))
        case _:
            return visit, ()


def _touch(visit: Visit, screen: Choosing, mark: Filter) -> Step:
    if not screen.is_offered(mark):
        return visit, ()
    touched = replace(screen, chosen=screen.chosen ^ {mark})
    return replace(visit, screen=touched), (do.StopTalking(), do.Announce())


def answered(visit: Visit, event: was.ChoosingAnswer) -> Step:
    """Answers are taken only by the screen that asked. Where no town is known, all work is listed instead."""
    match event, visit.screen:
        case was.MarksCounted(listing, counts), Choosing(counts=before) as screen if listing == screen.listing:
            return replace(visit, screen=replace(screen, counts=counts)), _announce(is_first=before is None)
        case was.TownsFound(towns), NearMap() if not any(one.jobs for one in towns):
            return seek(one_back(visit), Postings(Near()))
        case was.TownsFound(towns), NearMap(towns=before) as screen:
            first = within(screen.first, len(towns))
            shown = replace(screen, towns=towns, first=first)
            return replace(visit, screen=shown), _announce(is_first=before is None)
        case _:
            return visit, ()


def _announce(*, is_first: bool) -> tuple[do.Effect, ...]:
    return (do.Announce(),) if is_first else ()
