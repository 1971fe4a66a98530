"""Dispatch: posting, people, slips for all in one touch, and the employer's sheet."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from kiosk.desk.desk import Desk
from kiosk.desk.dispatch_desk import MOST_LISTED
from kiosk.domain.language import Language
from kiosk.domain.posting import Posting
from kiosk.domain.slip import SlipState
from kiosk.slips.compose import SlipContent
from kiosk.slips.document import Document, Table
from tests.ui.desk.clipping import clipped
from tests.ui.desk.conftest import OpenDesk
from tests.ui.desk.hall import Hall, filled_hall, open_postings
from tests.ui.desk.test_people_screen import tap_row
from tests.ui.desk.test_person_screen import undo
from tests.ui.desk.window import OFFICE, PORTRAIT, SMALL, DeskWindow
from tests.ui.window import MORNING
from ui.screens.desk.screen import Go, Place, PrintWish
from ui.widgets.desk.lines import Line, Lines
from ui.widgets.desk.rows import Rows

Printed = list[PrintWish]


def posting_with(window: DeskWindow, slots: int) -> Posting:
    """A posting that wants exactly so many people."""
    found: Sequence[Posting] = window.use(lambda desk: open_postings(desk, at_least=slots))
    return next(each for each in found if each.slots_left == slots)


def show(window: DeskWindow, topic: object = None) -> None:
    window.shell.go(Go(place=Place.DISPATCH, topic=topic))
    window.settle()


def lines(window: DeskWindow, name: str = "dispatch-people") -> tuple[Line, ...]:
    return window.widget(name, Lines).lines


def ticked(window: DeskWindow) -> list[str]:
    """Who is ticked, from the top."""
    found = window.widget("dispatch-people", Lines)
    return [line.title for line in found.lines if line.key in found.ticked]


def held(window: DeskWindow, posting: Posting) -> int:
    return int(window.use(lambda desk: desk.postings.get(posting.id).held))


def sent(window: DeskWindow, posting: Posting, count: int) -> None:
    """Send the first `count` to the posting, by keys."""
    show(window, posting.id)
    window.key("Alt+A")
    assert len(ticked(window)) == count
    window.key("Ctrl+Return")
    window.until(lambda: window.visible("sent-next"), "the result")
    window.settle()


def test_the_postings_that_take_people_come_nearest_start_first(desk_window: DeskWindow, hall: Hall) -> None:
    desk_window.key("F6")
    desk_window.settle()
    keys = [line.key for line in lines(desk_window, "dispatch-postings")]
    postings = [desk_window.use(lambda desk, key=key: desk.postings.get(key).posting) for key in keys]
    assert len(postings) > 10
    assert all(posting.slots_left > 0 for posting in postings)
    away = [abs((posting.first_day - MORNING.date()).days) for posting in postings]
    assert away == sorted(away)
    assert away[0] == 0


def test_words_narrow_the_postings_down_and_enter_takes_the_first(desk_window: DeskWindow, hall: Hall) -> None:
    desk_window.key("F6")
    desk_window.settle()
    wanted = lines(desk_window, "dispatch-postings")[7]
    employer = wanted.title.split(" · ")[1]
    desk_window.type(employer)
    desk_window.key("Return")
    desk_window.until(lambda: desk_window.visible("dispatch-people"), "the people")
    desk_window.settle()
    assert employer in desk_window.text_of("dispatch-title")


def test_nothing_found_says_so(desk_window: DeskWindow, hall: Hall) -> None:
    desk_window.key("F6")
    desk_window.type("qqqqqq")
    desk_window.settle()
    assert not desk_window.visible("dispatch-postings")
    assert desk_window.visible("dispatch-none")


def test_the_first_ones_are_those_who_are_here_the_waiting_list_before_the_others(
    desk_window: DeskWindow, hall: Hall
) -> None:
    posting = posting_with(desk_window, 3)
    absent, waits = hall.people[20], hall.people[5]
    for person in (absent, waits):
        desk_window.use(lambda desk, person=person: desk.dispatch.wait_for(person.id, posting.id))
    show(desk_window, posting.id)
    assert [line.title for line in lines(desk_window)[:3]] == [absent.name, waits.name, "王秀英"]
    assert "没到" in lines(desk_window)[0].badge
    desk_window.touch("dispatch-take")
    assert ticked(desk_window) == [waits.name, "王秀英", "李建国"]


def test_one_touch_sends_them_all_and_prints_slips_and_sheet(
    desk_window: DeskWindow, hall: Hall, printed: Printed
) -> None:
    posting = posting_with(desk_window, 3)
    sent(desk_window, posting, 3)
    assert held(desk_window, posting) == 3
    slips, sheet = (wish.paper for wish in printed)
    assert [type(slip) for slip in slips] == [SlipContent] * 3  # type: ignore[attr-defined]  # a tuple of slips
    assert isinstance(sheet, Document)
    (table,) = (block for block in sheet.blocks if isinstance(block, Table))
    assert [row[2] for row in table.rows] == ["王秀英", "李建国", "张桂兰"]
    assert [row[1] for row in table.rows] == [slip.number for slip in slips]  # type: ignore[attr-defined]
    assert [row.cells[1] for row in desk_window.widget("sent-rows", Rows).rows] == ["王秀英", "李建国", "张桂兰"]


def test_undo_takes_exactly_these_back(desk_window: DeskWindow, hall: Hall) -> None:
    posting = posting_with(desk_window, 3)
    other = desk_window.use(lambda desk: desk.dispatch.slip_for(hall.people[20].id, posting.id)).value.sent[0].slip
    sent(desk_window, posting, 2)
    undo(desk_window)
    assert held(desk_window, posting) == 1
    page = desk_window.use(lambda desk: desk.people.page(hall.people[20].id))
    assert [(slip.id, slip.state) for slip in page.slips] == [(other.id, SlipState.HELD)]
    assert "收回" in desk_window.text_of("sent-title")
    assert not desk_window.widget("sent-print-sheet").isEnabled()


def test_by_match_everybody_comes_with_reasons_and_nobody_is_lost(desk_window: DeskWindow, hall: Hall) -> None:
    show(desk_window, posting_with(desk_window, 3).id)
    by_order = {line.key for line in lines(desk_window)}
    assert not any(line.below or line.against for line in lines(desk_window))
    desk_window.touch("dispatch-by-match")
    desk_window.settle()
    assert {line.key for line in lines(desk_window)} == by_order
    assert all(line.below or line.against for line in lines(desk_window))
    assert not desk_window.visible("dispatch-waits")


def test_each_can_be_picked_by_a_touch_and_by_the_space_bar(desk_window: DeskWindow, hall: Hall) -> None:
    show(desk_window, posting_with(desk_window, 3).id)
    tap_row(desk_window, "dispatch-people", 2)
    desk_window.key("Down")
    desk_window.key("Space")
    assert ticked(desk_window) == ["张桂兰", "刘德明"]
    tap_row(desk_window, "dispatch-people", 2)
    assert ticked(desk_window) == ["刘德明"]
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert [row.cells[1] for row in desk_window.widget("sent-rows", Rows).rows] == ["刘德明"]


def test_more_than_are_wanted_are_warned_of_and_the_last_get_none(desk_window: DeskWindow, hall: Hall) -> None:
    posting = posting_with(desk_window, 2)
    show(desk_window, posting.id)
    for row in range(3):
        tap_row(desk_window, "dispatch-people", row)
    assert "3" in desk_window.text_of("dispatch-count")
    assert desk_window.widget("dispatch-count").property("kind") == "problem"
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert held(desk_window, posting) == 2
    assert desk_window.text_of("dispatch-not-sent-words") == "张桂兰：名额满了，没派上。"


def test_slots_that_another_desk_took_meanwhile_are_not_given_twice(desk_window: DeskWindow, hall: Hall) -> None:
    posting = posting_with(desk_window, 2)
    show(desk_window, posting.id)
    desk_window.key("Alt+A")
    desk_window.use(lambda desk: desk.dispatch.send(posting.id, person_ids=[each.id for each in hall.people[20:22]]))
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert held(desk_window, posting) == 2
    assert "名额满了" in desk_window.text_of("dispatch-not-sent-words")


def test_people_from_the_arrivals_list_are_ticked_when_the_posting_is_chosen(
    desk_window: DeskWindow, hall: Hall
) -> None:
    show(desk_window, (hall.visits[4], hall.visits[7]))
    assert "2" in desk_window.text_of("dispatch-picked")
    tap_row(desk_window, "dispatch-postings", 0)
    assert ticked(desk_window) == [hall.people[4].name, hall.people[7].name]


def test_whoever_of_them_has_work_already_is_told_of(desk_window: DeskWindow, hall: Hall) -> None:
    show(desk_window, (hall.visits[4], hall.visits[7]))
    nearest = lines(desk_window, "dispatch-postings")[0].key
    desk_window.use(lambda desk: desk.dispatch.send(nearest, visit_ids=[hall.visits[4]]))
    tap_row(desk_window, "dispatch-postings", 0)
    assert ticked(desk_window) == [hall.people[7].name]
    assert "1" in desk_window.text_of("dispatch-not-sent-words")


def test_a_list_that_is_longer_than_is_shown_says_so(desk_window: DeskWindow, hall: Hall) -> None:
    desk_window.key("F6")
    desk_window.settle()
    assert len(lines(desk_window, "dispatch-postings")) == MOST_LISTED
    assert desk_window.visible("dispatch-more")
    desk_window.type("qqqqqq")
    desk_window.settle()
    assert not desk_window.visible("dispatch-more")


def test_work_at_the_same_time_is_sent_to_anyway_only_by_another_press(desk_window: DeskWindow, hall: Hall) -> None:
    """Between the list and the button another desk gave one of them work on the same hours."""
    posting = posting_with(desk_window, 3)
    show(desk_window, posting.id)
    desk_window.key("Alt+A")
    desk_window.use(lambda desk: _same_hours(desk, posting, hall.visits[0]))
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert held(desk_window, posting) == 2
    assert "王秀英" in desk_window.text_of("dispatch-not-sent-words")
    desk_window.touch("dispatch-anyway")
    desk_window.settle()
    assert held(desk_window, posting) == 3


def _same_hours(desk: Desk, posting: Posting, visit_id: str) -> None:
    """Give whoever came with the visit a slip of other work on the posting's days and hours."""
    from kiosk.desk.dispatch import _shift
    from kiosk.domain.shift import overlap

    other = next(
        each for each in open_postings(desk) if each.id != posting.id and overlap(_shift(each), _shift(posting))
    )
    desk.dispatch.send(other.id, visit_ids=[visit_id])


