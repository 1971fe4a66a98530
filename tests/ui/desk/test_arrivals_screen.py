"""The arrivals at the desk's window: signed in by anything, called in order, moved with a reason, drawn and printed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton

from kiosk.desk.desk import Desk
from kiosk.desk.search_keys import keys_for
from kiosk.desk.walk_in import WalkIn
from kiosk.domain.arrival import Rule, Way
from kiosk.domain.forgetting import ForgetReason
from kiosk.domain.language import Language
from kiosk.domain.person import Consent, Person
from kiosk.domain.staff import Role
from kiosk.slips.document import Document
from kiosk.store.desk_log import DeskLog
from kiosk.store.people import PersonStore
from tests.ui.desk.clipping import clipped
from tests.ui.desk.slips_out import registered
from tests.ui.desk.window import OFFICE, PORTRAIT, SMALL, DeskWindow
from ui.screens.desk.people_search import PeopleSearch
from ui.screens.desk.screen import Place
from ui.widgets.desk.look import TARGET_MM
from ui.widgets.desk.rows import Rows

NAMES = ("王秀英", "李建国", "张桂兰", "刘德华")
HOSTILE = ("<b>粗</b>", "مرحبا بكم في المحطة", "=1+1", "😀😀", "欧阳" * 30)

OpenDesk = Callable[..., DeskWindow]


def at_arrivals(window: DeskWindow, *names: str, came: int = 0, role: Role = Role.CLERK) -> tuple[Person, ...]:
    """People who are registered, of whom the first `came` are here already; and the desk at their list."""
    people = registered(window, names or NAMES)
    for person in people[:came]:
        sign_in(window, person)
    window.log_in(role)
    window.go(Place.ARRIVALS)
    return people


def sign_in(window: DeskWindow, person: Person) -> str:
    done = window.use(lambda desk: desk.arrivals.sign_in(person.id))
    return str(done.value.visit_id)


def shown(window: DeskWindow) -> list[tuple[str, ...]]:
    """The list as it stands: place, number, name and what follows."""
    return [row.cells for row in window.widget("arrivals-rows", Rows).rows]


def names_of(window: DeskWindow) -> list[str]:
    return [cells[2] for cells in shown(window)]


def news(window: DeskWindow) -> str:
    return window.text_of("desk-news-text")


def undone(window: DeskWindow) -> None:
    """Take back what was done last, and see it on the screen."""
    window.key("Ctrl+Z")
    window.until(lambda: window.visible("desk-news") and news(window) == "撤销了。", "the undoing")
    window.settle()


def find(window: DeskWindow, text: str) -> None:
    window.type(text)
    window.until(lambda: window.visible("arrivals-results"), "the people who were looked for")
    window.settle()


def mark(window: DeskWindow, row: int) -> None:
    window.widget("arrivals-rows", Rows).selectRow(row)
    window.live()


# signing in


def test_a_card_signs_in_at_once_whatever_has_the_focus(desk_window: DeskWindow) -> None:
    people = at_arrivals(desk_window)
    desk_window.key("Tab", 3)
    desk_window.scan(people[1].card)
    desk_window.settle()
    assert names_of(desk_window) == ["李建国"]
    assert "李建国" in news(desk_window)
    assert "1号" in news(desk_window)


def test_whoever_signs_in_again_is_told_the_same_number(desk_window: DeskWindow) -> None:
    people = at_arrivals(desk_window, came=2)
    desk_window.scan(people[1].card)
    desk_window.settle()
    assert news(desk_window) == "李建国今天已经报到了，2号。"
    assert not desk_window.visible("desk-undo")


def test_the_end_of_a_phone_and_enter_sign_in_and_undo_takes_it_back(desk_window: DeskWindow) -> None:
    people = at_arrivals(desk_window)
    find(desk_window, people[2].phone[-4:])
    desk_window.key("Return")
    desk_window.settle()
    assert names_of(desk_window) == ["张桂兰"]
    assert desk_window.text_of("arrivals-sign-in") == ""
    undone(desk_window)
    assert desk_window.visible("arrivals-empty")


def test_enter_before_the_answer_waits_for_it(desk_window: DeskWindow) -> None:
    people = at_arrivals(desk_window)
    desk_window.type(people[3].phone[-4:])
    desk_window.key("Return")
    desk_window.until(lambda: desk_window.visible("desk-news-text"), "the welcome")
    desk_window.settle()
    assert names_of(desk_window) == ["刘德华"]


def test_of_several_who_fit_one_is_chosen_by_keys(desk_window: DeskWindow) -> None:
    at_arrivals(desk_window, "王秀英", "王秀兰")
    find(desk_window, "wx")
    desk_window.key("Return")
    assert desk_window.widget("arrivals-found", Rows).hasFocus()
    first = desk_window.widget("arrivals-found", Rows).rows[0].cells[0]
    desk_window.key("Return")
    desk_window.settle()
    assert names_of(desk_window) == [first]


def test_of_several_who_fit_one_is_touched(desk_window: DeskWindow) -> None:
    at_arrivals(desk_window, "王秀英", "王秀兰")
    find(desk_window, "王秀")
    rows = desk_window.widget("arrivals-found", Rows)
    second = rows.visualRect(rows.model().index(1, 0)).center()
    desk_window.tap(rows.viewport().mapTo(desk_window.shell, second))
    desk_window.settle()
    assert len(names_of(desk_window)) == 1


def test_whoever_is_not_known_can_be_registered_from_there(desk_window: DeskWindow) -> None:
    at_arrivals(desk_window)
    find(desk_window, "9999")
    desk_window.touch("arrivals-register")
    assert desk_window.place is Place.WALK_IN


def test_a_card_that_nobody_has_is_said_to_be_unknown(desk_window: DeskWindow) -> None:
    people = at_arrivals(desk_window)
    desk_window.use(lambda desk: desk.forgetting.forget(people[0].id, ForgetReason.ASKED))
    desk_window.scan(people[0].card)
    desk_window.settle()
    assert desk_window.visible("desk-news-text")
    assert desk_window.visible("arrivals-empty")


def test_of_two_people_with_one_card_number_somebody_is_chosen(desk_window: DeskWindow) -> None:
    people = at_arrivals(desk_window)

    def give_the_same_card(desk: Desk) -> None:
        """As after a copy of a kiosk gave out the numbers that the kiosk gave out."""
        database = desk.room.database
        with database.transaction():
            database.execute("update people set card = ? where id = ?", (people[0].card, people[1].id))
            store = PersonStore(database)
            store.set_keys(people[1].number, keys_for(store.get(people[1].id)))

    desk_window.use(give_the_same_card)
    desk_window.scan(people[0].card)
    desk_window.until(lambda: desk_window.visible("arrivals-results"), "both of them")
    desk_window.settle()
    found = desk_window.widget("arrivals-found", Rows)
    assert {row.key for row in found.rows} == {people[0].id, people[1].id}
    assert news(desk_window) == "有几位的卡号一样，请点一下本人，就报到。"
    assert desk_window.use(lambda desk: desk.arrivals.today()) == ()
    found.chosen.emit(people[1].id)
    desk_window.settle()
    assert names_of(desk_window) == ["李建国"]
    desk_window.go(Place.PEOPLE)
    desk_window.scan(people[0].card)
    desk_window.settle()
    assert desk_window.place is Place.PEOPLE
    assert {each.id for each in desk_window.widget("people-search", PeopleSearch).people} == {
        people[0].id,
        people[1].id,
    }


def test_somebody_who_signs_in_at_the_kiosk_appears_by_themselves(desk_window: DeskWindow) -> None:
    people = at_arrivals(desk_window)
    sign_in(desk_window, people[0])
    desk_window.until(lambda: desk_window.visible("arrivals-rows"), "the list")
    assert names_of(desk_window) == ["王秀英"]


def ways(window: DeskWindow) -> list[Way]:
    """How everybody on today's list signed in."""
    return [one.visit.way for one in window.use(lambda desk: desk.arrivals.today())]


