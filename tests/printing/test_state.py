"""A printer is asked how it is, and says so, or not, in time; nothing is printed by asking."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from kiosk.printing.escpos import EscposPrinter
from kiosk.printing.file import FilePrinter, state_of_status
from kiosk.printing.links import SerialPrinter
from kiosk.printing.printer import AskablePrinter, NoPrinter
from kiosk.printing.state import PrinterState
from kiosk.printing.target import describe_target
from tests.printing.emulated import Emulate, EmulatedPrinter

ENDS = [("--tcp", "0"), ("--pty",)]
SAID = {
    "paper ok": PrinterState.READY,
    "paper low": PrinterState.PAPER_LOW,
    "paper out": PrinterState.OUT_OF_PAPER,
    "cover open": PrinterState.COVER_OPEN,
    "error on": PrinterState.ERROR,
    "offline": PrinterState.ERROR,
    "late 400": PrinterState.READY,
    "mute": PrinterState.SILENT,
    "garbage": PrinterState.ERROR,
    "hang": PrinterState.SILENT,
}
AT_MOST_S = 12.0


def escpos_at(printer: EmulatedPrinter) -> EscposPrinter:
    found = describe_target(printer.target)
    assert isinstance(found, EscposPrinter)
    return found


@pytest.mark.parametrize("end", ENDS, ids=["tcp", "serial"])
@pytest.mark.parametrize("what", SAID)
def test_a_printer_says_what_staff_can_do_something_about(emulate: Emulate, end: tuple[str, ...], what: str) -> None:
    there = emulate(*end)
    there.do(what)
    printer, begun = escpos_at(there), time.monotonic()
    assert printer.state() is SAID[what]
    assert printer.seen is SAID[what]
    assert time.monotonic() - begun < AT_MOST_S
    there.do("normal", "paper full")
    assert printer.state() is PrinterState.READY
    assert there.paper() == []
    assert there.state()["rows_out"] == 0


def test_an_open_cover_is_told_before_the_paper_that_it_hides(emulate: Emulate) -> None:
    there = emulate("--tcp", "0")
    there.do("paper out", "cover open")
    assert escpos_at(there).state() is PrinterState.COVER_OPEN


def test_a_printer_that_knows_one_question_only_is_not_asked_for_more(emulate: Emulate) -> None:
    """The simple printer knows none; what it would be asked in vain costs a slip little."""
    assert escpos_at(emulate("--tcp", "0", "--simple")).state() is PrinterState.SILENT


def test_a_printer_that_is_switched_off_is_not_there(emulate: Emulate, tmp_path: Path) -> None:
    there = emulate("--tcp", "0")
    there.do("off")
    printer = escpos_at(there)
    assert printer.state() is PrinterState.NOT_THERE
    there.do("on")
    assert printer.state() is PrinterState.READY
    assert EscposPrinter(SerialPrinter(device=str(tmp_path / "ttyUSB0"))).state() is PrinterState.NOT_THERE


def test_a_serial_printer_without_power_says_nothing_until_it_has_it_again(emulate: Emulate) -> None:
    there = emulate("--pty")
    printer = escpos_at(there)
    there.do("off")
    assert printer.state() is PrinterState.SILENT
    there.do("on")
    assert printer.state() is PrinterState.READY


def test_who_cannot_be_asked_is_known_by_its_kind() -> None:
    assert isinstance(describe_target("tcp:192.0.2.7"), AskablePrinter)
    assert not isinstance(NoPrinter(), AskablePrinter)


def test_a_file_is_ready_where_it_can_be_and_asking_writes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "slip.bin"
    assert FilePrinter(file).state() is PrinterState.READY
    assert not file.exists()
    file.write_bytes(b"a slip")
    assert FilePrinter(file).state() is PrinterState.READY
    assert file.read_bytes() == b"a slip"
    for nowhere in (tmp_path, tmp_path / "no" / "slip.bin", file / "x", Path("/dev/no-such-printer")):
        assert FilePrinter(nowhere).state() is PrinterState.NOT_THERE
    assert FilePrinter(Path("/dev/null")).state() is PrinterState.SILENT, "no printer's driver"


@pytest.mark.parametrize(
    ("status", "state"),
    [(0x18, PrinterState.READY), (0x38, PrinterState.OUT_OF_PAPER), (0x30, PrinterState.OUT_OF_PAPER),
     (0x10, PrinterState.ERROR), (None, PrinterState.SILENT)],
)  # fmt: skip
def test_the_driver_of_usb_printers_says_how_one_is(status: int | None, state: PrinterState) -> None:
    assert state_of_status(status) is state
