"""A bundle as one file: `tar.gz` where there are links and modes, `zip` for Windows; the same bytes each time."""

from __future__ import annotations

import gzip
import os
import tarfile
import zipfile
from pathlib import Path

LEVEL = 6


def write_tar(folder: Path, target: Path, *, made_s: int) -> Path:
    """Pack `folder`, under its own name, into `target`; every file is of root's and dated `made_s` (Unix seconds)."""

    def plain(info: tarfile.TarInfo) -> tarfile.TarInfo:
        info.uid = info.gid = 0
        info.uname = info.gname = "root"
        info.mtime = made_s
        return info

    with (
        target.open("wb") as file,
        gzip.GzipFile(filename="", mode="wb", fileobj=file, compresslevel=LEVEL, mtime=made_s) as packed,
        tarfile.open(mode="w", fileobj=packed, format=tarfile.GNU_FORMAT) as tar,
    ):
        for path in [folder, *sorted(folder.rglob("*"))]:
            tar.add(path, arcname=str(path.relative_to(folder.parent)), recursive=False, filter=plain)
    return target


def write_zip(folder: Path, target: Path) -> Path:
    """Pack `folder`, under its own name, into `target`."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as packed:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                packed.write(path, os.fspath(path.relative_to(folder.parent)))
    return target
