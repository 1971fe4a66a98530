"""`yizhan-kiosk sync [--once] [status]`: speak with central now, for ever, or say how it stands."""

from __future__ import annotations

import argparse
import json
import os
import sys
import threading
import time
from contextlib import suppress
from dataclasses import asdict, replace

from kiosk.arguments import seconds, seconds_between
from kiosk.care.central_clock import CentralClock
from kiosk.care.memory import give_back, keep_small
from kiosk.care.places import Places, places
from kiosk.errors import StoreBusy, YizhanError
from kiosk.priority import Place, give_way
from kiosk.services import open_station
from kiosk.speech.parentage import end_with_parent
from kiosk.stopping import Stopped
from kiosk.store.filelock import FileLock
from kiosk.texts.catalogue import Texts
from sync.client.beside import Beside, engine_of, sync_once
from sync.client.commands.standing import check_station, standing_of
from sync.client.report import Outcome, Report
from sync.client.schedule import EVERY_S, START_WITHIN_S, Schedule
from sync.client.sentences import report_sentence
from sync.client.state import SyncState
from sync.client.status import sync_folder
from sync.client.updating.nightly import Nightly, night_command

HELP = "exchange news with the central server"
LOOK_AGAIN_S = 2.0
"""How soon a second process takes over when the first has ended."""
FINE = frozenset({Outcome.DONE, Outcome.BUSY})


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Without a word: beside the screen, until the process is ended."""
    parser.add_argument("what", nargs="?", choices=("run", "status"), default="run")
    parser.add_argument("--once", action="store_true", help="once, and say how it went")
    parser.add_argument("--json", action="store_true", help="figures for programs")
    parser.add_argument(
        "--every", type=seconds_between, metavar="S", default=EVERY_S, help="seconds from one poll to the next"
    )
    parser.add_argument(
        "--start-within", type=seconds, metavar="S", default=START_WITHIN_S, help="first sync within so many seconds"
    )
    parser.add_argument("--beside", type=int, metavar="PID", help=argparse.SUPPRESS)


def run(arguments: argparse.Namespace) -> int:
    """0: done, or all is well; 1: central could not be reached or said no, or somebody has to do something."""
    texts, at = Texts(arguments.lang), places(arguments.data)
    if arguments.beside is None:
        check_station(at)
    if arguments.what == "status":
        with open_station(at) as station:
            standing = standing_of(station)
        print(json.dumps(standing.figures()) if arguments.json else "\n".join(standing.sentences(texts)))
        return 0 if standing.is_well else 1
    if arguments.once:
        return _once(at, texts, is_json=arguments.json)
    if arguments.beside is not None:
        end_with_parent(arguments.beside)
        threading.Thread(target=_end_with_input, name="parent", daemon=True).start()
    else:
        _check_enrolled(at)
    keep_small()
    give_way(Place.WORK)
    schedule = Schedule(every_s=arguments.every, start_within_s=arguments.start_within)
    with suppress(Stopped), alone(at):
        nightly = Nightly(here=at, now=CentralClock(at.central_time), command=night_command(at))
        Beside(places=at, schedule=schedule, is_stopped=lambda: False, told=_rest, also=nightly.look).run()
    return 0


def _once(at: Places, texts: Texts, *, is_json: bool) -> int:
    with open_station(at) as station:
        report, _ = sync_once(station, engine_of(station))
    is_fine = report.outcome in FINE and not report.refused and report.agrees is not False
    if is_json:
        print(json.dumps(asdict(report)))
        return 0 if is_fine else 1
    lines = [report_sentence(replace(report, sent=max(0, report.sent - report.refused)), texts)]
    if report.refused:
        lines.append(texts("sync-refused", count=str(report.refused)))
    if report.agrees is False:
        lines.append(texts("sync-differs"))
    print("\n".join(lines), file=sys.stdout if is_fine else sys.stderr)
    return 0 if is_fine else 1


def _check_enrolled(at: Places) -> None:
    """Raise `YizhanError` where somebody waits at a terminal for what never comes: no county is known here."""
    with open_station(at) as station:
        if SyncState(station.database).central() is None:
            raise YizhanError("error-sync-not-enrolled")


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
