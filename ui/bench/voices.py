"""From a touch to the first sample of its sound, and what 200 utterances, 50 slips and an import do to the screen."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QElapsedTimer, QTimer

from kiosk.care.clock import local_now
from kiosk.printing.target import describe_target
from ui.bench.county import write_rows
from ui.bench.figures import Figures, median
from ui.bench.hand import Hand
from ui.bench.touches import READY_AFTER_S, SLIPS, SLIPS_A_VISIT, PaperWatch
from ui.shell import DOUBLE_TAP_GUARD_S

FRESH_TOUCHES = 15
UTTERANCES = 200
IMPORT_ROWS = 10_000
SOUND_PATIENCE_S = 3.0
SCHEDULING = Path("/proc/thread-self/schedstat")
"""Nanoseconds that the thread has run, and that it has waited for a processor (Linux, `sched-stats.rst`)."""
WAYS = (("home-trades", "trades"), ("home-today", "postings"), ("home-older", "postings"), ("home-near", "nearmap"))


def measure_sound(folder: Path) -> Figures:
    """Touch trades whose names were never spoken here, then the same ones again."""
    hand = Hand(folder)
    speaker = hand.kiosk.speaker
    handed: list[tuple[int, int]] = []
    speaker.sample_handed.connect(lambda index, at_ns: handed.append((index, at_ns)))
    hand.rest(4.0)
    if not speaker.is_available:
        hand.close()
        return {"sound_fresh_ms": None, "sound_cached_ms": None}
    fresh = [_until_heard(hand, handed, number) for number in range(FRESH_TOUCHES)]
    cached = [_until_heard(hand, handed, number) for number in range(FRESH_TOUCHES)]
    hand.close()
    return {"sound_fresh_ms": median(fresh), "sound_cached_ms": median(cached)}


def _until_heard(hand: Hand, handed: list[tuple[int, int]], number: int) -> float:
    """Open one trade's postings; return the milliseconds from the touch to the first sample of its name."""
    hand.go("home-trades", "trades")
    hand.rest(0.25)
    handed.clear()
    touched_ns = time.monotonic_ns()
    hand.touch(f"trade-{number}")
    deadline = time.monotonic() + SOUND_PATIENCE_S
    hand.wait(lambda: bool(handed) or time.monotonic() > deadline)
    heard_ns = handed[0][1] if handed else touched_ns + int(SOUND_PATIENCE_S * 1e9)
    hand.go("nav-home", "home")
    return (heard_ns - touched_ns) / 1_000_000


def measure_blocks(folder: Path) -> Figures:
    """Watch the screen's own loop while it speaks, gives out slips and a file is imported beside it.

    The hand is as quick as the kiosk takes touches: what comes within `DOUBLE_TAP_GUARD_S` of the last counts as none.
    """
    with TemporaryDirectory(prefix="yizhan-bench-") as made:
        file = write_rows(Path(made), rows=IMPORT_ROWS, today=local_now().date())
        with PaperWatch() as printer:
            hand = Hand(folder, printer=describe_target(f"tcp:127.0.0.1:{printer.port}"))
            hand.rest(READY_AFTER_S)
            watch = Watch()
            _utter(hand)
            _take_slips(hand)
            _import_beside(hand, file, folder)
            figures: Figures = {"ui_block_max_ms": watch.longest_ms, "ui_block_waited_ms": watch.waited_ms}
            hand.close()
    return figures


def _utter(hand: Hand) -> None:
    """Open screens that speak, Home among them, each cutting the one before short."""
    for number in range(UTTERANCES // 2):
        way, screen = WAYS[number % len(WAYS)]
        for name, there in ((way, screen), ("nav-home", "home")):
            hand.go(name, there)
            hand.rest(DOUBLE_TAP_GUARD_S)


def _take_slips(hand: Hand) -> None:
    for number in range(SLIPS):
        steps = [
            (f"posting-{number % SLIPS_A_VISIT}", "oneposting"),
            ("posting-want", "slipshown"),
            ("nav-back", "oneposting"),
            ("nav-back", "postings"),
        ]
        if number % SLIPS_A_VISIT == 0:
            steps = [("nav-home", "home"), ("home-near", "nearmap"), ("near-all", "postings"), *steps]
        for name, screen in steps:
            hand.go(name, screen)
            hand.rest(DOUBLE_TAP_GUARD_S)


def _import_beside(hand: Hand, file: Path, folder: Path) -> None:
    """Bring the file in as staff do, by the command, while somebody goes on touching."""
    argv = [sys.executable, "-m", "kiosk", "import", str(file), "--data", str(folder / "data"), "--json"]
    importing = subprocess.Popen(argv, stdout=subprocess.DEVNULL)
    while importing.poll() is None:
        hand.go("nav-home", "home")
        hand.rest(DOUBLE_TAP_GUARD_S)
        hand.go("home-today", "postings")
        hand.rest(DOUBLE_TAP_GUARD_S)


class Watch:
    """A timer on the UI thread that notes the longest time between two of its turns.

    `waited_ms` is the part of it in which the thread was ready to run and the computer ran others (Linux only).
    """

    def __init__(self) -> None:
        self.longest_ms = self.waited_ms = 0.0
        self._waited_before_ms = _waited_ms()
        self._since = QElapsedTimer()
        self._since.start()
        self._timer = QTimer()
        self._timer.timeout.connect(self._tick)
        self._timer.start(0)

    def _tick(self) -> None:
        took_ms = self._since.nsecsElapsed() / 1_000_000
        waited_ms = _waited_ms()
        if took_ms > self.longest_ms:
            self.longest_ms, self.waited_ms = took_ms, waited_ms - self._waited_before_ms
        self._waited_before_ms = waited_ms
        self._since.restart()


def _waited_ms() -> float:
    """How long this thread has been ready to run without running, since it began."""
    try:
        return int(SCHEDULING.read_text("ascii").split()[1]) / 1_000_000
    except OSError:
        return 0.0
