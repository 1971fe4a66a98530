"""One person: what is known, and every step that can be taken for them."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from kiosk.desk.desk import Desk
from kiosk.desk.people import PersonPage
from kiosk.domain.language import Language
from kiosk.domain.outcome import Decision, Result
from kiosk.domain.person import Consent, Person
from kiosk.domain.slip import SlipState
from kiosk.domain.staff import Role
from kiosk.slips.compose import SlipContent
from kiosk.slips.document import Document, Text
from tests.ui.desk.conftest import OpenDesk
from tests.ui.desk.hall import IDENTITY, Hall, filled_hall
from tests.ui.desk.test_people_screen import tap_row
from tests.ui.desk.window import OFFICE, PORTRAIT, SMALL, DeskWindow
from ui.screens.desk.person_part import Part, PersonTopic
from ui.screens.desk.screen import Go, Place, PrintWish
from ui.widgets.desk.lines import Lines

Printed = list[PrintWish]


@pytest.fixture
def hall(desk_window: DeskWindow) -> Hall:
    """The people of the morning; a clerk is logged in."""
    found: Hall = desk_window.use(filled_hall)
    desk_window.log_in()
    return found


@pytest.fixture
def printed(desk_window: DeskWindow) -> Printed:
    """What the screens want to be printed."""
    wishes: Printed = []
    desk_window.shell.print_wanted.connect(wishes.append)
    return wishes


def show(window: DeskWindow, person: Person, part: Part = Part.OVERVIEW) -> None:
    window.shell.go(Go(place=Place.PERSON, topic=PersonTopic(person.id, part)))
    window.settle()


def undo(window: DeskWindow) -> None:
    """Take the last change back by its key, and wait until the screen says so."""
    window.key("Ctrl+Z")
    window.until(lambda: window.visible("desk-news-text") and window.text_of("desk-news-text") == "撤销了。", "undo")
    window.settle()


def page_of(window: DeskWindow, person: Person) -> PersonPage:
    page: PersonPage = window.use(lambda desk: desk.people.page(person.id))
    return page


def give(window: DeskWindow, person: Person) -> None:
    """Give the slip that the list offers first."""
    show(window, person, Part.WORK)
    window.touch("work-1-give")
    window.settle()


def test_what_is_known_stands_there_and_the_identity_number_is_masked(desk_window: DeskWindow, hall: Hall) -> None:
    show(desk_window, hall.people[1])
    assert desk_window.text_of("person-name") == "李建国"
    assert desk_window.text_of("person-fact-phone") == "139 5770 0001"
    assert desk_window.text_of("person-fact-age") == "67岁（1959年生）"
    assert desk_window.text_of("person-today") == "今天2号"
    assert desk_window.text_of("person-fact-identity") != IDENTITY
    assert not desk_window.visible("person-reveal"), "a clerk may not see it"


def test_the_head_sees_the_whole_number_by_one_press_until_they_leave(open_desk: OpenDesk) -> None:
    window = open_desk()
    hall: Hall = window.use(filled_hall)
    window.log_in(Role.HEAD)
    show(window, hall.people[1])
    window.touch("person-reveal")
    window.settle()
    assert window.text_of("person-fact-identity") == IDENTITY
    window.key("Alt+H")
    hidden = window.shell.findChild(QLabel, "person-fact-identity")
    assert isinstance(hidden, QLabel)
    assert hidden.text() != IDENTITY
    window.settle()
    window.key("Esc")
    window.settle()
    assert window.text_of("person-fact-identity") != IDENTITY
    assert [line.action for line in window.use(lambda desk: desk.logbook.latest())].count("identity-shown") == 1


def test_nothing_of_one_person_is_left_when_another_is_opened(desk_window: DeskWindow, hall: Hall) -> None:
    show(desk_window, hall.people[1])
    desk_window.shell.go(Go(place=Place.PERSON, topic=hall.people[0].id))
    assert not desk_window.visible("person-name")
    assert not desk_window.visible("person-fact-phone")
    desk_window.key("Ctrl+Return")  # before the answer: nobody is signed in for somebody else
    desk_window.settle()
    assert desk_window.text_of("person-name") == "王秀英"


def test_signing_in_shows_the_number_and_twice_changes_nothing(desk_window: DeskWindow, hall: Hall) -> None:
    person = hall.people[15]
    show(desk_window, person)
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert desk_window.text_of("person-today") == "今天13号"
    assert "13号" in desk_window.text_of("desk-news-text")
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert len(page_of(desk_window, person).visits) == 1
    assert "已经" in desk_window.text_of("desk-news-text")


def test_a_sign_in_can_be_undone(desk_window: DeskWindow, hall: Hall) -> None:
    person = hall.people[15]
    show(desk_window, person)
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    undo(desk_window)
    assert page_of(desk_window, person).visits == ()
    assert not desk_window.visible("person-today")


def test_work_is_listed_with_its_reasons_and_a_touch_gives_the_slip(
    desk_window: DeskWindow, hall: Hall, printed: Printed
) -> None:
    show(desk_window, hall.people[0])
    desk_window.touch("person-do-find-work")
    desk_window.settle()
    assert desk_window.text_of("work-1-title").startswith("1. ")
    assert desk_window.visible("work-1-for") or desk_window.visible("work-1-against")
    desk_window.touch("work-1-give")
    desk_window.settle()
    (slip,) = page_of(desk_window, hall.people[0]).slips
    assert slip.number in desk_window.text_of("desk-news-text")
    (wish,) = printed
    (paper,) = wish.paper  # type: ignore[misc]  # one slip
    assert isinstance(paper, SlipContent)
    assert paper.number == slip.number
    assert "王秀英" not in str(paper), "nobody asked for the name on it"


def test_a_slip_is_taken_back_by_undo(desk_window: DeskWindow, hall: Hall) -> None:
    give(desk_window, hall.people[0])
    undo(desk_window)
    (slip,) = page_of(desk_window, hall.people[0]).slips
    assert slip.state is SlipState.CANCELLED


def test_work_at_the_same_time_is_asked_about_and_given_anyway(desk_window: DeskWindow, hall: Hall) -> None:
    """The second posting of the list that is on the same hours as the first slip."""
    person = hall.people[0]
    matches = desk_window.use(lambda desk: desk.matching.for_person(person.id))
    first, second = _overlapping([match.posting for match in matches])
    desk_window.use(lambda desk: desk.dispatch.slip_for(person.id, matches[first].posting.id))
    show(desk_window, person, Part.WORK)
    if second >= 6:
        desk_window.touch("work-more")
    desk_window.touch(f"work-{second + 1}-give")
    desk_window.settle()
    assert len(page_of(desk_window, person).slips) == 1
    assert "同一时间" in desk_window.text_of("work-question-words")
    desk_window.key("Alt+Y")
    desk_window.settle()
    assert len(page_of(desk_window, person).slips) == 2
    assert not desk_window.visible("work-question")


def _overlapping(postings: list[Any]) -> tuple[int, int]:
    from kiosk.desk.dispatch import _shift
    from kiosk.domain.shift import overlap

    for first, one in enumerate(postings):
        for second, other in enumerate(postings):
            if first != second and overlap(_shift(one), _shift(other)):
                return first, second
    raise AssertionError("the demo county has no two postings at the same time")


def test_the_card_bears_the_name_only_where_it_was_asked_for(
    desk_window: DeskWindow, hall: Hall, printed: Printed
) -> None:
    show(desk_window, hall.people[0])
    desk_window.key("Alt+P")
    desk_window.settle()
    desk_window.key("Alt+X")
    desk_window.key("Alt+P")
    desk_window.settle()
    papers = [wish.paper for wish in printed]
    assert all(isinstance(paper, Document) and paper.is_card for paper in papers)
    assert ["王秀英" in str(paper) for paper in papers] == [False, True]
    show(desk_window, hall.people[1])
    desk_window.key("Alt+P")
    desk_window.settle()
    assert "李建国" not in str(printed[-1].paper)


def test_a_change_is_saved_and_leaves_the_identity_number_as_it_is(desk_window: DeskWindow, hall: Hall) -> None:
    person = hall.people[1]
    show(desk_window, person)
    desk_window.key("Alt+E")
    desk_window.settle()
    assert desk_window.text_of("walk-in-name") == "李建国"
    assert desk_window.text_of("walk-in-identity_number") == ""
    desk_window.key("Ctrl+A")
    desk_window.type("李建军")
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert desk_window.text_of("person-name") == "李建军"
    assert desk_window.use(lambda desk: desk.people.reveal_identity(person.id)) == IDENTITY
    undo(desk_window)
    assert desk_window.text_of("person-name") == "李建国"


def test_what_is_typed_outlives_the_telephone_and_can_be_thrown_away(desk_window: DeskWindow, hall: Hall) -> None:
    person = hall.people[0]
    show(desk_window, person, Part.EDIT)
    desk_window.key("Ctrl+A")
    desk_window.type("wxy")
    desk_window.key("F5")
    desk_window.settle()
    show(desk_window, person, Part.EDIT)
    assert desk_window.text_of("walk-in-name") == "wxy"
    desk_window.key("Alt+C")
    desk_window.settle()
    assert desk_window.text_of("person-name") == "王秀英"
    show(desk_window, person, Part.EDIT)
    assert desk_window.text_of("walk-in-name") == "王秀英"


def test_what_is_wrong_is_said_beside_its_field(desk_window: DeskWindow, hall: Hall) -> None:
    show(desk_window, hall.people[0], Part.EDIT)
    desk_window.key("Ctrl+A")
    desk_window.key("Backspace")
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert desk_window.visible("walk-in-name-problem")
    assert page_of(desk_window, hall.people[0]).person.name == "王秀英"


def test_somebody_else_s_phone_is_taken_only_after_asking(desk_window: DeskWindow, hall: Hall) -> None:
    person = hall.people[0]
    show(desk_window, person, Part.EDIT)
    desk_window.key("Tab")
    desk_window.key("Ctrl+A")
    desk_window.type("13957700001")
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert hall.people[1].card in desk_window.text_of("edit-known-words")
    assert page_of(desk_window, person).person.phone == "13957700000"
    desk_window.touch("edit-another")
    desk_window.settle()
    assert page_of(desk_window, person).person.phone == "13957700001"


def test_consent_can_be_withdrawn_and_that_can_be_undone(desk_window: DeskWindow, hall: Hall) -> None:
    person = hall.people[0]
    show(desk_window, person, Part.EDIT)
    desk_window.touch("edit-withdraw")
    desk_window.settle()
    kept = page_of(desk_window, person).person
    assert (kept.consent, kept.name, kept.phone) == (Consent.REFUSED, "王秀英", "")
    assert desk_window.visible("person-consent")
    undo(desk_window)
    assert page_of(desk_window, person).person.phone == "13957700000"


def test_the_past_is_listed_and_a_slip_can_be_printed_again_and_taken_back(
    desk_window: DeskWindow, hall: Hall, printed: Printed
) -> None:
    person = hall.people[0]
    give(desk_window, person)
    show(desk_window, person, Part.HISTORY)
    (line,) = desk_window.widget("history-slips", Lines).lines
    assert line.below.endswith("还没说结果")
    printed.clear()
    desk_window.key("Alt+P")
    desk_window.settle()
    assert len(printed) == 1
    desk_window.key("Alt+T")
    desk_window.settle()
    assert desk_window.widget("history-slips", Lines).lines[0].below.endswith("退了")
    assert not desk_window.widget("history-take-back").isEnabled()
    desk_window.touch("history-of-visits")
    assert desk_window.widget("history-visits", Lines).lines[0].lead == "1号"


def test_a_decided_slip_tells_its_outcome_and_cannot_be_taken_back(desk_window: DeskWindow, hall: Hall) -> None:
    person = hall.people[0]
    give(desk_window, person)
    (slip,) = page_of(desk_window, person).slips
    desk_window.use(lambda desk: desk.outcomes.decide(slip.id, Decision(result=Result.NO_SHOW)))
    show(desk_window, person, Part.HISTORY)
    assert desk_window.widget("history-slips", Lines).lines[0].below.endswith("没来")
    assert not desk_window.widget("history-take-back").isEnabled()


def test_two_registrations_are_compared_merged_and_taken_apart(desk_window: DeskWindow, hall: Hall) -> None:
    older, newer = hall.people[0], hall.people[8]
    show(desk_window, newer)
    desk_window.key("Alt+M")
    desk_window.settle()
    desk_window.key("Ctrl+A")
    desk_window.type("wxy")
    desk_window.settle()
    desk_window.key("Return")
    desk_window.settle()
    assert [desk_window.text_of(f"merge-card-{side}") for side in (0, 1)] == [older.card, newer.card]
    assert older.card in desk_window.text_of("merge-explained")
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert desk_window.text_of("person-name") == "王秀英"
    assert newer.card in desk_window.text_of(f"person-also-{newer.card}")
    desk_window.touch(f"person-unmerge-{newer.card}")
    desk_window.settle()
    assert not desk_window.visible("person-also")
    assert page_of(desk_window, newer).person.id == newer.id


def test_whoever_is_looked_for_to_merge_is_never_the_same_registration(desk_window: DeskWindow, hall: Hall) -> None:
    show(desk_window, hall.people[0], Part.MERGE)
    assert not desk_window.visible("merge-search-rows")


def test_people_with_different_identity_numbers_are_not_merged_and_told_why(
    desk_window: DeskWindow, hall: Hall
) -> None:
    desk_window.use(lambda desk: desk.people.change(hall.people[0].id, identity_number="11010519491231002X"))
    show(desk_window, hall.people[0], Part.MERGE)
    desk_window.key("Ctrl+A")
    desk_window.type("ljg")
    desk_window.settle()
    tap_row(desk_window, "merge-search-rows", 0)
    desk_window.touch("merge-do")
    desk_window.settle()
    assert "身份证号不一样" in desk_window.text_of("merge-problem")
    assert page_of(desk_window, hall.people[1]).person.id == hall.people[1].id


def test_forgetting_needs_a_reason_and_two_presses_far_apart(
    desk_window: DeskWindow, hall: Hall, printed: Printed
) -> None:
    person = hall.people[0]
    show(desk_window, person)
    desk_window.touch("person-do-forget")
    desk_window.settle()
    assert not desk_window.widget("forget-go-on").isEnabled()
    desk_window.touch("forget-reason-asked")
    first = desk_window.widget("forget-go-on")
    place = first.rect().translated(first.mapTo(desk_window.shell, first.rect().topLeft()))
    desk_window.touch("forget-go-on")
    yes = desk_window.widget("forget-yes")
    assert not yes.rect().translated(yes.mapTo(desk_window.shell, yes.rect().topLeft())).intersects(place)
    desk_window.tap(place.center())
    desk_window.settle()
    assert page_of(desk_window, person).person.name == "王秀英"
    assert not desk_window.visible("forget-last"), "a finger that bounces says no"
    desk_window.touch("forget-go-on")
    desk_window.touch("forget-yes")
    desk_window.until(lambda: desk_window.place is Place.PEOPLE, "the search")
    assert desk_window.use(lambda desk: desk.people.search("王秀英")) == ()
    (wish,) = printed
    assert isinstance(wish.paper, Document)
    assert all("王秀英" not in block.text for block in wish.paper.blocks if isinstance(block, Text))


def test_forgetting_can_be_left_at_the_last_question(desk_window: DeskWindow, hall: Hall) -> None:
    show(desk_window, hall.people[0], Part.FORGET)
    desk_window.touch("forget-reason-mistake")
    desk_window.key("Alt+D")
    desk_window.key("Alt+N")
    assert not desk_window.visible("forget-last")
    desk_window.key("Alt+D")
    desk_window.key("Esc")
    desk_window.settle()
    show(desk_window, hall.people[0], Part.FORGET)
    assert not desk_window.visible("forget-last")


def test_a_complaint_is_taken_down_for_this_person(desk_window: DeskWindow, hall: Hall) -> None:
    wanted: list[Go] = []
    show(desk_window, hall.people[0])
    screen = desk_window.shell.present
    assert screen is not None
    screen.went.connect(wanted.append)
    desk_window.key("Alt+C")
    assert wanted == [Go(place=Place.COMPLAINT, topic=("new", hall.people[0].id))]


def test_somebody_whom_another_desk_forgot_is_shown_no_more(desk_window: DeskWindow, hall: Hall) -> None:
    from kiosk.domain.forgetting import ForgetReason

    show(desk_window, hall.people[0])

    def forget(desk: Desk) -> None:
        desk.forgetting.forget(hall.people[0].id, ForgetReason.ASKED)

    desk_window.use(forget)
    desk_window.until(lambda: not desk_window.visible("person-fact-phone"), "the phone to go")
    assert "王秀英" not in " ".join(desk_window.text_of(name) for name in desk_window.names() if name == "person-name")


def test_every_step_is_reached_by_the_keyboard_alone(desk_window: DeskWindow, hall: Hall) -> None:
    show(desk_window, hall.people[0])
    reached = set()
    for _ in range(14):
        focus = QGuiApplication.focusObject()
        assert focus is not None
        reached.add(focus.objectName())
        desk_window.key("Tab")
    steps = {name for name in desk_window.names() if name.startswith("person-do-")}
    assert len(steps) == 8
    assert steps <= reached


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("size", [PORTRAIT, OFFICE, SMALL])
def test_every_part_fits_every_panel_for_the_widest_name(open_desk: OpenDesk, size: Any, language: Language) -> None:
    window = open_desk(size=size, language=language)
    hall: Hall = window.use(filled_hall)
    window.log_in(Role.HEAD)
    for person in (hall.people[1], hall.people[-1]):
        for part in Part:
            show(window, person, part)
            assert window.fits, part
