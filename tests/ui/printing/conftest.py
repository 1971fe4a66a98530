"""A kiosk beside an emulated printer."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.printing.escpos import EscposPrinter, warm_up
from kiosk.printing.links import NetworkPrinter
from kiosk.printing.state import PrinterState
from tests.printing.emulated import Emulate, EmulatedPrinter, emulated_printers
from tests.ui.conftest import OpenWindow
from tests.ui.print_server import Paper, PrintServer, print_server
from tests.ui.printing.hall import Hall

STALL_S = 2.0
"""A test has less time than a visitor."""


@pytest.fixture
def emulate(tmp_path: Path) -> Iterator[Emulate]:
    """Starts emulated printers."""
    with emulated_printers(tmp_path) as start:
        yield start


@pytest.fixture
def hall(open_window: OpenWindow, emulate: Emulate) -> Hall:
    """A kiosk whose printer is well."""
    return opened(open_window, emulate("--tcp", "0"))


@pytest.fixture
def hall_with(open_window: OpenWindow, emulate: Emulate) -> Callable[..., Hall]:
    """`hall_with("mute")`: a kiosk whose printer is so from the beginning."""

    def made(*faults: str) -> Hall:
        there = emulate("--tcp", "0")
        there.do(*faults)
        return opened(open_window, there)

    return made


@pytest.fixture
def cups(monkeypatch: pytest.MonkeyPatch) -> Iterator[PrintServer]:
    """A real server, and the only one that is known."""
    with tempfile.TemporaryDirectory(prefix="yz-") as folder, print_server(Path(folder)) as server:
        monkeypatch.setenv("CUPS_SERVER", server.address)
        yield server


@pytest.fixture
def roll(cups: PrintServer) -> Iterator[Paper]:
    """What comes out of a receipt printer behind the driver of its queue."""
    there = Paper()
    cups.leads_through_a_driver_to(there.uri)
    yield there
    there.switch_off()


def opened(open_window: OpenWindow, there: EmulatedPrinter) -> Hall:
    warm_up()
    printer = EscposPrinter(NetworkPrinter(host="127.0.0.1", port=there.port), send_s=STALL_S)
    hall = Hall(open_window(printer=printer), there)
    hall.window.until(lambda: hall.state is not None, "the first look at the printer")
    assert isinstance(hall.state, PrinterState)
    return hall