def test_what_changes_meanwhile_leaves_the_ticks_where_they_are(desk_window: DeskWindow, hall: Hall) -> None:
    show(desk_window, posting_with(desk_window, 3).id)
    tap_row(desk_window, "dispatch-people", 3)
    before = len(lines(desk_window))
    desk_window.use(lambda desk: desk.arrivals.sign_in(hall.people[20].id))
    desk_window.until(lambda: len(lines(desk_window)) == before + 1, "the arrival")
    assert ticked(desk_window) == ["刘德明"]


def test_the_sheets_of_earlier_today_can_be_printed_again(
    desk_window: DeskWindow, hall: Hall, printed: Printed
) -> None:
    posting = posting_with(desk_window, 3)
    sent(desk_window, posting, 3)
    printed.clear()
    desk_window.key("F6")
    desk_window.settle()
    desk_window.touch("dispatch-list-sent")
    assert [line.badge for line in lines(desk_window, "dispatch-sent-today")] == ["派了3人"]
    tap_row(desk_window, "dispatch-sent-today", 0)
    assert printed == []
    desk_window.key("Alt+P")
    desk_window.key("Alt+L")
    desk_window.settle()
    sheet, slips = (wish.paper for wish in printed)
    assert isinstance(sheet, Document)
    assert len(slips) == 3  # type: ignore[arg-type]  # a tuple of slips


