"""A process of its own that sets a machine up by touch, step by step, until somebody kills it.

It is told on its standard input what to do: `look` says the step on a line, `touch TURNS` goes on from it and lives for
so many turns of its loop, `wait` says the step that comes after the one that was touched.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from kiosk.care import drives
from kiosk.desk.first_start import Step
from tests.ui.breath import breathe
from tests.ui.conftest import places_in
from tests.ui.first_start.steps import NewMachine

DONE_BY = {
    Step.LANGUAGE: "wizard-language-zh-CN", Step.PANEL: "wizard-next", Step.PRINTER: "wizard-next",
}  # fmt: skip
"""What is touched on the steps that are done; the others are left for later."""


def main() -> None:
    root = Path(sys.argv[1])
    drives.MOUNTS = root / "no-sticks"
    app = QApplication([])
    machine = NewMachine(places_in(root))
    touched = machine.step
    for line in sys.stdin:
        step = machine.step
        if line == "look\n":
            print(step, flush=True)
        elif line.startswith("touch ") and step is not None:
            touched = step
            machine.touch(DONE_BY.get(step, "wizard-later"))
            for _ in range(int(line.split()[1])):
                breathe()
                machine.live()
            print("touched", flush=True)
        elif line == "wait\n":
            # The answer may have been there with the touch itself.
            machine.until(lambda before=touched: machine.step is not before, "the next step")  # type: ignore[misc]
            machine.settle()
            print(machine.step, flush=True)
    del app


if __name__ == "__main__":
    main()
