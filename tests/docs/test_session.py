"""The session of a locked-down station ends as the kiosk's watch did, whatever the screen below it says of itself.

systemd begins it again after every end but 0, which is that of a kiosk that was left by its PIN.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.docs.pages import ROOT

SESSION = ROOT / "scripts/bundle/linux/lock-down/session"
WITHIN_S = 30.0
KILLED = 128 + 9
SCREENS = {
    "cage": {"cage": 'shift; "$@"', "Xwayland": ":"},
    "x": {"xinit": '"$1" "$2"', "openbox": "exec sleep 60", "xset": ":"},
}
"""Programs that stand for a screen: they run what they are given and end with 0, as cage does when its client died."""


class Screen:
    """A machine with these screens, and a kiosk whose watch ends as it is told."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.path = folder, folder / "bin"
        self.path.mkdir()
        for program in ("sh", "dirname", "readlink", "rm", "cat", "sleep"):
            (self.path / program).symlink_to(f"/usr/bin/{program}")

    def has(self, screen: str) -> None:
        for name, line in SCREENS[screen].items():
            self._program(name, f"{line}\nexit 0")

    def session(self, ends: str, **environment: str) -> int:
        """Run the session with a watch that does `ends`, and return the exit code."""
        self._program("yizhan-kiosk", f'echo "$QT_QPA_PLATFORM $@" >"{self.folder}/asked"\n{ends}')
        done = subprocess.run(
            [str(SESSION)],
            env={
                "PATH": str(self.path), "HOME": str(self.folder), "XDG_RUNTIME_DIR": str(self.folder),
                "YIZHAN_PROGRAM": str(self.path / "yizhan-kiosk"), **environment,
            },
            timeout=WITHIN_S, stdin=subprocess.DEVNULL, capture_output=True, check=False,
        )  # fmt: skip
        return done.returncode

    @property
    def asked(self) -> str:
        """On what kind of screen the watch was begun, and with which words."""
        return (self.folder / "asked").read_text("utf-8").strip()

    def _program(self, name: str, lines: str) -> None:
        (self.path / name).write_text(f"#!/bin/sh\n{lines}\n")
        (self.path / name).chmod(0o755)


@pytest.fixture
def screen(tmp_path: Path) -> Screen:
    return Screen(tmp_path)


@pytest.mark.parametrize("kind", SCREENS)
@pytest.mark.parametrize(("ends", "code"), [("exit 0", 0), ("exit 2", 2), ("kill -KILL $$", KILLED)])
def test_it_ends_as_the_watch_did(screen: Screen, kind: str, ends: str, code: int) -> None:
    screen.has(kind)
    assert screen.session(ends) == code


def test_a_screen_that_dies_before_the_watch_ended_is_no_wanted_end(screen: Screen) -> None:
    screen.has("cage")
    assert screen.session("exit 0") == 0
    (screen.path / "cage").write_text("#!/bin/sh\nexit 0\n")
    assert screen.session("exit 0") == 1


def test_cage_comes_first_and_x_where_it_is_asked_for_or_cage_is_not_whole(screen: Screen) -> None:
    for kind in SCREENS:
        screen.has(kind)
    assert screen.session("exit 0") == 0
    assert screen.asked == f"wayland watch --data {screen.folder}/data"
    assert screen.session("exit 0", YIZHAN_SCREEN="x") == 0
    assert screen.asked.startswith("xcb ")
    os.remove(screen.path / "Xwayland")
    assert screen.session("exit 0") == 0
    assert screen.asked.startswith("xcb ")


def test_without_a_screen_it_says_what_is_missing(screen: Screen) -> None:
    assert screen.session("exit 0") == 1
    assert not (screen.folder / "asked").exists()
