"""`yizhan-kiosk sync [--once] [status]`: speak with central now, for ever, or say how it stands."""

from __future__ import annotations

import argparse
import json
import os
import sys
import threading
import time
from contextlib import suppress
from dataclasses import asdict

from kiosk.care.memory import give_back, keep_small
from kiosk.care.places import Places, places
from kiosk.errors import StoreBusy
from kiosk.priority import Place, give_way
from kiosk.services import open_station
from kiosk.speech.parentage import end_with_parent
from kiosk.stopping import Stopped
from kiosk.store.filelock import FileLock
from kiosk.texts.catalogue import Texts
from sync.client.beside import Beside, engine_of, sync_once
from sync.client.report import Outcome, Report
from sync.client.schedule import EVERY_S, START_WITHIN_S, Schedule
from sync.client.sentences import report_sentence, status_sentences
from sync.client.status import read_status, sync_folder

HELP = "exchange news with the central server"
LOOK_AGAIN_S = 2.0
"""How soon a second process takes over when the first has ended."""
FINE = frozenset({Outcome.DONE, Outcome.BUSY})


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Without a word: beside the screen, until the process is ended."""
    parser.add_argument("what", nargs="?", choices=("run", "status"), default="run")
    parser.add_argument("--once", action="store_true", help="once, and say how it went")
    parser.add_argument("--json", action="store_true", help="figures for programs")
    parser.add_argument("--every", type=float, metavar="S", default=EVERY_S, help="seconds from one poll to the next")
    parser.add_argument(
        "--start-within", type=float, metavar="S", default=START_WITHIN_S, help="first sync within so many seconds"
    )
    parser.add_argument("--beside", type=int, metavar="PID", help=argparse.SUPPRESS)


def run(arguments: argparse.Namespace) -> int:
    """0: done; 1: central could not be reached, or said no."""
    texts, at = Texts(arguments.lang), places(arguments.data)
    if arguments.what == "status":
        status = read_status(at.data)
        lines = [json.dumps(asdict(status))] if arguments.json else status_sentences(status, texts)
        print("\n".join(lines))
        return 0
    if not arguments.once:
        if arguments.beside is not None:
            end_with_parent(arguments.beside)
            threading.Thread(target=_end_with_input, name="parent", daemon=True).start()
        keep_small()
        give_way(Place.WORK)
        schedule = Schedule(every_s=arguments.every, start_within_s=arguments.start_within)
        with suppress(Stopped), alone(at):
            Beside(places=at, schedule=schedule, is_stopped=lambda: False, told=_rest).run()
        return 0
    with open_station(at) as station:
        report, _ = sync_once(station, engine_of(station))
    is_fine = report.outcome in FINE
    said = json.dumps(asdict(report)) if arguments.json else report_sentence(report, texts)
    print(said, file=sys.stdout if is_fine or arguments.json else sys.stderr)
    return 0 if is_fine else 1


def alone(at: Places) -> FileLock:
    """Return the lock that only the one process beside a station's screens holds; waits as long as another has it."""
    folder = sync_folder(at.data)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    while True:
        try:
            return FileLock(folder / "beside.lock", alone=True, wait_s=0)
        except StoreBusy:
            time.sleep(LOOK_AGAIN_S)


def _end_with_input() -> None:
    """End at once where input ends: whoever began this process is gone. A buffered read would hold up a tidy end."""
    with suppress(OSError):
        while os.read(0, 4096):
            pass
    os._exit(0)


def _rest(report: Report) -> None:
    """Give back what a large sync took, as far as it is free again; nobody waits for that here."""
    if report.sent or report.written or report.gone:
        give_back()
