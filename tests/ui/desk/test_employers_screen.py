"""Employers on the real window: found, written down, verified, suspended, with all that was between us."""

from __future__ import annotations

import pytest

from kiosk.desk.fast_posting import FastPosting
from kiosk.domain.employer import Employer
from kiosk.domain.language import Language
from kiosk.domain.outcome import Decision, Paid, Result
from kiosk.domain.staff import Role
from tests.ui.desk.clipping import clipped
from tests.ui.desk.conftest import OpenDesk
from tests.ui.desk.slips_out import YESTERDAY, Out, registered, sent_out
from tests.ui.desk.window import OFFICE, PORTRAIT, SMALL, DeskWindow
from ui.screens.desk.screen import Go, Place
from ui.widgets.desk.rows import Rows

ORCHARD = "石桥镇红星果园"


def at_list(window: DeskWindow, role: Role = Role.CLERK) -> DeskWindow:
    window.log_in(role)
    window.go(Place.POSTINGS)
    window.key("Alt+E")
    window.settle()
    assert window.place is Place.EMPLOYERS
    return window


def at_employer(window: DeskWindow, employer: Employer, role: Role = Role.CLERK) -> DeskWindow:
    window.log_in(role)
    window.shell.go(Go(place=Place.EMPLOYER, topic=employer.id))
    window.settle()
    return window


def named(window: DeskWindow, name: str) -> Employer:
    found: Employer = window.use(lambda desk: desk.employers.search(name))[0]
    return found


def names(window: DeskWindow) -> list[str]:
    return [row.cells[0] for row in window.widget("employers-rows", Rows).rows]


def touch_row(window: DeskWindow, name: str, row: int) -> None:
    found = window.widget(name, Rows)
    window._swipe_to(found)
    window.live()  # what was shown for the first time finds its place
    rect = found.visualRect(found.model().index(row, 0))
    window.tap(found.viewport().mapTo(window.shell, rect.center()))
    window.settle()


def with_history(window: DeskWindow) -> Out:
    """Four slips: paid, not paid, did not come, undecided."""
    people = registered(window, ["王秀英", "李建国", "张桂兰", "刘德明"])
    out = sent_out(window, people, day=YESTERDAY, title="砌墙")
    for slip, decision in zip(
        out.slips,
        (
            Decision(result=Result.HIRED, paid=Paid.FULL),
            Decision(result=Result.HIRED, paid=Paid.NONE),
            Decision(result=Result.NO_SHOW),
        ),
        strict=False,
    ):
        window.use(lambda desk, slip=slip, decision=decision: desk.outcomes.decide(slip, decision, confirmed=True))
    return out


def test_an_employer_is_found_by_name_and_by_the_end_of_the_phone(desk_window: DeskWindow) -> None:
    at_list(desk_window)
    assert len(names(desk_window)) == 50
    assert "只列了50家" in desk_window.text_of("employers-words")
    desk_window.type("红星果园")
    desk_window.settle()
    assert names(desk_window) == [ORCHARD]
    desk_window.key("Ctrl+A")
    desk_window.type("0132")
    desk_window.settle()
    assert ORCHARD in names(desk_window)
    desk_window.key("Ctrl+A")
    desk_window.type("没有这家")
    desk_window.settle()
    assert desk_window.text_of("employers-words") == "没有这一家。"
    desk_window.key("Ctrl+A")
    desk_window.type("红星果园")
    desk_window.settle()
    desk_window.key("Return")
    desk_window.settle()
    assert desk_window.text_of("employer-title") == ORCHARD


def test_a_new_employer_is_written_down_verified_and_taken_back(desk_window: DeskWindow) -> None:
    at_list(desk_window)
    desk_window.key("Alt+N")
    desk_window.settle()
    desk_window.type("老王果园")
    desk_window.key("Return")
    for digit in "13907420011":
        desk_window.touch(f"employer-phone-keypad-{digit}")
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert desk_window.text_of("employer-title") == "老王果园"
    assert desk_window.text_of("employer-mark") == "没核实"
    desk_window.key("Alt+V")
    desk_window.settle()
    assert named(desk_window, "老王果园").verified
    desk_window.key("Ctrl+Z")
    desk_window.until(lambda: desk_window.text_of("employer-mark") == "没核实", "what was before")


def test_what_is_wrong_is_said_at_its_field(desk_window: DeskWindow) -> None:
    at_list(desk_window)
    desk_window.key("Alt+N")
    desk_window.settle()
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert desk_window.text_of("employer-name-problem") == "请写上是谁家，叫得出来就行。"
    desk_window.type("老王果园")
    desk_window.touch("employer-phone")
    desk_window.type("12")
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert desk_window.text_of("employer-phone-problem") == "电话看不懂，请再核对一遍。"


def test_what_was_typed_is_there_after_a_call(desk_window: DeskWindow) -> None:
    at_list(desk_window)
    desk_window.key("Alt+N")
    desk_window.settle()
    desk_window.type("老王果园")
    desk_window.key("F2")
    desk_window.settle()
    desk_window.key("F5")
    desk_window.key("Alt+E")
    desk_window.settle()
    desk_window.touch("employers-new")
    desk_window.settle()
    assert desk_window.text_of("employer-name") == "老王果园"
    desk_window.key("Esc")
    desk_window.settle()
    assert desk_window.place is Place.EMPLOYERS


