"""`yizhan-kiosk backup [--to DIR | --elsewhere]`: a checked backup now, on another disk or a stick as well."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from kiosk.care.places import places
from kiosk.elsewhere import Elsewhere
from kiosk.priority import Place, give_way
from kiosk.services import open_station
from kiosk.speech.parentage import end_with_parent
from kiosk.store.backup_files.carrying import Carried
from kiosk.store.backup_files.shelf import megabytes
from kiosk.texts.catalogue import Texts
from kiosk.upkeep import upkeep_of

HELP = "make a checked backup now; --to puts it on a stick, too, as one file that opens with the recovery code"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to, and in what form it is told."""
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--to", type=Path, metavar="DIR", help="a folder of another disk or of a stick")
    where.add_argument("--elsewhere", action="store_true", help="the newest one into the folder of the settings")
    parser.add_argument("--beside", type=int, metavar="PID", help=argparse.SUPPRESS)
    parser.add_argument("--json", action="store_true", help="print what was made as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Make the backup and say where it lies; the station may be running."""
    texts, carried = Texts(arguments.lang), None
    if arguments.beside is not None:
        end_with_parent(arguments.beside)
        give_way(Place.WORK)
    with open_station(places(arguments.data)) as station:
        upkeep = upkeep_of(station)
        if arguments.elsewhere:
            carried = Elsewhere(upkeep=upkeep).back_up()
            backup = carried.backup
        elif arguments.to is None:
            backup = upkeep.back_up_now()
        else:
            carried = upkeep.back_up_to(arguments.to)
            backup = carried.backup
    if arguments.json:
        print(json.dumps(_told(backup, carried), ensure_ascii=False))
        return 0
    print(texts("backup-made", file=str(backup), size=str(megabytes(backup.stat().st_size))))
    if carried is not None:
        print("\n".join(_sentences(carried, texts)))
    return 0


def _told(backup: Path, carried: Carried | None) -> dict[str, Any]:
    told: dict[str, Any] = {"backup": str(backup), "bytes": backup.stat().st_size}
    if carried is not None:
        there = {"file": str(carried.path), "bytes": carried.size, "removed": carried.removed}
        told["carried"] = {**there, "code_made": carried.code_made.isoformat(timespec="seconds")}
    return told


def _sentences(carried: Carried, texts: Texts) -> list[str]:
    lines = [
        texts("backup-carried", file=str(carried.path), size=str(megabytes(carried.size))),
        texts("backup-needs-code", day=f"{carried.code_made:%Y-%m-%d}"),
    ]
    return [*lines, texts("backup-removed", count=str(len(carried.removed)))] if carried.removed else lines
