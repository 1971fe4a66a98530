"""Which settings a station works with: those of `station.toml`, or of the last one that was without a mistake.

A file without a mistake is kept beside it, as `station.toml.good`. A wrong one never stops the station: the whole last
good one is in force, as half of a new file and half of an old one is what nobody ever wrote. Where none was ever kept,
what is right in the file counts, and the rest has its default.

A file that is not there means the defaults: a technician took it away. Our own saving never leaves it away
(`kiosk.care.config.changing`); an editor that takes the old file away before the new one is there might, if the power
goes in that moment, and so the kept one stays where it is, to be given its name again. An editor that empties the file
before it writes leaves an empty one: that is told as a mistake, and the last good one is in force.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.care.config.sections import Settings
from kiosk.care.config.there import is_there
from kiosk.errors import YizhanError

if TYPE_CHECKING:
    from kiosk.care.config.reading import Reading

Whole = Callable[[Path], AbstractContextManager[Path]]
"""Gives a draft that takes a file's place, whole or not at all: `kiosk.store.durable.written_whole`."""

log = logging.getLogger(__name__)


class Origin(StrEnum):
    """Where settings that are said come from."""

    NOWHERE = "default"
    FILE = "file"
    LAST_GOOD = "last-good"


@dataclass(frozen=True, slots=True, kw_only=True)
class InForce:
    """The settings that count. `mistakes` are those of `file`; `reading` is whichever file counts, None for none."""

    file: Path
    origin: Origin = Origin.NOWHERE
    settings: Settings = field(default_factory=Settings)
    mistakes: tuple[YizhanError, ...] = ()
    reading: Reading | None = None

    def told(self) -> tuple[YizhanError, ...]:
        """Return everything that people are told: the mistakes, and what is in force because of them."""
        if not self.mistakes:
            return ()
        if self.origin is Origin.LAST_GOOD:
            return (*self.mistakes, YizhanError("settings-last-good-counts", file=str(good_beside(self.file))))
        return (*self.mistakes, YizhanError("settings-usual-counts", file=str(self.file)))


def good_beside(path: Path) -> Path:
    """Return where the last good copy of `path` is kept."""
    return path.with_name(f"{path.name}.good")


def settings_in_force(path: Path, *, whole: Whole | None = None) -> InForce:
    """Return the settings that count at the station whose file is `path`; nothing is raised.

    With `whole` a file without a mistake is kept as the last good one.
    """
    if not is_there(path):
        return InForce(file=path)
    from kiosk.care.config.reading import read_file

    reading = read_file(path)
    if not reading.mistakes and not reading.is_blank:
        if whole is not None:
            _keep(reading, path, whole=whole)
        return InForce(file=path, origin=Origin.FILE, settings=reading.settings, reading=reading)
    good = _last_good(path)
    if good is None:
        return InForce(
            file=path, origin=Origin.FILE, settings=reading.settings, mistakes=reading.mistakes, reading=reading
        )
    mistakes = reading.mistakes if not reading.is_blank else (YizhanError("settings-empty", file=str(path)),)
    return InForce(file=path, origin=Origin.LAST_GOOD, settings=good.settings, mistakes=mistakes, reading=good)


def _last_good(path: Path) -> Reading | None:
    """The kept copy; None where there is none, or where this program does not understand all of it."""
    good = good_beside(path)
    if not is_there(good):
        return None
    from kiosk.care.config.reading import read_file

    reading = read_file(good)
    return None if reading.mistakes or reading.is_blank else reading


def _keep(reading: Reading, path: Path, *, whole: Whole) -> None:
    """Keep the file as the last good one, with its own rights; a disk that takes nothing is no reason to stop."""
    good = good_beside(path)
    try:
        if reading.data is None or (is_there(good) and good.read_bytes() == reading.data):
            return
        with whole(good) as draft:
            draft.touch(mode=0o600)
            draft.write_bytes(reading.data)
            with suppress(OSError):
                draft.chmod(path.stat().st_mode & 0o777)
    except (OSError, YizhanError) as error:
        log.warning("settings: the last good copy could not be kept: %s", error)
