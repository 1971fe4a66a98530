"""Twenty touches a second, anywhere on the worker's window, for minutes: run by `scripts/soak --restless`.

The kiosk is the real one, with voice, printer and caretaker, in this process: from outside no hand is so quick, and
none has several fingers. One finger taps and slides; then one beside a hand that rests; then hands, drops, long presses
and stuck points all at once. Each minute the hand is taken away, and the kiosk has to come Home and to rest.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import secrets
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QSize, QtMsgType, qInstallMessageHandler
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kiosk.care.places import Places
from kiosk.commands.demo import bring_in, settle
from kiosk.desk.demo import demo_county
from kiosk.journeys import effects as do
from kiosk.journeys import events as was
from kiosk.printing.target import describe_target
from kiosk.services import OpenStation, open_station
from tests.printing.emulated import EmulatedPrinter
from tests.soak.judge import slope_of
from tests.soak.many_fingers import ManyFingers
from tests.ui.sound.ear import running_server
from tests.ui.test_random_touches import assert_no_slot_was_lost
from ui.app import Kiosk, Setting, catch_everything
from ui.bench.figures import percentile, resident_mb

PANEL_PX, PANEL_MM = QSize(1080, 1920), (268.0, 476.0)
LEAST_RATE = 0.9
"""The share of twenty a second that must be reached, or it was not what it says."""
ROUND_S = 57.0
SETTLES_S, RESTS_S = 4.0, 3.0
"""Until the rest of the program is loaded; until the kiosk has tidied its memory (`TIDY_AFTER_MS`)."""
NOBODY_AFTER_S = 145
"""Seconds after which the kiosk has asked whether anybody is there, and forgotten them."""
VISIT_S = 4.5
"""Then somebody else comes. A hand that has switched on "touch to hear" only hears what it touches, as it touches no
button twice on end, and one among the settings finds many more of them: it got nowhere in one of ten short runs."""
WITHIN_S = 30.0
AT_ONCE_MS = 100.0
"""What is answered so soon is answered at once (Miller 1968). The median is judged: what other programs of the machine
add, they add now and then."""
ROUNDS_JUDGED = 6
GROWTH_MB = 0.5
"""A round has 1,100 touches: 0.4 kB for each of them, while letters and pictures of all looks are still kept."""
FEW_MB = 60.0
"""For a hand of less than six minutes, which ends while all that is still being kept."""
MOST_LINES, MOST_LETTERS = 10, 300
KNOWN = (
    "something has lain on the glass",
    "the speech process",
    "the player does not answer",
    "the recorder",
)
"""What the log may tell: a finger that stays, and what a busy machine or one without a microphone has to say."""


class Mistakes(logging.Handler):
    """Everything that was logged as a warning or worse, or said by Qt."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.told: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        text = f"{record.name}: {record.getMessage()}"
        if record.exc_info:
            text += f" {record.exc_info[1]!r}"
        self.note(text)

    def hear(self, kind: QtMsgType, _context: object, message: str) -> None:
        if kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg):
            self.note(f"Qt: {message}")

    def note(self, text: str) -> None:
        if not any(known in text for known in KNOWN):
            self.told.append(text)


