"""An ESC/POS printer that is a program: `python tests/printing/emulator --tcp 0` tells where it listens.

Each slip becomes a PNG file; standard input takes what the person at the printer does (`help` lists it), standard
output tells in lines of JSON what happened. It ends with `quit`, or when its input ends.
"""

from __future__ import annotations

import argparse
import json
import os
import select
import sys
import tempfile
import time
from pathlib import Path

from control import HELP, Control
from ends import NetworkEnd, SerialEnd
from machine import Machine
from paper import Paper

BUSY_S, IDLE_S = 0.003, 0.5


def tell(what: dict[str, object]) -> None:
    """A line of JSON to whoever started this."""
    print(json.dumps(what), flush=True)


class Orders:
    """The lines of standard input, as they come."""

    def __init__(self) -> None:
        self._begun = b""
        self.is_over = False

    def lines(self) -> list[str]:
        """Return the whole lines that have come."""
        data = os.read(sys.stdin.fileno(), 65_536)
        self.is_over = not data
        *whole, self._begun = (self._begun + data).split(b"\n")
        return [line.decode().strip() for line in whole]


def serve(machine: Machine, end: NetworkEnd | SerialEnd, control: Control) -> None:
    """Print, answer and obey until somebody says `quit`."""
    orders = Orders()
    while not orders.is_over:
        waits = [sys.stdin, *end.waits_for(room=machine.room)]
        ready = select.select(waits, [], [], BUSY_S if machine.is_busy else IDLE_S)[0]
        now = time.monotonic()
        if data := end.read(machine.room):
            machine.take(data, now)
        if end.was_reset:
            end.was_reset = False
            machine.line_was_reset()
        machine.work(time.monotonic())
        if said := machine.answers_due(time.monotonic()):
            end.write(said)
        for line in orders.lines() if sys.stdin in ready else ():
            if line == "quit":
                return
            obey(control, line)


def obey(control: Control, line: str) -> None:
    if line == "help":
        print(HELP, flush=True)
        return
    try:
        tell(control.do(line))
    except ValueError as error:
        tell({"error": str(error)})


def main() -> int:
    """Start the printer that the arguments describe."""
    parser = argparse.ArgumentParser(prog="emulator", description=__doc__, epilog=HELP,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)  # fmt: skip
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--tcp", type=int, metavar="PORT", help="listen on this port of this machine, 0 for a free one")
    where.add_argument("--pty", action="store_true", help="be at the end of a serial line")
    parser.add_argument("--slips", type=Path, metavar="FOLDER", help="where slips fall (a new folder without)")
    parser.add_argument("--simple", action="store_true", help="know no real-time commands, as cheap printers do not")
    given = parser.parse_args()
    folder = given.slips or Path(tempfile.mkdtemp(prefix="printer-"))
    folder.mkdir(parents=True, exist_ok=True)
    end = SerialEnd() if given.pty else NetworkEnd(given.tcp)
    machine = Machine(Paper(folder), told=tell, obeys_at_once=not given.simple)
    tell({"printer": end.name, "slips": str(folder)})
    serve(machine, end, Control(machine, end))
    return 0


if __name__ == "__main__":
    sys.exit(main())
