"""The one executable without a console, as Windows begins it: nothing that is written or read there breaks anything."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.ui.watched import WatchedKiosk

ROOT = Path(__file__).parents[2]
WITHOUT_STREAMS = 'exec "$@" <&- >&- 2>&-'
PROGRAM = "import sys; from ui.frozen import main; sys.exit(main(may_lack_streams=True))"
WRITES = """
import os, sys
from pathlib import Path
assert (sys.stdin, sys.stdout, sys.stderr) == (None, None, None)
from ui.frozen import open_missing_streams
open_missing_streams()
print("nobody reads this", flush=True)
print("nor this", file=sys.stderr, flush=True)
os.write(1, b"as the heartbeat does")
import faulthandler
faulthandler.enable()
from kiosk.speech.parentage import private_output
private_output().write(b"as small processes answer")
Path(sys.argv[1]).write_text(repr(sys.stdin.buffer.read()))
"""


def without_streams(*words: str) -> list[str]:
    return ["sh", "-c", WITHOUT_STREAMS, "sh", sys.executable, "-P", "-c", *words]


@pytest.fixture
def environment() -> dict[str, str]:
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}


def test_without_streams_writing_goes_nowhere_and_reading_ends_at_once(
    environment: dict[str, str], tmp_path: Path
) -> None:
    subprocess.run(without_streams(WRITES, str(tmp_path / "read")), env=environment, check=True, timeout=60)
    assert (tmp_path / "read").read_text() == "b''"


def test_streams_that_are_there_are_left_alone(environment: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-P", "-c", PROGRAM, "backup", "--help"],
        env=environment,
        capture_output=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.strip()
    assert done.stderr == b""


def test_commands_do_their_work(environment: dict[str, str], tmp_path: Path) -> None:
    words = without_streams(PROGRAM, "backup", "--data", str(tmp_path / "data"))
    environment |= {"YIZHAN_KEYS": str(tmp_path / "keys")}
    assert subprocess.run(words, env=environment, timeout=120, check=False).returncode == 0
    assert list((tmp_path / "data" / "backups").iterdir())


@pytest.fixture
def watched(environment: dict[str, str], tmp_path: Path) -> Iterator[Callable[[], WatchedKiosk]]:
    begun: list[WatchedKiosk] = []

    def begin() -> WatchedKiosk:
        begun.append(WatchedKiosk(without_streams(PROGRAM), tmp_path / "data", environment=environment))
        return begun[-1]

    yield begin
    for one in begun:
        if one.watch.poll() is None:
            one.end()


def test_the_watch_hears_its_kiosk_all_the_same(watched: Callable[[], WatchedKiosk]) -> None:
    there = watched()
    there.wait_until_open()
    assert there.end() == 0
