"""`yizhan-kiosk bundle export FOLDER|FILE`, `import FILE`, `look FOLDER`: to central and back without a network."""

from __future__ import annotations

import _thread
import argparse
import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from kiosk.care.places import places
from kiosk.errors import DamagedDatabase, YizhanError
from kiosk.priority import Place, give_way
from kiosk.services import OpenStation, open_station
from kiosk.speech.parentage import end_with_parent
from kiosk.texts.catalogue import Texts
from sync.client.beside import engine_of
from sync.client.bundles import Stick, StickRefused
from sync.client.commands.standing import check_station
from sync.client.report import Outcome
from sync.client.state import SyncState
from sync.client.status import read_status
from sync.protocol.bundle import SUFFIX

HELP = "take to the central server on a stick what waits here, and bring its answer back"
LAST_WORDS_S = 2.0
"""So long may it take to clear up after whoever began this process has ended."""

Tell = Callable[[dict[str, Any]], None]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which way, and where the stick is."""
    parser.add_argument("way", choices=("export", "import", "look"))
    parser.add_argument(
        "path",
        type=Path,
        metavar="FOLDER|FILE",
        help=f"export: a folder, or a file to write; import: the answer, a file that ends in {SUFFIX};"
        " look: a folder, to say which answer lies there",
    )
    parser.add_argument("--json-lines", action="store_true", help="progress and result for programs, a line each")
    parser.add_argument("--beside", type=int, metavar="PID", help=argparse.SUPPRESS)


def run(arguments: argparse.Namespace) -> int:
    """Write or take the file, or look for one, and say what came of it; 1: somebody has to do something about it."""
    if arguments.beside is not None:
        end_with_parent(arguments.beside)
        give_way(Place.WORK)
        threading.Thread(target=_end_with_input, name="parent", daemon=True).start()
    if not arguments.json_lines:
        texts = Texts(arguments.lang)
        told = _done(arguments, lambda _: None)
        print("\n".join(_sentences(told, texts)))
        return 1 if told.get("refused") or told.get("is_shut_out") else 0
    try:
        _print_line(_done(arguments, _print_line))
    except DamagedDatabase:  # it is tried once more
        raise
    except YizhanError as error:
        _print_line({"failed": error.key, "details": error.details})
        return 2
    return 0


def _done(arguments: argparse.Namespace, tell: Tell) -> dict[str, Any]:
    """Do it; what came of it is one message."""
    path, at = arguments.path, places(arguments.data)
    check_station(at)
    _check_path(path, arguments.way)

    def progress(done: int, every: int) -> None:
        tell({"progress": [done, every]})

    with open_station(at) as station:
        stick = Stick(station, engine_of(station))
        match arguments.way:
            case "export":
                exported = stick.export(path, progress=progress)
                said = {"written": str(exported.path), "count": exported.operations}
                # Nobody signed that word: it may be anybody's, and so the file is written all the same.
                return {**said, "is_shut_out": True} if read_status(at.data).outcome == Outcome.REVOKED else said
            case "import":
                report = stick.take(path, progress=progress)
                _check_identity(station)
                taken = report.written + report.gone
                return {"taken": taken, "sent": report.sent, "refused": report.refused}
        answer = stick.look(path)
        return {"answer": None if answer is None else str(answer)}


def _check_path(path: Path, way: str) -> None:
    """Raise `StickRefused` where there is nothing to read; a pipe or a device, which may have no end, is no file."""
    if way == "import" and not path.is_file():
        raise StickRefused("error-stick-unreadable")
    if way == "look" and not path.is_dir():
        raise StickRefused("error-stick-no-folder", folder=str(path))


def _check_identity(station: OpenStation) -> None:
    """Raise `StickRefused` where the answer says that another machine goes on under this kiosk's identity."""
    central = SyncState(station.database).central()
    if central is not None and central.fork:
        raise StickRefused("error-stick-identity")


def _sentences(told: dict[str, Any], texts: Texts) -> list[str]:
    if "written" in told:
        key = "stick-exported-shut-out" if told.get("is_shut_out") else "stick-exported"
        return [texts(key, file=told["written"], count=str(told["count"]))]
    if "taken" in told:
        lines = [texts("stick-taken", sent=str(told["sent"]), taken=str(told["taken"]))]
        return [*lines, texts("sync-refused", count=str(told["refused"]))] if told["refused"] else lines
    return [texts("stick-answer", file=told["answer"]) if told["answer"] else texts("stick-no-answer")]


def _print_line(message: dict[str, Any]) -> None:
    print(json.dumps(message), flush=True)


def _end_with_input() -> None:
    """End tidily where input ends, half a file cleared away: whoever began this process is gone, or wants no more."""
    with suppress(OSError):
        while os.read(sys.stdin.fileno(), 4096):
            pass
    _thread.interrupt_main(signal.SIGTERM)
    time.sleep(LAST_WORDS_S)
    os._exit(1)
