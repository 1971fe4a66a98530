"""The programs of a station: the one that was installed, and two places, a and b, for newer ones.

Which one is in force stands in a file that is written whole. A new program is first `ready`, then on `trial` until it
has opened the station, then in force; the former one stays where it is.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from kiosk.care.program import program_argv
from kiosk.store.durable import written_whole

PROGRAM = "yizhan-kiosk"
STATE = "state.json"
MOST_REFUSED = 20


class Slot(StrEnum):
    """Where a program lies. The installed one belongs to the system, and is never written to."""

    INSTALLED = "installed"
    A = "a"
    B = "b"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A program that is whole and checked and was not tried yet."""

    slot: Slot
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A program that was begun and has not opened the station yet. `backup`: of the data before it; empty for none."""

    slot: Slot
    version: str
    backup: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is in force, what was before, and what comes. `refused`: versions that were tried and left again.

    `version` and `former_version` are empty for the installed program, which knows its own.
    """

    in_force: Slot = Slot.INSTALLED
    version: str = ""
    former: Slot = Slot.INSTALLED
    former_version: str = ""
    ready: Waiting | None = None
    trial: Trial | None = None
    refused: tuple[str, ...] = ()


class Programs:
    """The programs in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def standing(self) -> Standing:
        """Return how it stands. Of a file that is torn or gone nothing is believed: the installed program counts."""
        try:
            return _standing(json.loads((self.folder / STATE).read_text("utf-8")))
        except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return Standing()

    def save(self, standing: Standing) -> None:
        """Note how it stands now, on disk before this returns. Raises `OSError`."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with written_whole(self.folder / STATE) as draft:
            draft.write_text(json.dumps(asdict(standing)), "utf-8")

    def place(self, slot: Slot) -> Path:
        """Return the folder of a program of ours. Raises `ValueError` for the installed one."""
        if slot is Slot.INSTALLED:
            raise ValueError(slot)
        return self.folder / slot

    def argv(self, slot: Slot) -> Sequence[str]:
        """Return the words that start a program; the installed one's where another is not there any more."""
        if slot is not Slot.INSTALLED:
            program = self.place(slot) / PROGRAM
            if program.exists():
                return (str(program),)
        return program_argv()

    def free_slot(self) -> Slot:
        """Return where the next program may be put: not over the one in force, nor over the one before it."""
        standing = self.standing()
        taken = {standing.in_force} | ({standing.trial.slot} if standing.trial else set())
        return next(slot for slot in (Slot.A, Slot.B) if slot not in taken)

    def will_fill(self, slot: Slot) -> None:
        """Note that another program is about to lie in `slot`: what was there is not to be gone back to."""
        standing = self.standing()
        if standing.ready is not None and standing.ready.slot is slot:
            standing = replace(standing, ready=None)
        if standing.former is slot:
            standing = replace(standing, former=Slot.INSTALLED, former_version="")
        if standing != self.standing():
            self.save(standing)

    def made_ready(self, waiting: Waiting) -> None:
        """Note that a program waits for its trial."""
        self.save(replace(self.standing(), ready=waiting))

    def begun(self, waiting: Waiting, *, backup: str) -> None:
        """Note that the trial begins: from here on it has to prove itself."""
        trial = Trial(slot=waiting.slot, version=waiting.version, backup=backup)
        self.save(replace(self.standing(), ready=None, trial=trial))

    def proved(self) -> None:
        """Note that the program on trial works: it is in force now."""
        standing = self.standing()
        if standing.trial is not None:
            self.save(
                replace(
                    standing,
                    in_force=standing.trial.slot,
                    version=standing.trial.version,
                    former=standing.in_force,
                    former_version=standing.version,
                    trial=None,
                )
            )

    def failed(self) -> None:
        """Note that the program on trial was left again; it is not tried once more."""
        standing = self.standing()
        if standing.trial is not None:
            refused = _refused(standing, standing.trial.version)
            self.save(replace(standing, trial=None, ready=None, refused=refused))

    def refuse(self, version: str) -> None:
        """Note that a program is never to be fetched again, as its archive is no whole program."""
        standing = self.standing()
        self.save(replace(standing, refused=_refused(standing, version)))

    def go_back(self) -> None:
        """Note that the former program is in force again; the one that is left is not tried once more."""
        standing = self.standing()
        refused = _refused(standing, standing.version) if standing.version else standing.refused
        self.save(
            replace(
                standing,
                in_force=standing.former,
                version=standing.former_version,
                ready=None,
                refused=refused,
            )
        )


def _refused(standing: Standing, version: str) -> tuple[str, ...]:
    return (*standing.refused, version)[-MOST_REFUSED:]


def _standing(said: dict[str, Any]) -> Standing:
    ready, trial = said.get("ready"), said.get("trial")
    refused = said.get("refused", ())
    if not isinstance(refused, list) or not all(isinstance(version, str) for version in refused):
        refused = []
    found = Standing(
        in_force=Slot(said["in_force"]),
        version=str(said["version"]),
        former=Slot(said["former"]),
        former_version=str(said.get("former_version", "")),
        refused=tuple(refused),
    )
    if isinstance(ready, dict):
        found = replace(found, ready=Waiting(slot=Slot(ready["slot"]), version=str(ready["version"])))
    if isinstance(trial, dict):
        known = Trial(slot=Slot(trial["slot"]), version=str(trial["version"]), backup=str(trial["backup"]))
        found = replace(found, trial=known)
    return found


def forget_drafts(folder: Path) -> None:
    """Remove what an unpacking that was cut off left behind."""
    import shutil

    with suppress(OSError):
        for path in folder.glob(".*.new"):
            shutil.rmtree(path, ignore_errors=True)
