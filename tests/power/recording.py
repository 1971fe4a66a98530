"""What a program did to the files of a folder, change by change, and what it had been told is saved by then."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

HEAD = struct.Struct("<BBHHIQq")
SHIM = Path(__file__).with_name("shim.c")
WITHIN_S = 120
PROJECT = Path(__file__).parents[2]
Content = bytes | str | None
"""What lies under a name: bytes of a file, where a symbolic link points to, None for a folder."""


class What(Enum):
    """The kinds of records, by the letters that `shim.c` gives them."""

    MADE = "C"
    WRITTEN = "W"
    CUT = "T"
    SYNCED = "S"
    DATA_SYNCED = "D"
    FOLDER_SYNCED = "F"
    RENAMED = "R"
    REMOVED = "U"
    LINKED = "L"
    POINTED = "K"
    FOLDER_MADE = "M"
    FOLDER_REMOVED = "X"
    SAID = "A"


@dataclass(frozen=True, slots=True)
class Change:
    """One record. `path` and `to` are names below the folder; a file is known by its `inode`. Of a symbolic link
    `to` is what stands in it.

    `at` is where bytes were written, or the size that a file was cut to.
    """

    what: What
    inode: int = 0
    at: int = 0
    path: str = ""
    to: str = ""
    data: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """A folder as it was before (`before`, and `inodes` of its files), and all that a program then did to it."""

    before: dict[str, Content]
    inodes: dict[str, int]
    changes: tuple[Change, ...]

    @property
    def turns(self) -> tuple[int, ...]:
        """How many changes were made before and after each one that is more than bytes written."""
        places = (at for at, change in enumerate(self.changes) if change.what is not What.WRITTEN)
        return tuple(sorted({0, *(near for at in places for near in (at, at + 1))}))


def content_of(root: Path) -> dict[str, Content]:
    """Return all that lies below `root`."""
    return {str(path.relative_to(root)): _content(path) for path in sorted(root.rglob("*"))}


def _content(path: Path) -> Content:
    if path.is_symlink():
        return str(path.readlink())
    return path.read_bytes() if path.is_file() else None


def compiled_shim(folder: Path) -> Path:
    """Compile `shim.c` into `folder`, once; raise `FileNotFoundError` where there is no C compiler."""
    library = folder / "shim.so"
    if not library.exists():
        compiler = shutil.which("cc") or shutil.which("gcc")
        if compiler is None:
            raise FileNotFoundError("a C compiler (package gcc, with libc6-dev) is needed to record what is written")
        draft = library.with_suffix(f".{os.getpid()}")
        command = [compiler, "-O1", "-Wall", "-Werror", "-shared", "-fPIC", "-o", str(draft), str(SHIM), "-ldl"]
        subprocess.run([*command, "-lpthread"], check=True)
        draft.replace(library)
    return library


def recorded(command: Sequence[str], root: Path, *, shim: Path, seed: int) -> Recording:
    """Run a Python program (`command` behind the interpreter) and return what it did below `root`.

    It must end well, and say nothing on stderr. Its random numbers come from `seed`.
    """
    before = content_of(root)
    inodes = {name: (root / name).stat().st_ino for name, content in before.items() if isinstance(content, bytes)}
    log = root.with_name(f"{root.name}.records")
    log.unlink(missing_ok=True)
    env = {
        **os.environ, "LD_PRELOAD": str(shim), "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1",
        "YIZHAN_POWER_ROOT": str(root.resolve()), "YIZHAN_POWER_LOG": str(log), "YIZHAN_POWER_SEED": str(seed),
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, *command], env=env, cwd=PROJECT, capture_output=True, text=True, timeout=WITHIN_S, check=False
    )
    assert done.returncode == 0, done.stderr
    assert not done.stderr, done.stderr
    changes = tuple(_changes(log.read_bytes()))
    log.unlink()
    return Recording(before=before, inodes=inodes, changes=changes)


def _changes(records: bytes) -> Iterator[Change]:
    at = 0
    while at < len(records):
        what, _, first, second, size, inode, offset = HEAD.unpack_from(records, at)
        at += HEAD.size
        path, to = records[at : at + first].decode(), records[at + first : at + first + second].decode()
        at += first + second
        yield Change(What(chr(what)), inode, offset, path, to, records[at : at + size])
        at += size
