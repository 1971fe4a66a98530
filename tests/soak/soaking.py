"""The soak itself: cycle after cycle of touches, with all that happens in a hall beside them, and a rest after each."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from tests.soak.glass import NoAnswer
from tests.soak.hand import Hand
from tests.soak.imports import bring_in
from tests.soak.rests import Rest, rest_of
from tests.soak.whole import Whole

FAULTS = (
    ("paper out", "paper full"), ("cover open", "cover closed"), ("error on", "error off"), ("off", "on"),
    ("hang", "normal"), ("late 700", "normal"),
)  # fmt: skip
"""What somebody does to the printer, and how it is well again (`tests/printing/emulator/control.py`)."""
FAULT_SHARE = 0.15
"""The share of visits with a printer that does not print."""
IMPORT_WITHIN_S, DESK_WITHIN_S, PRINTED_WITHIN_S = 60.0, 20.0, 30.0
LOST_IN_A_ROW = 3
"""So often in a row not at Home: the soak has lost its way, and what it measures is nothing."""


class Lost(Exception):
    """The kiosk has ended, or does not come back to Home."""


@dataclass(slots=True)
class Soak:
    """What was seen so far; `troubles` are sentences for whoever ran it."""

    whole: Whole
    hand: Hand
    chance: Random
    began_s: float = field(default_factory=time.monotonic)
    rests: list[Rest] = field(default_factory=list)
    faults: list[tuple[float, float]] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    _imports: list[subprocess.Popen[bytes]] = field(default_factory=list)
    _lost: int = 0

    def cycle(self) -> Rest:
        """One visitor after the other; sometimes staff, sometimes news. Raises `Lost`."""
        number, tempo = len(self.rests), self.hand.tempo
        answer_ms = self._probe()
        self.hand.wander()
        did = [*self._take_slip()] if number % tempo.slip_every == 0 else []
        if number % tempo.desk_every == 1:
            did.append("desk")
            self.hand.work_at_desk()
            self._see_desk_gone()
        if number % tempo.import_every == 2:
            did.append(self._bring_in(number, at_central=number % (2 * tempo.import_every) == 2))
        is_home = self.hand.rest()
        self._let_end()
        self._see_alive(is_home=is_home)
        self.rests.append(self._measure(number, answer_ms, is_home=is_home, did=did))
        return self.rests[-1]

    def _probe(self) -> float:
        try:
            return self.hand.probe()
        except NoAnswer as error:
            raise Lost(str(error)) from error

    def _take_slip(self) -> list[str]:
        """Somebody takes a slip; the printer may fail them."""
        if self.chance.random() >= FAULT_SHARE:
            self.hand.take_slip()
            return ["slip"]
        breaks, mends = self.chance.choice(FAULTS)
        begun = time.time()
        self.whole.printer.do(breaks)
        self.hand.take_slip()
        self.whole.printer.do(mends)
        self.faults.append((begun, time.time()))
        return ["slip", f"printer {breaks}"]

    def _bring_in(self, number: int, *, at_central: bool) -> str:
        self._imports.append(bring_in(self.whole, number=number, at_central=at_central))
        return "import at central" if at_central else "import at the station"

    def _see_desk_gone(self) -> None:
        if self._waited(self._is_desk_gone, 4.0):
            return
        self.hand.leave_desk()  # something may have been open that the first Escape did not close
        if self._waited(self._is_desk_gone, DESK_WITHIN_S):
            return
        self.troubles.append(f"cycle {len(self.rests)}: the desk could not be left")
        raise Lost("the desk could not be left")

    def _is_desk_gone(self) -> bool:
        return self._measure(-1, 0.0, is_home=False, did=[]).of("kiosk.desk", "pid") is None

    def _let_end(self) -> None:
        """Wait for imports, and for the printer's last row; the kiosk rests meanwhile."""
        for process in self._imports:
            try:
                if process.wait(IMPORT_WITHIN_S):
                    self.troubles.append(f"cycle {len(self.rests)}: an import ended with {process.returncode}")
            except subprocess.TimeoutExpired:
                process.kill()
                self.troubles.append(f"cycle {len(self.rests)}: an import did not end")
        self._imports.clear()
        if not self._waited(lambda: not self.whole.printer.state()["busy"], PRINTED_WITHIN_S):
            self.troubles.append(f"cycle {len(self.rests)}: the printer does not come to rest")

    def _see_alive(self, *, is_home: bool) -> None:
        for name, process in (("kiosk", self.whole.kiosk), ("board", self.whole.board)):
            if process.poll() is not None:
                raise Lost(f"the {name} ended with {process.returncode}")
        self._lost = 0 if is_home else self._lost + 1
        if self._lost >= LOST_IN_A_ROW:
            raise Lost("the kiosk does not come back to Home")

    def _measure(self, number: int, answer_ms: float, *, is_home: bool, did: list[str]) -> Rest:
        return rest_of(
            self.whole, cycle=number, began_s=self.began_s, is_home=is_home, answer_ms=answer_ms, did=tuple(did)
        )

    def _waited(self, is_so: Callable[[], bool], within_s: float) -> bool:
        until = time.monotonic() + within_s
        while not is_so():
            if time.monotonic() > until:
                return False
            time.sleep(0.2)
        return True
