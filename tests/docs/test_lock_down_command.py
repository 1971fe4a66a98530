"""`yizhan-lock-down` on a folder that stands for a machine: it closes what it says, and gives back what was there."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.docs.pages import ROOT

LOCK_DOWN = ROOT / "scripts/bundle/linux/lock-down"
COMMAND = LOCK_DOWN / "yizhan-lock-down"
UNITS = "etc/systemd/system"
WITHIN_S = 30.0
can_be_tried = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0 or shutil.which("systemctl") is None,
    reason="units are switched on by root and systemctl",
)


class Machine:
    """A machine with the package and, where it is said, programs for a screen."""

    def __init__(self, root: Path) -> None:
        self.root = root
        shutil.copytree(LOCK_DOWN, root / "usr/lib/yizhan-station")
        (root / UNITS).mkdir(parents=True)
        (root / "usr/bin").mkdir()
        (root / "lib/systemd/system").mkdir(parents=True)
        (root / "lib/systemd/system/getty@.service").write_text(
            "[Service]\nExecStart=/bin/true\n[Install]\nWantedBy=getty.target\n"
        )

    def has(self, *programs: str) -> None:
        for program in programs:
            (self.root / "usr/bin" / program).touch(mode=0o755)

    def lock_down(self, word: str) -> tuple[int, str]:
        """Return the exit code, and what was said."""
        done = subprocess.run(
            ["sh", str(COMMAND), word], env={**os.environ, "YIZHAN_ROOT": str(self.root)},
            capture_output=True, text=True, timeout=WITHIN_S, stdin=subprocess.DEVNULL, check=False,
        )  # fmt: skip
        return done.returncode, done.stdout + done.stderr

    def unit(self, name: str) -> Path:
        return self.root / UNITS / name


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path / "root")


@can_be_tried
def test_on_and_off_and_what_is_said_of_it(machine: Machine) -> None:
    machine.has("cage", "Xwayland")
    before = sorted(path for path in (machine.root / "etc").rglob("*") if not path.is_dir())
    code, said = machine.lock_down("on")
    assert (code, "Locked down" in said) == (0, True)
    assert machine.lock_down("status") == (0, "locked down\n")
    assert os.readlink(machine.unit("ctrl-alt-del.target")) == os.devnull
    machine.unit("yizhan-station.service").write_text("changed")
    code, said = machine.lock_down("status")
    assert code == 1
    assert "changed:" in said
    assert machine.lock_down("off")[0] == 0
    code, said = machine.lock_down("status")
    assert code == 1
    assert said.endswith("not locked down\n")
    left = {path for path in (machine.root / "etc").rglob("*") if not path.is_dir()} - set(before)
    assert {path.name for path in left} <= {"getty@tty1.service"}


@can_be_tried
def test_a_desktop_that_was_there_comes_back(machine: Machine) -> None:
    machine.has("xinit", "openbox")
    desktop = machine.unit("display-manager.service")
    desktop.symlink_to("/lib/systemd/system/lightdm.service")
    for _ in range(2):
        assert machine.lock_down("on")[0] == 0
    assert Path(os.readlink(desktop)).name == "yizhan-station.service"
    assert machine.lock_down("off")[0] == 0
    assert os.readlink(desktop) == "/lib/systemd/system/lightdm.service"


@can_be_tried
@pytest.mark.parametrize(
    "programs", [(), ("cage",), ("xinit",), ("openbox",)], ids=lambda programs: "-".join(programs) or "none"
)
def test_without_a_whole_screen_nothing_is_locked(machine: Machine, programs: tuple[str, ...]) -> None:
    machine.has(*programs)
    code, said = machine.lock_down("on")
    assert code == 1
    assert "apt install cage xwayland" in said
    assert not machine.unit("yizhan-station.service").exists()


@pytest.mark.parametrize("script", sorted(path.name for path in LOCK_DOWN.iterdir() if path.read_bytes()[:2] == b"#!"))
def test_each_script_can_be_read_by_a_plain_shell(script: str) -> None:
    done = subprocess.run(
        ["sh", "-n", str(LOCK_DOWN / script)], capture_output=True, text=True, timeout=WITHIN_S, check=False
    )
    assert done.returncode == 0, done.stderr
