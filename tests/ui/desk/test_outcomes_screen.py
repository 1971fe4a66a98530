"""The end of the day at the desk's window: each slip by one touch or by its form, pay, complaints, closing the day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QPushButton

from kiosk.domain.language import Language
from kiosk.domain.outcome import Decision, Outcome, Paid, Result
from kiosk.domain.pay import PaidWhen, Pay, PayUnit
from tests.ui.desk.slips_out import TODAY, Out, party_out, registered, sent_out
from tests.ui.desk.test_arrivals_screen import HOSTILE, assert_touchable, news, undone
from tests.ui.desk.window import OFFICE, PORTRAIT, SMALL, DeskWindow
from ui.screens.desk.outcome_cells import DEEDS
from ui.screens.desk.outcome_lines import Deed
from ui.screens.desk.outcome_list import OutcomeList
from ui.screens.desk.outcome_said import Said, minor_of
from ui.screens.desk.screen import Place

OpenDesk = Callable[..., DeskWindow]


def at_outcomes(window: DeskWindow, *names: str | None, **changes: Any) -> Out:
    """Slips of yesterday's work, and the desk at the list of those to be decided."""
    people = registered(window, [name for name in names if name])
    known = iter(people)
    out = sent_out(window, [next(known) if name else None for name in names], **changes)
    window.log_in()
    window.go(Place.OUTCOMES)
    return out


def the_list(window: DeskWindow) -> OutcomeList:
    return window.widget("outcomes-list", OutcomeList)


def slips(window: DeskWindow) -> list[str]:
    """The names of the slips that are listed."""
    return [line.cells[0] for line in the_list(window).lines if not line.is_heading]


def do(window: DeskWindow, row: int, deed: Deed) -> None:
    """Touch a button of the list: `row` counts headings and slips."""
    shown = the_list(window)
    deeds = [each for each, _ in shown.lines[row].deeds]
    index = shown.model().index(row, DEEDS + deeds.index(deed))
    shown.scrollTo(index)
    window.live()
    at = shown.visualRect(index).center()
    window.tap(shown.viewport().mapTo(window.shell, at))
    window.settle()


def outcome_of(window: DeskWindow, number: str) -> Outcome | None:
    found: Outcome | None = window.use(lambda desk: desk.outcomes.slip(number).outcome)
    return found


def open_form(window: DeskWindow, number: str) -> None:
    window.scan(number)
    window.settle()
    if window.visible("outcomes-list") and the_list(window).hasFocus():
        window.key("Right", 2)
        window.key("Return")
        window.settle()
    assert window.visible("outcome-save")


# one touch


def test_all_came_and_all_were_paid_in_one_touch_and_back(desk_window: DeskWindow) -> None:
    out = at_outcomes(desk_window, "王秀英", "李建国", None)
    assert slips(desk_window) == ["王秀英", "李建国", "没留名字"]
    do(desk_window, 0, Deed.ALL_PAID)
    assert desk_window.visible("outcomes-empty")
    found = outcome_of(desk_window, out.slips[2])
    assert found is not None
    assert (found.result, found.paid, found.paid_minor) == (Result.HIRED, Paid.FULL, 18_000)
    undone(desk_window)
    assert len(slips(desk_window)) == 3
    assert outcome_of(desk_window, out.slips[2]) is None


def test_a_heading_tells_employer_phone_pay_day_and_headcount(desk_window: DeskWindow) -> None:
    at_outcomes(desk_window, "王秀英")
    title, facts = the_list(desk_window).lines[0].cells
    assert title == "砌墙 · 老王施工队"
    assert facts == "13800001234 · 180元/天 · 11月20日 · 招1人，1张没记"


def test_each_slip_by_one_touch(desk_window: DeskWindow) -> None:
    out = at_outcomes(desk_window, "王秀英", "李建国", "张桂兰")
    do(desk_window, 1, Deed.PAID)
    do(desk_window, 1, Deed.ABSENT)
    assert slips(desk_window) == ["张桂兰"]
    results = [outcome_of(desk_window, number) for number in out.slips[:2]]
    assert [each and each.result for each in results] == [Result.HIRED, Result.NO_SHOW]
    assert desk_window.text_of("outcomes-state") == "还有1张没记结果，记完就能收工。"


def test_where_pay_comes_later_nobody_is_said_to_be_paid(desk_window: DeskWindow) -> None:
    later = Pay(amount_minor=18_000, unit=PayUnit.DAY, paid_when=PaidWhen.AT_END)
    at_outcomes(desk_window, "王秀英", day=TODAY, last_day=TODAY + timedelta(days=2), pay=later)
    assert [deed for deed, _ in the_list(desk_window).lines[0].deeds] == [Deed.ALL_LATER]
    do(desk_window, 1, Deed.LATER)
    desk_window.touch("outcomes-which-pay")
    assert slips(desk_window) == ["王秀英"]