class Restless:
    """One kiosk under a restless hand; `wrong` are sentences for whoever ran it."""

    def __init__(self, kiosk: Kiosk, *, seed: int) -> None:
        self.kiosk, self.shell = kiosk, kiosk.shell
        self.hand = ManyFingers(kiosk.shell, seed=seed)
        self.wrong: list[str] = []
        self.rests_mb: list[float] = []
        self.peak_mb = 0.0
        self.counted, self.touching_s = 0, 0.0
        self.seen: set[str] = set()
        self.first_touch_ms = float("inf")
        self.screens: set[str] = set()
        self.shell.touched.connect(self._count)
        self.shell.effect_wanted.connect(self._watch)

    def go(self, seconds: float) -> None:
        """Touch for so long, with a rest after each round."""
        self.until(lambda: self.kiosk.is_open, "the station")
        self.wait(SETTLES_S)
        self._rest()
        left_s = seconds
        while left_s > 0 and not self.wrong:
            self._round(min(ROUND_S, left_s))
            left_s -= ROUND_S
            self._rest()
            print(f"{len(self.rests_mb) - 1:3}: {self.hand.begun} touches, {self.rests_mb[-1]:.1f} MB", flush=True)
        self._first_touch()

    def _round(self, seconds: float) -> None:
        began = time.monotonic()
        came = began
        self.hand.start()
        while time.monotonic() - began < seconds:
            self.wait(1.0)
            if time.monotonic() - came > VISIT_S:
                self._leave()
                came = time.monotonic()
            self.screens.add(self.shell.screen_name)
            self.peak_mb = max(self.peak_mb, resident_mb())
        self.hand.stop()
        self.touching_s += time.monotonic() - began

    def _rest(self) -> None:
        """Take the hand away, go Home by one touch, and let the kiosk come to rest."""
        self.hand.lift_all()
        self.wait(0.6)
        self._go_home()
        self.wait(RESTS_S)
        self.rests_mb.append(resident_mb())

    def _first_touch(self) -> None:
        """Whoever comes next finds a kiosk that answers."""
        if self.shell.visit != self.shell._journey.start():
            self.wrong.append("Home is not as every visitor finds it")
        began = time.perf_counter()
        self.tap("home-today")
        self.until(lambda: self.shell.screen_name == "postings", "postings at the first touch")
        self.first_touch_ms = (time.perf_counter() - began) * 1000
        self.wait(0.6)
        self._go_home()

    def _go_home(self) -> None:
        """Touch Home, and stand there until nobody is: what a visitor likes stays until then."""
        if self.shell.visit.preferences.touch_to_hear:
            self.tap("nav-home")  # says what it is; the second touch acts
            self.wait(0.6)
        self.tap("nav-home")
        self.until(lambda: self.shell.screen_name == "home", "Home")
        self._leave()
        self.until(lambda: not self.shell.has_visitor, "Home, as every visitor finds it")

    def _leave(self) -> None:
        """Let as much time pass as it takes until the kiosk has forgotten whoever was there."""
        for _ in range(NOBODY_AFTER_S):
            self.shell.happen(was.SecondPassed())

    def tap(self, name: str) -> None:
        """Touch an item by name with one finger."""
        item = next((item for item in self.shell.visible_items() if item.objectName() == name), None)
        if item is None:
            self.wrong.append(f"{name} is not on {self.shell.screen_name}")
            return
        self.hand.tap(item.mapTo(self.shell, item.rect().center()))

    def until(self, is_so: Callable[[], bool], what: str) -> None:
        deadline = time.monotonic() + WITHIN_S
        while not is_so():
            if time.monotonic() > deadline:
                self.wrong.append(f"waited in vain for {what}; there is {self.shell.screen_name}")
                return
            QTest.qWait(5)

    def wait(self, seconds: float) -> None:
        QTest.qWait(round(seconds * 1000))

    def figures(self) -> dict[str, object]:
        """What is told of it, and what is judged."""
        pictures = self.hand.pictures_ms or [0.0]
        turns = self.hand.late_ms or [0.0]
        slope = slope_of(self._judged())
        return {
            "seconds": self.touching_s,
            "touches": self.hand.begun,
            "touches_per_s": self.hand.begun / max(self.touching_s, 0.001),
            "kinds": self.hand.kinds,
            "points_told": self.hand.told,
            "acted": self.counted,
            "screens": sorted(self.screens),
            "picture_ms": {share: percentile(pictures, share) for share in (50, 95, 99, 100)},
            "pictures": len(self.hand.pictures_ms),
            "late_ms": {share: percentile(turns, share) for share in (50, 95, 99, 100)},
            "first_touch_ms": self.first_touch_ms,
            "mb_before": self.rests_mb[0],
            "mb_after": self.rests_mb[-1],
            "mb_peak": self.peak_mb,
            "mb_rests": self.rests_mb,
            "mb_per_round": slope.likely,
            "mb_per_round_at_least": slope.at_least,
        }

    def judge(self) -> list[str]:
        """All that was wrong."""
        wrong, growth_mb = list(self.wrong), slope_of(self._judged()).at_least
        rate = self.hand.begun / max(self.touching_s, 0.001)
        if rate < LEAST_RATE * self.hand.A_SECOND:
            wrong.append(f"only {rate:.1f} touches a second")
        if self.counted < self.touching_s / 4:
            wrong.append(f"only {self.counted} touches acted")
        if (late := percentile(self.hand.pictures_ms or [float("inf")], 50)) > AT_ONCE_MS:
            wrong.append(f"a touch is seen after {late:.0f} ms (the median)")
        if len(self.rests_mb) > ROUNDS_JUDGED and growth_mb > GROWTH_MB:
            wrong.append(f"memory grows by at least {growth_mb:.2f} MB a round")
        if len(self.rests_mb) <= ROUNDS_JUDGED and self.rests_mb[-1] - self.rests_mb[0] > FEW_MB:
            wrong.append(f"memory has grown from {self.rests_mb[0]:.0f} to {self.rests_mb[-1]:.0f} MB")
        return wrong

    def _judged(self) -> list[tuple[float, float]]:
        """Memory at each rest by its round, without those in which letters and pictures are shown first."""
        return [(float(number), mb) for number, mb in enumerate(self.rests_mb)][2:]

    def _count(self) -> None:
        self.counted += 1
        self.screens.add(self.shell.screen_name)

    def _watch(self, effect: object) -> None:
        if isinstance(effect, do.PrintSlip):
            self.seen.add(effect.slip.id)


