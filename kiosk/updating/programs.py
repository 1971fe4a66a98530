"""The programs of a station: the one that was installed, and two places, a and b, for newer ones.

Which one is in force stands in a file that is written whole. A new program is first `ready`, then on `trial` until it
has opened the station, then in force; the former one stays where it is. Of the installed one and one that was fetched
the newer counts, so that a package that is installed by hand is not in vain.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from kiosk.care.program import program_argv
from kiosk.store.durable import made_folder, written_whole

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
    """A program that is whole and checked and waits for its trial. `was_cut`: an earlier one was cut off, unjudged."""

    slot: Slot
    version: str
    was_cut: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A program that was begun and has not opened the station yet. `backup`: of the data before it; empty for none.

    `was_cut`: it is its second trial, as the first was cut off.
    """

    slot: Slot
    version: str
    backup: str
    was_cut: bool = False


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
        made_folder(self.folder)
        with written_whole(self.folder / STATE) as draft:
            draft.write_text(json.dumps(asdict(standing)), "utf-8")

    def place(self, slot: Slot) -> Path:
        """Return the folder of a program of ours. Raises `ValueError` for the installed one."""
        if slot is Slot.INSTALLED:
            raise ValueError(slot)
        return self.folder / slot

    def is_there(self, slot: Slot) -> bool:
        """Tell whether there is a program in a place; the installed one always is."""
        return slot is Slot.INSTALLED or (self.place(slot) / PROGRAM).exists()

    def argv(self, slot: Slot) -> Sequence[str]:
        """Return the words that start a program; the installed one's where another is not there any more."""
        if slot is Slot.INSTALLED or not self.is_there(slot):
            return program_argv()
        return (str(self.place(slot) / PROGRAM),)

    def free_slot(self) -> Slot:
        """Return where the next program may be put: not over the one in force, nor over one on trial."""
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
        trial = Trial(slot=waiting.slot, version=waiting.version, backup=backup, was_cut=waiting.was_cut)
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

    def cut_off(self) -> None:
        """Note that the trial ended with its watch, as in a power cut: it waits for one more, and never for a third."""
        standing = self.standing()
        if standing.trial is None:
            return
        if standing.trial.was_cut:
            self.failed()
            return
        again = Waiting(slot=standing.trial.slot, version=standing.trial.version, was_cut=True)
        self.save(replace(standing, trial=None, ready=again))

    def heed_installed(self, version: str) -> None:
        """Have the installed program, which is `version`, in force where it is newer than the fetched ones.

        One that was gone back from by hand is left alone, as is all where `version` is empty: nobody knows it.
        """
        standing = self.standing()
        if version in standing.refused:
            return
        heeded = standing
        ready = standing.ready
        if ready is not None and (ready.version == version or _is_newer(version, ready.version)):
            heeded = replace(heeded, ready=None)
        if standing.in_force is not Slot.INSTALLED and _is_newer(version, standing.version):
            heeded = replace(
                heeded,
                in_force=Slot.INSTALLED,
                version="",
                former=standing.in_force,
                former_version=standing.version,
            )
        if heeded != standing:
            self.save(heeded)

    def refuse(self, version: str) -> None:
        """Note that a program is never to be fetched again, as its archive is no whole program."""
        standing = self.standing()
        self.save(replace(standing, refused=_refused(standing, version)))

    def go_back(self, *, installed: str) -> None:
        """Note that the former program is in force again; the one that is left is not tried once more.

        `installed`: the version of the installed one, empty where it is not known.
        """
        standing = self.standing()
        left = standing.version or installed
        refused = _refused(standing, left) if left else standing.refused
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


def _is_newer(version: str, than: str) -> bool:
    """Tell whether `version` is known to be newer."""
    from packaging.version import InvalidVersion, Version

    try:
        return Version(version) > Version(than)
    except InvalidVersion:
        return False


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
        waiting = Waiting(slot=Slot(ready["slot"]), version=str(ready["version"]), was_cut=_was_cut(ready))
        found = replace(found, ready=waiting)
    if isinstance(trial, dict):
        slot, version = Slot(trial["slot"]), str(trial["version"])
        known = Trial(slot=slot, version=version, backup=str(trial["backup"]), was_cut=_was_cut(trial))
        found = replace(found, trial=known)
    return found


def _was_cut(said: dict[str, Any]) -> bool:
    return said.get("was_cut") is True