def test_the_list_by_keys_alone(desk_window: DeskWindow) -> None:
    at_outcomes(desk_window, "王秀英", "李建国")
    desk_window.key("Down")
    assert the_list(desk_window).hasFocus()
    desk_window.key("Down")
    desk_window.key("Right")
    desk_window.key("Space")
    desk_window.settle()
    assert news(desk_window) == "记下了：没来"
    assert slips(desk_window) == ["李建国"]
    desk_window.key("Up")
    desk_window.key("Left")
    desk_window.key("Return")
    desk_window.settle()
    assert desk_window.visible("outcomes-empty")


def test_a_decision_of_another_desk_disappears_from_the_list(desk_window: DeskWindow) -> None:
    out = at_outcomes(desk_window, "王秀英", "李建国")
    desk_window.use(lambda desk: desk.outcomes.decide(desk.outcomes.slip(out.slips[0]).slip.slip_id, PAID))
    desk_window.until(lambda: slips(desk_window) == ["李建国"], "the shorter list")


PAID = Decision(result=Result.HIRED, paid=Paid.FULL)


# finding a slip


def test_a_scanned_slip_is_jumped_to_whatever_has_the_focus(desk_window: DeskWindow) -> None:
    out = at_outcomes(desk_window, "王秀英", "李建国")
    desk_window.scan(out.slips[1])
    desk_window.settle()
    assert the_list(desk_window).hasFocus()
    assert the_list(desk_window).marked == the_list(desk_window).lines[2].slip_id


def test_a_slip_that_is_scanned_elsewhere_leads_here(desk_window: DeskWindow) -> None:
    out = at_outcomes(desk_window, "王秀英", "李建国")
    desk_window.go(Place.ARRIVALS)
    desk_window.scan(out.slips[1])
    desk_window.settle()
    assert desk_window.place is Place.OUTCOMES
    assert the_list(desk_window).marked == the_list(desk_window).lines[2].slip_id


@pytest.mark.parametrize("text", ["002", "李建", "0002"])
def test_a_slip_is_found_by_the_end_of_its_number_by_name_and_by_phone(desk_window: DeskWindow, text: str) -> None:
    out = at_outcomes(desk_window, "王秀英", "李建国")
    desk_window.type(text if text != "002" else out.slips[1][-5:].replace("-", ""))
    desk_window.key("Return")
    assert the_list(desk_window).hasFocus()
    assert the_list(desk_window).marked == the_list(desk_window).lines[2].slip_id


def test_a_decided_slip_is_opened_by_its_number_without_dashes(desk_window: DeskWindow) -> None:
    out = at_outcomes(desk_window, "王秀英")
    do(desk_window, 0, Deed.ALL_PAID)
    desk_window.widget("outcomes-find").setFocus()
    desk_window.type(out.slips[0].replace("-", "").lower())
    desk_window.key("Return")
    desk_window.settle()
    assert desk_window.text_of("outcome-before") == "记过：用上了 · 干了1天 · 给齐了 180元"


def test_a_number_that_nobody_has_is_told(desk_window: DeskWindow) -> None:
    at_outcomes(desk_window, "王秀英")
    desk_window.type("77")
    desk_window.key("Return")
    desk_window.settle()
    assert news(desk_window) == "没有这张单子，请看看号码。"


# the form


def test_the_form_asks_plainly_for_what_is_missing(desk_window: DeskWindow) -> None:
    out = at_outcomes(desk_window, "王秀英")
    open_form(desk_window, out.slips[0])
    desk_window.key("Ctrl+Return")
    assert desk_window.text_of("outcome-problem") == "来了没有？请选一个。"
    desk_window.touch("outcome-result-hired")
    desk_window.key("Ctrl+Return")
    assert desk_window.text_of("outcome-problem") == "工钱给了没有？请选一个。"
    desk_window.touch("outcome-paid-part")
    desk_window.key("Ctrl+Return")
    assert desk_window.text_of("outcome-amount-problem") == "给了多少？请填上。"
    desk_window.type("many")
    desk_window.key("Ctrl+Return")
    assert desk_window.text_of("outcome-amount-problem") == "请写数字，比如 90.5"


def test_wages_in_part_open_a_complaint_that_is_told_with_its_number(desk_window: DeskWindow) -> None:
    out = at_outcomes(desk_window, "王秀英", "李建国")
    open_form(desk_window, out.slips[0])
    for name in ("outcome-result-hired", "outcome-days-more-half", "outcome-paid-part"):
        desk_window.touch(name)
    desk_window.widget("outcome-amount").setFocus()
    desk_window.type("100.5")
    desk_window.settle()
    assert "该给270元。 还差169.5元" in desk_window.text_of("outcome-due")
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    complaint = desk_window.use(lambda desk: desk.outcomes.slip(out.slips[0]).complaint)
    assert complaint.number in desk_window.text_of("outcomes-complaint-title")
    assert "打电话" in desk_window.text_of("outcomes-complaint-next")
    undone(desk_window)
    desk_window.until(lambda: not desk_window.visible("outcomes-complaint"), "the complaint to be gone")