def test_the_end_of_a_phone_is_kept_as_the_way_and_a_name_is_not(desk_window: DeskWindow) -> None:
    people = at_arrivals(desk_window)
    for typed in (people[2].phone[-4:], people[1].phone, "王秀英"):
        find(desk_window, typed)
        desk_window.key("Return")
        desk_window.settle()
    assert ways(desk_window) == [Way.PHONE, Way.PHONE, Way.STAFF]


def test_one_of_several_with_the_same_end_of_their_phone_is_chosen(desk_window: DeskWindow) -> None:
    for phone in (13800007788, 13900007788):
        registered(desk_window, [f"赵{phone % 7}"], first_phone=phone)
    at_arrivals(desk_window)
    find(desk_window, "7788")
    assert len(desk_window.widget("arrivals-found", Rows).rows) == 2
    desk_window.key("Return")
    desk_window.key("Return")
    desk_window.settle()
    assert ways(desk_window) == [Way.PHONE]


def test_figures_of_a_card_are_no_phone(desk_window: DeskWindow) -> None:
    """The second card's figures are the end of nobody's phone."""
    registered(desk_window, NAMES[:2], first_phone=13900005550)
    desk_window.log_in()
    desk_window.go(Place.ARRIVALS)
    find(desk_window, "0002")
    assert [row.cells[0] for row in desk_window.widget("arrivals-found", Rows).rows] == ["李建国"]
    desk_window.key("Return")
    desk_window.settle()
    assert ways(desk_window) == [Way.STAFF]


