"""A phone call becomes a live posting on the real window: few touches, plain reasons, nothing lost."""

from __future__ import annotations

import re
from datetime import date, time

import pytest
from PySide6.QtWidgets import QWidget

from kiosk.domain.language import Language
from kiosk.domain.pay import PaidWhen, PayUnit
from kiosk.domain.posting import Posting, PostingState
from kiosk.domain.posting_list import PostingFilter
from kiosk.domain.staff import Role
from tests.ui.desk.clipping import clipped
from tests.ui.desk.conftest import OpenDesk
from tests.ui.desk.power_cut import type_and_lose_power
from tests.ui.desk.window import OFFICE, PORTRAIT, SMALL, DeskWindow
from ui.screens.desk.screen import Go, Place
from ui.widgets.desk.rows import Rows

MOST_EVENTS = 20
"""From the list of postings to the live posting, what is typed aside."""
ORCHARD = "石桥镇红星果园"
TOMORROW = date(2026, 11, 22)


def at_form(window: DeskWindow, role: Role = Role.CLERK) -> DeskWindow:
    window.log_in(role)
    window.go(Place.POSTINGS)
    window.touch("postings-new")
    window.settle()
    return window


def touch_row(window: DeskWindow, name: str, row: int) -> None:
    found = window.widget(name, Rows)
    rect = found.visualRect(found.model().index(row, 0))
    window.tap(found.viewport().mapTo(window.shell, rect.center()))
    window.settle()


def say(window: DeskWindow, text: str) -> None:
    """Type what mixes Chinese and digits: an input method gives a word when the digits before it have arrived."""
    for piece in re.findall(r"[\x00-\x7f]+|[^\x00-\x7f]+", text):
        window.type(piece)


def fill(window: DeskWindow, **lines: str) -> None:
    for name, text in lines.items():
        window.touch(f"fast-{name}")
        say(window, text)
    window.settle()


def usual(window: DeskWindow, **lines: str) -> None:
    """A posting that nothing is wrong with, but for `lines`."""
    fill(
        window,
        **{
            "work": "摘苹果", "headcount": "5", "pay": "180", "employer": "老王果园", "phone": "13907420011",
            "place": "石桥镇三岔路口", **lines,
        },
    )  # fmt: skip


def posted(window: DeskWindow, words: str) -> list[Posting]:
    """What is kept of an employer or a work so named, in whatever state."""
    wanted = PostingFilter(states=frozenset(PostingState), words=words)
    rows = window.use(lambda desk: desk.postings.listing(wanted)).rows
    return [row.posting for row in rows]


def test_a_known_employers_call_takes_few_touches(desk_window: DeskWindow) -> None:
    window = desk_window
    window.log_in()
    window.events = 0
    window.touch("rail-postings")
    window.touch("postings-new")
    window.settle()
    window.touch("fast-trades-trade-fruit-picking")
    window.touch("fast-headcount-keypad-5")
    window.touch("fast-pay")
    for digit in "180":
        window.touch(f"fast-pay-keypad-{digit}")
    window.touch("fast-when")
    window.settle()
    window.touch("when-start-7")
    window.touch("fast-employer")
    before = window.events
    window.type("红星果")
    window.events = before
    window.settle()
    touch_row(window, "fast-employers-rows", 0)
    window.touch("fast-save")
    window.settle()
    events = window.events
    print(f"events of a known employer's posting, the name's letters aside: {events}")
    assert events <= MOST_EVENTS
    assert window.place is Place.POSTING
    posting = next(each for each in posted(window, ORCHARD) if (each.trade, each.headcount) == ("fruit-picking", 5))
    assert (posting.trade, posting.pay.amount_minor, posting.pay.unit) == ("fruit-picking", 18_000, PayUnit.DAY)
    assert (posting.first_day, posting.daily_start, posting.daily_end) == (TOMORROW, time(7), time(17))
    assert posting.employer_name == ORCHARD
    assert posting.contact_phone == "13900000132"
    assert posting.place
    assert posting.state is PostingState.OPEN


