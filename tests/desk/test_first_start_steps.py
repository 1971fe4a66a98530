"""The steps of a machine's first start: any order of doing, leaving, going back and cuts ends with a head."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.care.places import Places, places
from kiosk.desk.desk import Desk
from kiosk.desk.first_start import NEVER_LATER, ORDER, FirstStart, Step
from kiosk.desk.first_start_file import (
    file_in,
    is_due,
    keep_first_start,
    kept_first_start,
    opens_by_itself,
)
from kiosk.domain.language import Language
from kiosk.domain.staff import Actor, Role
from kiosk.errors import NotAllowed, Refused
from kiosk.services import OpenStation, open_station

NO_TOUCH = tuple(step for step in ORDER if step is not Step.TOUCH)
DEEDS = ("finished", "left", "back", "put_off", "taken_up", "cut", "touch comes", "touch goes")
NOBODY = Actor(role=Role.WORKER, device="desk-1")
HEAD = ("陈芳", "739164")


@pytest.fixture
def here(tmp_path: Path) -> Places:
    return Places(data=tmp_path / "data", keys=tmp_path / "keys")


def done(first: FirstStart, deed: str, here: Places) -> FirstStart:
    """What comes of one deed; a cut takes everything but the file, and the next start reads that."""
    match deed:
        case "cut":
            keep_first_start(here, first)
            kept = kept_first_start(here)
            assert kept is not None
            return kept.on(first.steps)
        case "touch comes":
            return first.on(ORDER)
        case "touch goes":
            return first.on(NO_TOUCH)
    result: FirstStart = getattr(first, deed)()
    return result


def test_the_steps_follow_each_other_to_the_end() -> None:
    first, seen = FirstStart(steps=NO_TOUCH), []
    while first.at is not Step.READY:
        seen.append((first.at, first.number))
        first = first.finished()
    assert seen == list(zip(NO_TOUCH, range(1, len(NO_TOUCH)), strict=False))
    assert first.done == set(NO_TOUCH) - {Step.READY}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(deeds=st.lists(st.sampled_from(DEEDS), max_size=40))
def test_any_order_stays_on_the_way_and_loses_nothing_that_was_done(deeds: list[str], here: Places) -> None:
    first = FirstStart()
    for deed in deeds:
        before, first = first, done(first, deed, here)
        assert first.at in first.steps
        assert 1 <= first.number <= len(first.steps)
        assert before.done <= first.done
        if deed == "cut" and before.at is not Step.READY:
            assert first == before
        if deed == "left" and before.at in NEVER_LATER:
            assert first == before
        if first.at is Step.READY:
            assert Step.HEAD in first.done
    for _ in ORDER:
        first = first.finished()
    assert first.at is Step.READY
    assert Step.HEAD in first.done


def test_the_head_s_step_is_never_left_for_later_and_nothing_lies_behind_a_head() -> None:
    at_head = FirstStart(at=Step.HEAD)
    assert at_head.left() == at_head
    assert not at_head.can_be_left
    assert not at_head.finished().can_go_back
    assert FirstStart().back() == FirstStart()


def test_what_is_left_stays_open_and_can_be_come_back_to() -> None:
    first = FirstStart().finished().left()
    assert first.at is Step.TOUCH
    assert first.done == {Step.LANGUAGE}
    assert first.back().at is Step.PANEL


@pytest.mark.parametrize(
    "written",
    [
        b"", b"{", b"[]", b'{"at": "moon", "done": [], "is_put_off": false, "is_prepared": false}', b"\xff\xfe",
        b"null",
        b'{"at": "panel", "done": ["x"], "is_put_off": false, "is_prepared": false}', b"[" * 5000,
        b'{"at": "panel", "done": [], "is_put_off": "no", "is_prepared": 1}',
    ],
)  # fmt: skip
def test_a_file_that_is_broken_begins_at_the_first_step(here: Places, written: bytes) -> None:
    here.data.mkdir()
    file_in(here).write_bytes(written)
    assert kept_first_start(here) == FirstStart()


def test_where_nothing_is_kept_it_has_not_begun(here: Places) -> None:
    assert kept_first_start(here) is None


def test_what_is_kept_names_nobody(here: Places) -> None:
    keep_first_start(here, FirstStart().finished().put_off())
    assert json.loads(file_in(here).read_bytes()) == {
        "at": "panel", "done": ["language"], "is_put_off": True, "is_prepared": False,
    }  # fmt: skip
    assert file_in(here).stat().st_mode & 0o077 == 0


def due(station: OpenStation) -> tuple[bool, bool]:
    parts = station.database, station.places, station.stations.current()
    return is_due(*parts), opens_by_itself(*parts)


def test_when_the_wizard_is_due(here: Places) -> None:
    with open_station(here) as station:
        assert due(station) == (True, True)
        keep_first_start(here, FirstStart().put_off())
        assert due(station) == (True, False)
        keep_first_start(here, FirstStart().prepared())
        assert due(station) == (False, False)
        keep_first_start(here, FirstStart().prepared(but=[Step.COUNTY]))
        assert due(station) == (True, True)
        station.desk(NOBODY).accounts.make_head(name=HEAD[0], pin=HEAD[1])
        assert due(station) == (False, False)


def test_a_station_that_knows_where_it_is_has_no_wizard_unless_one_has_begun(here: Places) -> None:
    with open_station(here) as station:
        station.settle(replace(station.station, region="511902100"), ())
        assert due(station) == (False, False)
        keep_first_start(here, FirstStart(at=Step.COUNTY))
        assert due(station) == (True, True)


def test_what_a_prepared_file_did_not_do_is_the_step_that_follows() -> None:
    prepared = FirstStart(steps=NO_TOUCH).prepared(but=[Step.COUNTY])
    assert prepared.at is Step.COUNTY
    assert prepared.done == set(Step) - {Step.COUNTY, Step.HEAD, Step.READY}
    assert FirstStart().prepared().at is Step.HEAD


# what may be set before there is a head


def new_desk(station: OpenStation) -> Desk:
    return station.desk(NOBODY)


def test_once_there_is_a_head_nothing_can_be_set_without_a_log_in(here: Places, tmp_path: Path) -> None:
    with open_station(here) as station:
        first_start = new_desk(station).first_start
        assert first_start.desk().room.actor.role is Role.TECHNICIAN
        new_desk(station).accounts.make_head(name=HEAD[0], pin=HEAD[1])
        for forbidden in (
            first_start.desk,
            first_start.prepared,
            first_start.invitation,
            lambda: first_start.keep(FirstStart()),
            lambda: first_start.settle(name="别人的站", region="", phone=""),
            lambda: first_start.take(tmp_path, Language.EN),
        ):
            with pytest.raises(NotAllowed):
                forbidden()
        assert not first_start.standing().is_due


def test_name_region_and_phone_are_kept_in_the_station_and_its_settings(here: Places) -> None:
    with open_station(here) as station:
        first_start = new_desk(station).first_start
        first_start.settle(name="柳塘镇零工驿站", region="511902100", phone="0742-5550000")
        standing = first_start.standing()
        assert (standing.station.name, standing.is_named) == ("柳塘镇零工驿站", True)
        assert standing.settings.station.region == standing.station.region == "511902100"
        assert station.desk(NOBODY).room.station == standing.station


@pytest.mark.parametrize(("field", "said"), [("region", "51"), ("phone", "call me"), ("name", "长" * 41)])
def test_a_wrong_word_about_the_station_is_told_with_its_field_and_nothing_is_kept(
    here: Places, field: str, said: str
) -> None:
    right = {"name": "柳塘", "region": "511902", "phone": "", field: said}
    with open_station(here) as station, pytest.raises(Refused) as refused:
        new_desk(station).first_start.settle(**right)
    assert refused.value.details["field"] == f"station.{field}"
    assert not here.settings.exists()
    assert places(here.data).data == here.data
