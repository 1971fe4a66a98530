"""The backups of one station that lie in a folder of a disk or stick: how many stay, and what goes for a new one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kiosk.errors import Refused
from kiosk.store.backup_files.form import SUFFIX, Header
from kiosk.store.backup_files.reading import backup_file
from kiosk.store.backups import free_bytes
from kiosk.store.durable import FULL
from kiosk.store.keys import DatabaseKey

PREFIX = "yizhan-backup-"
SLACK_BYTES = 1 << 20
"""What a file system takes beside the bytes of a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelfKeeping:
    """How many backups of one station stay in a folder, and how much they weigh together; the newest stays always."""

    most: int = 7
    most_bytes: int = 8 << 30
    free_bytes: Callable[[Path], int] = free_bytes


SHELF_KEEPING = ShelfKeeping()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    path: Path
    header: Header
    size: int


class Shelf:
    """Ours are the backups that `key` opens, by what they say of it themselves; of others none is ever touched."""

    def __init__(self, folder: Path, key: DatabaseKey) -> None:
        self._folder, self._mark = folder, key.mark()

    def ours(self) -> list[Standing]:
        """Return them in the order in which they came here, whatever a clock said; torn ones are nobody's."""
        found = []
        for path in sorted(self._folder.glob(f"{PREFIX}*{SUFFIX}")):
            try:
                with backup_file(path) as file:
                    header = file.header
            except Refused:
                continue
            if header.key_mark == self._mark:
                found.append(Standing(path=path, header=header, size=path.stat().st_size))
        return sorted(found, key=lambda one: one.header.order)

    def next_order(self) -> int:
        """Return the place of the next one."""
        return max((one.header.order for one in self.ours()), default=0) + 1

    def free_path(self, name: str) -> Path:
        """Return where a new one goes: two may be made in one second, or a clock may go back to it."""
        path, number = self._folder / f"{PREFIX}{name}{SUFFIX}", 1
        while path.exists():
            number += 1
            path = self._folder / f"{PREFIX}{name}-{number}{SUFFIX}"
        return path

    def make_room(self, size: int, keeping: ShelfKeeping) -> list[str]:
        """Let the oldest go, but never the newest, until `size` bytes find room; return their names.

        Raises `Refused` where that is not enough, and nothing has gone then; also `OSError`.
        """
        older = self.ours()[:-1]
        free, wanted = keeping.free_bytes(self._folder), size + SLACK_BYTES
        if free + sum(one.size for one in older) < wanted:
            raise no_room(size, free)
        gone = []
        while older and free < wanted:
            gone.append(_removed(older.pop(0)))
            free = keeping.free_bytes(self._folder)
        return gone

    def let_go(self, newest: Path, *, gone_through: int, keeping: ShelfKeeping) -> list[str]:
        """Let the oldest go that are too many or too heavy, and those that should be gone; return their names."""
        older = [one for one in self.ours() if one.path != newest]
        total = newest.stat().st_size + sum(one.size for one in older)
        gone = []
        for left, one in zip(range(len(older), 0, -1), older, strict=True):
            if left >= keeping.most or total > keeping.most_bytes or one.header.number <= gone_through:
                gone.append(_removed(one))
                total -= one.size
        return gone

    def clear_halves(self) -> None:
        """Remove what a power cut or a pulled stick left half written; its name never was a backup's.

        Raises `OSError` where nothing can be written at all: locked sticks say, too, that they have no room.
        """
        trial = self._folder / f".{PREFIX}trial{SUFFIX}.0.tmp"
        try:
            trial.touch()
        except OSError as error:
            if error.errno not in FULL:
                raise
        for half in self._folder.glob(f".{PREFIX}*{SUFFIX}.*.tmp"):
            half.unlink(missing_ok=True)


def no_room(size: int, free: int) -> Refused:
    """A stick that is too full, in whole megabytes."""
    return Refused("error-backup-stick-full", needed=str(megabytes(size)), free=str(free // 1_000_000))


def megabytes(size: int) -> int:
    """Return `size` bytes in megabytes, rounded up."""
    return -(-size // 1_000_000)


def _removed(one: Standing) -> str:
    one.path.unlink()
    return one.path.name