def test_a_call_can_be_taken_by_keyboard_alone(desk_window: DeskWindow) -> None:
    window = desk_window
    window.log_in()
    window.key("F5")
    window.settle()
    window.key("Ctrl+Return")
    window.settle()
    window.events = 0
    for text in ("摘苹果", "5", "180一天"):
        say(window, text)
        window.key("Return")
    window.key("Tab", 2)
    for text in ("11月27日到29日 7点到17点", "老王果园", "13907420011", "石桥镇三岔路口"):
        say(window, text)
        if text != "13907420011":
            window.key("Return")
    window.key("Ctrl+Return")
    window.settle()
    (posting,) = posted(window, "老王果园")
    assert (posting.first_day, posting.last_day) == (date(2026, 11, 27), date(2026, 11, 29))
    assert (posting.daily_start, posting.daily_end) == (time(7), time(17))
    assert (posting.headcount, posting.pay.amount_minor) == (5, 18_000)
    assert (posting.contact_phone, posting.place) == ("13907420011", "石桥镇三岔路口")


def test_it_says_at_once_what_it_understood(desk_window: DeskWindow) -> None:
    at_form(desk_window)
    usual(desk_window)
    assert desk_window.text_of("fast-sentence") == "明天 11月22日 · 180元/天 · 要5人"
    assert desk_window.text_of("fast-trade").startswith("摘果子")
    fill(desk_window, when="今天 13点到18点")
    assert desk_window.text_of("fast-sentence").startswith("今天 11月21日 13:00–18:00")


def test_units_and_days_are_touched_or_typed_alike(desk_window: DeskWindow) -> None:
    at_form(desk_window)
    usual(desk_window)
    desk_window.touch("fast-unit-hour")
    desk_window.settle()  # the pay is too high for an hour, and that is said above the next row
    desk_window.touch("fast-paid-same_day")
    desk_window.settle()
    assert "180元/小时" in desk_window.text_of("fast-sentence")
    desk_window.touch("fast-pay")
    desk_window.key("Ctrl+A")
    desk_window.type("25")
    desk_window.touch("fast-when")
    desk_window.settle()
    desk_window.touch("when-first-2026-11-23")
    desk_window.touch("when-days-3")
    desk_window.touch("when-start-6")
    desk_window.settle()
    desk_window.until(lambda: desk_window.visible("when-end-12"), "the ends after six")
    desk_window.live()
    desk_window.touch("when-end-12")
    desk_window.settle()
    assert desk_window.text_of("fast-when") == "11月23日到11月25日 06:00-12:00"
    desk_window.touch("fast-save")
    desk_window.settle()
    (posting,) = posted(desk_window, "老王果园")
    assert (posting.pay.unit, posting.pay.paid_when) == (PayUnit.HOUR, PaidWhen.SAME_DAY)
    assert (posting.first_day, posting.last_day) == (date(2026, 11, 23), date(2026, 11, 25))


def test_a_fee_is_refused_with_its_reason_at_its_field_and_nothing_is_kept(desk_window: DeskWindow) -> None:
    at_form(desk_window)
    usual(desk_window, note="先交押金100元")
    assert "押金" in desk_window.text_of("fast-note-problem")
    desk_window.touch("fast-save")
    desk_window.settle()
    assert desk_window.place is Place.NEW_POSTING
    desk_window.touch("fast-review")
    desk_window.settle()
    assert desk_window.place is Place.NEW_POSTING
    assert posted(desk_window, "老王果园") == []


def test_what_is_missing_is_told_only_when_somebody_wants_to_post(desk_window: DeskWindow) -> None:
    at_form(desk_window)
    fill(desk_window, work="摘苹果")
    assert not [name for name in desk_window.names() if name.endswith("-problem")]
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    told = {name for name in desk_window.names() if name.endswith("-problem")}
    assert {"fast-pay-problem", "fast-phone-problem", "fast-place-problem", "fast-employer-problem"} <= told
    assert desk_window.widget("fast-pay").hasFocus()
    assert posted(desk_window, "摘苹果") == []