# three pictures

THREE = ("apple", "fish", "key")


def with_pictures(window: DeskWindow, *born: int, names: tuple[str, ...] = NAMES) -> None:
    """People who chose the same three pictures, by the years of their birth; and the desk at the pictures."""

    def register(desk: Any) -> None:
        for name, year in zip(names, born, strict=False):
            someone = WalkIn(name=name, consent=Consent.GIVEN, birth_year=year)
            number = desk.people.register(someone, also_new=True).value.number
            desk.room.database.execute("update people set pictures = ? where number = ?", (" ".join(THREE), number))

    window.use(register)
    window.log_in()
    window.go(Place.ARRIVALS)
    window.key("Alt+T")


def pick(window: DeskWindow, *pictures: str) -> None:
    for each in pictures or THREE:
        window.touch(f"by-pictures-pick-of-{each}")
    window.key("Ctrl+Return")
    window.settle()


def test_three_pictures_that_one_person_chose_sign_in(desk_window: DeskWindow) -> None:
    with_pictures(desk_window, 1960)
    assert not desk_window.widget("by-pictures-sign-in").isEnabled()
    pick(desk_window)
    assert names_of(desk_window) == ["王秀英"]
    assert ways(desk_window) == [Way.PICTURES]
    undone(desk_window)
    assert desk_window.visible("arrivals-empty")


def test_three_pictures_by_keys_alone(desk_window: DeskWindow) -> None:
    with_pictures(desk_window, 1960, 1962)
    for keys in ("Space", "Right", "Space", "Down", "Right", "Right", "Space", "Ctrl+Return"):
        desk_window.key(keys)
    desk_window.settle()
    chosen = desk_window.text_of("by-pictures-said")
    assert chosen


def test_the_same_pictures_are_told_apart_by_the_animal(desk_window: DeskWindow) -> None:
    with_pictures(desk_window, 1960, 1966)
    pick(desk_window)
    assert ways(desk_window) == []
    desk_window.touch("by-pictures-animal-dragon")
    desk_window.settle()
    assert "没有属这个的" in desk_window.text_of("by-pictures-said")
    desk_window.touch("by-pictures-animal-horse")
    desk_window.settle()
    assert names_of(desk_window) == ["李建国"]
    assert ways(desk_window) == [Way.PICTURES]


@pytest.mark.parametrize("ask", ["by-pictures-animal-horse", "by-pictures-names"])
def test_who_fits_still_is_chosen_by_name(desk_window: DeskWindow, ask: str) -> None:
    with_pictures(desk_window, 1966, 1966)
    pick(desk_window)
    desk_window.touch(ask)
    desk_window.settle()
    assert {row.cells[0] for row in desk_window.widget("by-pictures-people", Rows).rows} == {"王秀英", "李建国"}
    desk_window.key("Return")
    desk_window.settle()
    assert len(names_of(desk_window)) == 1
    assert ways(desk_window) == [Way.PICTURES]


def test_pictures_that_nobody_chose_are_told_of_plainly(desk_window: DeskWindow) -> None:
    with_pictures(desk_window)
    pick(desk_window)
    assert desk_window.text_of("by-pictures-said").startswith("没有人挑过这三张图")
    desk_window.touch("by-pictures-pick-of-hat")
    assert not desk_window.visible("by-pictures-said")
    desk_window.key("Esc")
    assert desk_window.place is Place.ARRIVALS
    assert desk_window.visible("arrivals-sign-in")


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("size", [PORTRAIT, OFFICE, SMALL])
def test_the_pictures_fit_every_panel(open_desk: OpenDesk, size: Any, language: Language) -> None:
    window = open_desk(size=size, language=language)
    with_pictures(window, 1966, 1966, 1966, 1966, names=HOSTILE)
    assert clipped(window) == []
    pick(window)
    assert clipped(window) == []
    window.key("Alt+N")
    window.settle()
    assert clipped(window) == []
    assert_touchable(window)


# calling


def test_ctrl_enter_calls_the_number_that_is_shown_large(desk_window: DeskWindow) -> None:
    at_arrivals(desk_window, came=2)
    assert desk_window.text_of("arrivals-next-number") == "1"
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert news(desk_window) == "叫了1号 王秀英。"
    assert desk_window.text_of("arrivals-next-number") == "2"
    assert "叫过" in shown(desk_window)[0][-1]
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert not desk_window.widget("arrivals-call-next", QPushButton).isEnabled()