def test_the_complaint_is_opened_from_there(desk_window: DeskWindow) -> None:
    out = at_outcomes(desk_window, "王秀英")
    open_form(desk_window, out.slips[0])
    for name in ("outcome-result-hired", "outcome-paid-none", "outcome-save"):
        desk_window.touch(name)
    desk_window.settle()
    wanted: list[Any] = []
    present = desk_window.shell.present
    assert present is not None
    present.went.connect(wanted.append)
    desk_window.key("Alt+T")
    assert [go.place for go in wanted] == [Place.COMPLAINT]


def test_a_wage_that_was_agreed_otherwise_counts(desk_window: DeskWindow) -> None:
    out = at_outcomes(desk_window, "王秀英")
    open_form(desk_window, out.slips[0])
    desk_window.touch("outcome-result-hired")
    desk_window.widget("outcome-agreed").setFocus()
    desk_window.key("Ctrl+A")
    desk_window.type("200")
    desk_window.touch("outcome-paid-full")
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    found = outcome_of(desk_window, out.slips[0])
    assert found is not None
    assert (found.pay_agreed_minor, found.paid_minor) == (20_000, 20_000)


def test_by_the_piece_the_sum_may_be_said_or_not(desk_window: DeskWindow) -> None:
    pieces = Pay(amount_minor=500, unit=PayUnit.PIECE)
    out = at_outcomes(desk_window, "王秀英", "李建国", pay=pieces)
    for number, typed in zip(out.slips, ("", "88"), strict=True):
        open_form(desk_window, number)
        desk_window.touch("outcome-result-hired")
        desk_window.touch("outcome-paid-full")
        desk_window.widget("outcome-amount").setFocus()
        desk_window.type(typed)
        desk_window.key("Ctrl+Return")
        desk_window.settle()
    sums = [outcome_of(desk_window, number) for number in out.slips]
    assert [each and each.paid_minor for each in sums] == [None, 8_800]


def test_whoever_was_not_hired_has_no_days_and_no_pay(desk_window: DeskWindow) -> None:
    out = at_outcomes(desk_window, "王秀英")
    open_form(desk_window, out.slips[0])
    desk_window.touch("outcome-result-not_hired")
    assert not desk_window.visible("outcome-paid-full")
    desk_window.widget("outcome-reason").setFocus()
    desk_window.type("人招够了")
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    found = outcome_of(desk_window, out.slips[0])
    assert found is not None
    assert (found.result, found.reason) == (Result.NOT_HIRED, "人招够了")


def test_what_was_half_said_is_there_again_after_going_elsewhere(desk_window: DeskWindow) -> None:
    out = at_outcomes(desk_window, "王秀英")
    open_form(desk_window, out.slips[0])
    desk_window.touch("outcome-result-hired")
    desk_window.touch("outcome-paid-part")
    desk_window.widget("outcome-amount").setFocus()
    desk_window.type("60")
    desk_window.go(Place.ARRIVALS)
    desk_window.go(Place.OUTCOMES)
    desk_window.until(lambda: desk_window.visible("outcome-amount"), "the form")
    desk_window.settle()
    assert desk_window.text_of("outcome-amount") == "60"
    desk_window.key("Esc")
    desk_window.settle()
    desk_window.go(Place.ARRIVALS)
    desk_window.go(Place.OUTCOMES)
    assert slips(desk_window) == ["王秀英"]


def test_esc_leaves_the_form_and_not_the_screen(desk_window: DeskWindow) -> None:
    out = at_outcomes(desk_window, "王秀英")
    open_form(desk_window, out.slips[0])
    desk_window.key("Esc")
    assert desk_window.place is Place.OUTCOMES
    assert the_list(desk_window).hasFocus()


def test_where_another_desk_was_first_the_form_begins_from_there(desk_window: DeskWindow) -> None:
    out = at_outcomes(desk_window, "王秀英")
    open_form(desk_window, out.slips[0])
    desk_window.touch("outcome-result-no_show")
    desk_window.use(lambda desk: desk.outcomes.decide(desk.outcomes.slip(out.slips[0]).slip.slip_id, PAID))
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert desk_window.text_of("outcome-before").startswith("记过：用上了")
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    found = outcome_of(desk_window, out.slips[0])
    assert found is not None
    assert found.result is Result.NO_SHOW


