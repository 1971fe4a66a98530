"""What is handed to others holds what belongs to it, not what somebody's trial left beside it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import PurePosixPath

import pytest

from tests.docs.pages import ROOT

AT_THE_ROOT = {
    *(".ci", ".gitignore", "ARCHITECTURE.md", "CHANGELOG.md", "LICENSE", "README.md", "kiosk.spec", "pyproject.toml"),
    *("assets", "docs", "kiosk", "scripts", "sync", "tests", "ui"),
}
STORES = {".db", ".db-wal", ".db-shm", ".key", ".lock", ".key-mark"}
"""A station's own files: its people and what opens them."""
RELEASED = PurePosixPath("tests/store/released")
"""Databases of earlier releases, made for the tests that bring them up to date."""
TAKEN = {".png", ".wav", ".log"}
PICTURES = (PurePosixPath("docs/pictures"), PurePosixPath("assets"))


@pytest.fixture(scope="module")
def paths() -> list[PurePosixPath]:
    if not (ROOT / ".git").exists() or shutil.which("git") is None:
        pytest.skip("not a clone, or no git: nothing tells what belongs to it")
    # A checkout may belong to another user than the one who tests it.
    listed = subprocess.run(
        ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [PurePosixPath(path) for path in listed.stdout.split("\0") if path]


def test_the_root_holds_the_house_and_nothing_else(paths: list[PurePosixPath]) -> None:
    assert {path.parts[0] for path in paths} == AT_THE_ROOT


def test_no_stations_database_or_key_is_handed_on(paths: list[PurePosixPath]) -> None:
    assert [path for path in paths if path.suffix in STORES and path.parent != RELEASED] == []


def test_pictures_and_sounds_lie_where_they_are_used(paths: list[PurePosixPath]) -> None:
    taken = [path for path in paths if path.suffix in TAKEN]
    assert [path for path in taken if not any(path.is_relative_to(folder) for folder in PICTURES)] == []