def test_a_warning_asks_once_more_and_the_second_press_posts(desk_window: DeskWindow) -> None:
    at_form(desk_window)
    usual(desk_window, pay="900")
    assert "核对" in desk_window.text_of("fast-pay-problem")
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert desk_window.place is Place.NEW_POSTING
    assert desk_window.widget("fast-save").accessibleName() == "没问题，照样发"
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert len(posted(desk_window, "老王果园")) == 1


def test_what_changes_after_the_question_is_asked_about_again(desk_window: DeskWindow) -> None:
    at_form(desk_window)
    usual(desk_window, pay="900")
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    fill(desk_window, note="自带手套")
    assert desk_window.widget("fast-save").accessibleName() == "发出去"
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert posted(desk_window, "老王果园") == []


def test_a_doubtful_one_goes_to_the_head_who_lets_it_pass(desk_window: DeskWindow) -> None:
    at_form(desk_window, Role.HEAD)
    usual(desk_window, pay="900")
    desk_window.key("Alt+H")
    desk_window.settle()
    (posting,) = posted(desk_window, "老王果园")
    assert posting.state is PostingState.REVIEW
    assert desk_window.place is Place.POSTING
    desk_window.touch("posting-approve")
    desk_window.settle()
    assert posted(desk_window, "老王果园")[0].state is PostingState.OPEN


def test_undo_takes_the_posting_back_and_brings_what_was_typed(desk_window: DeskWindow) -> None:
    at_form(desk_window)
    usual(desk_window)
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert desk_window.place is Place.POSTING
    desk_window.key("Ctrl+Z")
    desk_window.until(lambda: desk_window.place is Place.NEW_POSTING, "the form")
    desk_window.settle()
    assert posted(desk_window, "老王果园") == []
    assert desk_window.text_of("fast-employer") == "老王果园"
    assert desk_window.text_of("fast-pay") == "180"
    assert "上次没记完" in desk_window.text_of("fast-hint")
    desk_window.key("Esc")
    assert desk_window.place is Place.POSTINGS


def test_the_phone_rings_and_everything_is_there_afterwards(desk_window: DeskWindow) -> None:
    at_form(desk_window)
    usual(desk_window)
    desk_window.touch("fast-unit-hour")
    desk_window.settle()
    desk_window.touch("fast-strength-light")
    desk_window.key("F2")
    desk_window.settle()
    desk_window.key("F5")
    desk_window.settle()
    desk_window.touch("postings-new")
    desk_window.settle()
    assert desk_window.text_of("fast-place") == "石桥镇三岔路口"
    desk_window.touch("desk-language")
    desk_window.settle()
    assert desk_window.text_of("fast-work") == "摘苹果"
    assert "¥180/hour" in desk_window.text_of("fast-sentence")


def test_clearing_can_be_undone(desk_window: DeskWindow) -> None:
    at_form(desk_window)
    usual(desk_window)
    desk_window.key("Alt+C")
    desk_window.settle()
    assert desk_window.text_of("fast-place") == ""
    desk_window.touch("desk-undo")
    desk_window.settle()
    assert desk_window.text_of("fast-place") == "石桥镇三岔路口"


def test_another_employer_takes_the_first_ones_phone_and_place_away(desk_window: DeskWindow) -> None:
    at_form(desk_window)
    fill(desk_window, employer=ORCHARD)
    desk_window.settle()
    assert desk_window.text_of("fast-phone") == "13900000132"
    assert desk_window.text_of("fast-place") != ""
    desk_window.touch("fast-employer")
    desk_window.key("Ctrl+A")
    desk_window.type("没见过的人家")
    desk_window.settle()
    assert (desk_window.text_of("fast-phone"), desk_window.text_of("fast-place")) == ("", "")


def test_the_arrows_lead_to_the_known_employers_and_enter_takes_one(desk_window: DeskWindow) -> None:
    at_form(desk_window)
    fill(desk_window, employer="红星果")
    desk_window.key("Down")
    desk_window.key("Return")
    desk_window.settle()
    assert desk_window.text_of("fast-employer") == ORCHARD
    assert desk_window.text_of("fast-phone") == "13900000132"