def test_a_call_is_taken_back(desk_window: DeskWindow) -> None:
    at_arrivals(desk_window, came=1)
    desk_window.touch("arrivals-call-next")
    desk_window.settle()
    undone(desk_window)
    assert desk_window.text_of("arrivals-next-number") == "1"


def test_the_marked_one_is_called_leaves_and_comes_back(desk_window: DeskWindow) -> None:
    at_arrivals(desk_window, came=3)
    mark(desk_window, 1)
    desk_window.touch("arrivals-call")
    desk_window.settle()
    assert "叫过" in shown(desk_window)[1][-1]
    desk_window.key("Alt+L")
    desk_window.settle()
    assert shown(desk_window)[1][-1] == "走了"
    assert not desk_window.widget("arrivals-call", QPushButton).isEnabled()
    desk_window.key("Alt+L")
    desk_window.settle()
    assert news(desk_window) == "李建国又回来了，还是2号。"


def test_without_a_mark_nothing_can_be_done_for_anybody(desk_window: DeskWindow) -> None:
    at_arrivals(desk_window, came=1)
    for name in ("call", "move", "left", "person", "dispatch"):
        assert not desk_window.widget(f"arrivals-{name}", QPushButton).isEnabled()


def test_the_marked_one_leads_to_their_page_and_to_dispatch(desk_window: DeskWindow) -> None:
    at_arrivals(desk_window, came=2)
    mark(desk_window, 0)
    desk_window.key("Alt+P")
    assert desk_window.place is Place.PERSON
    desk_window.key("Esc")
    desk_window.settle()
    mark(desk_window, 0)
    desk_window.key("Alt+D")
    assert desk_window.place is Place.DISPATCH


# moving


def test_nobody_is_moved_without_a_reason(desk_window: DeskWindow) -> None:
    at_arrivals(desk_window, came=3)
    mark(desk_window, 2)
    desk_window.key("Alt+M")
    desk_window.type("1")
    desk_window.key("Ctrl+Return")
    assert desk_window.text_of("move-why-problem") == "请说一下为什么挪"
    desk_window.touch("move-reason-with-child")
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert names_of(desk_window) == ["张桂兰", "王秀英", "李建国"]
    assert desk_window.use(lambda desk: desk.arrivals.recomputed(desk.room.today)) == desk_window.use(
        lambda desk: tuple(one.visit.id for one in desk.arrivals.today())
    )


def test_a_move_by_touches_alone_and_back(desk_window: DeskWindow) -> None:
    at_arrivals(desk_window, came=3)
    mark(desk_window, 0)
    desk_window.touch("arrivals-move")
    for name in ("move-last", "move-up", "move-reason-passed-over", "move-save"):
        desk_window.touch(name)
    desk_window.settle()
    assert names_of(desk_window) == ["李建国", "王秀英", "张桂兰"]
    undone(desk_window)
    assert names_of(desk_window) == ["王秀英", "李建国", "张桂兰"]


def test_another_reason_has_to_be_written(desk_window: DeskWindow) -> None:
    at_arrivals(desk_window, came=2)
    mark(desk_window, 1)
    desk_window.key("Alt+M")
    desk_window.type("1")
    desk_window.touch("move-reason-other")
    desk_window.key("Ctrl+Return")
    assert desk_window.text_of("move-other-problem") == "请说一下为什么挪"
    desk_window.type("赶车")
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert names_of(desk_window)[0] == "李建国"


@pytest.mark.parametrize("typed", ["0", "9", "", "x"])
def test_a_place_that_is_not_there_is_asked_for_again(desk_window: DeskWindow, typed: str) -> None:
    at_arrivals(desk_window, came=2)
    mark(desk_window, 1)
    desk_window.key("Alt+M")
    desk_window.key("Backspace")
    desk_window.type(typed)
    desk_window.touch("move-reason-mistake")
    desk_window.key("Ctrl+Return")
    assert desk_window.text_of("move-place-problem") == "请写第几位，1到2"


def test_esc_leaves_the_step_and_then_the_screen(desk_window: DeskWindow) -> None:
    at_arrivals(desk_window, came=1)
    mark(desk_window, 0)
    desk_window.key("Alt+M")
    desk_window.key("Esc")
    assert desk_window.place is Place.ARRIVALS
    assert desk_window.visible("arrivals-rows")
    desk_window.type("12")
    desk_window.key("Esc")
    assert desk_window.place is Place.ARRIVALS
    assert desk_window.text_of("arrivals-sign-in") == ""
    desk_window.key("Esc")
    assert desk_window.place is Place.TODAY


