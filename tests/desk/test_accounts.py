"""Log-in: PINs, wrong ones, and who may let whom in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.care.places import Places
from kiosk.desk.accounts import LockedOut, LoggedIn, WrongPin
from kiosk.desk.desk import Desk
from kiosk.domain.pin import FIRST_LOCK_S, FREE_ERRORS, LONGEST_LOCK_S, Weakness, lock_s, weakness
from kiosk.domain.staff import Actor, Role
from kiosk.errors import NotAllowed, Refused
from kiosk.services import open_station

PIN, OTHER = "735194", "826403"
NOBODY = Actor(role=Role.WORKER, device="desk-1")


@dataclass
class Hall:
    """A station whose clock a test holds; it can be closed and opened again."""

    places: Places
    now: datetime = datetime(2026, 11, 21, 6, 0)

    def clock(self) -> datetime:
        return self.now.astimezone()

    def desk(self, actor: Actor = NOBODY) -> Desk:
        self.station = open_station(self.places, now=self.clock)
        return self.station.desk(actor)


@pytest.fixture
def hall(tmp_path: Path):
    made = Hall(Places(data=tmp_path / "data", keys=tmp_path / "keys"))
    yield made
    made.station.close()


@pytest.mark.parametrize(
    ("pin", "why"),
    [
        ("", Weakness.NOT_DIGITS), ("１２３４５６", Weakness.NOT_DIGITS), ("12a456", Weakness.NOT_DIGITS),
        ("73519", Weakness.TOO_SHORT), ("7351947351947", Weakness.TOO_LONG), ("777777", Weakness.ONE_DIGIT),
        ("757755", Weakness.ONE_DIGIT), ("123456", Weakness.RUN), ("987654", Weakness.RUN), ("135791", Weakness.RUN),
        ("890123", Weakness.RUN), ("123123", Weakness.REPEATED), ("735735", Weakness.REPEATED),
        ("19650412", Weakness.DATE), ("650412", Weakness.DATE), ("198704", Weakness.DATE), ("147258", Weakness.COMMON),
        ("852741", Weakness.COMMON), ("550100", Weakness.KNOWN_NUMBER), (PIN, None), ("80317426", None),
    ],
)  # fmt: skip
def test_weak_pins_are_told_by_what_makes_them_weak(pin: str, why: Weakness | None) -> None:
    assert weakness(pin, known_numbers=("0742-5550100",)) is why


@given(st.text(max_size=20))
@settings(deadline=None)
def test_whatever_is_typed_gets_an_answer(pin: str) -> None:
    assert weakness(pin) is not None or (6 <= len(pin) <= 12 and pin.isdigit())


def test_locks_begin_with_the_fifth_error_and_double_up_to_a_day() -> None:
    assert [lock_s(wrong) for wrong in range(FREE_ERRORS)] == [0] * FREE_ERRORS
    assert [lock_s(5 + more) for more in range(4)] == [FIRST_LOCK_S, 120, 240, 480]
    assert lock_s(10_000) == LONGEST_LOCK_S


def test_the_first_start_makes_the_head_and_only_once(hall: Hall) -> None:
    desk = hall.desk()
    assert desk.accounts.is_first_start()
    with pytest.raises(Refused, match="pin-run"):
        desk.accounts.make_head(name="陈芳", pin="123456")
    head = desk.accounts.make_head(name=" 陈 芳 ", pin=PIN)
    assert (head.role, head.name) == (Role.HEAD, "陈 芳")
    assert not desk.accounts.is_first_start()
    with pytest.raises(Refused, match="refused-head-is-there"):
        desk.accounts.make_head(name="别人", pin=OTHER)


@pytest.mark.parametrize("name", ["", "  ", "名" * 21, "a\x00b", "陈\u202e芳"])
def test_names_that_cannot_be_shown_are_refused(hall: Hall, name: str) -> None:
    with pytest.raises(Refused):
        hall.desk().accounts.make_head(name=name, pin=PIN)
    assert hall.station.desk(NOBODY).accounts.is_first_start()


def wrong(desk: Desk, staff_id: str) -> WrongPin | LockedOut:
    tried = desk.accounts.log_in(staff_id=staff_id, pin=OTHER)
    assert not isinstance(tried, LoggedIn)
    return tried


def test_wrong_pins_lock_for_longer_and_longer_also_after_a_restart(hall: Hall) -> None:
    desk = hall.desk()
    head = desk.accounts.make_head(name="陈芳", pin=PIN)
    tries = [wrong(desk, head.staff_id) for _ in range(5)]
    assert tries == [WrongPin(3), WrongPin(2), WrongPin(1), WrongPin(0), LockedOut(60)]
    hall.station.close()
    desk = hall.desk()
    assert desk.accounts.log_in(staff_id=head.staff_id, pin=PIN) == LockedOut(60)
    hall.now += timedelta(seconds=61)
    assert wrong(desk, head.staff_id) == LockedOut(120)
    hall.now += timedelta(seconds=121)
    assert isinstance(desk.accounts.log_in(staff_id=head.staff_id, pin=PIN), LoggedIn)
    assert wrong(desk, head.staff_id) == WrongPin(3)


def test_a_clock_put_back_lifts_no_lock(hall: Hall) -> None:
    desk = hall.desk()
    head = desk.accounts.make_head(name="陈芳", pin=PIN)
    for _ in range(6):
        wrong(desk, head.staff_id)
        hall.now += timedelta(seconds=61)
    hall.now -= timedelta(days=400)
    locked = desk.accounts.log_in(staff_id=head.staff_id, pin=PIN)
    assert isinstance(locked, LockedOut)
    assert locked.seconds <= 120
    hall.now += timedelta(seconds=121)
    assert isinstance(desk.accounts.log_in(staff_id=head.staff_id, pin=PIN), LoggedIn)


def test_only_the_head_lets_people_in_and_the_last_head_stays(hall: Hall) -> None:
    head = hall.desk().accounts.make_head(name="陈芳", pin=PIN)
    desk = hall.station.desk(head)
    added = desk.accounts.add(name="小李", role=Role.CLERK, pin=OTHER)
    clerk = desk.accounts.log_in(staff_id=added.value.id, pin=OTHER)
    assert isinstance(clerk, LoggedIn)
    with pytest.raises(NotAllowed):
        hall.station.desk(clerk.actor).accounts.add(name="小王", role=Role.HEAD, pin=PIN)
    with pytest.raises(Refused, match="refused-last-head"):
        desk.accounts.set_active(head.staff_id, False)
    shut = desk.accounts.set_active(added.value.id, False)
    with pytest.raises(Refused, match="refused-no-longer-here"):
        desk.accounts.log_in(staff_id=added.value.id, pin=OTHER)
    assert shut.undo
    shut.undo()
    assert isinstance(desk.accounts.log_in(staff_id=added.value.id, pin=OTHER), LoggedIn)


def test_a_new_pin_takes_the_place_of_the_old_one_and_lifts_its_lock(hall: Hall) -> None:
    head = hall.desk().accounts.make_head(name="陈芳", pin=PIN)
    desk = hall.station.desk(head)
    clerk = desk.accounts.add(name="小李", role=Role.CLERK, pin=OTHER).value
    for _ in range(5):
        desk.accounts.log_in(staff_id=clerk.id, pin="000000")
    desk.accounts.give_pin(clerk.id, pin="649825")
    assert isinstance(desk.accounts.log_in(staff_id=clerk.id, pin="649825"), LoggedIn)
    assert isinstance(desk.accounts.change_pin(old="111", new=OTHER), WrongPin)
    assert isinstance(desk.accounts.change_pin(old=PIN, new="918273"), LoggedIn)
    assert isinstance(desk.accounts.log_in(staff_id=head.staff_id, pin="918273"), LoggedIn)


def test_pins_are_kept_as_argon2_hashes_and_never_told(hall: Hall) -> None:
    desk = hall.desk()
    desk.accounts.make_head(name="陈芳", pin=PIN)
    database = hall.station.database
    assert database.value("select pin_hash from staff").startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert database.row("select 1 from operations where fields like '%argon2%'") is None
