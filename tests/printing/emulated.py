"""The emulated printer (`tests/printing/emulator`, a process of its own) in the hands of a test."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image

from kiosk.printing.printer import PrintJob

Emulate = Callable[..., "EmulatedPrinter"]
"""`emulate("--tcp", "0")`: start one for this test."""
EMULATOR = Path(__file__).parent / "emulator"
HEAD_BYTES = 72
PATIENCE_S = 60.0


@dataclass(frozen=True, slots=True)
class Fallen:
    """A piece of paper that was cut off, as rows of dots; white above and below does not count."""

    path: Path

    @property
    def rows(self) -> bytes:
        with Image.open(self.path) as picture:
            return inked(bytes(255 - byte for byte in picture.tobytes()))


def inked(rows: bytes) -> bytes:
    """`rows` of the whole head from the first that has a black dot to the last."""
    lines = [rows[start : start + HEAD_BYTES] for start in range(0, len(rows), HEAD_BYTES)]
    black = [number for number, line in enumerate(lines) if any(line)]
    return b"".join(lines[black[0] : black[-1] + 1]) if black else b""


def dots_of(job: PrintJob) -> bytes:
    """What a piece of paper with `job` and nothing else on it has as `rows`."""
    size = job.row_bytes
    lines = (job.rows[start : start + size] for start in range(0, len(job.rows), size))
    return inked(b"".join(line.ljust(HEAD_BYTES, b"\0") for line in lines))


class EmulatedPrinter:
    """A printer that was started for a test; `target` is how a setting names it."""

    def __init__(self, slips: Path, *arguments: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(EMULATOR), "--slips", str(slips), *arguments],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1,
        )  # fmt: skip
        self.target = str(self._told("printer"))

    @property
    def port(self) -> int:
        return int(self.target.rpartition(":")[2])

    @property
    def device(self) -> str:
        return self.target.partition(":")[2]

    def do(self, *lines: str) -> None:
        """Do what the person at the printer does, one after the other."""
        for line in lines:
            assert self._process.stdin is not None
            self._process.stdin.write(f"{line}\n")
            self._told("did")

    def state(self) -> dict[str, Any]:
        """What it is and has done (`control.py`)."""
        assert self._process.stdin is not None
        self._process.stdin.write("state\n")
        return self._told("slips", whole=True)

    def paper(self) -> list[Fallen]:
        """Every piece of paper that was cut off so far, once the printer has come to rest."""
        self.until(lambda state: not state["busy"])
        return [fallen for path in self.state()["slips"] if (fallen := Fallen(Path(path))).rows]

    def until(self, is_so: Callable[[dict[str, Any]], bool]) -> None:
        """Wait until the printer's state `is_so`."""
        deadline = time.monotonic() + PATIENCE_S
        while not is_so(state := self.state()):
            assert time.monotonic() < deadline, state
            time.sleep(0.01)

    def close(self) -> None:
        """End the process."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(PATIENCE_S)
        assert self._process.stdout is not None
        self._process.stdout.close()

    def _told(self, key: str, *, whole: bool = False) -> Any:
        """The next line of the printer that tells `key`; slips that fall meanwhile are passed over."""
        assert self._process.stdout is not None
        for line in self._process.stdout:
            told = json.loads(line)
            assert "error" not in told, told
            if key in told:
                return told if whole else told[key]
        raise AssertionError("the emulated printer has ended")


@contextmanager
def emulated_printers(folder: Path) -> Iterator[Emulate]:
    """Give what starts printers whose slips fall below `folder`; they end with the block."""
    started: list[EmulatedPrinter] = []

    def emulate(*arguments: str) -> EmulatedPrinter:
        started.append(EmulatedPrinter(folder / f"printer-{len(started)}", *arguments))
        return started[-1]

    try:
        yield emulate
    finally:
        for printer in started:
            printer.close()