def test_a_suspended_employer_is_refused(desk_window: DeskWindow) -> None:
    orchard = desk_window.use(lambda desk: desk.employers.search(ORCHARD)[0])
    desk_window.use(lambda desk: desk.employers.suspend(orchard.id, reason="欠工钱"))
    at_form(desk_window)
    usual(desk_window, employer=ORCHARD)
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert desk_window.text_of("fast-employer-problem") == f"{ORCHARD} 已被暂停，不能发岗位。"
    assert desk_window.place is Place.NEW_POSTING


def test_it_begins_with_the_employer_on_whose_page_it_was_asked_for(desk_window: DeskWindow) -> None:
    orchard = desk_window.use(lambda desk: desk.employers.search(ORCHARD)[0])
    desk_window.log_in()
    desk_window.shell.go(Go(place=Place.NEW_POSTING, topic=orchard.id))
    desk_window.settle()
    assert desk_window.text_of("fast-employer") == ORCHARD


@pytest.mark.parametrize("text", ["a" * 10_000, "🍎" * 3_000, "\u202eolleh", "<b>bold</b>&amp;", "\x00\x07", "=1+1"])
def test_hostile_words_break_neither_the_form_nor_the_posting(desk_window: DeskWindow, text: str) -> None:
    at_form(desk_window)
    for name in ("work", "pay", "when", "employer", "phone", "place", "note"):
        desk_window.widget(f"fast-{name}").setText(text)  # type: ignore[attr-defined]  # pasted
    desk_window.settle()
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert desk_window.fits
    assert desk_window.place is Place.NEW_POSTING
    assert desk_window.text_of("fast-sentence")


def test_a_long_name_is_posted_and_shown(desk_window: DeskWindow) -> None:
    at_form(desk_window)
    usual(desk_window, employer="x" * 150, work="y" * 80)
    desk_window.touch("fast-trade")
    desk_window.touch("fast-trades-trade-fruit-picking")
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert desk_window.place is Place.POSTING
    assert desk_window.fits


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("size", [PORTRAIT, OFFICE, SMALL], ids=["kiosk", "office", "small"])
def test_the_form_fits_every_panel(open_desk: OpenDesk, size: object, language: Language) -> None:
    window = at_form(open_desk(size=size, language=language))
    for name in ("work", "headcount", "pay", "when", "employer", "phone", "place", "note"):
        window.touch(f"fast-{name}")
        window.settle()
        assert clipped(window) == [], name
    window.key("Ctrl+Return")
    window.settle()
    assert clipped(window) == [], "with all that is wrong"
    for name in ("fast-save", "fast-review", "fast-clear", "fast-sentence"):
        shown = window.widget(name, QWidget)
        assert shown.visibleRegion().boundingRect() == shown.rect()


def test_a_power_cut_in_the_middle_of_a_call_costs_not_a_letter(open_desk: OpenDesk) -> None:
    window = open_desk()
    window.close()
    type_and_lose_power(window.places, ("rail-postings", "postings-new", "+摘苹果", "fast-phone", "+1390742"))
    after = at_form(open_desk())
    assert after.text_of("fast-work") == "摘苹果"
    assert after.text_of("fast-phone") == "1390742"


def test_what_an_employer_offers_is_touched_as_pictures_and_kept(desk_window: DeskWindow) -> None:
    at_form(desk_window)
    usual(desk_window)
    desk_window.touch("fast-offered-meals")
    desk_window.touch("fast-offered-women_facilities")
    desk_window.settle()
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    (made,) = posted(desk_window, "老王果园")
    assert (made.meals, made.lodging, made.women_facilities, made.men_facilities) == (True, None, True, None)
    desk_window.key("Ctrl+Z")
    desk_window.until(lambda: desk_window.place is Place.NEW_POSTING, "the form")
    desk_window.settle()
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    (again,) = posted(desk_window, "老王果园")
    assert (again.meals, again.women_facilities) == (True, True)
