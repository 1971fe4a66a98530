"""A machine that is set up by touch: the real desk window, and the fingers of whoever stands before it."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from kiosk.care.places import Places
from kiosk.desk.first_start import ORDER, Step
from tests.ui.desk.window import OFFICE, DeskWindow
from ui.screens.first_start.wizard import Wizard

PATIENCE_MS = 60_000


class NewMachine(DeskWindow):
    """A desk at its wizard."""

    def __init__(self, places: Places, **how: Any) -> None:
        super().__init__(places, waits=False, **{"size": OFFICE, **how})
        self.until(lambda: self.step is not None or self._is_at_door, "the wizard")
        self.settle()

    @property
    def step(self) -> Step | None:
        """The step whose page is shown; None where there is no wizard."""
        return next((step for step in Step if self.visible(f"wizard-{step}")), None)

    @property
    def wizard(self) -> Wizard:
        found = self.shell.findChild(Wizard)
        assert isinstance(found, Wizard)
        return found

    def until_step(self, step: Step) -> None:
        """Wait until a step is shown, and everything on it was answered."""
        self.until(lambda: self.step is step, f"the step {step}; there is {self.step}")
        self.settle()

    def until_idle(self) -> None:
        """Wait until nothing goes on beside the page."""
        self.settle()
        self.until(lambda: self.wizard.page is None or not self.wizard.page.is_busy, "the end of the command")
        self.settle()

    @staticmethod
    def exit_code_after(does: Callable[[], None]) -> int:
        """Do something in the loop of the program, and return the code with which that ends; -1 where it does not."""
        QTimer.singleShot(0, does)
        giving_up = QTimer(singleShot=True, interval=PATIENCE_MS)
        giving_up.timeout.connect(lambda: QApplication.exit(-1))
        giving_up.start()
        code = QApplication.exec()
        giving_up.stop()
        return code

    def pin(self, digits: str) -> None:
        """Type a PIN twice on the keypad."""
        for field in ("pin", "again"):
            self.touch(f"first-start-{field}")
            for digit in digits:
                self.touch(f"first-start-{field}-keypad-{digit}")


def leave_until(machine: NewMachine, step: Step) -> None:
    """Leave every step for later until `step` is shown."""
    for each in ORDER[: ORDER.index(step)]:
        machine.until_step(each)
        machine.touch("wizard-later")
    machine.until_step(step)


def settings(machine: NewMachine) -> dict[str, dict[str, Any]]:
    """What the machine's own file of settings says; there may be none yet."""
    file = machine.places.settings
    return tomllib.loads(file.read_text("utf-8")) if file.exists() else {}