def test_everything_is_reached_by_keys_alone(desk_window: DeskWindow) -> None:
    at_arrivals(desk_window, came=2)
    desk_window.key("Tab", 2)
    assert desk_window.widget("arrivals-rows", Rows).hasFocus()
    desk_window.key("Down")
    desk_window.key("Return")
    assert desk_window.widget("arrivals-call").hasFocus()
    desk_window.key("Tab")
    desk_window.key("Return")
    assert desk_window.widget("move-place").hasFocus()
    desk_window.type("2")
    for _ in range(30):
        desk_window.key("Tab")
        if desk_window.widget("move-reason-with-child").hasFocus():
            break
    desk_window.key("Space")
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert desk_window.visible("arrivals-rows")


# lots and paper


def printed(window: DeskWindow) -> list[Document]:
    papers: list[Document] = []
    present = window.shell.present
    assert present is not None
    present.prints.connect(lambda wish: papers.append(wish.paper))
    return papers


def texts_on(paper: Document) -> str:
    return " ".join(str(getattr(block, "text", getattr(block, "rows", ""))) for block in paper.blocks)


def test_lots_are_drawn_shown_and_printed(desk_window: DeskWindow) -> None:
    at_arrivals(desk_window, came=4)
    papers = printed(desk_window)
    desk_window.key("Alt+R")
    desk_window.settle()
    desk_window.touch("draw-next-step")
    desk_window.settle()
    draw = desk_window.use(lambda desk: desk.arrivals.rule())
    assert draw.rule is Rule.LOTTERY
    assert desk_window.text_of("draw-seed") == draw.seed
    assert not desk_window.visible("draw-again")
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert draw.seed in texts_on(papers[0])
    desk_window.key("Esc")
    assert names_of(desk_window) == [one.name for one in desk_window.use(lambda desk: desk.arrivals.today())]


def test_what_was_drawn_in_the_hall_is_typed(desk_window: DeskWindow) -> None:
    at_arrivals(desk_window, came=2)
    desk_window.key("Alt+R")
    desk_window.settle()
    desk_window.type("4-7")
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert desk_window.text_of("draw-own-problem").startswith("抽签号")
    desk_window.key("Backspace", 2)
    desk_window.type("711")
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert desk_window.text_of("draw-seed") == "4711"


def test_only_the_head_draws_again(desk_window: DeskWindow) -> None:
    at_arrivals(desk_window, came=2, role=Role.HEAD)
    desk_window.use(lambda desk: desk.arrivals.draw("1"))
    desk_window.key("Alt+R")
    desk_window.settle()
    desk_window.touch("draw-again")
    desk_window.settle()
    assert desk_window.text_of("draw-seed") != "1"


def test_the_list_is_printed(desk_window: DeskWindow) -> None:
    at_arrivals(desk_window, came=2)
    papers = printed(desk_window)
    desk_window.key("Ctrl+P")
    desk_window.settle()
    assert "李建国" in texts_on(papers[0])


# looks


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("size", [PORTRAIT, OFFICE, SMALL])
def test_all_of_it_fits_every_panel(open_desk: OpenDesk, size: Any, language: Language) -> None:
    window = open_desk(size=size, language=language)
    at_arrivals(window, *HOSTILE, came=4)
    assert window.fits
    assert_touchable(window)
    mark(window, 3)
    assert_touchable(window)
    window.key("Alt+M")
    window.key("Ctrl+Return")
    assert_touchable(window)
    window.key("Esc")
    window.key("Alt+R")
    window.settle()
    assert_touchable(window)
    window.key("Esc")
    find(window, "9999")
    assert_touchable(window)
    assert window.fits


def assert_touchable(window: DeskWindow) -> None:
    """Every button of the screen is as high as a finger needs, and shows all of its words."""
    least = window.app.shell.look.px(TARGET_MM) - 1
    present = window.shell.present
    assert present is not None
    for button in present.findChildren(QPushButton):
        if button.isVisible():
            assert button.height() >= least, button.objectName()
            assert button.width() >= button.sizeHint().width(), button.objectName()


def test_no_name_is_written_into_the_log(desk_window: DeskWindow) -> None:
    at_arrivals(desk_window, came=1)
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    lines = desk_window.use(lambda desk: DeskLog(desk.room.database).of_subject(desk.room.today.isoformat(), limit=-1))
    assert lines
    assert "王秀英" not in str(lines)
