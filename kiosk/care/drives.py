"""Where a file can be put for somebody to take away: the user's documents, and memory sticks that are plugged in."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_documents_path

MOUNTS = Path("/proc/self/mounts")
VOLUMES = Path("/Volumes")
STICKS_LIE_IN = ("/media/", "/run/media/")
"""Where desktops mount what is plugged in (udisks2)."""
DRIVE_REMOVABLE = 2
"""What `GetDriveTypeW` says of a memory stick (Windows, fileapi.h)."""
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_OCTAL = re.compile(r"\\([0-7]{3})")


@dataclass(frozen=True, slots=True)
class Drive:
    """A folder to save to. `name` is what people see of a stick; empty for the user's documents.

    What `is_locked` can be read only; it is told of by `sticks_plugged_in` alone.
    """

    folder: Path
    name: str = ""
    is_locked: bool = False

    def made(self) -> Path:
        """Return the folder; the documents' is made where it is not there, a stick that was pulled out is not."""
        if not self.name:
            self.folder.mkdir(parents=True, exist_ok=True)
        return self.folder


def folders_to_save_in(platform: str = sys.platform) -> tuple[Drive, ...]:
    """Return the sticks that can be written to, by name, and the user's documents behind them."""
    return (*sorted(_sticks(platform), key=lambda drive: drive.name), Drive(user_documents_path()))


def sticks_plugged_in(platform: str = sys.platform) -> tuple[Drive, ...]:
    """Return the sticks that are in, by name, those that can only be read among them; what was pulled out is not."""
    found = (drive for drive in _sticks(platform, with_locked=True) if drive.folder.is_dir())
    return tuple(sorted(found, key=lambda drive: drive.name))


def _sticks(platform: str, *, with_locked: bool = False) -> Iterator[Drive]:
    if platform == "win32":
        yield from sticks_of_letters(*_letters_of_windows())
    elif platform == "darwin":
        yield from sticks_in_volumes(VOLUMES)
    elif MOUNTS.exists():
        mounts = MOUNTS.read_text("utf-8", errors="surrogateescape")
        yield from sticks_in_mounts(mounts, with_locked=with_locked)


def sticks_in_mounts(mounts: str, *, with_locked: bool = False) -> Iterator[Drive]:
    """Yield the sticks in a Linux table of mounts: devices mounted by a desktop, read-only ones where asked for."""
    for line in mounts.splitlines():
        source, _, rest = line.partition(" ")
        target, _, rest = rest.partition(" ")
        folder, options = _plain(target), rest.split(" ")[1:2]
        is_locked = "rw" not in "".join(options).split(",")
        if source.startswith("/dev/") and folder.startswith(STICKS_LIE_IN) and (with_locked or not is_locked):
            yield Drive(Path(folder), Path(folder).name, is_locked)


def _plain(escaped: str) -> str:
    r"""A mount point as it is called: the table writes blanks as `\040` and letters beyond ASCII as they are."""
    return _OCTAL.sub(lambda found: chr(int(found[1], 8)), escaped)


def sticks_in_volumes(volumes: Path) -> Iterator[Drive]:
    """Yield what macOS mounted beside its own disk, which stands there as a link to `/`."""
    for folder in sorted(volumes.iterdir()) if volumes.is_dir() else ():
        if folder.is_dir() and not folder.is_symlink() and not folder.name.startswith("."):
            yield Drive(folder, folder.name)


def sticks_of_letters(mask: int, kind_of: Callable[[str], int]) -> Iterator[Drive]:
    """Yield the removable ones of the Windows drives in `mask`, in which bit 0 stands for A."""
    for place, letter in enumerate(LETTERS):
        root = f"{letter}:\\"
        if mask >> place & 1 and kind_of(root) == DRIVE_REMOVABLE:
            yield Drive(Path(root), f"{letter}:")


def _letters_of_windows() -> tuple[int, Callable[[str], int]]:
    import ctypes

    kernel = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined]  # Windows only
    return int(kernel.GetLogicalDrives()), lambda root: int(kernel.GetDriveTypeW(root))
