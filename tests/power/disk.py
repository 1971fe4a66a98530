"""A disk that loses its power: files and their names, as they may lie there when the power is back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path, PurePosixPath
from random import Random

from tests.power.pages import PAGE, DiskFile
from tests.power.recording import Change, Recording, What

FOLDER = "folder"
KEPT = (0.0, 0.2, 0.5, 0.8, 1.0)
"""How much of what was not synced is on the disk all the same: one is drawn for the names, and one for each file."""
SHARED_MEMORY = "-shm"
"""SQLite's file of shared memory is written past all functions, and made anew by whoever opens first."""
Node = DiskFile | str | None
"""What a name stands for: a file, `FOLDER`, or nothing."""


class Loss(Enum):
    """How much a cut may take. What was synced, it never takes.

    `KILLED` only ends the program: the system's memory lives. `IN_ORDER` is ext4 as it comes: names change in the
    order in which programs changed them, up to some moment, and a sync of a file takes its names along. `ANY` is all
    that POSIX allows: each name is old or new for itself, and lasts when its folder was synced; a folder's own name
    when the folder above was.
    """

    KILLED = "killed"
    IN_ORDER = "in order"
    ANY = "any"


@dataclass(slots=True)
class NameChange:
    """Names that change together, or not at all."""

    names: dict[str, Node]

    def folders(self) -> set[str]:
        return {_folder(name) for name in self.names}


@dataclass(slots=True)
class Disk:
    """Replays a recording up to a cut, and says what may lie there then."""

    loss: Loss
    now: dict[str, Node] = field(default_factory=dict)
    kept: dict[str, Node] = field(default_factory=dict)
    open: list[NameChange] = field(default_factory=list)
    files: dict[int, DiskFile] = field(default_factory=dict)

    @classmethod
    def replayed(cls, recording: Recording, *, until: int, loss: Loss) -> Disk:
        """Return the disk after the first `until` changes; before them all was synced."""
        disk = cls(loss)
        for name, content in recording.before.items():
            disk.now[name] = FOLDER if content is None else DiskFile(kept=content, now=bytearray(content))
        disk.files = {inode: _file(disk.now[name]) for name, inode in recording.inodes.items()}
        disk.kept = dict(disk.now)
        for change in recording.changes[:until]:
            disk._do(change)
        return disk

    def _do(self, change: Change) -> None:
        match change.what:
            case What.WRITTEN:
                self.files[change.inode].write(change.at, change.data)
            case What.CUT:
                self.files[change.inode].cut(change.at)
            case What.SYNCED | What.DATA_SYNCED:
                self._sync(self.files[change.inode])
            case What.FOLDER_SYNCED:
                self._sync_folder("." if not change.path else change.path)
            case What.MADE:
                self.files[change.inode] = DiskFile()
                self._name({change.path: self.files[change.inode]})
            case What.FOLDER_MADE:
                self._name({change.path: FOLDER})
            case What.REMOVED | What.FOLDER_REMOVED:
                self._name({change.path: None})
            case What.LINKED:
                self._name({change.to: self.now[change.path]})
            case What.RENAMED:
                assert self.now[change.path] != FOLDER, "folders that are renamed are not thought of here"
                if self.now[change.path] is not self.now.get(change.to):
                    self._name({change.to: self.now[change.path], change.path: None})
            case What.SAID:
                pass

    def _name(self, names: dict[str, Node]) -> None:
        self.now.update(names)
        self.open.append(NameChange(names))

    def _sync(self, file: DiskFile) -> None:
        file.sync()
        if self.loss is Loss.IN_ORDER:
            last = max((at for at, one in enumerate(self.open) if file in _files(one)), default=-1)
            self._keep(range(last + 1))

    def _sync_folder(self, folder: str) -> None:
        touching = [at for at, one in enumerate(self.open) if folder in one.folders()]
        if self.loss is Loss.IN_ORDER:
            self._keep(range(max(touching, default=-1) + 1))
        else:
            self._keep(self._with_earlier(touching))

    def _keep(self, places: Iterable[int]) -> None:
        kept = set(places)
        for at in sorted(kept):
            self.kept.update(self.open[at].names)
        self.open = [one for at, one in enumerate(self.open) if at not in kept]

    def _with_earlier(self, places: Iterable[int]) -> set[int]:
        """Return `places` with all changes before them of which they are a consequence: those of the same names."""
        found = set(places)
        for at in range(len(self.open) - 1, -1, -1):
            later = (self.open[place].names.keys() for place in found if place > at)
            if any(self.open[at].names.keys() & names for names in later):
                found.add(at)
        return found

    def after_cut(self, chance: Random) -> dict[str, bytes | None]:
        """Return every file with its bytes and every folder with None, as they may lie there."""
        names = self._names_after_cut(chance, chance.choice(KEPT))
        found: dict[str, bytes | None] = {}
        contents: dict[int, bytes] = {}
        for name, node in sorted(names.items(), key=lambda entry: entry[0]):
            if node is None or not _has_folders(name, names):
                continue
            if not isinstance(node, DiskFile):
                found[name] = None
                continue
            if id(node) not in contents:
                contents[id(node)] = self._content(node, chance)
            is_memory = name.endswith(SHARED_MEMORY)
            found[name] = chance.randbytes(8 * PAGE) if is_memory else contents[id(node)]
        return found

    def _names_after_cut(self, chance: Random, keeps: float) -> dict[str, Node]:
        if self.loss is Loss.KILLED:
            return self.now
        if self.loss is Loss.IN_ORDER:
            last = len(self.open) if chance.random() < keeps else chance.randint(0, len(self.open))
            places = set(range(last))
        else:
            places = self._with_earlier(at for at in range(len(self.open)) if chance.random() < keeps)
        names = dict(self.kept)
        for at in sorted(places):
            names.update(self.open[at].names)
        return names

    def _content(self, file: DiskFile, chance: Random) -> bytes:
        if self.loss is Loss.KILLED:
            return bytes(file.now)
        return file.after_cut(chance, keeps=chance.choice(KEPT), grows_in_order=self.loss is Loss.IN_ORDER)


def _file(node: Node) -> DiskFile:
    assert isinstance(node, DiskFile)
    return node


def _files(change: NameChange) -> list[Node]:
    return [node for node in change.names.values() if isinstance(node, DiskFile)]


def _folder(name: str) -> str:
    return str(PurePosixPath(name).parent)


def _has_folders(name: str, names: dict[str, Node]) -> bool:
    return all(names.get(str(above)) == FOLDER for above in PurePosixPath(name).parents[:-1])


def laid_out(content: dict[str, bytes | None], root: Path) -> None:
    """Write files and folders below the new folder `root`, closed to others as a station keeps them."""
    root.mkdir(mode=0o700, parents=True)
    for name, data in content.items():
        if data is None:
            (root / name).mkdir(mode=0o700)
        else:
            (root / name).write_bytes(data)
            (root / name).chmod(0o600)
