"""Reasons and moves that were being typed when the power went are there again."""

from __future__ import annotations

from kiosk.domain.posting import PostingState
from kiosk.domain.staff import Role
from tests.ui.desk.conftest import OpenDesk
from tests.ui.desk.test_arrivals_screen import at_arrivals, mark, names_of
from tests.ui.desk.test_employers_screen import ORCHARD, at_employer, named
from tests.ui.desk.test_postings_screen import at_posting, now, taken
from tests.ui.desk.window import DeskWindow
from ui.screens.desk.screen import Place


def drafts(window: DeskWindow) -> int:
    return int(window.use(lambda desk: desk.room.database.value("select count(*) from drafts")))


def opened_again(window: DeskWindow, open_desk: OpenDesk) -> DeskWindow:
    """Another start of the desk, after what was typed had come to the disk without anybody leaving the screen."""
    window.until(lambda: drafts(window) == 1, "the draft on the disk")
    window.close()
    return open_desk()


def test_why_a_posting_is_withdrawn(open_desk: OpenDesk) -> None:
    window = open_desk()
    posting = taken(window)
    at_posting(window, posting)
    window.key("Alt+W")
    window.settle()
    window.touch("posting-why-other")
    window.type("rain")
    after = at_posting(opened_again(window, open_desk), posting)
    after.key("Alt+W")
    after.settle()
    assert after.text_of("posting-why-other") == "rain"
    after.key("Ctrl+Return")
    after.settle()
    assert now(after, posting).state is PostingState.WITHDRAWN
    after.until(lambda: drafts(after) == 0, "the draft to go")


def test_why_an_employer_is_suspended(open_desk: OpenDesk) -> None:
    window = open_desk()
    employer = named(window, ORCHARD)
    at_employer(window, employer, Role.HEAD)
    window.key("Alt+S")
    window.settle()
    window.touch("employer-suspend-why-usual-reason-owes-wages")
    after = at_employer(opened_again(window, open_desk), employer, Role.HEAD)
    after.key("Alt+S")
    after.settle()
    after.key("Ctrl+Return")
    after.settle()
    assert named(after, ORCHARD).suspended_reason == "欠工钱"
    after.until(lambda: drafts(after) == 0, "the draft to go")


def test_to_which_place_somebody_is_moved_and_why(open_desk: OpenDesk) -> None:
    window = open_desk()
    at_arrivals(window, came=3)
    mark(window, 2)
    window.key("Alt+M")
    window.settle()
    window.type("1")
    window.touch("move-reason-other")
    window.type("bus")
    after = opened_again(window, open_desk)
    after.log_in()
    after.go(Place.ARRIVALS)
    mark(after, 2)
    after.key("Alt+M")
    after.settle()
    assert (after.text_of("move-place"), after.text_of("move-other")) == ("1", "bus")
    after.key("Ctrl+Return")
    after.settle()
    assert names_of(after)[0] == "张桂兰"
    after.until(lambda: drafts(after) == 0, "the draft to go")


def test_what_was_typed_for_one_does_not_stand_there_for_another(open_desk: OpenDesk) -> None:
    window = open_desk()
    at_arrivals(window, came=3)
    mark(window, 2)
    window.key("Alt+M")
    window.settle()
    window.touch("move-reason-other")
    window.type("bus")
    window.until(lambda: drafts(window) == 1, "the draft on the disk")
    window.key("Esc")
    mark(window, 1)
    window.key("Alt+M")
    window.settle()
    assert window.text_of("move-place") == "2"
    assert not window.visible("move-other")
