"""`yizhan-kiosk recovery-code`: the code on paper without which a carried backup opens on no other machine."""

from __future__ import annotations

import argparse
import json
import sys

from kiosk.care.places import places
from kiosk.errors import Refused
from kiosk.services import OpenStation, open_station
from kiosk.store.recovery_code import RecoveryCode
from kiosk.store.wrapped_key import keep_wrapped, kept_wrapped, wrap
from kiosk.texts.catalogue import Texts

HELP = "make the code that opens carried backups on a new machine; it is shown this once"
LONGEST_LINE = 200


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """A new one instead of the one before, or a look whether the paper is right."""
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--new", action="store_true", help="make another one, for the backups from now on")
    way.add_argument(
        "--check", action="store_true", help="read a code from the standard input, and say whether it fits"
    )
    parser.add_argument("--json", action="store_true", help="print the code as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Print the code, or say whether one fits. Who may open the station's files has its key, and may make a code.

    `Refused` where there is one already, which nobody can show again, or where the one to be checked does not fit.
    """
    texts = Texts(arguments.lang)
    with open_station(places(arguments.data)) as station:
        if arguments.check:
            _check(station, texts)
        else:
            _make(station, texts, anew=arguments.new, as_json=arguments.json)
    return 0


def _check(station: OpenStation, texts: Texts) -> None:
    wrapped = kept_wrapped(station.places.wrapped_key, station.database.key)
    if wrapped is None:
        raise Refused("error-backup-no-code")
    wrapped.unwrapped(RecoveryCode.read(asked_code(texts)))
    print(texts("recovery-code-fits"))


def _make(station: OpenStation, texts: Texts, *, anew: bool, as_json: bool) -> None:
    file, key, now = station.places.wrapped_key, station.database.key, station.now()
    before = kept_wrapped(file, key)
    if before is not None and not anew:
        raise Refused("error-code-there-already", day=f"{before.code_made:%Y-%m-%d}")
    code = RecoveryCode.new()
    keep_wrapped(file, wrap(key, code, made=now))
    if as_json:
        print(json.dumps({"code": code.shown(), "made": now.isoformat(timespec="seconds")}))
        return
    print(texts("recovery-code-is", code=code.shown()))
    print(texts("recovery-code-write"))
    if before is not None:
        print(texts("recovery-code-old", day=f"{before.code_made:%Y-%m-%d}"))


def asked_code(texts: Texts) -> str:
    """Read a code from the standard input; at a terminal, say first what is wanted."""
    if sys.stdin is None:
        return ""
    if sys.stdin.isatty():
        print(texts("recovery-code-ask"), end=" ", file=sys.stderr, flush=True)
    return sys.stdin.readline(LONGEST_LINE).strip()
