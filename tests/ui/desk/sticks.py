"""A computer for tests: the folders of whoever uses it, and memory sticks that are plugged in and pulled out."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kiosk.care import drives


class Computer:
    """Its home is empty, and no stick is in it."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.home, self._media, self._mounts = root / "home", root / "media", root / "mounts"
        self.documents = self.home / "Documents"
        self.home.mkdir(parents=True)
        self._mounts.write_text("", "utf-8")
        self._lie: dict[str, tuple[Path, str]] = {}
        monkeypatch.setenv("HOME", str(self.home))
        for name in ("XDG_CONFIG_HOME", "XDG_DOCUMENTS_DIR", "XDG_DOWNLOAD_DIR", "XDG_DESKTOP_DIR"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setattr(drives, "MOUNTS", self._mounts)
        monkeypatch.setattr(drives, "STICKS_LIE_IN", (f"{self._media}/",))

    def plug_in(self, name: str, *, is_locked: bool = False) -> Path:
        """Mount a stick and return its folder."""
        folder = self._media / name
        folder.mkdir(parents=True)
        self._lie[name] = folder, "ro" if is_locked else "rw"
        self._write()
        return folder

    def pull_out(self, name: str) -> None:
        """The stick is gone, though the table of mounts does not know yet."""
        shutil.rmtree(self._lie[name][0])

    def _write(self) -> None:
        lines = (f"/dev/sd{number}1 {at} vfat {how},nosuid 0 0" for number, (at, how) in enumerate(self._lie.values()))
        self._mounts.write_text("\n".join(lines), "utf-8")
