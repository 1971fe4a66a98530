"""Choosing work without reading, on the real window: by pictures, and by town on the map."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF, QSizeF

from kiosk.domain.filters import Filter, fits
from kiosk.domain.listing import InTown, Today
from kiosk.domain.near import Means, TownNear
from kiosk.domain.posting import PostingState
from kiosk.domain.region import Position, Region
from kiosk.journeys import events as was
from kiosk.journeys.choosing import Choosing, NearMap
from kiosk.journeys.states import Postings
from kiosk.services import OpenStation
from kiosk.speech.wording import spoken
from kiosk.texts.catalogue import Texts
from tests.store.marks import marks_of
from tests.ui.window import MORNING, Window
from ui.screens.worker.map_places import placed
from ui.screens.worker.town_words import distance_words
from ui.widgets.choice import Choice


def lines(window: Window) -> list[str]:
    return [said.text for said in window.shell.phrases()]


def choosing(window: Window) -> Choosing:
    screen = window.shell.visit.screen
    assert isinstance(screen, Choosing)
    return screen


def listed(window: Window) -> Postings:
    screen = window.shell.visit.screen
    assert isinstance(screen, Postings)
    assert screen.postings is not None
    return screen


def to_choosing(window: Window) -> None:
    window.touch("home-today", "postings")
    window.touch("postings-choose", "choosing")


def test_touched_pictures_leave_just_the_work_that_has_all_of_it(window: Window) -> None:
    to_choosing(window)
    everything = {posting.id: posting for posting in window.shell.visit.back[-1].postings or ()}  # type: ignore[attr-defined]  # a list
    window.touch("mark-meals")
    window.touch("mark-suits-older")
    chosen = frozenset({Filter.MEALS, Filter.SUITS_OLDER})
    assert choosing(window).chosen == chosen
    right = {id_ for id_, one in everything.items() if fits(marks_of(one, now=MORNING.replace(tzinfo=None)), chosen)}
    assert choosing(window).jobs == len(right) > 0
    window.touch("choosing-show", "postings")
    window.settle()
    assert {posting.id for posting in listed(window).postings or ()} == right
    assert "postings-chosen" in window.names()
    window.touch("postings-all-off", "postings")
    window.settle()
    assert {posting.id for posting in listed(window).postings or ()} == set(everything)
    assert {"postings-chosen", "postings-all-off"} & set(window.names()) == set()


def test_what_a_touch_leads_to_is_heard_first(window: Window) -> None:
    to_choosing(window)
    assert lines(window)[0] == "您要什么样的活？"
    window.touch("mark-meals")
    count = choosing(window).jobs
    assert lines(window)[:2] == [f"有{count}个这样的活", "看这些活"]
    assert "包吃，挑上了" in lines(window)
    tile = window.item("mark-meals")
    assert isinstance(tile, Choice)
    assert tile.is_chosen, "a tick says so, and not the colour alone"


def test_a_picture_with_nothing_behind_it_says_so_and_cannot_be_touched(window: Window, staff: OpenStation) -> None:
    for posting in staff.find(Today(), frozenset({Filter.WOMEN})):
        staff.postings.set_state(posting.id, PostingState.PAUSED)
    to_choosing(window)
    window.until(lambda: not choosing(window).is_offered(Filter.WOMEN), "the county's store")
    window.live()
    tile = window.item("mark-women")
    assert tile.spoken[-1] == "没有"
    assert not tile.isEnabled()
    window.touch("mark-women")
    assert choosing(window).chosen == frozenset()
    assert window.name == "choosing"


def test_work_that_vanishes_leaves_a_way_to_all_of_the_list(window: Window, staff: OpenStation) -> None:
    to_choosing(window)
    window.touch("mark-lodging")
    window.touch("choosing-show", "postings")
    window.settle()
    for posting in listed(window).postings or ():
        staff.postings.set_state(posting.id, PostingState.PAUSED)
    window.until(lambda: "nothing" in window.names(), "the work to vanish")
    assert "照您挑的，眼下没有活" in lines(window)
    window.touch("postings-all-off")
    window.settle()
    assert listed(window).postings


def test_nothing_chosen_is_left_for_the_next_visitor(window: Window) -> None:
    to_choosing(window)
    window.touch("mark-meals")
    window.touch("choosing-show", "postings")
    window.shell.happen(was.Left())
    window.live()
    to_choosing(window)
    assert choosing(window).chosen == frozenset()


def test_the_towns_stand_on_the_map_as_they_lie_and_lead_to_their_work(window: Window) -> None:
    window.touch("home-near", "nearmap")
    towns = window.shell.visit.screen
    assert isinstance(towns, NearMap)
    assert towns.towns is not None
    assert towns.towns[0].is_here
    tiles = {one.town.name: window.item(f"town-{place}").geometry() for place, one in enumerate(towns.towns)}
    assert tiles["茶山乡"].center().x() < tiles["城关镇"].center().x() < tiles["南湖镇"].center().x()
    assert tiles["茶山乡"].center().y() < tiles["城关镇"].center().y() < tiles["龙门坳乡"].center().y()
    assert lines(window)[1:3] == ["城关镇", "您在这个镇"]
    far = len(towns.towns) - 1
    window.touch(f"town-{far}", "postings")
    window.settle()
    assert listed(window).listing == InTown(towns.towns[far].town)
    assert {posting.region for posting in listed(window).postings or ()} == {towns.towns[far].town.code}
    window.touch("nav-back", "nearmap")
    window.touch("near-all", "postings")


@pytest.mark.parametrize(
    ("km", "shown", "heard"),
    [
        (0.75, "走路大约15分钟", "走路大约十五分钟"),
        (4.6, "骑车大约半个钟头", "骑车大约半个钟头"),
        (15.0, "坐车大约40分钟", "坐车大约四十分钟"),
        (23.0, "坐车大约一个钟头", "坐车大约一个钟头"),
        (24.0, "坐车大约一个半钟头", "坐车大约一个半钟头"),
        (40.0, "坐车大约2个钟头", "坐车大约两个钟头"),
        (50.0, "坐车大约2个半钟头", "坐车大约两个半钟头"),
    ],
)
def test_a_distance_is_said_as_people_say_it(km: float, shown: str, heard: str) -> None:
    texts = Texts("zh-CN")  # type: ignore[arg-type]  # the language's own name
    near = TownNear(town=Region(code="430796101", name="石桥镇"), jobs=1, km=km)
    assert near.means is not Means.UNKNOWN
    assert distance_words(near, texts) == shown
    assert spoken(shown, texts.language, today=MORNING.date()) == heard


def test_tiles_of_a_crowded_map_stay_apart_inside_it_or_there_is_no_map() -> None:
    near = [Position(latitude=29.2 + n % 3 / 500, longitude=111.8 + n / 900) for n in range(8)]
    area, size = QRectF(10, 20, 400, 500), QSizeF(100, 90)
    parts = placed(near, area, size, gap=8)
    assert parts is not None
    assert all(area.adjusted(-0.5, -0.5, 0.5, 0.5).contains(part) for part in parts)
    for place, part in enumerate(parts):
        grown = part.adjusted(-7, -7, 7, 7)
        assert not any(grown.intersects(other) for other in parts[place + 1 :])
    assert placed(near, area, size, gap=8) == parts
    assert placed(near, area, QSizeF(190, 160), gap=8) is None
    assert placed(near, area, QSizeF(401, 10), gap=8) is None
    neighbours = [Position(latitude=29.2, longitude=111.8), Position(latitude=29.2, longitude=111.8)]
    for low, tall in ((QRectF(0, 0, 300, 60), False), (QRectF(0, 0, 120, 200), True)):
        one, other = placed(neighbours, low, QSizeF(100, 50), gap=8) or (QRectF(), QRectF())
        apart = other.top() - one.bottom() if tall else other.left() - one.right()
        assert apart >= 7.5
