"""Choosing without reading: marks by pictures, towns on a map, and the ways there and back."""

from __future__ import annotations

import pytest

from kiosk.domain.filters import Filter, bits_of
from kiosk.domain.listing import InTown, Near, OfTrade, Today
from kiosk.domain.near import TownNear
from kiosk.domain.region import Position, Region
from kiosk.journeys import effects as do
from kiosk.journeys import events as was
from kiosk.journeys.choosing import Choosing, NearMap
from kiosk.journeys.state import Home
from kiosk.journeys.states import OnePosting, Postings, Trades
from kiosk.journeys.visit import NoticeKind
from kiosk.journeys.worker import PATIENCE_S
from tests.journeys.walking import Walk, posting

COUNTS = (
    (bits_of([Filter.MEALS, Filter.LODGING]), 2),
    (bits_of([Filter.MEALS, Filter.TODAY]), 3),
    (bits_of([Filter.TOMORROW]), 1),
)
HERE = Region(code="430796100", name="城关镇", position=Position(latitude=29.2, longitude=111.8))
AWAY = Region(code="430796101", name="石桥镇", position=Position(latitude=29.3, longitude=111.9))
TOWNS = (TownNear(town=HERE, jobs=2, km=0.0, is_here=True), TownNear(town=AWAY, jobs=1, km=12.0))


@pytest.fixture
def choosing(walk: Walk) -> Walk:
    walk(was.TradesWanted(), was.TradesFound((("cook", 6),)), was.ListingChosen(OfTrade("cook")))
    walk(was.PostingsFound(OfTrade("cook"), (posting("p1"), posting("p2"))))
    walk(was.ChoosingWanted())
    assert walk.asked_for(do.CountMarks) == [do.CountMarks(OfTrade("cook"))]
    walk(was.MarksCounted(OfTrade("cook"), COUNTS))
    assert walk.asked_for(do.Announce)
    return walk


def test_each_touch_chooses_or_takes_back_and_is_told(choosing: Walk) -> None:
    choosing(was.MarkTouched(Filter.MEALS))
    assert isinstance(choosing.screen, Choosing)
    assert (choosing.screen.chosen, choosing.screen.jobs) == ({Filter.MEALS}, 5)
    assert choosing.asked == (do.StopTalking(), do.Announce())
    assert choosing.screen.jobs_with(Filter.LODGING) == 2
    choosing(was.MarkTouched(Filter.MEALS))
    assert choosing.screen == Choosing(OfTrade("cook"), counts=COUNTS)


def test_a_picture_that_would_leave_nothing_does_nothing(choosing: Walk) -> None:
    before = choosing(was.MarkTouched(Filter.LODGING))
    assert isinstance(choosing.screen, Choosing)
    assert not choosing.screen.is_offered(Filter.TODAY)
    assert not choosing.screen.is_offered(Filter.WOMEN)
    assert choosing(was.MarkTouched(Filter.TODAY)) == before
    assert choosing.asked == ()


def test_what_was_chosen_is_shown_in_place_of_the_list_and_back_leads_to_where_that_came_from(choosing: Walk) -> None:
    choosing(was.MarkTouched(Filter.MEALS), was.ChosenWanted())
    chosen = frozenset({Filter.MEALS})
    assert choosing.asked_for(do.FindPostings) == [do.FindPostings(OfTrade("cook"), chosen)]
    assert choosing.screen == Postings(OfTrade("cook"), chosen=chosen)
    choosing(was.PostingsFound(OfTrade("cook"), (posting("p9"),)))
    assert choosing.screen == Postings(OfTrade("cook"), chosen=chosen), "all of the list is not what was asked for"
    choosing(was.PostingsFound(OfTrade("cook"), (posting("p1"),), chosen))
    assert [type(screen) for screen in choosing.visit.back] == [Home, Trades]
    choosing(was.PostingChosen("p1"), was.WentBack())
    assert isinstance(choosing.screen, Postings)
    assert choosing.screen.chosen == chosen
    assert choosing.asked_for(do.FindPostings) == [do.FindPostings(OfTrade("cook"), chosen)]


