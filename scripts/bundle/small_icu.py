"""An empty `libicudata`: Qt links ICU, whose 31 MB of data the kiosk never asks for.

ICU itself builds such a library ("stubdata") for programs that do without data: a table of contents that is empty.
Who asks for a collation or a converter then gets `U_FILE_ACCESS_ERROR`; Qt's own locales, dates and line breaks do
not stand in it. The library is laid out by `ld` and `objcopy` (binutils), which PyInstaller needs as well.
"""

from __future__ import annotations

import re
import struct
import subprocess
from pathlib import Path

ICU_DATA = re.compile(r"libicudata\.so\.(\d+)")
HEADER_BYTES, INFO_BYTES, UCHAR_BYTES = 32, 20, 2
MAGIC = b"\xda\x27"
FORMAT = b"ToCP"
ALIGNED_BYTES = 16


def empty_data() -> bytes:
    """A package of ICU data (little endian, ASCII) without a single item; laid out as `stubdata.cpp` of ICU says."""
    info = struct.pack("<HHBBBB4s4B4B", INFO_BYTES, 0, 0, 0, UCHAR_BYTES, 0, FORMAT, 1, 0, 0, 0, 0, 0, 0, 0)
    header = (struct.pack("<H", HEADER_BYTES) + MAGIC + info).ljust(HEADER_BYTES, b"\0")
    return header + struct.pack("<IIiiii", 0, 0, 0, 0, 0, 0)


def small_icu(name: str, folder: Path) -> Path:
    """Return a library for the name of an ICU data library (`libicudata.so.73`), made in `folder`.

    Raises `ValueError` for another name, and `CalledProcessError` where binutils fail.
    """
    matched = ICU_DATA.fullmatch(name)
    if matched is None:
        raise ValueError(f"{name} holds no data of ICU")
    folder.mkdir(parents=True, exist_ok=True)
    data, part, made = folder / "icu.dat", folder / "icu.o", folder / name
    data.write_bytes(empty_data())
    _run("ld", "-r", "-b", "binary", "-z", "noexecstack", "-o", part.name, data.name, folder=folder)
    _run(
        "objcopy",
        f"--redefine-sym=_binary_icu_dat_start=icudt{matched[1]}_dat",
        "--strip-symbol=_binary_icu_dat_end",
        "--strip-symbol=_binary_icu_dat_size",
        "--rename-section=.data=.rodata,alloc,load,readonly,data,contents",
        part.name,
        folder=folder,
    )
    _run("objcopy", f"--set-section-alignment=.rodata={ALIGNED_BYTES}", part.name, folder=folder)
    _run("ld", "-shared", "-z", "noexecstack", f"-soname={name}", "-o", made.name, part.name, folder=folder)
    return made


def _run(*command: str, folder: Path) -> None:
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
