"""Tables that lie where somebody may have put them: on a memory stick, among the documents, or just downloaded."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_desktop_path, user_downloads_path

from kiosk.care.drives import Drive, folders_to_save_in

ENDINGS = frozenset({".csv", ".xlsx", ".xlsm", ".xls", ".tsv"})
"""An old `.xls` is offered, too: whoever chooses it is told how to save it anew."""
MOST_LOOKED_AT, MOST_OFFERED = 5_000, 200
"""Entries of all folders; a stick full of photographs must not keep anybody waiting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedFile:
    """A file, the name of the stick it is on (empty for this computer), and when it was changed (Unix seconds)."""

    path: Path
    stick: str
    changed_s: float
    size_bytes: int


def tables_on_offer() -> tuple[OfferedFile, ...]:
    """Return the tables on the sticks and in this computer's usual folders, the newest first."""
    here = (Drive(user_downloads_path()), Drive(user_desktop_path()))
    return tables_in((*folders_to_save_in(), *here))


def tables_in(drives: Iterable[Drive]) -> tuple[OfferedFile, ...]:
    """Return the tables in these folders and the folders in them, the newest first. What cannot be read is left out."""
    found: dict[Path, OfferedFile] = {}
    left = MOST_LOOKED_AT
    for drive in drives:
        for entry in _entries(drive.folder, deeper=True):
            left -= 1
            if left < 0:
                break
            offered = _offered(entry, drive)
            if offered is not None:
                found.setdefault(offered.path, offered)
    newest_first = sorted(found.values(), key=lambda one: (-one.changed_s, one.path))
    return tuple(newest_first[:MOST_OFFERED])


def _entries(folder: Path, *, deeper: bool) -> Iterator[os.DirEntry[str]]:
    """The files of a folder, then those of the folders in it; hidden ones and links are nobody's tables."""
    inside = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.startswith((".", "~$")):
                    continue
                if entry.is_file(follow_symlinks=False):
                    yield entry
                elif deeper and entry.is_dir(follow_symlinks=False):
                    inside.append(Path(entry.path))
    except OSError:
        return
    for each in sorted(inside):
        yield from _entries(each, deeper=False)


def _offered(entry: os.DirEntry[str], drive: Drive) -> OfferedFile | None:
    path = Path(entry.path)
    if path.suffix.lower() not in ENDINGS:
        return None
    try:
        facts = entry.stat(follow_symlinks=False)
    except OSError:
        return None
    return OfferedFile(path=path, stick=drive.name, changed_s=facts.st_mtime, size_bytes=facts.st_size)
