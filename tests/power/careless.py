"""Programs that are careless with what they save, each in one way: the cuts must find them all.

`careless.py WORK ROOT SEED` does one of them, as `child.py` does.
"""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from pathlib import Path
from random import Random

from kiosk.store.durable import written_whole
from tests.power.child import main
from tests.power.work import Said, Say, Work, reopened, save_posting, words_of
from tests.power.works.at_work import assert_slips_hold, give_slips
from tests.store.backups.conftest import Machine

CONTENT = tuple(letter * 9_000 for letter in (b"a", b"b", b"c", b"d"))


class _Saving(ABC):
    """A file saved again and again; after a cut it is whole, and no older than was said."""

    name = ""

    @abstractmethod
    def save(self, file: Path, content: bytes) -> None:
        """Save `content` in `file`."""

    def prepare(self, machine: Machine, chance: Random) -> None:
        machine.root.mkdir(parents=True)
        (machine.root / "file").write_bytes(CONTENT[0])

    def do(self, machine: Machine, chance: Random, say: Say) -> None:
        for number, content in enumerate(CONTENT[1:], start=1):
            self.save(machine.root / "file", content)
            say("saved", number)

    def judge(self, machine: Machine, said: Said) -> None:
        number = CONTENT.index((machine.root / "file").read_bytes())
        assert number >= len(words_of(said, "saved"))


class Careful(_Saving):
    name = "careful"

    def save(self, file: Path, content: bytes) -> None:
        with written_whole(file) as draft:
            draft.write_bytes(content)


class WrittenOver(_Saving):
    name = "written-over"

    def save(self, file: Path, content: bytes) -> None:
        with file.open("wb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())


class NeverSynced(_Saving):
    """The draft is renamed before its bytes are on the disk."""

    name = "never-synced"

    def save(self, file: Path, content: bytes) -> None:
        draft = file.with_suffix(".tmp")
        draft.write_bytes(content)
        draft.replace(file)
        _sync(file.parent)


class SyncedTooLate(_Saving):
    name = "synced-too-late"

    def save(self, file: Path, content: bytes) -> None:
        draft = file.with_suffix(".tmp")
        draft.write_bytes(content)
        draft.replace(file)
        _sync(file)
        _sync(file.parent)


class NameNotSynced(_Saving):
    name = "name-not-synced"

    def save(self, file: Path, content: bytes) -> None:
        draft = file.with_suffix(".tmp")
        draft.write_bytes(content)
        _sync(draft)
        draft.replace(file)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)


class FastDatabase:
    """Slips are given out by a database that waits for no disk."""

    name = "fast-database"

    def prepare(self, machine: Machine, chance: Random) -> None:
        save_posting(machine)
        machine.close()

    def do(self, machine: Machine, chance: Random, say: Say) -> None:
        with machine.open() as station:
            station.database.execute("pragma synchronous = off")
            give_slips(station, "fast", 6, say)

    def judge(self, machine: Machine, said: Said) -> None:
        with reopened(machine) as station:
            assert_slips_hold(station, said)


CARELESS: tuple[Work, ...] = (WrittenOver(), NeverSynced(), SyncedTooLate(), NameNotSynced(), FastDatabase())

if __name__ == "__main__":
    main((Careful(), *CARELESS))
