"""A disk that loses its power: files and their names, as they may lie there when the power is back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from random import Random

from tests.power.pages import PAGE, DiskFile
from tests.power.recording import Change, Content, Recording, What

KEPT = (0.0, 0.2, 0.5, 0.8, 1.0)
"""How much of what was not synced is on the disk all the same: one is drawn for the names, and one for each file."""
SHARED_MEMORY = "-shm"
"""SQLite's file of shared memory is written past all functions, and made anew by whoever opens first."""


@dataclass(frozen=True, slots=True, eq=False)
class Folder:
    """A folder, which is the same one whatever it is called."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """A symbolic link."""

    to: str


Node = DiskFile | Folder | Pointer | None
"""What a name stands for; None for nothing."""
Entry = tuple[Folder, str]
"""A name in a folder."""


class Loss(Enum):
    """How much a cut may take. What was synced, it never takes.

    `KILLED` only ends the program: the system's memory lives. `IN_ORDER` is ext4 as it comes: names change in the
    order in which programs changed them, up to some moment, and a sync of a file or folder takes its names along. `ANY`
    is all that POSIX allows: each name is old or new for itself, and lasts when its folder was synced; a folder's own
    name when the folder above was.
    """

    KILLED = "killed"
    IN_ORDER = "in order"
    ANY = "any"


@dataclass(slots=True)
class NameChange:
    """Names that change together, or not at all."""

    names: dict[Entry, Node]

    def is_in(self, folder: Folder) -> bool:
        return any(each is folder for each, _ in self.names)

    def is_of(self, node: Node) -> bool:
        return any(each is node for each in self.names.values())


@dataclass(slots=True)
class Disk:
    """Replays a recording up to a cut, and says what may lie there then."""

    loss: Loss
    top: Folder = field(default_factory=Folder)
    now: dict[Entry, Node] = field(default_factory=dict)
    kept: dict[Entry, Node] = field(default_factory=dict)
    open: list[NameChange] = field(default_factory=list)
    files: dict[int, DiskFile] = field(default_factory=dict)

    @classmethod
    def replayed(cls, recording: Recording, *, until: int, loss: Loss) -> Disk:
        """Return the disk after the first `until` changes; before them all was synced."""
        disk = cls(loss)
        for name, content in sorted(recording.before.items()):
            disk.now[disk._entry(name)] = _node(content)
        disk.files = {inode: _file(disk.now[disk._entry(name)]) for name, inode in recording.inodes.items()}
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
                self._sync_folder(self._folder(change.path))
            case What.MADE:
                self.files[change.inode] = DiskFile()
                self._name({self._entry(change.path): self.files[change.inode]})
            case What.FOLDER_MADE:
                self._name({self._entry(change.path): Folder()})
            case What.POINTED:
                self._name({self._entry(change.path): Pointer(change.to)})
            case What.REMOVED | What.FOLDER_REMOVED:
                self._name({self._entry(change.path): None})
            case What.LINKED:
                self._name({self._entry(change.to): self.now[self._entry(change.path)]})
            case What.RENAMED:
                before, after = self._entry(change.path), self._entry(change.to)
                if self.now[before] is not self.now.get(after):
                    self._name({after: self.now[before], before: None})
            case What.SAID:
                pass

    def _entry(self, path: str) -> Entry:
        above, _, name = path.rpartition("/")
        return self._folder(above), name

    def _folder(self, path: str) -> Folder:
        """Return the folder that is called so now; `path` is empty for the one at the top."""
        folder = self.top
        for name in filter(None, path.split("/")):
            node = self.now[folder, name]
            assert isinstance(node, Folder)
            folder = node
        return folder

    def _name(self, names: dict[Entry, Node]) -> None:
        self.now.update(names)
        self.open.append(NameChange(names))

    def _sync(self, file: DiskFile) -> None:
        file.sync()
        if self.loss is Loss.IN_ORDER:
            self._keep_up_to(at for at, one in enumerate(self.open) if one.is_of(file))

    def _sync_folder(self, folder: Folder) -> None:
        touching = [at for at, one in enumerate(self.open) if one.is_in(folder)]
        if self.loss is Loss.IN_ORDER:
            self._keep_up_to(at for at, one in enumerate(self.open) if one.is_in(folder) or one.is_of(folder))
        else:
            self._keep(self._with_earlier(touching))

    def _keep_up_to(self, places: Iterable[int]) -> None:
        self._keep(range(max(places, default=-1) + 1))

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

    def after_cut(self, chance: Random) -> dict[str, Content]:
        """Return every file, link and folder, as they may lie there."""
        entries = self._names_after_cut(chance, chance.choice(KEPT))
        found: dict[str, Content] = {}
        contents: dict[int, bytes] = {}
        for name, node in _walked(self.top, entries):
            match node:
                case Folder():
                    found[name] = None
                case Pointer():
                    found[name] = node.to
                case DiskFile():
                    if id(node) not in contents:
                        contents[id(node)] = self._content(node, chance)
                    is_memory = name.endswith(SHARED_MEMORY)
                    found[name] = chance.randbytes(8 * PAGE) if is_memory else contents[id(node)]
        return found

    def _names_after_cut(self, chance: Random, keeps: float) -> dict[Entry, Node]:
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


def _walked(top: Folder, entries: dict[Entry, Node]) -> Iterator[tuple[str, Node]]:
    """Give every name below `top` with what it stands for; what lies in a folder that has no name is lost."""
    names: dict[Folder, list[str]] = {}
    for folder, name in entries:
        names.setdefault(folder, []).append(name)
    open_ = [(top, "")]
    while open_:
        folder, above = open_.pop()
        for name in sorted(names.get(folder, ())):
            node = entries[folder, name]
            yield f"{above}{name}", node
            if isinstance(node, Folder):
                open_.append((node, f"{above}{name}/"))


def _node(content: Content) -> Node:
    match content:
        case None:
            return Folder()
        case str():
            return Pointer(content)
        case _:
            return DiskFile(kept=content, now=bytearray(content))


def _file(node: Node) -> DiskFile:
    assert isinstance(node, DiskFile)
    return node


def laid_out(content: Mapping[str, Content], root: Path) -> None:
    """Write files, links and folders below the new folder `root`, closed to others as a station keeps them."""
    root.mkdir(mode=0o700, parents=True)
    for name, data in content.items():
        if data is None:
            (root / name).mkdir(mode=0o700)
        elif isinstance(data, str):
            (root / name).symlink_to(data)
        else:
            (root / name).write_bytes(data)
            (root / name).chmod(0o600)