@pytest.mark.parametrize("typed", ["9" * 3000, "\u202e180", "-5", "1e5", "١٨٠"])
def test_a_sum_that_is_no_sum_is_asked_for_again(desk_window: DeskWindow, typed: str) -> None:
    out = at_outcomes(desk_window, "王秀英")
    open_form(desk_window, out.slips[0])
    desk_window.touch("outcome-result-hired")
    desk_window.touch("outcome-paid-full")
    desk_window.widget("outcome-agreed").setText(typed)  # type: ignore[attr-defined]  # a line
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert desk_window.visible("outcome-agreed-problem")
    assert outcome_of(desk_window, out.slips[0]) is None


# pay that comes later


def test_pay_that_came_is_noted_for_all_at_once(desk_window: DeskWindow) -> None:
    out = at_outcomes(desk_window, "王秀英", "李建国")
    desk_window.use(lambda desk: desk.outcomes.decide_all(out.posting.id, paid=Paid.NOT_YET))
    desk_window.touch("outcomes-which-pay")
    desk_window.until(lambda: desk_window.visible("outcomes-list"), "the list")
    do(desk_window, 0, Deed.ALL_GOT_PAY)
    assert desk_window.visible("outcomes-empty")
    found = outcome_of(desk_window, out.slips[1])
    assert found is not None
    assert found.paid is Paid.FULL
    undone(desk_window)
    assert len(slips(desk_window)) == 2


def test_pay_that_does_not_come_opens_a_complaint(desk_window: DeskWindow) -> None:
    out = at_outcomes(desk_window, "王秀英")
    desk_window.use(lambda desk: desk.outcomes.decide_all(out.posting.id, paid=Paid.NOT_YET))
    desk_window.touch("outcomes-which-pay")
    desk_window.until(lambda: desk_window.visible("outcomes-list"), "the list")
    do(desk_window, 1, Deed.NO_PAY)
    assert desk_window.visible("outcomes-complaint")
    desk_window.key("Alt+K")
    assert not desk_window.visible("outcomes-complaint")


# the day


def test_the_day_is_closed_once_nothing_is_open(desk_window: DeskWindow) -> None:
    at_outcomes(desk_window, "王秀英")
    assert not desk_window.visible("outcomes-close-day")
    do(desk_window, 0, Deed.ALL_PAID)
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert desk_window.text_of("outcomes-state") == "今天收工了。"
    assert desk_window.use(lambda desk: desk.outcomes.day_state()).is_closed


# looks


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("size", [PORTRAIT, OFFICE, SMALL])
def test_all_of_it_fits_every_panel(open_desk: OpenDesk, size: Any, language: Language) -> None:
    window = open_desk(size=size, language=language)
    out = at_outcomes(window, *HOSTILE, None, employer_name="大山茶叶合作社" * 9)
    assert window.fits
    open_form(window, out.slips[0])
    assert_touchable(window)
    for name in ("outcome-result-hired", "outcome-paid-none"):
        window.touch(name)
    assert_touchable(window)
    window.touch("outcome-save")
    window.settle()
    assert window.visible("outcomes-complaint")
    assert_touchable(window)
    assert window.fits


def test_a_button_of_the_list_is_as_large_as_a_finger_needs(open_desk: OpenDesk) -> None:
    window = open_desk(size=SMALL)
    at_outcomes(window, "王秀英")
    shown = the_list(window)
    for row in (0, 1):
        rect = shown.visualRect(shown.model().index(row, DEEDS))
        assert rect.height() >= window.shell.look.sizes.target
        assert rect.width() >= window.shell.look.px(20) - 1
    assert shown.visualRect(shown.model().index(0, DEEDS)).contains(
        shown.visualRect(shown.model().index(0, DEEDS)).center() + QPoint(1, 0)
    )
    assert window.shell.findChild(QPushButton, "outcomes-close-day").isHidden()


# what was typed


@pytest.mark.parametrize(
    ("text", "minor"),
    [("180", 18_000), ("180.5元", 18_050), ("１８０", 18_000), ("¥ 9.05", 905), ("0", 0), ("1.234", None), ("", None)],
)
def test_a_sum_is_read_as_people_write_it(text: str, minor: int | None) -> None:
    assert minor_of(text) == minor


def test_a_sum_that_is_not_asked_for_does_not_count() -> None:
    said = Said(result=Result.HIRED, half_days=2, agreed="180", paid=Paid.NONE, amount="50")
    assert said.decision.paid_minor is None


# people who went together


def test_a_partys_slips_stand_together_and_each_tells_of_the_others(desk_window: DeskWindow) -> None:
    lead, *others = party_out(desk_window, 3)
    desk_window.log_in()
    desk_window.go(Place.OUTCOMES)
    assert slips(desk_window) == ["3人一起的"] * 3
    open_form(desk_window, lead)
    assert desk_window.text_of("outcome-party") == f"3人一起去的，另外几张：{others[0]}、{others[1]}"
