"""Seats at the kiosk: what a worker sees and takes without a name, and what staff see of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.desk.class_paper import class_document
from kiosk.domain.language import Language
from kiosk.domain.seat import ClassGone, SeatHeld
from kiosk.domain.staff import Role
from kiosk.domain.training import NewClass, NoSeatLeft, SignUpState, next_like
from kiosk.errors import ChangedMeanwhile, NotAllowed, Refused, UnknownThing
from kiosk.slips.document import Table
from kiosk.store.desk_log import DeskLog
from kiosk.store.outbox import OperationKind, Outbox
from kiosk.texts.catalogue import Texts

TODAY = date(2026, 11, 21)
MASONRY = NewClass(
    title="瓦工入门", day=TODAY + timedelta(days=2), starts=time(9), ends=time(11, 30), place="镇文化站", seats=2,
    trade="mason", teacher="李师傅",
)  # fmt: skip


@pytest.fixture
def kiosk(at_desk):
    return at_desk(Role.WORKER).seats


def test_a_wish_gets_one_seat_however_often_it_is_touched(desk, kiosk):
    held = desk.training.plan(MASONRY).value
    first, again = (kiosk.take(held.id, wish_id="w1") for _ in range(2))
    assert first == again
    assert first.held.seats_left == 1
    assert desk.seats.of_number(first.seat.number) == first.seat


def test_a_full_class_says_so_and_the_next_date_is_known(desk, kiosk):
    held = desk.training.plan(replace(MASONRY, seats=1)).value
    trade = desk.training.plan(replace(MASONRY, title="瓦工进阶", day=TODAY + timedelta(days=3))).value
    later = desk.training.plan(replace(MASONRY, day=TODAY + timedelta(days=9))).value
    kiosk.take(held.id, wish_id="w1")
    assert kiosk.take(held.id, wish_id="w2") == NoSeatLeft()
    coming = kiosk.classes()
    assert [(each.id, each.seats_left) for each in coming] == [(held.id, 0), (trade.id, 2), (later.id, 2)]
    assert next_like(coming[0], coming) == later
    desk.training.cancel(later.id, "老师病了")
    assert next_like(coming[0], kiosk.classes()) == trade
    desk.training.cancel(trade.id, "老师病了")
    assert next_like(coming[0], kiosk.classes()) is None


def test_a_class_that_is_cancelled_or_over_takes_nobody(desk, kiosk, station):
    held = desk.training.plan(MASONRY).value
    today = desk.training.plan(replace(MASONRY, day=TODAY, starts=time(5), ends=time(23))).value
    assert isinstance(kiosk.take(today.id, wish_id="w1"), SeatHeld)
    desk.training.cancel(held.id, "老师病了")
    assert kiosk.take(held.id, wish_id="w2") == ClassGone()
    assert [each.id for each in kiosk.classes()] == [today.id]
    station.now = lambda: datetime(2026, 11, 21, 23, 30).astimezone()
    late = station.desk(kiosk.room.actor).seats
    assert late.classes() == ()
    assert late.take(today.id, wish_id="w3") == ClassGone()
    assert late.take("none", wish_id="w4") == ClassGone()


def test_a_seat_given_back_is_free_and_comes_back_to_nobody_else(desk, kiosk):
    held = desk.training.plan(replace(MASONRY, seats=1)).value
    seat = kiosk.take(held.id, wish_id="w1").seat
    for _ in range(2):
        kiosk.give_back(seat.id)
    assert kiosk.classes()[0].seats_left == 1
    other = kiosk.take(held.id, wish_id="w2").seat
    assert other.number != seat.number
    assert desk.seats.came(seat.id).value == NoSeatLeft()
    with pytest.raises(UnknownThing):
        kiosk.give_back("nobody's")


def test_who_came_keeps_the_seat_whatever_is_touched_at_the_kiosk(desk, kiosk):
    held = desk.training.plan(MASONRY).value
    seat = kiosk.take(held.id, wish_id="w1").seat
    desk.seats.came(seat.id)
    kiosk.give_back(seat.id)
    assert desk.seats.of_number(seat.number).state is SignUpState.CAME


def test_staff_say_who_came_and_who_does_not_and_take_it_back(desk, kiosk):
    held = desk.training.plan(replace(MASONRY, seats=1)).value
    seat = kiosk.take(held.id, wish_id="w1").seat
    came = desk.seats.came(seat.id)
    assert came.value.seat.state is SignUpState.CAME
    assert desk.seats.came(seat.id).undo is None
    came.undo()
    gone = desk.seats.gave_up(seat.id)
    assert desk.seats.gave_up(seat.id).undo is None
    kiosk.take(held.id, wish_id="w2")
    with pytest.raises(ChangedMeanwhile, match="refused-seat-gone"):
        gone.undo()
    desk.training.cancel(held.id, "老师病了")
    with pytest.raises(Refused, match="refused-class-cancelled"):
        desk.seats.came(seat.id)


def test_staff_and_the_teacher_see_a_number_where_there_is_no_name(desk, kiosk):
    held = desk.training.plan(MASONRY).value
    seat = kiosk.take(held.id, wish_id="w1").seat
    (row,) = desk.training.signed_up(held.id)
    assert (row.id, row.number, row.name, row.person_id) == (seat.id, seat.number, "", "")
    for language in Language:
        paper = class_document(held, (row,), desk.room.station, Texts(language), today=TODAY)
        (table,) = [block for block in paper.blocks if isinstance(block, Table)]
        assert seat.number in table.rows[0][1]


def test_a_worker_sees_classes_and_takes_a_seat_and_nothing_else(desk, kiosk, at_desk):
    held = desk.training.plan(MASONRY).value
    seat = kiosk.take(held.id, wish_id="w1").seat
    for ask in (
        lambda: kiosk.of_number(seat.number), lambda: kiosk.came(seat.id), lambda: kiosk.gave_up(seat.id)
    ):  # fmt: skip
        with pytest.raises(NotAllowed):
            ask()
    technician = at_desk(Role.TECHNICIAN).seats
    for ask in (
        technician.classes, lambda: technician.take(held.id, wish_id="w"),
        lambda: technician.give_back(seat.id),
    ):  # fmt: skip
        with pytest.raises(NotAllowed):
            ask()


def test_central_and_the_log_are_told_of_a_seat_and_of_nobody(desk, kiosk, station):
    held = desk.training.plan(MASONRY).value
    seat = kiosk.take(held.id, wish_id="w1").seat
    told = [each for each in Outbox(station.database).waiting() if each.kind is OperationKind.SIGN_UP_SAVED]
    assert set(told[0].fields) == {"id", "class_id", "at_ms", "staff_id", "state"}
    latest = DeskLog(station.database).latest()
    assert seat.number in str(latest)
    assert desk.logbook.subjects(desk.logbook.latest())[seat.id].name == "瓦工入门"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(
        st.tuples(st.sampled_from(["take", "give_back", "came", "gave_up", "undo", "seats"]), st.integers(0, 3)),
        max_size=16,
    )
)
def test_seats_are_never_overbooked_whatever_is_done_and_undone(steps, desk, kiosk):
    held = desk.training.plan(MASONRY).value
    seats, undos = {}, []
    for what, place in steps:
        try:
            match what:
                case "undo" if undos:
                    undos.pop(place % len(undos))()
                case "seats":
                    undos.append(desk.training.change(held.id, replace(MASONRY, seats=place + 1)).undo)
                case "take":
                    match kiosk.take(held.id, wish_id=f"{held.id} {place}"):
                        case SeatHeld(seat=seat):
                            seats[place] = seat.id
                case "give_back" if place in seats:
                    kiosk.give_back(seats[place])
                case "came" | "gave_up" if place in seats:
                    undos.append(getattr(desk.seats, what)(seats[place]).undo or (lambda: None))
        except (Refused, ChangedMeanwhile):
            pass
        now = desk.training.get(held.id)
        seated = [each for each in desk.training.signed_up(held.id) if each.state is not SignUpState.GAVE_UP]
        assert now.seats_taken == len(seated) <= now.seats
