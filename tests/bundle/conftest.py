"""The bundle, built once for all its tests, and again when something of it has changed."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from kiosk.store.filelock import FileLock

ROOT = Path(__file__).parents[2]
OUT = ROOT / "build" / "bundle"
sys.path.append(str(ROOT / "scripts"))  # for `bundle`, which builds it
BUILT_WITHIN_S = 600.0
ANSWERS_WITHIN_S = 800.0
"""pytest itself gives a test a quarter of an hour (`faulthandler_timeout`); two tours at once on a busy machine take
minutes."""
MADE_OF = ("kiosk", "ui", "sync/client", "sync/protocol", "assets", "scripts/bundle", "kiosk.spec", "pyproject.toml")


class Bundle:
    """The program of the bundle, run in a folder of its own with nothing of this checkout in its environment."""

    def __init__(self, folder: Path, home: Path) -> None:
        self.folder, self.program, self.home = folder, folder / "yizhan-kiosk", home
        self.data = home / "data"

    @property
    def environment(self) -> Mapping[str, str]:
        kept = {name: os.environ[name] for name in ("XDG_RUNTIME_DIR",) if name in os.environ}
        return {
            **kept, "PATH": "/nonexistent", "HOME": str(self.home), "YIZHAN_KEYS": str(self.home / "keys"),
            "QT_QPA_PLATFORM": "offscreen", "YIZHAN_NO_SYNC": "1",
        }  # fmt: skip

    def argv(self, *words: str | Path) -> Sequence[str]:
        return [str(self.program), *map(str, words)]

    def run(self, *words: str | Path) -> subprocess.CompletedProcess[str]:
        """Run a command of the bundle to its end."""
        return subprocess.run(
            self.argv(*words), env=dict(self.environment), cwd=self.home, capture_output=True, text=True,
            timeout=ANSWERS_WITHIN_S, stdin=subprocess.DEVNULL, check=False,
        )  # fmt: skip

    def done(self, *words: str | Path) -> str:
        """Run a command that must succeed, and return what it printed."""
        ended = self.run(*words)
        assert ended.returncode == 0, ended.stderr
        return ended.stdout


@pytest.fixture(scope="session")
def built() -> Path:
    """The folder of the bundle of this checkout as it is now; built by whichever process comes first."""
    OUT.mkdir(parents=True, exist_ok=True)
    with FileLock(OUT / "build.lock", alone=True, wait_s=BUILT_WITHIN_S):
        wanted, note = _fingerprint(), OUT / "built-of"
        if not note.exists() or note.read_text("ascii") != wanted:
            note.unlink(missing_ok=True)
            _build()
            note.write_text(wanted, "ascii")
    return OUT / "yizhan"


@pytest.fixture
def bundle(built: Path, tmp_path: Path) -> Bundle:
    return Bundle(built, tmp_path)


def _build() -> None:
    ended = subprocess.run(
        [sys.executable, "-P", "-m", "bundle", "--folder-only", "--out", str(OUT)],
        env={**os.environ, "PYTHONPATH": str(ROOT / "scripts")}, cwd=ROOT, capture_output=True, text=True,
        timeout=BUILT_WITHIN_S, stdin=subprocess.DEVNULL, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr


def _fingerprint() -> str:
    whole = hashlib.sha256(sys.version.encode())
    for name in MADE_OF:
        top = ROOT / name
        for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if path.is_file() and "__pycache__" not in path.parts:
                whole.update(f"{path.relative_to(ROOT)}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()
