"""Bundles as they are fetched, of a few small files."""

from __future__ import annotations

import hashlib
import io
import tarfile
from collections.abc import Mapping
from pathlib import Path

from kiosk.updating.programs import PROGRAM

FILES = {PROGRAM: b"#!/bin/sh\n", "_internal/part.so": b"part" * 1000, "LICENCES.md": b"licences"}


def sums(files: Mapping[str, bytes]) -> bytes:
    return "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in files.items()).encode()


def archive(path: Path, files: Mapping[str, bytes], *more: tarfile.TarInfo) -> Path:
    with tarfile.open(path, "w:gz") as tar:
        for name, data in files.items():
            info = tarfile.TarInfo(f"yizhan/{name}")
            info.size, info.mode = len(data), 0o755
            tar.addfile(info, io.BytesIO(data))
        for info in more:
            tar.addfile(info, io.BytesIO(b"x" * info.size))
    return path


def whole(path: Path, files: Mapping[str, bytes] = FILES) -> Path:
    return archive(path, {**files, "SHA256SUMS": sums(files)})


def link(name: str, target: str, kind: bytes = tarfile.SYMTYPE) -> tarfile.TarInfo:
    info = tarfile.TarInfo(f"yizhan/{name}")
    info.type, info.linkname = kind, target
    return info
