"""One person: what is known, and every step that can be taken for them."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QWidget

from kiosk.desk.desk import Desk
from kiosk.desk.people import PersonPage
from kiosk.domain.language import Language
from kiosk.domain.outcome import Decision, Result
from kiosk.domain.person import Consent, Person
from kiosk.domain.slip import SlipState
from kiosk.domain.staff import Role
from kiosk.slips.compose import SlipContent
from kiosk.slips.document import Document, Text
from tests.ui.desk.clipping import clipped
from tests.ui.desk.conftest import OpenDesk
from tests.ui.desk.hall import IDENTITY, Hall, filled_hall
from tests.ui.desk.test_people_screen import card_with_digit, tap_row
from tests.ui.desk.window import OFFICE, PORTRAIT, SMALL, DeskWindow
from ui.screens.desk.draft_keeper import DraftKeeper
from ui.screens.desk.person_part import Part, PersonTopic
from ui.screens.desk.scanning import understood
from ui.screens.desk.screen import Go, Place, PrintWish
from ui.widgets.desk.lines import Lines
from ui.widgets.desk.stack import Stack

Printed = list[PrintWish]
NOBODY_S_IDENTITY = "11010519491231002X"


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
    meanwhile(window)
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


def test_the_whole_number_comes_although_something_changes_at_another_desk(open_desk: OpenDesk) -> None:
    window = open_desk()
    hall: Hall = window.use(filled_hall)
    window.log_in(Role.HEAD)
    show(window, hall.people[1])
    meanwhile(window)
    window.key("Alt+I")
    window.settle()
    assert window.text_of("person-fact-identity") == IDENTITY


def test_one_draft_is_kept_although_something_changes_while_the_form_is_opened(
    desk_window: DeskWindow, hall: Hall
) -> None:
    desk_window.shell.go(Go(place=Place.PERSON, topic=PersonTopic(hall.people[0].id, Part.EDIT)))
    meanwhile(desk_window)
    desk_window.settle()
    assert desk_window.shell.present is not None
    assert len(desk_window.shell.present.findChildren(DraftKeeper)) == 1


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


def test_two_registrations_are_taken_apart_by_the_keyboard_alone(desk_window: DeskWindow, hall: Hall) -> None:
    older, newer = hall.people[0], hall.people[8]
    desk_window.use(lambda desk: desk.people.merge(older.id, newer.id))
    show(desk_window, older)
    tab_to(desk_window, f"person-unmerge-{newer.card}", at_most=20, keys="Shift+Tab")
    desk_window.use(lambda desk: desk.people.change(older.id, note="早上来"))
    desk_window.until(lambda: desk_window.visible("person-fact-note"), "what another desk changed")
    assert focused() == f"person-unmerge-{newer.card}", "what others change takes nobody's place in the window"
    desk_window.key("Space")
    desk_window.settle()
    assert not desk_window.visible("person-also")
    assert page_of(desk_window, newer).person.id == newer.id
    undo(desk_window)
    assert page_of(desk_window, newer).person.id == older.id


def focused() -> str:
    focus = QGuiApplication.focusObject()
    return "" if focus is None else focus.objectName()


def tab_to(window: DeskWindow, name: str, *, at_most: int, keys: str = "Tab") -> None:
    """Go on by the keyboard until `name` has the focus."""
    for _ in range(at_most):
        if focused() == name:
            return
        window.key(keys)
    assert focused() == name


def test_whoever_is_looked_for_to_merge_is_never_the_same_registration(desk_window: DeskWindow, hall: Hall) -> None:
    show(desk_window, hall.people[0], Part.MERGE)
    assert not desk_window.visible("merge-search-rows")


def meanwhile(window: DeskWindow) -> None:
    """Something changes at another desk: the screen asks again for what it shows."""
    assert window.shell.present is not None
    window.shell.present.refresh()


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
    meanwhile(desk_window)
    desk_window.settle()
    assert "身份证号不一样" in desk_window.text_of("merge-problem")
    assert not desk_window.widget("merge-do").isEnabled()


def scan(window: DeskWindow, text: str) -> None:
    window.scan(text)
    window.settle()


def test_an_identity_card_goes_into_the_form_that_changes_a_person(desk_window: DeskWindow, hall: Hall) -> None:
    person = hall.people[0]
    show(desk_window, person, Part.EDIT)
    desk_window.key("Ctrl+A")
    desk_window.type("wxy")
    scan(desk_window, NOBODY_S_IDENTITY)
    assert desk_window.place is Place.PERSON
    assert desk_window.text_of("walk-in-identity_number") == NOBODY_S_IDENTITY
    assert desk_window.text_of("walk-in-name") == "wxy"
    assert "填进去了" in desk_window.text_of("desk-news-text")
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert desk_window.use(lambda desk: desk.people.reveal_identity(person.id)) == NOBODY_S_IDENTITY


def test_an_identity_card_is_not_lost_while_the_form_is_being_filled(desk_window: DeskWindow, hall: Hall) -> None:
    person = hall.people[0]
    show(desk_window, person, Part.EDIT)
    desk_window.key("Ctrl+A")
    desk_window.type("wxy")
    desk_window.key("F5")
    desk_window.settle()
    desk_window.shell.go(Go(place=Place.PERSON, topic=PersonTopic(person.id, Part.EDIT)))
    screen = desk_window.shell.present
    assert screen is not None
    assert screen.scanned(understood(NOBODY_S_IDENTITY)), "before any answer"
    desk_window.settle()
    assert desk_window.text_of("walk-in-name") == "wxy"
    assert desk_window.text_of("walk-in-identity_number") == NOBODY_S_IDENTITY
    show(desk_window, hall.people[2], Part.EDIT)
    assert desk_window.text_of("walk-in-identity_number") == "", "it was somebody else's"


def test_somebody_else_s_identity_card_is_asked_about_when_it_is_saved(desk_window: DeskWindow, hall: Hall) -> None:
    show(desk_window, hall.people[0], Part.EDIT)
    scan(desk_window, IDENTITY)
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert hall.people[1].card in desk_window.text_of("edit-known-words")


@pytest.mark.parametrize("part", [Part.OVERVIEW, Part.WORK, Part.HISTORY, Part.FORGET])
def test_a_card_opens_whose_it_is_and_the_same_person_s_changes_nothing(
    desk_window: DeskWindow, hall: Hall, part: Part
) -> None:
    show(desk_window, hall.people[1], part)
    for same in (hall.people[1].card, IDENTITY):
        scan(desk_window, same)
        assert desk_window.visible(f"person-{part}")
        assert "李建国" in desk_window.text_of("desk-news-text")
    scan(desk_window, hall.people[3].card)
    assert desk_window.text_of("person-name") == "刘德明"
    desk_window.key("Esc")
    desk_window.settle()
    assert desk_window.visible(f"person-{part}")


def test_the_card_of_a_merged_registration_is_that_of_the_same_person(desk_window: DeskWindow, hall: Hall) -> None:
    older, newer = hall.people[0], hall.people[8]
    desk_window.use(lambda desk: desk.people.merge(older.id, newer.id))
    show(desk_window, newer)
    for card in (older.card, newer.card):
        scan(desk_window, card)
        assert desk_window.text_of("desk-news-text").endswith("王秀英。")
    assert desk_window.place is Place.PERSON


def test_a_card_that_nobody_has_leads_from_a_person_to_the_search(desk_window: DeskWindow, hall: Hall) -> None:
    show(desk_window, hall.people[1])
    scan(desk_window, card_with_digit("ZZ-W-00007"))
    assert desk_window.place is Place.PEOPLE
    assert desk_window.visible("people-unknown")


def test_a_scanned_card_is_the_other_registration_to_merge(desk_window: DeskWindow, hall: Hall) -> None:
    one, other, third = hall.people[8], hall.people[1], hall.people[3]
    show(desk_window, one, Part.MERGE)
    scan(desk_window, one.card)
    assert one.name in desk_window.text_of("desk-news-text")
    assert not desk_window.visible("merge-do"), "nobody is merged with themselves"
    scan(desk_window, card_with_digit("ZZ-W-00007"))
    assert "ZZ-W-00007" in desk_window.text_of("desk-news-text")
    assert desk_window.visible("person-merge")
    scan(desk_window, IDENTITY)
    assert [desk_window.text_of(f"merge-card-{side}") for side in (0, 1)] == [other.card, one.card]
    scan(desk_window, third.card)
    assert [desk_window.text_of(f"merge-card-{side}") for side in (0, 1)] == [third.card, one.card]


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


def test_the_receipt_can_be_printed_again_until_the_page_behind_it_is_left(
    desk_window: DeskWindow, hall: Hall, printed: Printed
) -> None:
    show(desk_window, hall.people[0], Part.FORGET)
    desk_window.touch("forget-reason-asked")
    desk_window.touch("forget-go-on")
    desk_window.touch("forget-yes")
    desk_window.until(lambda: desk_window.visible("people-forgotten"), "the page behind it")
    desk_window.settle()
    desk_window.touch("people-print-again")
    desk_window.key("Alt+P")
    assert len(printed) == 3
    assert printed[0] == printed[1] == printed[2]
    scan(desk_window, hall.people[1].card)
    assert desk_window.text_of("person-name") == "李建国"
    desk_window.key("Esc")
    desk_window.settle()
    assert desk_window.place is Place.PEOPLE
    assert not desk_window.visible("people-forgotten")
    desk_window.key("Alt+P")
    assert len(printed) == 3


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("size", [PORTRAIT, OFFICE, SMALL])
def test_the_page_behind_forgetting_fits_every_panel(open_desk: OpenDesk, size: Any, language: Language) -> None:
    window = open_desk(size=size, language=language)
    hall: Hall = window.use(filled_hall)
    window.log_in()
    show(window, hall.people[-1], Part.FORGET)
    assert clipped(window) == []
    window.touch("forget-reason-asked")
    window.touch("forget-go-on")
    window.touch("forget-yes")
    window.until(lambda: window.visible("people-forgotten"), "the page behind it")
    window.settle()
    assert clipped(window) == []


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


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("size", [PORTRAIT, OFFICE, SMALL])
def test_nothing_of_a_page_that_is_not_shown_lies_over_the_merging(
    open_desk: OpenDesk, size: Any, language: Language
) -> None:
    window = open_desk(size=size, language=language)
    hall: Hall = window.use(filled_hall)
    window.log_in()
    show(window, hall.people[1], Part.MERGE)
    assert window.visible("merge-title")
    assert painted_besides(window) == []
    assert not any(name in window.names() for name in ("merge-page", "merge-do", "merge-another"))
    assert clipped(window) == []
    scan(window, hall.people[8].card)
    assert window.visible("merge-do")
    assert painted_besides(window) == []
    assert "merge-title" not in window.names()
    assert clipped(window) == []


def test_no_part_lies_over_another(desk_window: DeskWindow, hall: Hall) -> None:
    for part in Part:
        show(desk_window, hall.people[1], part)
        assert painted_besides(desk_window) == [], part
    desk_window.go(Place.DISPATCH)
    assert painted_besides(desk_window) == []


def painted_besides(window: DeskWindow) -> list[str]:
    """What is seen in a stack of pages beside its page."""
    return [
        child.objectName() or type(child).__name__
        for stack in window.shell.findChildren(Stack)
        for child in stack.children()
        if isinstance(child, QWidget) and child.isVisible() and child is not stack.currentWidget()
    ]
