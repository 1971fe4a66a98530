"""How the kiosk's printer is, noted in a file beside the station's database for the desk and other programs to read."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kiosk.errors import StoreError
from kiosk.printing.state import PrinterState

FILE = "printer.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class NotedState:
    """A state, and the moment since which the kiosk has seen it."""

    state: PrinterState
    since: datetime

    @property
    def key(self) -> str:
        """The sentence for staff: what is the matter and what to do."""
        return f"printer-is-{self.state.value}"

    @property
    def needs_staff(self) -> bool:
        """Whether somebody should go to the printer, or have paper ready."""
        return self.state not in (PrinterState.READY, PrinterState.SILENT)


def note_state(data: Path, noted: NotedState) -> None:
    """Note it in the station's folder `data`, over what was noted before. Raises `StoreError` where that cannot be."""
    path = data / FILE
    draft = path.with_suffix(f".{os.getpid()}")
    try:
        draft.write_text(json.dumps({"state": noted.state.value, "since": noted.since.isoformat()}), "utf-8")
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise StoreError from error


def forget_state(data: Path) -> None:
    """Let nothing be noted: this kiosk does not know its printer. Raises `StoreError` where that cannot be."""
    try:
        (data / FILE).unlink(missing_ok=True)
    except OSError as error:
        raise StoreError from error


def noted_state(data: Path) -> NotedState | None:
    """Return what was noted last; None where nothing was, or nobody can read it."""
    try:
        noted = json.loads((data / FILE).read_text("utf-8"))
        return NotedState(state=PrinterState(noted["state"]), since=datetime.fromisoformat(noted["since"]))
    except (OSError, ValueError, TypeError, KeyError):
        return None