def this_morning() -> datetime:
    """Ten o'clock, whenever it is run: at night the first touch only makes the panel light again."""
    return datetime.now().astimezone().replace(hour=10, minute=0)


@contextmanager
def kiosk_in(folder: Path) -> Iterator[Kiosk]:
    """The demo county's kiosk below `folder`, with a printer, and a loudspeaker that nobody hears."""
    places = Places(data=folder / "data", keys=folder / "keys")
    (folder / "run").mkdir(mode=0o700)
    with ExitStack() as running:
        running.enter_context(running_server(folder / "run"))
        printer = EmulatedPrinter(folder / "paper", "--tcp", "0")
        running.callback(printer.close)
        with open_station(places, now=this_morning) as station:
            settle(station, demo_county())
            bring_in(station)
        kiosk = Kiosk(
            Setting(
                places=places,
                size_px=PANEL_PX,
                panel_mm=PANEL_MM,
                printer=describe_target(printer.target),
                now=this_morning,
            )
        )
        catch_everything(kiosk)
        kiosk.show(windowed=True)
        yield kiosk
        kiosk.close()


def main(argv: Sequence[str] | None = None) -> int:
    """Return 0 when nothing was wrong, 1 with what was and the seed."""
    parser = argparse.ArgumentParser(
        prog="scripts/soak --restless",
        description="Twenty touches a second on the worker's window, some of many fingers: nothing breaks or grows.",
    )
    how_long = parser.add_mutually_exclusive_group()
    how_long.add_argument("--minutes", type=float, metavar="N", default=10.0, help="how long (default 10)")
    how_long.add_argument("--seconds", type=float, metavar="N", help="how long")
    parser.add_argument("--seed", type=int, metavar="S", help="the touches of this seed again")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write everything that was measured")
    asked = parser.parse_args(argv)
    seed = asked.seed if asked.seed is not None else secrets.randbits(32)
    print(f"soak: seed {seed}", flush=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    mistakes = Mistakes()
    logging.getLogger().addHandler(mistakes)
    qInstallMessageHandler(mistakes.hear)
    QApplication.instance() or QApplication(["yizhan-kiosk"])
    with tempfile.TemporaryDirectory(prefix="restless-", ignore_cleanup_errors=True) as made:
        figures = _soaked(Path(made), asked.seconds or asked.minutes * 60, seed, mistakes)
    if asked.json is not None:
        asked.json.write_text(json.dumps(figures, indent=1), "utf-8")
    for name, value in figures.items():
        print(f"{name:22} {value}", flush=True)
    if figures["wrong"]:
        print(f"soak: not well; the same touches again: scripts/soak --restless --seed {seed}", file=sys.stderr)
    return 1 if figures["wrong"] else 0


def _soaked(folder: Path, seconds: float, seed: int, mistakes: Mistakes) -> dict[str, object]:
    with kiosk_in(folder) as kiosk:
        restless = Restless(kiosk, seed=seed)
        restless.go(seconds)
        figures = restless.figures()
    with open_station(Places(data=folder / "data", keys=folder / "keys")) as station:
        wrong = restless.judge() + _lost_slots(station, restless.seen)
        slips = station.database.value("select count(*) from slips")
    wrong += [f"the log: {text[:MOST_LETTERS]}" for text in mistakes.told[:MOST_LINES]]
    return figures | {"seed": seed, "slips": slips, "wrong": wrong}


def _lost_slots(station: OpenStation, seen: set[str]) -> list[str]:
    try:
        assert_no_slot_was_lost(station, seen)
    except AssertionError as error:
        return [f"slots: {error}"]
    return []


if __name__ == "__main__":
    sys.exit(main())
