"""What lies in a bundle: everything that the program needs, nothing of those who build it, and whose it is."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

MOST_BYTES = 130_000_000
"""The bar of the plan; see docs/DECISIONS.md for what each part takes."""
OF_THE_SYSTEM = re.compile(r"(libc|libm|libdl|librt|libpthread|libresolv|libutil|ld-linux-[\w-]+|libcups)\.so\.\d")
NEEDED = re.compile(r"^ +NEEDED +(\S+)$", re.MULTILINE)
ROW = re.compile(r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \| (licences/[^|]+) \|$", re.MULTILINE)


def files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def libraries(folder: Path) -> Iterator[Path]:
    return (path for path in files(folder) if ".so" in path.name or path.parent == folder)


def test_it_takes_no_more_room_than_it_may(built: Path) -> None:
    assert sum(path.stat().st_size for path in files(built) if path.suffix != ".otf") <= MOST_BYTES


def test_every_library_that_is_imported_is_in_it_or_in_every_linux(built: Path) -> None:
    have = {path.name for path in built.rglob("*")}
    told = [
        subprocess.run(["objdump", "-p", path], capture_output=True, text=True, check=False).stdout
        for path in libraries(built)
    ]
    needed = {name for headers in told for name in NEEDED.findall(headers)}
    assert "libQt6Core.so.6" in needed
    assert not {name for name in needed - have if not OF_THE_SYSTEM.fullmatch(name)}


def test_no_link_leads_nowhere(built: Path) -> None:
    links = [path for path in built.rglob("*") if path.is_symlink()]
    assert links
    assert [link for link in links if not link.exists()] == []
    assert [link for link in links if not link.resolve().is_relative_to(built.resolve())] == []


def test_the_checksums_are_those_of_its_files(built: Path) -> None:
    checked = subprocess.run(
        ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"],
        cwd=built,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (checked.returncode, checked.stdout) == (0, "")
    listed = {line.split("  ", 1)[1] for line in (built / "SHA256SUMS").read_text("utf-8").splitlines()}
    assert listed == {path.relative_to(built).as_posix() for path in files(built)} - {"SHA256SUMS"}


def test_a_damaged_file_is_found_by_its_checksum(built: Path, tmp_path: Path) -> None:
    (tmp_path / "LICENCES.md").write_text((built / "LICENCES.md").read_text("utf-8") + " ", "utf-8")
    (tmp_path / "SHA256SUMS").write_text((built / "SHA256SUMS").read_text("utf-8"), "utf-8")
    checked = subprocess.run(
        ["sha256sum", "--check", "--ignore-missing", "SHA256SUMS"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (checked.returncode, "LICENCES.md: FAILED" in checked.stdout) == (1, True)


@pytest.mark.parametrize(
    "part",
    ["yizhan", "CPython", "PySide6_Essentials", "espeakng-loader", "sqlcipher3", "pyinstaller", "libpulse0 (Debian)"],
)
def test_the_licence_of_each_part_is_there_in_full(built: Path, part: str) -> None:
    rows = {row[1]: row for row in ROW.finditer((built / "LICENCES.md").read_text("utf-8"))}
    assert part in rows
    assert all((built / text).stat().st_size > 200 for text in rows[part][4].split(", "))


def test_every_row_of_the_report_has_its_text(built: Path) -> None:
    rows = list(ROW.finditer((built / "LICENCES.md").read_text("utf-8")))
    report = (built / "LICENCES.md").read_text("utf-8").splitlines()
    assert len(rows) == len([line for line in report if line.startswith("| ")]) - 2 > 90
    assert all((built / text).is_file() for row in rows for text in row[4].split(", "))
    told = {text for row in rows for text in row[4].split(", ")}
    assert told == {path.relative_to(built).as_posix() for path in (built / "licences").iterdir()}


@pytest.mark.parametrize(
    "name", ["numpy", "mypy", "pytest", "fastapi", "sqlalchemy", "sync/central", "libQt6WebEngineCore.so.6"]
)
def test_nothing_of_those_who_build_it_or_of_central_is_in_it(built: Path, name: str) -> None:
    assert not [path for path in built.rglob("*") if path.relative_to(built).as_posix().endswith(f"/{name}")]
