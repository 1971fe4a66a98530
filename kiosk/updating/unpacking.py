"""A bundle that was fetched is unpacked beside the program in force, checked file by file, and waits for its trial."""

from __future__ import annotations

import hashlib
import os
import shutil
import tarfile
from collections.abc import Iterator
from itertools import dropwhile
from pathlib import Path, PurePosixPath

from kiosk.errors import Refused
from kiosk.store.durable import files_told, made_folder, sync_folder
from kiosk.updating.programs import PROGRAM, Programs, Waiting

CHECKSUMS = "SHA256SUMS"
TOP = "yizhan"
MOST_BYTES, MOST_FILES = 800_000_000, 20_000
"""Several times what a bundle has."""


def unpack(archive: Path, programs: Programs, *, version: str) -> Waiting:
    """Unpack the `tar.gz` of a bundle into the free place and return it, noted as ready.

    The archive's own signature was checked by whoever fetched it. Raises `Refused` where what is in it is no whole
    bundle, `DiskFull`, `StoreError`. A power cut leaves the place as it was, or a whole program.
    """
    slot = programs.free_slot()
    place, draft = programs.place(slot), programs.folder / f".{slot}.new"
    with files_told():
        made_folder(programs.folder)
        _forget_drafts(programs.folder)
        try:
            _extract(archive, draft)
            _check(draft / TOP)
            _sync(draft / TOP)
            programs.will_fill(slot)
            _take_place(draft / TOP, place)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
        waiting = Waiting(slot=slot, version=version)
        programs.made_ready(waiting)
    return waiting


def _forget_drafts(folder: Path) -> None:
    """Remove what an unpacking that was cut off left behind."""
    for path in folder.glob(".*.new"):
        shutil.rmtree(path, ignore_errors=True)


def _extract(archive: Path, draft: Path) -> None:
    """Only plain files, folders and symbolic links within; nothing of it leads out of `draft`."""
    draft.mkdir(mode=0o700)
    try:
        with tarfile.open(archive, "r:gz") as tar:
            # The library looks once more where it can: from Python 3.11.4 on, and Debian 12 has 3.11.2.
            tar.extraction_filter = getattr(tarfile, "data_filter", None)
            size = count = 0
            for member in tar:
                size, count = size + member.size, count + 1
                if size > MOST_BYTES or count > MOST_FILES:
                    raise Refused("error-update-too-big")
                if not _stays_within(member, draft):
                    raise Refused("error-update-torn")
                _take_out(tar, member, draft)
    except (tarfile.TarError, EOFError, ValueError) as error:
        raise Refused("error-update-torn") from error


def _stays_within(member: tarfile.TarInfo, draft: Path) -> bool:
    """Whether it is what a bundle is made of, and neither it nor, as a link, what it names is outside the bundle.

    A link goes up first and then down, as PyInstaller's do: from a folder that is none itself that is where it says.
    """
    path = PurePosixPath(member.name)
    if path.parts[:1] != (TOP,) or ".." in path.parts:
        return False
    if any((draft / folder).is_symlink() for folder in (path, *path.parents)):
        return False
    if not member.issym():
        return member.isreg() or member.isdir()
    target = PurePosixPath(member.linkname)
    down = list(dropwhile(lambda part: part == "..", target.parts))
    depth, ups = len(path.parent.parts), len(target.parts) - len(down)
    return not target.is_absolute() and ".." not in down and ups < depth


def _take_out(tar: tarfile.TarFile, member: tarfile.TarInfo, draft: Path) -> None:
    """Unpack one of them as a file of whoever unpacks it."""
    tar.extract(member, draft, set_attrs=False)
    if not member.issym():
        may_run = member.isdir() or member.mode & 0o100
        (draft / member.name).chmod(0o755 if may_run else 0o644)


def _check(bundle: Path) -> None:
    """Every file is in the list, as it is listed, and the program is among them. Raises `Refused`."""
    try:
        lines = (bundle / CHECKSUMS).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        raise Refused("error-update-torn") from None
    pairs = (line.partition("  ") for line in lines)
    listed = {name: wanted for wanted, _, name in pairs}
    there = {path.relative_to(bundle).as_posix(): path for path in _files(bundle) if path.name != CHECKSUMS}
    if PROGRAM not in listed or listed.keys() != there.keys():
        raise Refused("error-update-torn")
    for name, path in there.items():
        with path.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != listed[name]:
                raise Refused("error-update-torn")


def _sync(bundle: Path) -> None:
    """All of it is on the disk before its name is there."""
    for path in _files(bundle):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    for folder in [bundle, *(path for path in bundle.rglob("*") if path.is_dir() and not path.is_symlink())]:
        sync_folder(folder)


def _take_place(bundle: Path, place: Path) -> None:
    old = place.with_name(f".{place.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if place.exists():
        place.replace(old)
    bundle.replace(place)
    sync_folder(place.parent)
    shutil.rmtree(old, ignore_errors=True)


def _files(bundle: Path) -> Iterator[Path]:
    return (path for path in bundle.rglob("*") if path.is_file() and not path.is_symlink())
