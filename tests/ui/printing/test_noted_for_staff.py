"""The kiosk's caretaker notes how the printer is, where the desk finds it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication

from kiosk.care.places import Places
from kiosk.printing.noted import NotedState, note_state, noted_state
from kiosk.printing.printer import NoPrinter, Printer
from kiosk.printing.state import PrinterState
from kiosk.printing.target import describe_target
from tests.printing.emulated import Emulate
from tests.ui.conftest import ENGINE_CLOSED, Unexpected
from tests.ui.window import MORNING, PANEL_MM, PANEL_PX
from ui.app import Kiosk, Setting
from ui.touring import wait_for


def tended(places: Places, printer: Printer) -> Kiosk:
    kiosk = Kiosk(Setting(places=places, size_px=PANEL_PX, panel_mm=PANEL_MM, printer=printer, now=lambda: MORNING))
    kiosk.show(windowed=True)
    return kiosk


def test_staff_find_how_the_kiosk_s_printer_is(
    qapp: QApplication, places: Places, memory: Path, emulate: Emulate, unexpected: Unexpected
) -> None:
    there = emulate("--tcp", "0")
    there.do("cover open")
    kiosk = tended(places, describe_target(there.target))

    def is_noted(state: PrinterState) -> bool:
        noted = noted_state(places.data)
        return noted is not None and noted.state is state and noted.since == MORNING

    assert wait_for(lambda: is_noted(PrinterState.COVER_OPEN))
    there.do("cover closed", "paper low")
    assert wait_for(lambda: is_noted(PrinterState.PAPER_LOW))
    kiosk.close()
    unexpected.forgive(ENGINE_CLOSED)


def test_a_kiosk_that_has_no_printer_any_more_leaves_no_old_note(
    qapp: QApplication, places: Places, memory: Path, unexpected: Unexpected
) -> None:
    note_state(places.data, NotedState(state=PrinterState.OUT_OF_PAPER, since=MORNING))
    kiosk = tended(places, NoPrinter())
    assert wait_for(lambda: noted_state(places.data) is None)
    kiosk.close()
    unexpected.forgive(ENGINE_CLOSED)