def test_the_sheet_is_saved_as_a_workbook_and_written_over_none(
    desk_window: DeskWindow, hall: Hall, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DOCUMENTS_DIR", str(tmp_path / "papers"))
    sent(desk_window, posting_with(desk_window, 3), 3)
    for _ in range(2):
        desk_window.key("Alt+S")
        desk_window.settle()
        places = sorted(name for name in desk_window.names() if name.startswith("sent-folder-"))
        desk_window.touch(places[-1])
        desk_window.settle()
    first, second = sorted((tmp_path / "papers").iterdir(), key=lambda path: len(path.name))
    assert second.name in desk_window.text_of("desk-news-text")
    cells = [cell.value for row in openpyxl.load_workbook(first).active for cell in row]  # type: ignore[union-attr]
    assert {"王秀英", "李建国", "张桂兰"} <= set(cells)
    assert "exported" in [line.action for line in desk_window.use(lambda desk: desk.logbook.latest())]


def test_a_whole_dispatch_by_the_keyboard_alone(desk_window: DeskWindow, hall: Hall) -> None:
    desk_window.key("F6")
    desk_window.settle()
    desk_window.key("Down")
    wanted = desk_window.widget("dispatch-postings", Lines).marked
    desk_window.key("Return")
    desk_window.settle()
    desk_window.key("Space")
    desk_window.key("Down")
    desk_window.key("Space")
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert desk_window.use(lambda desk: desk.postings.get(wanted).held) == 2
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert desk_window.visible("dispatch-postings")


def board(window: DeskWindow) -> list[int]:
    """The numbers on the board, oldest first."""
    return [each.running for each in reversed(window.use(lambda desk: desk.arrivals.board()).called)]


def test_those_who_are_ticked_are_called_in_one_change(desk_window: DeskWindow, hall: Hall) -> None:
    show(desk_window, posting_with(desk_window, 3).id)
    assert not desk_window.widget("dispatch-call").isEnabled()
    for row in (3, 1):
        tap_row(desk_window, "dispatch-people", row)
    desk_window.key("Alt+N")
    desk_window.settle()
    assert desk_window.text_of("desk-news-text") == "叫了2号、4号。"
    assert board(desk_window) == [2, 4]
    undo(desk_window)
    assert board(desk_window) == []


def test_whoever_was_sent_is_called_unless_they_left(desk_window: DeskWindow, hall: Hall) -> None:
    sent(desk_window, posting_with(desk_window, 3), 3)
    desk_window.use(lambda desk: desk.arrivals.left(hall.visits[1]))
    desk_window.touch("sent-call")
    desk_window.settle()
    assert board(desk_window) == [1, 3]
    assert desk_window.text_of("desk-news-text") == "叫了1号、3号。"
    for place in (0, 2):
        desk_window.use(lambda desk, place=place: desk.arrivals.left(hall.visits[place]))
    desk_window.key("Alt+N")
    desk_window.settle()
    assert desk_window.text_of("desk-news-text").endswith("他们都没在，没法叫。")


def test_a_card_ticks_whoever_is_here_and_again_changes_nothing(desk_window: DeskWindow, hall: Hall) -> None:
    show(desk_window, posting_with(desk_window, 3).id)
    for _ in range(2):
        desk_window.scan(hall.people[4].card)
        desk_window.settle()
        assert ticked(desk_window) == [hall.people[4].name]
        assert desk_window.text_of("desk-news-text") == "5号勾上了。"
        assert not desk_window.visible("desk-undo")


def test_a_card_signs_in_whoever_is_not_here_and_ticks_them(desk_window: DeskWindow, hall: Hall) -> None:
    show(desk_window, posting_with(desk_window, 3).id)
    desk_window.scan(hall.people[20].card)
    desk_window.settle()
    assert ticked(desk_window) == [hall.people[20].name]
    assert desk_window.text_of("desk-news-text") == "报到好了。13号勾上了。"
    undo(desk_window)
    assert ticked(desk_window) == []


def test_a_card_of_somebody_with_work_is_told_of(desk_window: DeskWindow, hall: Hall) -> None:
    posting = posting_with(desk_window, 3)
    desk_window.use(lambda desk: _same_hours(desk, posting, hall.visits[4]))
    show(desk_window, posting.id)
    desk_window.scan(hall.people[4].card)
    desk_window.settle()
    assert ticked(desk_window) == []
    assert desk_window.text_of("desk-news-text") == "5号今天有活了，这个活派不了。"


def test_cards_before_the_posting_begin_with_their_people(desk_window: DeskWindow, hall: Hall) -> None:
    show(desk_window)
    for place in (4, 20):
        desk_window.scan(hall.people[place].card)
        desk_window.settle()
    assert "2" in desk_window.text_of("dispatch-picked")
    tap_row(desk_window, "dispatch-postings", 0)
    assert ticked(desk_window) == [hall.people[4].name, hall.people[20].name]


def test_a_card_after_the_sending_begins_anew_and_a_slip_leads_to_outcomes(desk_window: DeskWindow, hall: Hall) -> None:
    sent(desk_window, posting_with(desk_window, 3), 3)
    slip = desk_window.widget("sent-rows", Rows).rows[0].key
    desk_window.scan(hall.people[6].card)
    desk_window.settle()
    assert "1" in desk_window.text_of("dispatch-picked")
    desk_window.scan(slip)
    desk_window.settle()
    assert desk_window.place is Place.OUTCOMES


def test_nobody_here_is_said_so(desk_window: DeskWindow) -> None:
    desk_window.log_in()
    show(desk_window, posting_with(desk_window, 3).id)
    assert desk_window.visible("dispatch-nobody")
    assert not desk_window.widget("dispatch-send").isEnabled()
    assert not desk_window.widget("dispatch-take").isEnabled()


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("size", [PORTRAIT, OFFICE, SMALL])
def test_every_step_fits_every_panel(open_desk: OpenDesk, size: Any, language: Language) -> None:
    window = open_desk(size=size, language=language)
    hall: Hall = window.use(filled_hall)
    window.use(lambda desk: desk.arrivals.sign_in(hall.people[-1].id))
    posting = posting_with(window, 3)
    window.use(lambda desk: desk.dispatch.wait_for(hall.people[-1].id, posting.id))
    window.log_in()
    for topic in (None, hall.visits[:2], posting.id):
        show(window, topic)
        assert clipped(window) == []
    window.touch("dispatch-by-match")
    window.settle()
    assert clipped(window) == []
    window.touch("dispatch-take")
    window.touch("dispatch-send")
    window.until(lambda: window.visible("sent-next"), "the result")
    window.settle()
    assert clipped(window) == []
    window.touch("sent-save")
    window.settle()
    assert clipped(window) == []
