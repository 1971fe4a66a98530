"""How it stands between this station and central, written where the screen can read it without asking the database."""

from __future__ import annotations

import json
import time
from contextlib import suppress
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

from kiosk.care.central_clock import CentralClock, note_central_time, since_boot_ms
from kiosk.store.durable import written_whole
from sync.client.report import Outcome, Report

OUTCOMES = frozenset(outcome.value for outcome in Outcome)
MINUTE_MS = 60_000
CLOCK_MOVED_MS = 5 * MINUTE_MS
"""From here on the clock was set since the status was written; less is the slow drift of a clock."""
MOST_NUMBER = 1 << 53
"""No time in milliseconds and no count is as large."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """`at_ms` and `heard_ms`: wall clock when it was last tried, and when central last answered (0: never).

    A read status tells `heard_ms` as this machine's clock goes now, however it was set since.

    `waiting` and `refused` are operations; `agrees`: whether all rows were found equal, None if not compared.
    `central_ahead_ms`: how far central's signed time was ahead of this machine's clock, None while it is not known.
    """

    outcome: str = Outcome.NOT_ENROLLED.value
    at_ms: int = 0
    heard_ms: int = 0
    waiting: int = 0
    refused: int = 0
    agrees: bool | None = None
    central_ahead_ms: int | None = None


BEFORE_THE_FIRST = frozenset({Outcome.NOT_ENROLLED.value, Outcome.ENROLLED.value})
FIELDS = frozenset(field.name for field in fields(Status))
"""What a newer program wrote besides is not read."""


def sync_folder(data: Path) -> Path:
    """Where sync keeps what is not in the database: pages on their way, the status, and who asks for a sync now."""
    return data / "sync"


def read_status(data: Path) -> Status:
    """Return what is written, and of a file that is torn or holds something else, nothing."""
    return _by_this_clock(_written(data), CentralClock(sync_folder(data) / "clock.json"))


def _written(data: Path) -> Status:
    with suppress(OSError, ValueError, TypeError, AttributeError, RecursionError):
        said = json.loads((sync_folder(data) / "status.json").read_text("utf-8"))
        status = Status(**{name: value for name, value in said.items() if name in FIELDS})
        if _is_status(status):
            return status
    return Status()


def _is_status(status: Status) -> bool:
    numbers = (status.at_ms, status.heard_ms, status.waiting, status.refused, status.central_ahead_ms or 0)
    return (
        status.outcome in OUTCOMES
        and (status.agrees is None or type(status.agrees) is bool)
        and all(type(number) is int and abs(number) < MOST_NUMBER for number in numbers)
    )


def _by_this_clock(status: Status, clock: CentralClock) -> Status:
    """Return the status with central's last answer by the clock as it goes now, if that was set since it was written.

    Where central's time was heard since the machine was started, `clock` tells how far off the machine's is. Otherwise
    that was most likely set right if the moment of the answer by central's own time has passed by now, and is not long
    before the moment that was written down.
    """
    if status.central_ahead_ms is None or not status.heard_ms:
        return status
    wall_ms, truly_ms = time.time_ns() // 1_000_000, status.heard_ms + status.central_ahead_ms
    ahead_ms = round(clock().timestamp() * 1000) - wall_ms
    if abs(ahead_ms) < CLOCK_MOVED_MS and not (truly_ms <= wall_ms and not truly_ms < status.heard_ms <= wall_ms):
        return status  # nothing is known, and it may be as wrong as it was
    if abs(ahead_ms - status.central_ahead_ms) < CLOCK_MOVED_MS:
        return status
    ahead_ms = round(ahead_ms / MINUTE_MS) * MINUTE_MS  # so that it is the same each time that it is read
    return replace(status, heard_ms=truly_ms - ahead_ms, central_ahead_ms=ahead_ms)


def write_status(data: Path, central_time: Path, report: Report, *, waiting: int, refused: int) -> Status:
    """Write down how a sync ended. A full disk keeps nobody from syncing."""
    before, now_ms = _written(data), time.time_ns() // 1_000_000
    since_ms = round((time.monotonic() - report.heard_at_s) * 1000)
    is_heard = report.outcome in (Outcome.DONE, Outcome.BUSY) and report.central_ms > 0
    status = Status(
        outcome=report.outcome.value,
        at_ms=now_ms,
        heard_ms=now_ms if is_heard else before.heard_ms,
        waiting=waiting,
        refused=refused,
        agrees=report.agrees if is_heard else before.agrees,
        central_ahead_ms=report.central_ms + since_ms - now_ms if is_heard else before.central_ahead_ms,
    )
    with suppress(OSError):
        if is_heard:
            note_central_time(central_time, report.central_ms + since_ms, since_boot=since_boot_ms())
    _write(data, status)
    return status


def write_carried(data: Path, report: Report, *, waiting: int, refused: int) -> Status:
    """Write down what a stick brought: central was heard when it signed that, not now, and the network is as it was.

    An answer that is older than what was heard since changes only the counts. Says nothing of the present time.
    """
    before = _written(data)
    heard_ms = report.central_ms - (before.central_ahead_ms or 0)
    is_newer = report.central_ms > 0 and heard_ms > before.heard_ms
    is_first = before.outcome in BEFORE_THE_FIRST and report.central_ms > 0
    status = replace(
        before,
        outcome=Outcome.DONE.value if is_first else before.outcome,
        heard_ms=heard_ms if is_newer else before.heard_ms,
        agrees=report.agrees if is_newer else before.agrees,
        waiting=waiting,
        refused=refused,
    )
    _write(data, status)
    return status


def _write(data: Path, status: Status) -> None:
    with suppress(OSError):
        sync_folder(data).mkdir(mode=0o700, parents=True, exist_ok=True)
        with written_whole(sync_folder(data) / "status.json") as draft:
            draft.write_text(json.dumps(asdict(status)), "utf-8")


def ask_now(data: Path) -> None:
    """Have the sync process begin at once. Raises `OSError`."""
    sync_folder(data).mkdir(mode=0o700, parents=True, exist_ok=True)
    (sync_folder(data) / "now").write_text(str(time.time_ns()), "ascii")


def asked_at(data: Path) -> int:
    """Return a number that changes with each `ask_now`."""
    try:
        return (sync_folder(data) / "now").stat().st_mtime_ns
    except OSError:
        return 0
