"""New paper ends in one test slip, for whoever put it in; nobody is given one for nothing."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from kiosk.domain.language import Language
from kiosk.domain.station import Station
from kiosk.journeys.states import Printing
from kiosk.printing.printer import NoPrinter
from kiosk.printing.state import PrinterState
from kiosk.slips.document import Code, Document, Text
from kiosk.slips.test_slip import works_again
from kiosk.texts.catalogue import Texts
from tests.pieces import FRAME_S, longest_piece_s
from tests.ui.printing.hall import Hall, code_on, is_test_slip
from tests.ui.window import MORNING
from ui.printer_watch import LOOK_AFTER_MS
from ui.printing_desk import PrintingDesk
from ui.slip_painter.form import DOTS_PER_MM
from ui.turns import at_once

LONGEST_MM = 100
"""A test slip wastes no more paper than half a slip."""


def written(language: Language) -> Document:
    station = Station(id="s", name="河口镇零工驿站", phone="0874-5551234")
    return works_again(station, Texts(language), now=MORNING)


@pytest.mark.parametrize("language", Language)
def test_it_says_when_and_where_and_that_it_is_no_work(language: Language) -> None:
    document = written(language)
    texts = [block.text for block in document.blocks if isinstance(block, Text)]
    assert "河口镇零工驿站" in texts
    assert "9:00" in document.subtitle
    assert any(word in "".join(texts) for word in ("不是找活的单子", "not a slip for work"))
    (code,) = [block for block in document.blocks if isinstance(block, Code)]
    assert code.text == "YIZHAN TEST 20261121 0900"


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("paper_mm", [80, 58])
def test_it_is_short_on_either_paper(language: Language, paper_mm: int) -> None:
    desk, document = PrintingDesk(NoPrinter(), paper_mm=paper_mm), written(language)
    job = at_once(desk.draw_short(document, desk.codes_of(document)))
    assert job.cut
    assert job.height_dots < LONGEST_MM * DOTS_PER_MM


@pytest.mark.alone
@pytest.mark.usefixtures("qapp")
def test_drawing_it_holds_the_screen_up_for_less_than_a_frame() -> None:
    desk, document = PrintingDesk(NoPrinter(), paper_mm=80), written(Language.ZH_CN)
    codes = desk.codes_of(document)
    assert longest_piece_s(lambda: desk.draw_short(document, codes)) < FRAME_S


def test_one_test_slip_and_no_more_comes_with_the_new_roll(hall: Hall) -> None:
    hall.there.do("paper out")
    hall.take_slip()
    hall.leave()
    hall.there.do("paper full")
    (test,) = hall.until_papers(1)
    assert code_on(test) == "YIZHAN TEST 20261121 0900"
    hall.for_s(4)
    assert len(hall.there.paper()) == 1


def test_paper_put_in_before_anybody_missed_it_is_greeted_too(hall_with: Callable[..., Hall]) -> None:
    hall = hall_with("paper out")
    assert hall.state is PrinterState.OUT_OF_PAPER
    hall.there.do("paper full")
    (test,) = hall.until_papers(1)
    assert is_test_slip(test)


def test_a_printer_switched_on_after_the_kiosk_wastes_no_paper(hall_with: Callable[..., Hall]) -> None:
    hall = hall_with("off")
    assert hall.state is PrinterState.NOT_THERE
    hall.there.do("on")
    hall.until_state(PrinterState.READY)
    hall.for_s(1)
    assert hall.there.paper() == []


def test_a_roll_that_ends_in_the_test_slip_is_asked_for_again(hall: Hall) -> None:
    hall.there.do("paper out")
    hall.take_slip()
    hall.there.do("paper 60")
    hall.until_state(PrinterState.READY)
    hall.until_state(PrinterState.OUT_OF_PAPER)
    hall.there.do("tear", "paper full")
    hall.window.until(lambda: any(map(is_test_slip, hall.there.paper())), "the test slip")


def test_a_visitor_s_slip_that_comes_out_first_makes_the_test_slip_needless(hall: Hall) -> None:
    hall.there.do("paper out")
    hall.take_slip()
    hall.leave()
    until_looks_are_rare(hall)
    hall.there.do("paper full")
    _, dots = hall.take_slip()
    assert hall.printing is Printing.PRINTED
    hall.for_s(6)
    assert [fallen.rows for fallen in hall.there.paper()] == [dots]


def has_received_more(hall: Hall, *, than: int) -> bool:
    received: int = hall.there.state()["received"]
    return received > than


def until_looks_are_rare(hall: Hall) -> None:
    """Wait until the next look at the printer is ten seconds away: whoever comes now is there before it.

    The questions of one look come within a second, and a look comes two seconds after the last at the soonest.
    """
    for _ in LOOK_AFTER_MS[:-1]:
        hall.window.until(partial(has_received_more, hall, than=hall.there.state()["received"]), "a look")
        hall.for_s(1)


@pytest.mark.parametrize("fault", ["mute", "paper ok"])
def test_nothing_is_printed_of_itself(hall_with: Callable[..., Hall], fault: str) -> None:
    hall = hall_with(fault)
    hall.for_s(3)
    assert hall.there.paper() == []
