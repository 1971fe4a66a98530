"""A kiosk and its emulated printer: who takes a slip, what is on the screen, what is on paper."""

from __future__ import annotations

import time
from collections.abc import Callable

import zxingcpp
from PIL import Image
from PySide6.QtWidgets import QApplication

from kiosk.journeys import effects as do
from kiosk.journeys.states import Printing, SlipShown
from kiosk.printing.state import PrinterState
from kiosk.slips.test_slip import CODE_TEXT
from tests.printing.emulated import EmulatedPrinter, Fallen, dots_of
from tests.ui.breath import BREATH_S
from tests.ui.window import Window
from ui.conductor import Conductor
from ui.slip_painter import drawn_job
from ui.turns import at_once

MENDED = ("normal", "paper full")


class Hall:
    """A `window` of the kiosk, and `there`, the printer."""

    def __init__(self, window: Window, there: EmulatedPrinter) -> None:
        self.window, self.there = window, there

    @property
    def conductor(self) -> Conductor:
        assert self.window.kiosk.conductor is not None
        return self.window.kiosk.conductor

    @property
    def state(self) -> PrinterState | None:
        """How the kiosk believes its printer to be."""
        return self.conductor.printer.state

    def take_slip(self) -> tuple[SlipShown, bytes]:
        """A visitor comes, takes a slip and waits until the printer has done what it does; the slip, and its dots."""
        shown = self.window.to_slip()
        dots = dots_of(at_once(drawn_job(self.window.kiosk.slips.layout(shown.slip.id))))
        self.window.until(lambda: self.printing is not Printing.UNDER_WAY, "the end of printing")
        assert self.window.name == "slipshown"
        return shown, dots

    @property
    def printing(self) -> Printing:
        """What the visitor is told of the paper."""
        return self.window.shell.visit.taken[-1].printing

    def leave(self) -> None:
        """The visitor goes."""
        self.window.touch("nav-home", "home")

    def print_again(self, shown: SlipShown) -> None:
        """The same slip is asked for once more; returns when it is on its way."""
        self.conductor.carry_out(do.PrintSlip(shown.slip, shown.posting))

    def until_state(self, state: PrinterState) -> None:
        """Wait until the kiosk believes its printer to be so."""
        self.window.until(lambda: self.state is state, str(state))

    def until_papers(self, count: int) -> list[Fallen]:
        """Wait until so many pieces of paper with something on them have fallen."""
        self.window.until(lambda: len(self.there.state()["slips"]) >= count, f"{count} papers")
        self.window.until(lambda: len(self.there.paper()) >= count, f"{count} papers")
        return self.there.paper()

    def for_s(self, seconds: float) -> None:
        """Let the kiosk and the printer live on."""
        until = time.monotonic() + seconds
        self.window.until(lambda: time.monotonic() > until)

    def longest_turn_s(self) -> float:
        """Print what is on the screen again, and return the longest time for which the window could not be touched."""
        screen = self.window.shell.visit.screen
        assert isinstance(screen, SlipShown)
        return longest_turn_s(lambda: self.print_again(screen), for_s=4)


def longest_turn_s(begin: Callable[[], None], *, for_s: float) -> float:
    """Begin something and let the window live for so many seconds; return its longest turn, `begin` too."""
    until_s, turn, longest_s = time.monotonic() + for_s, begin, 0.0
    while time.monotonic() < until_s:
        begun = time.perf_counter()
        turn()
        longest_s = max(longest_s, time.perf_counter() - begun)
        turn = QApplication.processEvents
        time.sleep(BREATH_S)
    return longest_s


def is_test_slip(fallen: Fallen) -> bool:
    """Whether the code on it reads as that of a test slip."""
    return code_on(fallen).startswith(CODE_TEXT.partition("{")[0])


def code_on(fallen: Fallen) -> str:
    """The text of the QR code on a piece of paper, nothing where there is none."""
    with Image.open(fallen.path) as picture:
        return "".join(found.text for found in zxingcpp.read_barcodes(picture.convert("L")))
