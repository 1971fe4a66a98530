"""What a technician is told of the machine, as values: what its commands said, and what its files hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from kiosk.care.watching.crashes import Crash
from kiosk.domain.finding import Light

FIRST_OF_ALL = (Light.RED, Light.AMBER, Light.GREEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldFinding:
    """One finding of the doctor: what was looked at (`doctor-name-CHECK`), what was found and what to do, in words."""

    check: str
    light: Light
    said: str
    advice: str = ""


def findings_in(said: Mapping[str, Any] | None) -> tuple[ToldFinding, ...]:
    """Return what `doctor --json` said, what is red first; nothing where it said nothing that can be understood."""
    try:
        found = [_finding(each) for each in (said or {})["findings"]]
    except (KeyError, TypeError, ValueError):
        return ()
    return tuple(sorted(found, key=lambda finding: FIRST_OF_ALL.index(finding.light)))


def _finding(each: Mapping[str, Any]) -> ToldFinding:
    return ToldFinding(
        check=str(each["check"]), light=Light(each["light"]), said=str(each["said"]), advice=str(each["advice"])
    )


@dataclass(frozen=True, slots=True)
class FoundPrinter:
    """A printer that could be used: as `printer.target` names it, and as people call it."""

    target: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterTold:
    """The printer that is set and how it is, `state_key` being its sentence, empty where nobody knows; and others."""

    state_key: str = ""
    found: tuple[FoundPrinter, ...] = ()


def printers_in(said: Mapping[str, Any] | None) -> PrinterTold | None:
    """Return what `devices --json` said; None where it said nothing that can be understood."""
    try:
        told: Mapping[str, Any] = said or {}
        found: Sequence[Mapping[str, Any]] = told["found"]
        return PrinterTold(
            state_key=str(told["state_key"]),
            found=tuple(FoundPrinter(str(each["target"]), str(each["name"])) for each in found),
        )
    except (KeyError, TypeError):
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class ElsewhereSeen:
    """The one more place for backups, when one was put there last (None for never), and whether the last try failed."""

    folder: Path
    made_at: datetime | None
    has_failed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupsSeen:
    """How many there are on this machine and when the newest was made, when one was last restored for a trial, and how.

    `code_made` is the day of the recovery code; None where there is none. `elsewhere` is None where no place is set.
    """

    count: int
    newest_at: datetime | None
    tried_at: datetime | None
    is_good: bool
    code_made: datetime | None
    elsewhere: ElsewhereSeen | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TroublesSeen:
    """What ended the kiosk against everybody's will, the last first, and the last lines of its log."""

    crashes: tuple[Crash, ...]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutMachine:
    """What runs here and where. `licences` is the folder of their texts; None where the program was not installed."""

    version: str
    system: str
    device: str
    data: Path
    licences: Path | None
    is_watched: bool