def test_changing_what_is_written(desk_window: DeskWindow) -> None:
    employer = named(desk_window, ORCHARD)
    at_employer(desk_window, employer)
    desk_window.key("Alt+B")
    desk_window.settle()
    assert desk_window.text_of("employer-name") == ORCHARD
    desk_window.touch("employer-note")
    desk_window.type("要先打电话")
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert desk_window.text_of("employer-note-line") == "要先打电话"
    assert desk_window.use(lambda desk: desk.employers.page(employer.id)).employer.note == "要先打电话"


def test_the_head_suspends_with_a_reason_and_lifts_it(desk_window: DeskWindow) -> None:
    employer = named(desk_window, ORCHARD)
    at_employer(desk_window, employer, Role.HEAD)
    desk_window.touch("employer-suspend")
    desk_window.settle()
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert desk_window.text_of("employer-suspend-why-other-problem") == "请写一句为什么。"
    desk_window.touch("employer-suspend-why-usual-reason-owes-wages")
    desk_window.touch("employer-suspend-why-save")
    desk_window.settle()
    assert desk_window.text_of("employer-why") == "为什么：欠工钱"
    assert not desk_window.widget("employer-new-posting").isEnabled()
    desk_window.touch("employer-suspend")
    desk_window.settle()
    assert not named(desk_window, ORCHARD).suspended


def test_a_clerk_cannot_suspend(desk_window: DeskWindow) -> None:
    at_employer(desk_window, named(desk_window, ORCHARD))
    assert not desk_window.visible("employer-suspend")


def test_a_new_posting_begins_with_the_employer(desk_window: DeskWindow) -> None:
    at_employer(desk_window, named(desk_window, ORCHARD))
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert desk_window.place is Place.NEW_POSTING
    assert desk_window.text_of("fast-employer") == ORCHARD


def test_all_that_was_between_us_is_counted_and_listed(desk_window: DeskWindow) -> None:
    out = with_history(desk_window)
    at_employer(desk_window, named(desk_window, "老王施工队"))
    told = {desk_window.text_of(name) for name in desk_window.names() if name.startswith("employer-count")}
    assert {"发过岗位 1", "拿单子的 4", "用上 2", "没去 1", "没说结果 1", "工钱没给够 1", "投诉 1"} <= told
    (unpaid,) = desk_window.widget("employer-unpaid", Rows).rows
    assert (unpaid.key, unpaid.cells[2:]) == (out.slips[1], ("180元", "0元"))
    (complaint,) = desk_window.widget("employer-complaints", Rows).rows
    assert complaint.cells[1] == "工钱没给"
    touch_row(desk_window, "employer-postings", 0)
    assert desk_window.place is Place.POSTING


def test_a_complaint_and_a_slip_lead_to_their_own_screens(desk_window: DeskWindow) -> None:
    with_history(desk_window)
    employer = named(desk_window, "老王施工队")
    at_employer(desk_window, employer)
    touch_row(desk_window, "employer-complaints", 0)
    assert desk_window.place is Place.COMPLAINT
    desk_window.shell.go(Go(place=Place.EMPLOYER, topic=employer.id))
    desk_window.settle()
    touch_row(desk_window, "employer-unpaid", 0)
    assert desk_window.place is Place.OUTCOMES


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("size", [PORTRAIT, OFFICE, SMALL], ids=["kiosk", "office", "small"])
def test_list_page_and_form_fit_every_panel(open_desk: OpenDesk, size: object, language: Language) -> None:
    window = open_desk(size=size, language=language)
    with_history(window)
    at_list(window, Role.HEAD)
    assert clipped(window) == []
    window.shell.go(Go(place=Place.EMPLOYER, topic=named(window, "老王施工队").id))
    window.settle()
    assert clipped(window) == [], "one employer"
    for keys in ("Alt+S", "Alt+B"):
        window.key(keys)
        window.settle()
        assert clipped(window) == [], keys
        window.key("Esc")


@pytest.mark.parametrize("text", ["a" * 190, "🍎" * 60, "<b>红</b>&amp;", "=1+1"])
def test_hostile_names_break_nothing(open_desk: OpenDesk, text: str) -> None:
    window = open_desk(size=SMALL)
    form = FastPosting(work="摘苹果", headcount="5", pay="180", place=text, employer=text, phone="13907420011")
    window.use(lambda desk: desk.postings.take_fast(form, despite_warnings=True))
    employer = window.use(lambda desk: desk.employers.search("13907420011")[0])
    window.use(lambda desk: desk.employers.save(name=text, note=text * 10, employer_id=employer.id))
    at_employer(window, employer, Role.HEAD)
    assert clipped(window) == []
    window.key("Alt+V")
    window.settle()
    assert clipped(window) == [], "with the news of it"


@pytest.mark.parametrize("text", ["\x00老王", "老王\u202e果园", "王" * 10_000])
def test_a_name_that_cannot_be_kept_is_refused_and_stays_typed(desk_window: DeskWindow, text: str) -> None:
    at_list(desk_window)
    desk_window.key("Alt+N")
    desk_window.settle()
    desk_window.widget("employer-name").setText(text)  # type: ignore[attr-defined]  # pasted
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert desk_window.text_of("employer-name-problem")
    assert desk_window.text_of("employer-name") == text
