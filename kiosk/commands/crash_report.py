"""`yizhan-kiosk crash-report --to DIR`: what the makers of the program need to see, without anything of a person."""

from __future__ import annotations

import argparse
import json
import platform
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from kiosk.care.clock import local_now
from kiosk.care.config.in_force import settings_in_force
from kiosk.care.config.reading import read_file
from kiosk.care.config.sections import Settings
from kiosk.care.config.there import is_there
from kiosk.care.free_name import free_path
from kiosk.care.places import Places, places
from kiosk.care.program import program_argv
from kiosk.care.watching.report import report_files, write_report
from kiosk.care.watching.report_words import Striking
from kiosk.errors import DiskFull, Refused, StoreError, YizhanError
from kiosk.store import exports
from kiosk.store.adopted_key import key_at_hand
from kiosk.store.database import Database, open_database
from kiosk.store.durable import files_told, written_whole
from kiosk.store.employers import EmployerStore
from kiosk.store.keyring import desktop_keyring
from kiosk.store.keys import DatabaseKey
from kiosk.store.postings import PostingStore
from kiosk.store.staff import StaffStore
from kiosk.texts.catalogue import Texts
from kiosk.versions import program_version

HELP = "put logs, crashes and a doctor's report into one file for the makers of the program; nothing of a person"
DOCTOR_S = 60.0
SOUND = ("ok", "restored")
"""What the doctor says of a database that can be opened without being mended first."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to, and in what form it is told."""
    parser.add_argument("--to", type=Path, metavar="DIR", required=True, help="a folder, as of a stick")
    parser.add_argument("--json", action="store_true", help="print what was written as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Write the file, and say where it lies. Raises `Refused` for what is wrong there."""
    here, at, folder = places(arguments.data), local_now(), arguments.to
    if not folder.is_dir():
        raise Refused("error-report-no-folder", folder=str(folder))
    doctor = _doctor(here)
    files = report_files(
        here,
        settings_in_force(here.settings).settings,
        striking=striking_of(here, is_sound=_is_sound(doctor)),
        doctor=doctor,
        about={
            "program": program_version() or "?", "system": platform.platform(), "python": platform.python_version(),
        },
        at=at,
    )  # fmt: skip
    path = _written(folder, f"yizhan-crash-report-{at:%Y%m%d-%H%M}", files)
    size = path.stat().st_size
    if arguments.json:
        print(json.dumps({"file": str(path), "bytes": size}, ensure_ascii=False))
    else:
        print(Texts(arguments.lang)("report-written", file=str(path), size=str(max(1, round(size / 1000)))))
    return 0


def _written(folder: Path, name: str, files: Mapping[str, str]) -> Path:
    try:
        with files_told():
            path = free_path(folder, name, ".zip")
            with written_whole(path) as draft:
                write_report(draft, files)
    except DiskFull as error:
        raise Refused("error-report-stick-full") from error
    except StoreError as error:
        raise Refused("error-report-not-written") from error
    return path


def _doctor(here: Places) -> Mapping[str, Any] | None:
    """What the doctor says, from a process of its own: nothing that it touches can take this one down."""
    words = (*program_argv(), "doctor", "--json", "--data", str(here.data), "--lang", "en")
    with suppress(OSError, subprocess.SubprocessError, ValueError):
        done = subprocess.run(words, capture_output=True, stdin=subprocess.DEVNULL, timeout=DOCTOR_S, check=False)
        said = json.loads(done.stdout)
        return said if isinstance(said, dict) else None
    return None


def _is_sound(doctor: Mapping[str, Any] | None) -> bool:
    findings = (doctor or {}).get("findings", ())
    return any(each.get("check") == "database" and each.get("case") in SOUND for each in findings)


def striking_of(here: Places, *, is_sound: bool) -> Striking:
    """Return what knows this station's people and keys. A damaged database is left alone, and its people unknown."""
    key = key_at_hand(here.keys, database=here.database, keyring=desktop_keyring())
    settings = _all_settings(here)
    secrets = [key.hex(), key.hex().upper()] if key is not None else []
    secrets += [one.enrolment.code for one in settings]
    numbers = [number for one in settings for number in (one.station.phone, *one.county.blocked_phones)]
    people = _people(here, key) if key is not None and is_sound else None
    if people is None and not here.database.exists():
        people = []
    if people is None:
        return Striking(names=None, numbers=numbers, secrets=secrets)
    numbers += [phone for _, phone in people]
    return Striking(names=[name for name, _ in people], numbers=numbers, secrets=secrets)


def _all_settings(here: Places) -> list[Settings]:
    """The settings that count, and those that stand in the file: a code that was mistyped elsewhere is one, too."""
    found = [settings_in_force(here.settings).settings]
    return [*found, read_file(here.settings).settings] if is_there(here.settings) else found


def _people(here: Places, key: DatabaseKey) -> list[tuple[str, str]] | None:
    """Name and phone of everybody; None where they cannot be read."""
    try:
        with open_database(here.database, key) as database:
            return list(_known(database))
    except YizhanError:
        return None


def _known(database: Database) -> Iterator[tuple[str, str]]:
    for name, phone, *_ in exports.people(database):
        yield name, phone
    for employer in EmployerStore(database).all():
        yield employer.name, employer.phone
    for posting in PostingStore(database).all():
        yield posting.contact_name, posting.contact_phone
    for member in StaffStore(database).all():
        yield member.name, ""
