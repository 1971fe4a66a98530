"""The setting up that `scripts/run` and `scripts/test` share."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.processes import is_running

SETUP = Path(__file__).parents[2] / "scripts" / "setup.sh"
WITHIN_S = 60.0


def sourced(line: str, *, tools: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run `line` where setup.sh is sourced; programs in `tools` come before the system's."""
    path = f"{tools}{os.pathsep}{os.environ['PATH']}" if tools else os.environ["PATH"]
    return subprocess.run(
        ["bash", "-uc", f'. "$0"; {line}', str(SETUP)],
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        timeout=WITHIN_S,
        check=False,
    )


def tool(folder: Path, name: str, text: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"#!/bin/sh\n{text}\n")
    (folder / name).chmod(0o755)


def test_with_nothing_to_do_it_says_nothing() -> None:
    done = sourced("set_up_system run")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_missing_library_is_named_by_its_package(tmp_path: Path) -> None:
    known = subprocess.run(["/sbin/ldconfig", "-p"], capture_output=True, text=True, check=True).stdout
    (tmp_path / "known").write_text(known.replace("libEGL.so.1 ", "libOther.so.1 "))
    tool(tmp_path / "tools", "ldconfig", f"cat {tmp_path / 'known'}")
    assert sourced("missing_packages run", tools=tmp_path / "tools").stdout == "libegl1\n"


def test_without_the_right_to_install_it_says_what_to_type(tmp_path: Path) -> None:
    tool(tmp_path / "tools", "id", "echo 1000")
    tool(tmp_path / "tools", "sudo", "exit 1")
    tool(tmp_path / "tools", "apt-get", "echo called; exit 1")
    done = sourced("install_packages libegl1 libgl1", tools=tmp_path / "tools")
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.endswith("sudo apt-get install libegl1 libgl1\n")


def test_apt_is_asked_nothing_and_removes_nothing(tmp_path: Path) -> None:
    tool(tmp_path / "tools", "id", "echo 0")
    tool(
        tmp_path / "tools", "apt-get", f'echo "$DEBIAN_FRONTEND $*" >>{tmp_path / "asked"}; cat >>{tmp_path / "asked"}'
    )
    assert sourced("install_packages libegl1", tools=tmp_path / "tools").returncode == 0
    _, install = (tmp_path / "asked").read_text().splitlines()
    assert install.startswith("noninteractive ")
    assert install.endswith("install --yes --no-install-recommends --no-remove libegl1")


@pytest.mark.parametrize(("name", "code"), [("INT", 130), ("TERM", 143), ("HUP", 129)])
def test_who_stops_the_setting_up_stops_all_that_it_started(tmp_path: Path, name: str, code: int) -> None:
    tool(
        tmp_path,
        "slow",
        f"sleep 300 & echo $! >{tmp_path / 'pid.new'}; mv {tmp_path / 'pid.new'} {tmp_path / 'pid'}; wait",
    )
    line = f'. "$0"; step {tmp_path / "slow"}; echo went on'
    with subprocess.Popen(["bash", "-uc", line, str(SETUP)], stdout=subprocess.PIPE, text=True) as setting_up:
        end = time.monotonic() + WITHIN_S
        while not (tmp_path / "pid").exists():
            assert time.monotonic() < end
            time.sleep(0.01)
        setting_up.send_signal(getattr(signal, f"SIG{name}"))
        assert setting_up.communicate(timeout=WITHIN_S)[0] == ""
        assert setting_up.returncode == code
    sleeper = int((tmp_path / "pid").read_text())
    while is_running(sleeper):
        assert time.monotonic() < end
        time.sleep(0.01)


def test_a_moved_or_changed_checkout_is_set_up_anew(tmp_path: Path) -> None:
    """The fingerprint of what was installed changes with the packages asked for and with the folder."""
    (tmp_path / "one" / "scripts").mkdir(parents=True)
    (tmp_path / "one" / ".venv" / "bin").mkdir(parents=True)
    shutil.copy(SETUP, tmp_path / "one" / "scripts")
    (tmp_path / "one" / "pyproject.toml").write_text("[project]")
    (tmp_path / "one" / ".venv" / "bin" / "python").symlink_to(sys.executable)

    def is_set_up(folder: str, before: str = ":") -> bool:
        line = f'. "$0/scripts/setup.sh"; {before}; is_set_up_for run'
        return (
            subprocess.run(["bash", "-uc", line, str(tmp_path / folder)], timeout=WITHIN_S, check=False).returncode == 0
        )

    assert not is_set_up("one")
    assert is_set_up("one", before="note_set_up_for dev")
    (tmp_path / "one").rename(tmp_path / "two")
    assert not is_set_up("two")
    assert is_set_up("two", before="note_set_up_for run")
    (tmp_path / "two" / "pyproject.toml").write_text("[project]\ndependencies = []")
    assert not is_set_up("two")
