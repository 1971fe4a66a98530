"""Classes at the desk's window: planned and changed, people sign up by search and by card, come, give up."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
from PySide6.QtCore import QPoint

from kiosk.domain.language import Language
from kiosk.domain.seat import Seat, SeatHeld, seat_number
from kiosk.domain.staff import Role
from kiosk.domain.training import ClassState, NewClass, SignUpState, TrainingClass
from kiosk.slips.document import Document, Table
from tests.ui.desk.clipping import clipped
from tests.ui.desk.conftest import OpenDesk
from tests.ui.desk.slips_out import registered
from tests.ui.desk.window import OFFICE, PORTRAIT, SMALL, DeskWindow
from ui.screens.desk.screen import Go, Place, PrintWish
from ui.widgets.desk.rows import Rows

TODAY = date(2026, 11, 21)
PRUNING = NewClass(
    title="修剪果树",
    day=date(2026, 11, 25),
    starts=time(8, 30),
    ends=time(11),
    place="文化站",
    seats=3,
    teacher="李老师",
)


def go(window: DeskWindow, place: Place, topic: object = None) -> None:
    window.shell.go(Go(place=place, topic=topic))
    window.settle()


def planned(window: DeskWindow, **changes: Any) -> str:
    from dataclasses import replace

    held: TrainingClass = window.use(lambda desk: desk.training.plan(replace(PRUNING, **changes)).value)
    return held.id


def classes(window: DeskWindow) -> tuple[TrainingClass, ...]:
    found: tuple[TrainingClass, ...] = window.use(lambda desk: desk.training.upcoming())
    return found


def states(window: DeskWindow, class_id: str) -> list[SignUpState]:
    return [each.state for each in window.use(lambda desk: desk.training.signed_up(class_id))]


def news(window: DeskWindow) -> str:
    return window.text_of("desk-news-text")


def undo(window: DeskWindow) -> None:
    window.key("Ctrl+Z")
    said = window.shell.look.texts("desk-undone")
    window.until(lambda: window.visible("desk-news-text") and news(window) == said, "the undoing")
    window.settle()


def tap_row(window: DeskWindow, name: str, row: int) -> None:
    rows = window.widget(name, Rows)
    at = rows.visualRect(rows.model().index(row, 1)).center()
    window.tap(rows.viewport().mapTo(window.shell, at + QPoint(0, 0)))
    window.settle()


# planning


def test_a_class_is_planned_by_touches(desk_window: DeskWindow) -> None:
    desk_window.log_in()
    desk_window.go(Place.MORE)
    desk_window.touch("more-classes")
    desk_window.settle()
    desk_window.touch("classes-new")
    desk_window.settle()
    desk_window.touch("class-field-title")
    desk_window.type("修剪")
    desk_window.touch("class-field-day")
    desk_window.touch("class-days-day-2026-11-25")
    desk_window.touch("class-field-starts")
    desk_window.touch("class-clock-hour-9")
    desk_window.touch("class-clock-minute-30")
    assert desk_window.text_of("class-field-ends") == "11:00", "a usual length is put in"
    desk_window.touch("class-field-ends")
    desk_window.touch("class-clock-hour-12")
    desk_window.touch("class-field-place")
    desk_window.type("文化站")
    desk_window.touch("class-field-seats-more")
    desk_window.touch("class-field-trade")
    desk_window.touch("class-trades-trade-pruning")
    desk_window.touch("class-save")
    desk_window.settle()
    (held,) = classes(desk_window)
    assert (held.title, held.place, held.trade, held.seats) == ("修剪", "文化站", "pruning", 21)
    assert (held.day, held.starts, held.ends) == (date(2026, 11, 25), time(9, 30), time(12))
    assert desk_window.place is Place.CLASS
    assert desk_window.text_of("class-title") == "修剪"
    desk_window.key("Esc")
    assert desk_window.place is Place.CLASSES


def test_the_keyboard_alone_plans_one(desk_window: DeskWindow) -> None:
    desk_window.log_in()
    go(desk_window, Place.CLASSES)
    desk_window.key("Alt+N")
    desk_window.settle()
    for typed in ("welding", "12-1", "8:30", "11", "hall"):
        desk_window.type(typed)
        desk_window.key("Return")
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    (held,) = classes(desk_window)
    assert (held.title, held.place, held.seats) == ("welding", "hall", 20)
    assert (held.day, held.starts, held.ends) == (date(2026, 12, 1), time(8, 30), time(11))


def test_undo_takes_a_planned_class_back(desk_window: DeskWindow) -> None:
    desk_window.log_in()
    go(desk_window, Place.CLASS_PLAN)
    for typed in ("welding", "12-1", "8:30", "11", "hall"):
        desk_window.type(typed)
        desk_window.key("Return")
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    desk_window.key("Ctrl+Z")
    desk_window.until(lambda: classes(desk_window) == (), "the undoing")
    desk_window.settle()
    assert not desk_window.widget("class-change").isEnabled(), "nobody can do anything with what is not there"


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("day", "没有这天"),
        ("day", "2020-01-01"),
        ("starts", "25:00"),
        ("ends", "7:00"),
        ("seats", "0"),
        ("seats", "很多"),
        ("seats", "99999"),
        ("title", " "),
        ("title", "长" * 41),
        ("title", "a\x00b"),
        ("place", "x" * 9_999),
        ("note", "长" * 501),
        ("day", "9" * 10_000),
    ],
)
def test_what_cannot_be_is_told_beside_its_field_and_nothing_is_saved(
    desk_window: DeskWindow, field: str, typed: str
) -> None:
    class_id = planned(desk_window)
    desk_window.log_in()
    go(desk_window, Place.CLASS_PLAN, class_id)
    desk_window.widget(f"class-field-{field}").setText(typed)  # type: ignore[attr-defined]  # a line
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert desk_window.visible(f"class-field-{field}-problem")
    assert desk_window.place is Place.CLASS_PLAN
    (held,) = classes(desk_window)
    assert (held.title, held.day, held.seats, held.note) == (PRUNING.title, PRUNING.day, PRUNING.seats, PRUNING.note)


def test_a_class_is_changed_and_changed_back(desk_window: DeskWindow) -> None:
    class_id = planned(desk_window)
    desk_window.log_in()
    go(desk_window, Place.CLASS, class_id)
    desk_window.key("Alt+E")
    desk_window.settle()
    assert desk_window.text_of("class-field-title") == "修剪果树"
    desk_window.touch("class-field-seats-more")
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert classes(desk_window)[0].seats == 4
    undo(desk_window)
    assert classes(desk_window)[0].seats == 3


def test_a_new_one_half_typed_and_a_change_half_typed_are_both_kept(desk_window: DeskWindow) -> None:
    class_id = planned(desk_window)
    desk_window.log_in()
    go(desk_window, Place.CLASS_PLAN)
    desk_window.type("new")
    go(desk_window, Place.CLASS_PLAN, class_id)
    desk_window.touch("class-field-place")
    desk_window.type("!")
    desk_window.key("F1")
    desk_window.settle()
    go(desk_window, Place.CLASS_PLAN)
    assert desk_window.text_of("class-field-title") == "new"
    go(desk_window, Place.CLASS_PLAN, class_id)
    assert "!" in desk_window.text_of("class-field-place")


def test_a_half_typed_change_of_what_somebody_changed_since_does_not_come_back(desk_window: DeskWindow) -> None:
    class_id = planned(desk_window)
    desk_window.log_in()
    go(desk_window, Place.CLASS_PLAN, class_id)
    desk_window.touch("class-field-place")
    desk_window.type("!")
    desk_window.key("F1")
    desk_window.settle()
    from dataclasses import replace

    desk_window.use(lambda desk: desk.training.change(class_id, replace(PRUNING, place="别处")))
    go(desk_window, Place.CLASS_PLAN, class_id)
    assert desk_window.text_of("class-field-place") == "别处"


def test_what_was_only_looked_at_is_no_draft(desk_window: DeskWindow) -> None:
    class_id = planned(desk_window)
    desk_window.log_in()
    go(desk_window, Place.CLASS_PLAN, class_id)
    desk_window.key("F1")
    desk_window.settle()
    assert desk_window.use(lambda desk: desk.room.database.value("select count(*) from drafts")) == 0


def test_clearing_is_taken_back_by_undo(desk_window: DeskWindow) -> None:
    desk_window.log_in()
    go(desk_window, Place.CLASS_PLAN)
    desk_window.type("new")
    desk_window.key("Alt+C")
    desk_window.settle()
    assert desk_window.text_of("class-field-title") == ""
    desk_window.key("Ctrl+Z")
    desk_window.settle()
    assert desk_window.text_of("class-field-title") == "new"


# who comes


def test_people_sign_up_by_search_one_after_the_other(desk_window: DeskWindow) -> None:
    registered(desk_window, ["周秀英", "王大山"])
    class_id = planned(desk_window)
    desk_window.log_in()
    go(desk_window, Place.CLASS, class_id)
    for typed in ("zxy", "wds"):
        desk_window.type(typed)
        desk_window.settle()
        desk_window.key("Return")
        desk_window.settle()
    assert states(desk_window, class_id) == [SignUpState.SIGNED_UP] * 2
    assert "还有1个座位" in desk_window.text_of("class-seats")
    assert "王大山" in news(desk_window)
    undo(desk_window)
    assert len(states(desk_window, class_id)) == 1


def test_a_card_signs_up_and_on_the_day_says_that_its_owner_came(desk_window: DeskWindow) -> None:
    (person,) = registered(desk_window, ["周秀英"])
    class_id = planned(desk_window, day=TODAY, starts=time(14), ends=time(16))
    desk_window.log_in()
    go(desk_window, Place.CLASS, class_id)
    desk_window.scan(person.card)
    desk_window.settle()
    assert states(desk_window, class_id) == [SignUpState.SIGNED_UP]
    desk_window.scan(person.card)
    desk_window.settle()
    assert states(desk_window, class_id) == [SignUpState.CAME]
    desk_window.scan("L7-W-99999-2")
    desk_window.settle()
    assert desk_window.place is Place.CLASS


def test_a_card_before_the_day_signs_up_once(desk_window: DeskWindow) -> None:
    (person,) = registered(desk_window, ["周秀英"])
    class_id = planned(desk_window)
    desk_window.log_in()
    go(desk_window, Place.CLASS, class_id)
    for _ in range(2):
        desk_window.scan(person.card)
        desk_window.settle()
    assert states(desk_window, class_id) == [SignUpState.SIGNED_UP]


def test_a_full_class_takes_nobody(desk_window: DeskWindow) -> None:
    one, other = registered(desk_window, ["周秀英", "王大山"])
    class_id = planned(desk_window, seats=1)
    desk_window.log_in()
    go(desk_window, Place.CLASS, class_id)
    for person in (one, other):
        desk_window.scan(person.card)
        desk_window.settle()
    assert len(states(desk_window, class_id)) == 1
    assert news(desk_window).endswith(desk_window.shell.look.texts("classes-no-seat"))


def test_who_came_and_who_gave_up_is_said_by_touch_and_undone(desk_window: DeskWindow) -> None:
    people = registered(desk_window, ["周秀英", "王大山"])
    class_id = planned(desk_window)
    for person in people:
        desk_window.use(lambda desk, person=person: desk.training.sign_up(class_id, person.id))
    desk_window.log_in()
    go(desk_window, Place.CLASS, class_id)
    assert not desk_window.widget("class-came").isEnabled(), "nobody is marked yet"
    tap_row(desk_window, "class-rows", 0)
    desk_window.touch("class-came")
    desk_window.settle()
    assert states(desk_window, class_id) == [SignUpState.CAME, SignUpState.SIGNED_UP]
    assert not desk_window.widget("class-came").isEnabled()
    tap_row(desk_window, "class-rows", 1)
    desk_window.touch("class-gave-up")
    desk_window.settle()
    assert states(desk_window, class_id) == [SignUpState.CAME, SignUpState.GAVE_UP]
    assert "还有2个座位" in desk_window.text_of("class-seats")
    undo(desk_window)
    assert states(desk_window, class_id) == [SignUpState.CAME, SignUpState.SIGNED_UP]


def test_the_keyboard_alone_marks_who_came(desk_window: DeskWindow) -> None:
    (person,) = registered(desk_window, ["周秀英"])
    class_id = planned(desk_window)
    desk_window.use(lambda desk: desk.training.sign_up(class_id, person.id))
    desk_window.log_in()
    go(desk_window, Place.CLASS, class_id)
    desk_window.key("Tab")
    assert desk_window.widget("class-rows").hasFocus()
    desk_window.key("Down")
    desk_window.key("Alt+K")
    desk_window.settle()
    assert states(desk_window, class_id) == [SignUpState.CAME]


def test_cancelling_needs_a_reason_and_can_be_undone(desk_window: DeskWindow) -> None:
    (person,) = registered(desk_window, ["周秀英"])
    class_id = planned(desk_window)
    desk_window.use(lambda desk: desk.training.sign_up(class_id, person.id))
    desk_window.log_in()
    go(desk_window, Place.CLASS, class_id)
    desk_window.touch("class-cancel")
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert desk_window.visible("class-cancel-step-words-problem")
    desk_window.type("rain")
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    held = desk_window.use(lambda desk: desk.training.get(class_id))
    assert (held.state, held.cancelled_reason) == (ClassState.CANCELLED, "rain")
    assert "1" in news(desk_window)
    assert "rain" in desk_window.text_of("class-seats")
    assert not desk_window.widget("class-change").isEnabled()
    undo(desk_window)
    assert desk_window.widget("class-change").isEnabled()


def test_the_printed_list_has_masked_phones_and_no_one_who_gave_up(desk_window: DeskWindow) -> None:
    people = registered(desk_window, ["周秀英", "王大山"])
    class_id = planned(desk_window)
    for person in people:
        desk_window.use(lambda desk, person=person: desk.training.sign_up(class_id, person.id))
    desk_window.use(lambda desk: desk.training.give_up(class_id, people[1].id))
    wishes: list[PrintWish] = []
    desk_window.shell.print_wanted.connect(wishes.append)
    desk_window.log_in()
    go(desk_window, Place.CLASS, class_id)
    desk_window.key("Alt+P")
    desk_window.until(lambda: bool(wishes), "the list")
    paper = wishes[0].paper
    assert isinstance(paper, Document)
    (table,) = [block for block in paper.blocks if isinstance(block, Table)]
    assert [row[1] for row in table.rows] == ["周秀英"]
    assert people[0].phone not in str(paper)


def test_the_list_shows_what_is_to_be_held_and_what_was_cancelled(desk_window: DeskWindow) -> None:
    one, other = planned(desk_window), planned(desk_window)
    desk_window.use(lambda desk: desk.training.cancel(other, "下雨"))
    desk_window.log_in()
    go(desk_window, Place.CLASSES)
    rows = desk_window.widget("classes-rows", Rows)
    assert [row.key for row in rows.rows] == [one]
    assert "还有3个座位" in rows.rows[0].cells[3]
    desk_window.touch("classes-show-past")
    desk_window.settle()
    assert [row.key for row in rows.rows] == [other]
    tap_row(desk_window, "classes-rows", 0)
    assert desk_window.place is Place.CLASS


@pytest.mark.parametrize("size", [PORTRAIT, OFFICE, SMALL], ids=["portrait", "office", "small"])
@pytest.mark.parametrize("language", Language)
def test_every_state_fits_every_panel_in_both_languages(open_desk: OpenDesk, size: Any, language: Language) -> None:
    window = open_desk(size=size, language=language)
    people = registered(window, ["欧阳" * 20, "<b>粗</b>", "مرحبا بكم"])
    class_id = planned(window, title="长" * 40, place="远" * 80, teacher="欧阳" * 20, note="带剪刀" * 50)
    for person in people:
        window.use(lambda desk, person=person: desk.training.sign_up(class_id, person.id))
    window.log_in(Role.HEAD)
    go(window, Place.CLASSES)
    assert clipped(window) == []
    go(window, Place.CLASS, class_id)
    assert clipped(window) == []
    window.touch("class-cancel")
    assert clipped(window) == []
    go(window, Place.CLASS_PLAN, class_id)
    for name in ("title", "day", "starts", "seats", "trade"):
        window.touch(f"class-field-{name}")
        window.settle()
        assert clipped(window) == [], name


# seats taken at the kiosk


def taken_at_the_kiosk(window: DeskWindow, class_id: str, *, wish: str = "w1") -> Seat:
    answer = window.use(lambda desk: desk.seats.take(class_id, wish_id=wish))
    assert isinstance(answer, SeatHeld)
    return answer.seat


def test_the_paper_of_a_seat_opens_its_class_from_any_screen_and_marks_it(desk_window: DeskWindow) -> None:
    desk_window.log_in()
    class_id = planned(desk_window)
    taken_at_the_kiosk(desk_window, class_id)
    seat = taken_at_the_kiosk(desk_window, class_id, wish="w2")
    desk_window.go(Place.PEOPLE)
    desk_window.scan(f"县城驿站 {seat.number}\n修剪果树")
    desk_window.settle()
    assert desk_window.place is Place.CLASS
    assert desk_window.text_of("class-title") == "修剪果树"
    rows = desk_window.widget("class-rows", Rows)
    assert [row.cells[1] for row in rows.rows][1] == seat.number
    assert rows.marked == seat.id
    assert states(desk_window, class_id) == [SignUpState.SIGNED_UP] * 2


def test_on_the_day_the_paper_says_that_its_holder_came(desk_window: DeskWindow) -> None:
    desk_window.log_in()
    class_id = planned(desk_window, day=TODAY)
    seat = taken_at_the_kiosk(desk_window, class_id)
    go(desk_window, Place.CLASS, class_id)
    desk_window.scan(seat.number)
    desk_window.settle()
    assert states(desk_window, class_id) == [SignUpState.CAME]
    assert seat.number in news(desk_window)
    undo(desk_window)
    assert states(desk_window, class_id) == [SignUpState.SIGNED_UP]


def test_a_seat_without_a_name_is_ticked_and_given_up_in_its_row(desk_window: DeskWindow) -> None:
    desk_window.log_in()
    class_id = planned(desk_window)
    taken_at_the_kiosk(desk_window, class_id)
    go(desk_window, Place.CLASS, class_id)
    tap_row(desk_window, "class-rows", 0)
    desk_window.touch("class-came")
    desk_window.settle()
    assert states(desk_window, class_id) == [SignUpState.CAME]
    tap_row(desk_window, "class-rows", 0)
    desk_window.touch("class-gave-up")
    desk_window.settle()
    assert states(desk_window, class_id) == [SignUpState.GAVE_UP]


def test_the_paper_of_another_station_is_said_to_be_unknown(desk_window: DeskWindow) -> None:
    desk_window.log_in()
    desk_window.scan(seat_number(letters="Q9", running=7))
    desk_window.settle()
    assert desk_window.place is Place.CLASSES
    assert news(desk_window) == desk_window.shell.look.texts("classes-seat-unknown")
