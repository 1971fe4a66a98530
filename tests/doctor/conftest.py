"""A station to be examined, and what it is before and after."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.care.places import Places
from kiosk.services import open_station
from kiosk.store.keys import KEY_FILE, DatabaseKey
from tests.doctor.told import TEXTS

Mounted = Callable[..., Path]


@pytest.fixture(scope="session")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folders of a station that was opened and closed; to be copied, never opened."""
    root = tmp_path_factory.mktemp("untouched")
    with open_station(Places(data=root / "data", keys=root / "keys")):
        pass
    return root


@pytest.fixture
def here(untouched: Path, tmp_path: Path) -> Places:
    """A station of this test's own."""
    shutil.copytree(untouched, tmp_path / "station")
    return Places(data=tmp_path / "station" / "data", keys=tmp_path / "station" / "keys")


@pytest.fixture
def nowhere(tmp_path: Path) -> Places:
    """A machine at which nothing was ever started."""
    return Places(data=tmp_path / "nowhere" / "data", keys=tmp_path / "nowhere" / "keys")


@pytest.fixture
def key(here: Places) -> DatabaseKey:
    return DatabaseKey((here.keys / KEY_FILE).read_bytes())


@pytest.fixture
def mounted(tmp_path: Path) -> Iterator[Mounted]:
    """Makes a file system in memory with the options of `mount`, where this user may make one."""
    made: list[Path] = []

    def mount(*options: str) -> Path:
        folder = tmp_path / f"mounted-{len(made)}"
        folder.mkdir()
        words = ["mount", "-t", "tmpfs", "-o", ",".join(options), "tmpfs", str(folder)]
        if shutil.which("mount") is None or os.geteuid() or subprocess.run(words, check=False).returncode:
            pytest.skip("no file system can be mounted here")
        made.append(folder)
        return folder

    yield mount
    for folder in made:
        subprocess.run(["umount", str(folder)], check=True)


def everything(root: Path) -> dict[str, tuple[int, bytes]]:
    """Every file and folder below `root` with its rights and what is in it."""
    return {
        str(path.relative_to(root)): (path.stat().st_mode, path.read_bytes() if path.is_file() else b"")
        for path in root.rglob("*")
    }


@pytest.fixture
def unchanged(here: Places) -> Iterator[None]:
    """The examination leaves the station as it was, bit for bit."""
    before = everything(here.data.parent)
    yield
    assert everything(here.data.parent) == before


@pytest.fixture(params=list(TEXTS))
def texts(request: pytest.FixtureRequest):
    return TEXTS[request.param]
