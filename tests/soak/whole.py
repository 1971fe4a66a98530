"""The whole station as it stands in a hall: kiosk, board, printer, loudspeaker, central, each a real program."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from kiosk.care.places import Places
from kiosk.care.program import program_argv
from kiosk.commands.demo import bring_in, settle
from kiosk.desk.demo import demo_county
from kiosk.desk.demo_history import make_history
from kiosk.domain.staff import Actor, Role
from kiosk.services import open_station
from tests.printing.emulated import EmulatedPrinter
from tests.soak.figures import family, holdings
from tests.soak.glass import Glass
from tests.soak.twin import Spots
from tests.ui.conftest import places_in
from tests.ui.desk.window import hire
from tests.ui.sound.ear import running_server

ROOT = Path(__file__).parents[2]
SIZE, PANEL_MM = (1366, 768), "344x194"
SYNC_EVERY_S = 15
LOUD = 100
"""An amplitude that silence never has (of 32,767)."""
PIECE_BYTES, PIECES_A_SECOND = 4410, 10
END_S = 20.0
ELSEWHERE = ("YIZHAN_NO_SYNC", "DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "PULSE_SERVER")
"""What would lead this station's programs to something that is not its own."""


class Hearing:
    """Counts for how long something was to be heard from the loudspeaker; keeps nothing of it."""

    def __init__(self) -> None:
        self.loud_pieces = 0
        self._process = subprocess.Popen(
            ["parec", "-d", "ear.monitor", "--raw", "--format=s16le", "--rate=22050", "--channels=1"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self._thread = threading.Thread(target=self._listen)
        self._thread.start()

    @property
    def heard_s(self) -> float:
        return self.loud_pieces / PIECES_A_SECOND

    def _listen(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as stream:
            while piece := stream.read(PIECE_BYTES):
                samples = memoryview(piece[: len(piece) // 2 * 2]).cast("h")
                self.loud_pieces += max(samples[::7], default=0) > LOUD

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
        self._thread.join()


@dataclass(slots=True, kw_only=True)
class Whole:
    """Everything that runs; `folder` holds the station, its temporary and its runtime folder, and the logs."""

    folder: Path
    places: Places
    glass: Glass
    printer: EmulatedPrinter
    hearing: Hearing
    central: Any
    """The demo's central (`scripts/demo_central.py`): its `database` and `log`."""
    kiosk: subprocess.Popen[bytes]
    board: subprocess.Popen[bytes]

    @property
    def roots(self) -> dict[str, int]:
        """The programs that are measured, each with all below it."""
        found = {"kiosk": self.kiosk.pid, "board": self.board.pid}
        ours = {each.role: each.pid for each in holdings(reversed(family(os.getpid())[0]))}
        return found | {name: ours[name] for name in ("printer", "central") if name in ours}

    @property
    def logs(self) -> tuple[Path, ...]:
        return (*sorted(self.folder.glob("*.log")), self.central.log)


@contextmanager
def whole_station(folder: Path, *, program: Sequence[str] = program_argv()) -> Iterator[Whole]:
    """Start everything of the station that lies in `folder` (`furnish`); it ends with the block.

    `program` is `yizhan-kiosk` as words.
    """
    places = places_in(folder / "station")
    with ExitStack() as running:
        running.enter_context(running_server(folder / "run"))
        hearing = Hearing()
        running.callback(hearing.close)
        printer = EmulatedPrinter(folder / "paper", "--tcp", "0")
        running.callback(printer.close)
        glass = Glass(folder / "glass", size=SIZE)
        running.callback(glass.close)
        central = running.enter_context(_script("demo_central").demo_central(places.data))
        here = [*("--data", str(places.data)), *("--panel-mm", PANEL_MM)]
        every = [*("--sync-every", str(SYNC_EVERY_S)), *("--sync-start-within", "1")]
        argv = [*program, "run", *here, "--printer", printer.target, *every]
        kiosk = running.enter_context(_running(argv, folder / "kiosk.log", glass.environment))
        unseen = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        board_argv = [*program_argv(), "run", "--board", *here, "--windowed", "960x540"]
        board = running.enter_context(_running(board_argv, folder / "board.log", unseen))
        yield Whole(
            folder=folder, places=places, glass=glass, printer=printer, hearing=hearing, central=central,
            kiosk=kiosk, board=board,
        )  # fmt: skip


def furnish(folder: Path) -> dict[str, Spots]:
    """Make the demo county's station in the empty `folder`, with its past and its staff; return where things are.

    From here on the environment of this process is that station's, and so is everything it starts.
    """
    for name in ("run", "tmp", "home"):
        (folder / name).mkdir(mode=0o700)
    os.environ.update(
        YIZHAN_KEYS=str(folder / "station" / "keys"), HOME=str(folder / "home"), TMPDIR=str(folder / "tmp")
    )
    for name in ELSEWHERE:
        os.environ.pop(name, None)
    with open_station(places_in(folder / "station")) as station:
        settle(station, demo_county())
        bring_in(station)
        desk = station.desk(Actor(role=Role.HEAD, device="desk"))
        make_history(desk.room)
        hire(desk)
    return _spots(Path(shutil.copytree(folder / "station", folder / "twin")))


def _spots(twin: Path) -> dict[str, Spots]:
    """Where everything is, by a twin that plays with a copy of the station, which then goes away."""
    environment = {**os.environ, "YIZHAN_KEYS": str(twin / "keys"), "YIZHAN_NO_SYNC": "1"}
    environment |= {"QT_QPA_PLATFORM": "offscreen", "XDG_RUNTIME_DIR": str(twin), "TMPDIR": str(twin)}
    argv = [sys.executable, "-m", "tests.soak.twin", str(twin), "{}x{}".format(*SIZE), PANEL_MM]
    told = subprocess.run(argv, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    shutil.rmtree(twin)
    found: dict[str, Spots] = json.loads(told.stdout)
    return found


@contextmanager
def _running(argv: Sequence[str], log: Path, environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    with log.open("wb") as written:
        process = subprocess.Popen(
            argv, stdin=subprocess.DEVNULL, stdout=written, stderr=written, env=environment, cwd=ROOT
        )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(END_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _script(name: str) -> ModuleType:
    """A module of `scripts/`, which is no package."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module
