"""From a touch to the next picture, to the slip, to the printer; and what many touches cost in memory."""

from __future__ import annotations

import random
import socket
import threading
import time
from pathlib import Path

from kiosk.journeys import events as was
from kiosk.printing.target import describe_target
from ui.bench.figures import Figures, median, percentile, resident_mb
from ui.bench.hand import Hand

WALKS = 60
TRADES = 15
PAUSE_S = 0.1
"""Between two touches; people take longer, and the kiosk itself takes no two within 0.3 s."""
SLIPS = 50
SLIPS_A_VISIT = 3
RANDOM_TOUCHES = 2000
READY_AFTER_S = 3.0
"""The first touches are measured on a kiosk that has just started, not on one that is still loading its libraries."""
TIDIED_AFTER_S = 3.0
RASTER = b"\x1dv0"
"""GS v 0, the command that carries the picture: its first byte is the slip's first byte at the printer."""
STATUS_ASKED, PAPER_PRESENT = b"\x10\x04", b"\x12"
ASKED_WHEN_DONE, DONE = b"\x1dr", b"\0"
"""GS r, which is answered when all that was sent is on paper."""


def measure_touches(folder: Path) -> Figures:
    """Walk from Home to a posting and back again and again; every step is one touch."""
    hand = Hand(folder)
    hand.rest(READY_AFTER_S)
    times = []
    for walk in range(WALKS):
        lists: tuple[tuple[tuple[str, str], ...], ...] = (
            (("home-today", "postings"),),
            (("home-older", "postings"),),
            (("home-near", "nearmap"), ("near-all", "postings")),
        )
        for name, screen in (
            ("home-trades", "trades"),
            (f"trade-{walk % TRADES}", "postings"),
            ("posting-0", "oneposting"),
            ("nav-back", "postings"),
            ("nav-home", "home"),
            *lists[walk % len(lists)],
            ("nav-home", "home"),
        ):
            times.append(hand.go(name, screen))
            hand.rest(PAUSE_S)
    hand.close()
    return {"touch_p50_ms": median(times), "touch_p99_ms": percentile(times, 99)}


def measure_slips(folder: Path) -> Figures:
    """Take slips, three a visit, with a printer on the network that answers at once."""
    with PaperWatch() as printer:
        hand = Hand(folder, printer=describe_target(f"tcp:127.0.0.1:{printer.port}"))
        hand.rest(READY_AFTER_S)
        on_screen: list[float] = []
        at_printer: list[float] = []
        for number in range(SLIPS):
            if number % SLIPS_A_VISIT == 0:
                hand.go("nav-home", "home")
                hand.go("home-today", "postings")
            hand.go(f"posting-{number % SLIPS_A_VISIT}", "oneposting")
            asked = time.perf_counter()
            on_screen.append(hand.go("posting-want", "slipshown"))
            hand.wait(lambda: len(printer.first_bytes) > len(at_printer))
            at_printer.append((printer.first_bytes[len(at_printer)] - asked) * 1000)
            hand.go("nav-back", "oneposting")
            hand.go("nav-back", "postings")
        hand.close()
    return {
        "slip_screen_ms": median(on_screen),
        "slip_screen_p99_ms": percentile(on_screen, 99),
        "slip_printer_ms": median(at_printer),
    }


def measure_memory(folder: Path) -> Figures:
    """Touch whatever is there, 2,000 times, then 2,000 times more."""
    hand = Hand(folder)
    hand.rest(READY_AFTER_S)
    chance = random.Random(4)
    first_peak, first = _touch_at_random(hand, chance)
    second_peak, second = _touch_at_random(hand, chance)
    children = sum(resident_mb(child) for child in _children())
    hand.close()
    peak = max(first_peak, second_peak)
    return {"rss_mb": peak, "rss_growth_mb": second - first, "rss_with_children_mb": peak + children}


def _touch_at_random(hand: Hand, chance: random.Random) -> tuple[float, float]:
    """Return the memory in the middle of the last visit, and when that visit has ended and been tidied up after."""
    for _ in range(RANDOM_TOUCHES):
        buttons = [item.objectName() for item in hand.shell.visible_items() if item.kind.value == "button"]
        hand.touch(chance.choice(buttons))
        hand.app.processEvents()
        hand.wait(lambda: not hand.shell.is_waiting)
    amid = resident_mb()
    if hand.shell.visit.preferences.touch_to_hear:
        hand.touch("nav-home")  # says what it is; the second touch acts
        hand.app.processEvents()  # it is heard as one of its own before the second comes
    hand.go("nav-home", "home")
    hand.shell.happen(was.Left())
    hand.rest(TIDIED_AFTER_S)
    return amid, resident_mb()


def _children() -> list[int]:
    listed = Path("/proc/self/task")
    found: list[int] = []
    for task in listed.iterdir() if listed.is_dir() else ():
        found += [int(word) for word in (task / "children").read_text("ascii").split()]
    return found


class PaperWatch:
    """A network printer that answers every question at once and notes when a picture's first byte arrives."""

    def __init__(self) -> None:
        self.first_bytes: list[float] = []
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._server.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> PaperWatch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.close()

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self._server.accept()
            except OSError:
                return
            with line:
                self._take_one_job(line)

    def _take_one_job(self, line: socket.socket) -> None:
        line.settimeout(5)
        seen, noted = b"", False
        try:
            while received := line.recv(65536):
                arrived = time.perf_counter()
                seen = (seen + received)[-200_000:]
                if not noted and RASTER in seen:
                    self.first_bytes.append(arrived)
                    noted = True
                if received.startswith(STATUS_ASKED):
                    line.sendall(PAPER_PRESENT)
                if ASKED_WHEN_DONE in received[-8:]:
                    line.sendall(DONE)
        except OSError:
            return