def test_one_touch_takes_all_off_on_the_list_and_where_one_chooses(choosing: Walk) -> None:
    choosing(was.MarkTouched(Filter.MEALS), was.ChosenDropped())
    assert choosing.screen == Choosing(OfTrade("cook"), counts=COUNTS)
    choosing(was.MarkTouched(Filter.MEALS), was.ChosenWanted(), was.ChosenDropped())
    assert choosing.screen == Postings(OfTrade("cook"))
    assert choosing.asked_for(do.FindPostings) == [do.FindPostings(OfTrade("cook"))]
    before = choosing.visit
    assert choosing(was.ChosenDropped()) == before


def test_back_from_choosing_shows_the_list_as_it_was(choosing: Walk) -> None:
    choosing(was.MarkTouched(Filter.MEALS), was.WentBack())
    assert isinstance(choosing.screen, Postings)
    assert choosing.screen.chosen == frozenset()


def test_choosing_again_begins_with_what_was_chosen(choosing: Walk) -> None:
    choosing(was.MarkTouched(Filter.MEALS), was.ChosenWanted(), was.ChoosingWanted())
    assert choosing.screen == Choosing(OfTrade("cook"), frozenset({Filter.MEALS}))


def test_what_is_gone_meanwhile_leaves_no_way_to_an_empty_list(choosing: Walk) -> None:
    choosing(was.MarkTouched(Filter.LODGING), was.MarksCounted(OfTrade("cook"), ()))
    assert isinstance(choosing.screen, Choosing)
    assert choosing.screen.jobs == 0
    assert choosing.asked == (), "what changes behind the screen is not read out again"
    before = choosing.visit
    assert choosing(was.ChosenWanted()) == before
    choosing(was.MarkTouched(Filter.LODGING))
    assert choosing.screen == Choosing(OfTrade("cook"), counts=())


def test_what_could_not_be_counted_leads_back_to_the_list(walk: Walk) -> None:
    walk.to_postings("p1", "p2")
    walk(was.ChoosingWanted())
    walk.seconds(PATIENCE_S)
    assert walk.visit.notice is NoticeKind.NOT_READ
    assert isinstance(walk.screen, Postings)


def test_nothing_is_chosen_where_there_is_no_list(walk: Walk) -> None:
    for event in (was.ChoosingWanted(), was.MarkTouched(Filter.MEALS), was.ChosenWanted(), was.ChosenDropped()):
        before = walk.visit
        assert walk(event) == before


def test_near_shows_the_towns_and_each_leads_to_its_work(walk: Walk) -> None:
    walk(was.NearWanted())
    assert walk.asked_for(do.FindTowns)
    walk(was.TownsFound(TOWNS))
    assert walk.asked_for(do.Announce)
    walk(was.ListingChosen(InTown(AWAY)), was.PostingsFound(InTown(AWAY), (posting("p1"),)))
    assert [type(screen) for screen in walk.visit.back] == [Home, NearMap]
    walk(was.PostingChosen("p1"))
    assert isinstance(walk.screen, OnePosting)
    walk(was.WentBack(), was.WentBack())
    assert walk.screen == NearMap(TOWNS)
    assert walk.asked_for(do.FindTowns)


def test_without_a_town_that_has_work_all_work_is_listed_and_back_leads_home(walk: Walk) -> None:
    nowhere = (TownNear(town=HERE, jobs=0, is_here=True),)
    for towns in ((), nowhere):
        walk(was.WentHome(), was.NearWanted(), was.TownsFound(towns))
        assert walk.screen == Postings(Near())
        assert walk.asked_for(do.FindPostings) == [do.FindPostings(Near())]
        assert walk.visit.back == (Home(),)


def test_pages_of_towns_are_turned(walk: Walk) -> None:
    walk(was.NearWanted(), was.TownsFound(TOWNS), was.TurnedTo(1))
    assert walk.screen == NearMap(TOWNS, first=1)
    walk(was.TownsFound(TOWNS[:1]))
    assert walk.screen == NearMap(TOWNS[:1], first=0)


def test_a_late_answer_changes_nothing(walk: Walk) -> None:
    walk(was.ListingChosen(Today()))
    for event in (was.TownsFound(TOWNS), was.MarksCounted(Today(), COUNTS)):
        before = walk.visit
        assert walk(event) == before
