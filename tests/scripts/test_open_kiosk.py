"""`scripts/run` without a display: the kiosk on a VNC port that only this computer reaches."""

from __future__ import annotations

import importlib.util
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import QSize

from tests.processes import children_of, is_running

SCRIPT = Path(__file__).parents[2] / "scripts" / "open_kiosk.py"
WITHIN_S = 60.0
ADDRESS = re.compile(r"VNC viewer at 127\.0\.0\.1:(\d+) ")


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A kiosk that is shown, and the port it named."""

    process: subprocess.Popen[str]
    port: int

    def children(self) -> list[int]:
        return children_of(self.process.pid)


def until(holds: Callable[[], bool], *, within_s: float) -> bool:
    end = time.monotonic() + within_s
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def listening_on(port: int) -> list[str]:
    """The addresses, as the kernel writes them, on which this computer listens at `port`."""
    rows = [line.split() for name in ("tcp", "tcp6") for line in Path("/proc/net", name).read_text().splitlines()]
    local = [row[1] for row in rows if row[3] == "0A"]
    return [address for address, at in (each.split(":") for each in local) if int(at, 16) == port]


@pytest.fixture(scope="module")
def open_kiosk() -> ModuleType:
    spec = importlib.util.spec_from_file_location("open_kiosk", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.path.insert(0, str(SCRIPT.parent))
    try:
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(SCRIPT.parent))
    return module


@pytest.fixture
def shown(tmp_path: Path) -> Iterator[Shown]:
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    with subprocess.Popen(
        [sys.executable, SCRIPT, "--data", tmp_path / "data", "--lang=en"],
        stdout=subprocess.PIPE,
        text=True,
        env={**environment, "YIZHAN_KEYS": str(tmp_path / "keys")},
    ) as process:
        assert process.stdout
        found = next(filter(None, map(ADDRESS.search, process.stdout)))
        yield Shown(process=process, port=int(found[1]))
        process.kill()


def test_the_kiosk_is_shown_to_this_computer_alone(shown: Shown) -> None:
    assert listening_on(shown.port) == ["0100007F"]
    with socket.create_connection(("127.0.0.1", shown.port), timeout=10) as viewer:
        assert viewer.recv(12).startswith(b"RFB 003.")


def test_being_stopped_it_leaves_nothing_behind(shown: Shown) -> None:
    assert until(lambda: len(shown.children()) > 1, within_s=WITHIN_S), "its voice was never started beside central"
    children = shown.children()
    shown.process.send_signal(signal.SIGTERM)
    assert shown.process.wait(timeout=WITHIN_S) == 0
    assert until(lambda: not any(map(is_running, children)), within_s=WITHIN_S)
    assert listening_on(shown.port) == []


def test_a_port_on_which_nobody_listens_is_not_called_shown(open_kiosk: ModuleType) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(OSError, match="nothing listens"):
        open_kiosk.keep_to_loopback(port)


@pytest.mark.parametrize(
    ("room", "window"),
    [
        (QSize(1366, 768), QSize(1251, 704)),
        (QSize(2560, 1440), QSize(1920, 1080)),
        (QSize(1080, 1920), QSize(1044, 1856)),
        (QSize(1280, 1024), QSize(1280, 720)),
    ],
)
def test_the_window_fits_the_screen_in_a_panels_shape(open_kiosk: ModuleType, room: QSize, window: QSize) -> None:
    assert open_kiosk.fitting(room) == window
