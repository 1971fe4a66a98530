"""A visitor takes a slip while the printer fails: it is on the screen, and on paper once or not at all."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kiosk.journeys.states import Printing
from kiosk.printing.state import PrinterState
from tests.pieces import FRAME_S, quickest
from tests.ui.printing.hall import MENDED, Hall, is_test_slip

PRINTS = ["paper low", "late 250", "speed 900"]
STOPS = {
    "paper out": PrinterState.OUT_OF_PAPER,
    "cover open": PrinterState.COVER_OPEN,
    "error on": PrinterState.ERROR,
    "offline": PrinterState.ERROR,
    "off": PrinterState.NOT_THERE,
    "garbage": PrinterState.ERROR,
    "hang": PrinterState.ERROR,
}
TORN = {
    "at 9000 paper out": PrinterState.OUT_OF_PAPER,
    "at 31000 cover open": PrinterState.COVER_OPEN,
    "at 45000 error on": PrinterState.ERROR,
    "at 20000 off": PrinterState.NOT_THERE,
    "at 60000 off keep": PrinterState.NOT_THERE,
    "at 26000 hang": PrinterState.ERROR,
}


@pytest.mark.parametrize("fault", PRINTS)
def test_what_does_not_stop_the_printer_makes_one_slip(hall: Hall, fault: str) -> None:
    hall.there.do(fault)
    _, dots = hall.take_slip()
    assert hall.printing is Printing.PRINTED
    hall.until_state(PrinterState.PAPER_LOW if fault == "paper low" else PrinterState.READY)
    assert [fallen.rows for fallen in hall.there.paper()] == [dots]


def test_a_printer_that_never_answers_prints_all_the_same(hall_with: Callable[..., Hall]) -> None:
    hall = hall_with("mute")
    assert hall.state is PrinterState.SILENT
    _, dots = hall.take_slip()
    assert hall.printing is Printing.PRINTED
    assert [fallen.rows for fallen in hall.there.paper()] == [dots]


@pytest.mark.parametrize("fault", STOPS)
def test_a_slip_that_the_printer_never_got_comes_from_the_screen_alone(hall: Hall, fault: str) -> None:
    hall.there.do(fault)
    _, former = hall.take_slip()
    assert hall.printing is Printing.NO_PAPER_TODAY
    hall.until_state(STOPS[fault])
    hall.leave()
    hall.there.do(*MENDED)
    (test,) = hall.until_papers(1)
    assert is_test_slip(test)
    hall.until_state(PrinterState.READY)
    _, dots = hall.take_slip()
    assert [fallen.rows for fallen in hall.there.paper()] == [test.rows, dots]
    assert dots != former


@pytest.mark.parametrize("fault", TORN)
def test_a_torn_slip_is_never_finished_and_the_next_visitor_s_paper_is_theirs_alone(hall: Hall, fault: str) -> None:
    hall.there.do(fault)
    _, former = hall.take_slip()
    assert hall.printing is Printing.NO_PAPER_TODAY
    hall.until_state(TORN[fault])
    hall.leave()
    hall.there.do(*MENDED)
    hall.until_state(PrinterState.READY)
    _, dots = hall.take_slip()
    hall.window.until(lambda: hall.printing is Printing.PRINTED)
    papers = hall.there.paper()
    assert papers[-1].rows == dots
    assert [is_test_slip(fallen) for fallen in papers].count(True) == 1
    assert former not in [fallen.rows for fallen in papers]


def test_a_slip_asked_for_again_comes_exactly_once_more(hall: Hall) -> None:
    hall.there.do("cover open")
    shown, dots = hall.take_slip()
    hall.there.do("cover closed")
    hall.print_again(shown)
    hall.window.until(lambda: hall.printing is Printing.PRINTED)
    hall.for_s(4)
    assert [fallen.rows for fallen in hall.there.paper()] == [dots]
    hall.print_again(shown)
    hall.until_papers(2)
    hall.for_s(1)
    assert [fallen.rows for fallen in hall.there.paper()] == [dots, dots]


@pytest.mark.alone
@pytest.mark.parametrize("fault", ["paper ok", "paper out", "off", "hang", "garbage", "at 26000 hang", "at 20000 off"])
def test_no_printer_holds_the_screen_up(hall: Hall, fault: str) -> None:
    hall.take_slip()

    def held_up_s() -> float:
        hall.there.do(fault)
        longest_s = hall.longest_turn_s()
        hall.there.do(*MENDED)
        return longest_s

    assert quickest(held_up_s, bar=FRAME_S) < FRAME_S
