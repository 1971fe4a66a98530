"""The bar of a real desk: what is not on paper stays to be decided, whatever is printed meanwhile."""

from __future__ import annotations

import pytest

from kiosk.domain.language import Language
from kiosk.printing.printer import PrintOutcome
from kiosk.slips.document import Document, Text
from tests.ui.desk.conftest import OpenDesk
from tests.ui.desk.test_printing import PaperPrinter
from tests.ui.desk.window import DeskWindow
from ui.screens.desk.screen import PrintWish


@pytest.fixture
def printer() -> PaperPrinter:
    return PaperPrinter()


@pytest.fixture
def window(open_desk: OpenDesk, printer: PaperPrinter) -> DeskWindow:
    """A clerk's desk whose printer just failed at a sheet."""
    made = open_desk(printer=printer)
    made.log_in()
    printer.fail(PrintOutcome.FAILED)
    made.app.shell.print_wanted.emit(wish("slips"))
    made.until(lambda: made.visible("desk-print-again"), "the printer to be missed")
    return made


def wish(name: str) -> PrintWish:
    return PrintWish(paper=Document(title=name, language=Language.EN, blocks=(Text(text=name),)), done_text=name)


def test_what_waits_can_be_printed_while_the_next_is_on_its_way(window: DeskWindow, printer: PaperPrinter) -> None:
    printer.mend()
    printer.hang()
    asked = printer.asked
    window.app.shell.print_wanted.emit(wish("sheet"))
    window.until(lambda: printer.asked > asked, "the printer to be asked")
    window.touch("desk-print-again")
    assert "desk-print-again" not in window.names()
    printer.go_on()
    window.until(lambda: len(printer.sheets) == 2, "both to come out")
    window.until(lambda: not window.visible("desk-print"), "the bar to go")


def test_what_waits_is_not_forgotten_when_the_next_is_on_paper(window: DeskWindow, printer: PaperPrinter) -> None:
    printer.mend()
    window.app.shell.print_wanted.emit(wish("sheet"))
    window.until(lambda: not window.app.printing.is_busy and len(printer.sheets) == 1, "the sheet")
    assert window.visible("desk-print-again")
    window.touch("desk-print-again")
    window.until(lambda: len(printer.sheets) == 2, "what waited")
    window.until(lambda: not window.visible("desk-print"), "the bar to go")
