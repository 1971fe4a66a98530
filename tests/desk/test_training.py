"""Classes: as many people as seats, and a list for the teacher."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.desk.class_paper import class_document
from kiosk.domain.language import Language
from kiosk.domain.person import Person
from kiosk.domain.staff import Role
from kiosk.domain.training import ClassState, NewClass, NoSeatLeft, SeatTaken, SignUpState
from kiosk.errors import ChangedMeanwhile, NotAllowed, Refused, UnknownThing
from kiosk.slips.document import Document, Table, Text
from kiosk.store.desk_log import DeskLog
from kiosk.store.outbox import OperationKind, Outbox
from kiosk.store.people import PersonStore
from kiosk.texts.catalogue import Texts

TODAY = date(2026, 11, 21)
MASONRY = NewClass(
    title="瓦工入门", day=TODAY + timedelta(days=2), starts=time(9), ends=time(11, 30), place="镇文化站", seats=2,
    trade="mason", teacher="李师傅",
)  # fmt: skip


@pytest.fixture
def register(station) -> Callable[..., Person]:
    store = PersonStore(station.database)

    def register(name: str = "王大爷", *, counts_as: Person | None = None) -> Person:
        with station.database.transaction():
            number = store.next_number()
            counted = number if counts_as is None else counts_as.number
            phone = f"1381234{number:04d}"
            made = Person(number=number, id=f"p{number}", card=f"c{number}", name=name, phone=phone, counts_as=counted)
            store.add(made, ())
        return made

    return register


def test_seats_are_taken_until_none_is_left(desk, register):
    held = desk.training.plan(MASONRY).value
    people = [register() for _ in range(3)]
    outcomes = [desk.training.sign_up(held.id, person.id).value for person in people]
    assert [type(outcome) for outcome in outcomes] == [SeatTaken, SeatTaken, NoSeatLeft]
    assert desk.training.get(held.id).seats_left == 0
    assert [each.person_id for each in desk.training.signed_up(held.id)] == [people[0].id, people[1].id]


def test_signing_up_again_changes_nothing(desk, register):
    held, person = desk.training.plan(MASONRY).value, register()
    first = desk.training.sign_up(held.id, person.id)
    again = desk.training.sign_up(held.id, person.id)
    assert again.value == first.value
    assert again.undo is None
    assert desk.training.get(held.id).seats_taken == 1


def test_a_merged_registration_has_the_seat_of_the_one_it_counts_as(desk, register):
    held, person = desk.training.plan(MASONRY).value, register()
    twin = register("王大爷", counts_as=person)
    desk.training.sign_up(held.id, twin.id)
    desk.training.sign_up(held.id, person.id)
    assert [each.person_id for each in desk.training.signed_up(held.id)] == [person.id]


def test_a_seat_taken_before_two_records_were_merged_is_found_by_the_one_that_is_left(desk, register, station):
    held, person, twin = desk.training.plan(MASONRY).value, register(), register()
    desk.training.sign_up(held.id, twin.id)
    station.database.execute("update people set counts_as = ? where id = ?", (person.number, twin.id))
    desk.training.sign_up(held.id, person.id)
    assert [each.person_id for each in desk.training.signed_up(held.id)] == [person.id]


def test_a_seat_given_up_is_free_and_can_be_taken_again(desk, register):
    held = desk.training.plan(replace(MASONRY, seats=1)).value
    first, second = register(), register()
    desk.training.sign_up(held.id, first.id)
    given = desk.training.give_up(held.id, first.id)
    assert given.value.state is SignUpState.GAVE_UP
    assert isinstance(desk.training.sign_up(held.id, second.id).value, SeatTaken)
    assert isinstance(desk.training.sign_up(held.id, first.id).value, NoSeatLeft)
    with pytest.raises(ChangedMeanwhile, match="refused-seat-gone"):
        given.undo()
    assert desk.training.get(held.id).seats_taken == 1


def test_sign_ups_can_be_undone(desk, register):
    held, person = desk.training.plan(replace(MASONRY, seats=1)).value, register()
    signed = desk.training.sign_up(held.id, person.id)
    came = desk.training.came(held.id, person.id)
    assert came.value.sign_up.state is SignUpState.CAME
    with pytest.raises(ChangedMeanwhile):
        signed.undo()
    came.undo()
    given = desk.training.give_up(held.id, person.id)
    given.undo()
    signed_again = desk.training.signed_up(held.id)
    assert [each.state for each in signed_again] == [SignUpState.SIGNED_UP]


def test_undoing_the_first_sign_up_leaves_nothing(desk, register):
    held, person = desk.training.plan(MASONRY).value, register()
    desk.training.sign_up(held.id, person.id).undo()
    assert desk.training.signed_up(held.id) == ()
    assert desk.training.get(held.id).seats_left == 2


def test_who_comes_without_having_signed_up_gets_a_seat_that_is_left(desk, register):
    held = desk.training.plan(replace(MASONRY, seats=1)).value
    assert desk.training.came(held.id, register().id).value.sign_up.state is SignUpState.CAME
    assert isinstance(desk.training.came(held.id, register().id).value, NoSeatLeft)


def test_who_came_stays_come_when_signed_up_again(desk, register):
    held, person = desk.training.plan(MASONRY).value, register()
    desk.training.came(held.id, person.id)
    assert desk.training.sign_up(held.id, person.id).value.sign_up.state is SignUpState.CAME


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"title": " "}, "refused-class-unnamed"),
        ({"place": ""}, "refused-class-unnamed"),
        ({"ends": time(9)}, "refused-class-ends-before"),
        ({"seats": 0}, "refused-class-seats"),
        ({"seats": 2**70}, "refused-class-seats"),
        ({"day": TODAY - timedelta(days=1)}, "refused-class-day-past"),
        ({"title": "\x00"}, "refused-unreadable-text"),
        ({"teacher": "\ud800"}, "refused-unreadable-text"),
        ({"note": "x" * 10_000}, "refused-text-too-long"),
    ],
)
def test_a_class_that_cannot_be_held_is_not_planned(desk, change, key):
    with pytest.raises(Refused, match=key):
        desk.training.plan(replace(MASONRY, **change))
    assert desk.training.upcoming() == ()


def test_a_class_of_no_trade_we_know_is_not_planned(desk):
    with pytest.raises(UnknownThing):
        desk.training.plan(replace(MASONRY, trade="astronaut"))


def test_a_change_keeps_those_who_signed_up_and_can_be_undone(desk, register):
    held = desk.training.plan(MASONRY).value
    for _ in range(2):
        desk.training.sign_up(held.id, register().id)
    with pytest.raises(Refused, match="refused-seats-taken"):
        desk.training.change(held.id, replace(MASONRY, seats=1))
    done = desk.training.change(held.id, replace(MASONRY, seats=3, place="村委会"))
    assert (done.value.place, done.value.seats_left) == ("村委会", 1)
    desk.training.sign_up(held.id, register().id)
    with pytest.raises(ChangedMeanwhile, match="refused-seat-gone"):
        done.undo()
    assert desk.training.get(held.id).seats == 3


def test_a_class_that_was_held_may_be_put_right_but_not_moved_further_back(desk, station):
    held = desk.training.plan(MASONRY).value
    station.now = lambda: datetime(2026, 11, 30, 9, 0).astimezone()
    later = station.desk(desk.room.actor)
    assert later.training.change(held.id, replace(MASONRY, teacher="张师傅")).value.teacher == "张师傅"
    with pytest.raises(Refused, match="refused-class-day-past"):
        later.training.change(held.id, replace(MASONRY, day=TODAY))


def test_cancelling_needs_a_reason_and_keeps_the_list(desk, register):
    held, person = desk.training.plan(MASONRY).value, register()
    desk.training.sign_up(held.id, person.id)
    with pytest.raises(Refused, match="refused-no-words"):
        desk.training.cancel(held.id, " ")
    done = desk.training.cancel(held.id, "老师病了")
    assert (done.value.state, done.value.cancelled_reason) == (ClassState.CANCELLED, "老师病了")
    assert desk.training.upcoming() == ()
    assert len(desk.training.signed_up(held.id)) == 1
    for act in (
        lambda: desk.training.sign_up(held.id, register().id),
        lambda: desk.training.change(held.id, MASONRY),
        lambda: desk.training.cancel(held.id, "又病了"),
    ):
        with pytest.raises(Refused, match="refused-class-cancelled"):
            act()
    done.undo()
    assert [each.id for each in desk.training.upcoming()] == [held.id]


def test_planning_is_undone_only_while_nobody_signed_up(desk, register):
    first, second = desk.training.plan(MASONRY), desk.training.plan(MASONRY)
    first.undo()
    assert [each.id for each in desk.training.upcoming()] == [second.value.id]
    desk.training.sign_up(second.value.id, register().id)
    with pytest.raises(ChangedMeanwhile):
        second.undo()


def test_upcoming_begins_with_the_soonest_and_a_trade_with_its_own(desk, register):
    late = desk.training.plan(replace(MASONRY, day=TODAY + timedelta(days=9))).value
    for_all = desk.training.plan(replace(MASONRY, trade="", day=TODAY)).value
    full = desk.training.plan(replace(MASONRY, seats=1)).value
    desk.training.sign_up(full.id, register().id)
    cook = desk.training.plan(replace(MASONRY, trade="cook")).value
    assert [each.id for each in desk.training.upcoming()] == [for_all.id, *sorted([full.id, cook.id]), late.id]
    assert [each.id for each in desk.training.for_trade("mason")] == [late.id, for_all.id]


def test_past_classes_take_no_sign_up_but_still_say_who_came(desk, register, station):
    held, person = desk.training.plan(MASONRY).value, register()
    station.now = lambda: datetime(2026, 11, 24, 9, 0).astimezone()
    later = station.desk(desk.room.actor)
    assert [each.id for each in later.training.past()] == [held.id]
    with pytest.raises(Refused, match="refused-class-over"):
        later.training.sign_up(held.id, person.id)
    assert later.training.came(held.id, person.id).value.sign_up.state is SignUpState.CAME


def list_of(held, desk, language: Language) -> Document:
    seen = desk.training.get(held.id)
    return class_document(seen, desk.training.signed_up(held.id), desk.room.station, Texts(language), today=TODAY)


def table_of(paper: Document) -> Table:
    (table,) = [block for block in paper.blocks if isinstance(block, Table)]
    return table


def test_the_teacher_s_list_has_a_line_for_each_seat(desk, register):
    held = desk.training.plan(MASONRY).value
    for name in ("王\n大爷\u202e", "李" * 500):
        desk.training.sign_up(held.id, register(name).id)
    desk.training.came(held.id, desk.training.signed_up(held.id)[0].person_id)
    absent = register("赵没来")
    desk.training.change(held.id, replace(MASONRY, seats=3))
    desk.training.sign_up(held.id, absent.id)
    desk.training.give_up(held.id, absent.id)
    for language in Language:
        rows = table_of(list_of(held, desk, language)).rows
        assert len(rows) == 2
        assert all(cell.isprintable() and len(cell.encode()) < 200 for row in rows for cell in row)
    paper = list_of(held, desk, Language.ZH_CN)
    assert paper.title == "瓦工入门"
    texts = [block.text for block in paper.blocks if isinstance(block, Text)]
    assert texts == ["11月23日 9:00–11:30", "在哪儿：镇文化站", "谁来教：李师傅", "报名2人，一共3个座位"]
    assert table_of(paper).rows[0] == ("1", "王 大爷", "138****0001", Texts(Language.ZH_CN)("classes-came-yes"))


def test_workers_see_classes_and_staff_see_people(at_desk, desk):
    held = desk.training.plan(MASONRY).value
    worker = at_desk(Role.WORKER).training
    assert [each.id for each in worker.upcoming()] == [each.id for each in worker.for_trade("mason")] == [held.id]
    for role in (Role.WORKER, Role.TECHNICIAN):
        training = at_desk(role).training
        for ask in (
            training.past,
            lambda training=training: training.get(held.id),
            lambda training=training: training.signed_up(held.id),
            lambda training=training: training.plan(MASONRY),
            lambda training=training: training.change(held.id, MASONRY),
            lambda training=training: training.cancel(held.id, "x"),
            lambda training=training: training.sign_up(held.id, "x"),
            lambda training=training: training.came(held.id, "x"),
            lambda training=training: training.give_up(held.id, "x"),
        ):
            with pytest.raises(NotAllowed):
                ask()


def test_nobody_unknown_or_forgotten_takes_a_seat(desk, register, station):
    held, person = desk.training.plan(MASONRY).value, register()
    station.database.execute("update people set forgotten_at_ms = 1 where id = ?", (person.id,))
    for person_id in (person.id, "nobody"):
        with pytest.raises(UnknownThing):
            desk.training.sign_up(held.id, person_id)
    with pytest.raises(UnknownThing):
        desk.training.give_up(held.id, register().id)


def test_the_outbox_names_people_by_their_id_and_the_log_not_at_all(desk, register, station):
    held, person = desk.training.plan(MASONRY).value, register("张翠花")
    desk.training.sign_up(held.id, person.id)
    told = [each for each in Outbox(station.database).waiting() if each.kind is OperationKind.SIGN_UP_SAVED]
    assert told[0].fields["person_id"] == person.id
    assert "person" not in told[0].fields
    assert "翠花" not in str(DeskLog(station.database).latest())


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(
        st.tuples(st.sampled_from(["sign_up", "came", "give_up", "undo", "seats"]), st.integers(0, 3)), max_size=16
    )
)
def test_seats_are_never_overbooked_whatever_is_done_and_undone(steps, desk, register):
    held = desk.training.plan(MASONRY).value
    people, undos = [register() for _ in range(4)], []
    for what, place in steps:
        try:
            if what == "undo" and undos:
                undos.pop(place % len(undos))()
            elif what == "seats":
                undos.append(desk.training.change(held.id, replace(MASONRY, seats=place + 1)).undo)
            elif what != "undo":
                undos.append(getattr(desk.training, what)(held.id, people[place].id).undo or (lambda: None))
        except (Refused, ChangedMeanwhile, UnknownThing):
            pass
        now = desk.training.get(held.id)
        seated = [each for each in desk.training.signed_up(held.id) if each.state is not SignUpState.GAVE_UP]
        assert now.seats_taken == len(seated) == len({each.person_id for each in seated}) <= now.seats
