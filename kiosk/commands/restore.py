"""`yizhan-kiosk restore FILE|--latest`: this station from a backup again, or on a new machine."""

from __future__ import annotations

import argparse
import json
from datetime import datetime
from pathlib import Path
from typing import Any

from kiosk.care.clock import local_now
from kiosk.care.places import Places, places
from kiosk.commands.recovery_code import asked_code
from kiosk.errors import Refused
from kiosk.services import open_station
from kiosk.store.adopted_key import key_at_hand
from kiosk.store.keyring import desktop_keyring
from kiosk.store.reached import ReachedMarks
from kiosk.store.recovery_code import RecoveryCode
from kiosk.store.restoring import BESIDE, Ground, Restored, Restoring
from kiosk.texts.catalogue import Texts

HELP = "make this station from a backup again; what is here now is put aside first"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """From what, and with which code."""
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument(
        "file", type=Path, nargs="?", metavar="FILE", help="a backup (.yzbackup) of a stick, or one of here"
    )
    source.add_argument("--latest", action="store_true", help="the newest good one of this machine's own folder")
    parser.add_argument(
        "--code",
        metavar="CODE",
        help="the recovery code, where this machine's key does not open the file; without it the code is asked for, or"
        " read from the standard input, where other users of this computer cannot see it",
    )
    parser.add_argument("--dry-run", action="store_true", help="check everything and change nothing")
    parser.add_argument("--json", action="store_true", help="print what came of it as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Restore, open the station once, and say what it is now and where the one before it lies."""
    texts, at = Texts(arguments.lang), places(arguments.data)

    def ask_code(made: datetime) -> RecoveryCode:
        words = arguments.code if arguments.code is not None else asked_code(texts)
        if not words.strip():
            raise Refused("error-restore-needs-code", day=f"{made:%Y-%m-%d}")
        return RecoveryCode.read(words)

    restored = _restoring(at).restore(arguments.file, ask_code=ask_code, now=local_now(), only_try=arguments.dry_run)
    if arguments.dry_run:
        prefix = restored.station.prefix
    else:
        with open_station(at) as station:
            prefix = station.station.prefix
    if arguments.json:
        print(json.dumps(_told(restored, prefix, is_done=not arguments.dry_run), ensure_ascii=False))
    elif arguments.dry_run:
        print(texts("restore-would", file=str(restored.source), name=restored.station.name))
    else:
        print("\n".join(_sentences(restored, prefix, texts)))
    return 0


def _restoring(at: Places) -> Restoring:
    ground = Ground(
        database=at.database,
        backups=at.backups,
        damaged=at.damaged,
        settings=at.settings,
        keys=at.keys,
        wrapped=at.wrapped_key,
    )
    keyring = desktop_keyring()
    key = key_at_hand(at.keys, database=at.database, keyring=keyring)
    return Restoring(ground, key, marks=ReachedMarks(at.reached), keyring=keyring)


def _told(restored: Restored, prefix: str, *, is_done: bool) -> dict[str, Any]:
    return {
        "restored": is_done,
        "source": str(restored.source),
        "station": restored.station.name,
        "prefix": prefix,
        "made": restored.made.isoformat(timespec="seconds") if restored.made else None,
        "put_aside": str(restored.put_aside) if restored.put_aside else None,
        "settings": str(restored.settings) if restored.settings else None,
        "code_kept": restored.is_code_kept,
    }


def _sentences(restored: Restored, prefix: str, texts: Texts) -> list[str]:
    lines = [texts("restore-done", name=restored.station.name, file=str(restored.source))]
    if restored.put_aside is not None:
        lines.append(texts("restore-put-aside", file=str(restored.put_aside)))
    if prefix != restored.station.prefix:
        lines.append(texts("restore-prefix", prefix=prefix, before=restored.station.prefix))
    if restored.settings is not None:
        key = "restore-settings-beside" if restored.settings.name.endswith(BESIDE) else "restore-settings-put"
        lines.append(texts(key, file=str(restored.settings)))
    if restored.is_code_kept:
        lines.append(texts("restore-code-kept"))
    return lines
