"""Slips against papers: once each, and whatever is otherwise is told."""

from __future__ import annotations

from tests.soak.papers import compared

ASKED = [("L7-1127-001-9", 100_000, "held"), ("L7-1127-002-7", 200_000, "held")]
FIRST, SECOND = (number for number, _, _ in ASKED)


def test_each_once_is_right() -> None:
    found = compared(ASKED, {FIRST, SECOND}, [SECOND, FIRST], faults=[])
    assert (found.asked, found.right, found.missing, found.twice, found.unasked) == (2, 2, (), (), ())


def test_one_that_never_came_is_missing() -> None:
    assert compared(ASKED, {FIRST, SECOND}, [FIRST], faults=[]).missing == (SECOND,)


def test_one_that_came_twice_is_told_also_after_a_fault() -> None:
    assert compared(ASKED, {FIRST, SECOND}, [FIRST, SECOND, SECOND], faults=[(199.0, 201.0)]).twice == (SECOND,)


def test_one_that_nobody_asked_for_is_told() -> None:
    assert compared(ASKED, {FIRST, SECOND}, [FIRST, SECOND, "L7-1127-003-5"], faults=[]).unasked == ("L7-1127-003-5",)


def test_no_paper_is_promised_while_the_printer_fails() -> None:
    found = compared(ASKED, {FIRST, SECOND}, [FIRST], faults=[(199.0, 201.0)])
    assert (found.right, found.excused, found.missing) == (1, 1, ())


def test_a_slip_of_another_hour_is_not_excused_by_a_fault() -> None:
    assert compared(ASKED, {FIRST, SECOND}, [FIRST], faults=[(150.0, 160.0)]).missing == (SECOND,)


def test_one_that_was_given_back_may_have_none() -> None:
    assert compared([(FIRST, 100_000, "cancelled")], {FIRST}, [], faults=[]).missing == ()
