"""A station's programs in the works of `updates.py`: small bundles, and whoever begins what is in them."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from random import Random

from kiosk.care.program import program_argv
from kiosk.store.connection import connect
from kiosk.store.integrity import check, schema_version
from kiosk.store.keys import DatabaseKey
from kiosk.store.migrations import SCHEMA_VERSION
from kiosk.updating.programs import PROGRAM, Programs, Slot, Waiting
from kiosk.updating.turning import MUST_BE_WELL, Turning
from kiosk.updating.unpacking import unpack
from tests.power.recording import Content, content_of
from tests.power.work import NOW, Said, Say, assert_issues_slips, reopened, words_of
from tests.power.works.at_work import assert_slips_hold, give_slips
from tests.store.backups.conftest import Machine
from tests.updating.bundles import archive, link, sums
from tests.updating.tomorrow import bring_up_to_date

INSTALLED = "1.0"
TODAY, TOMORROW = b"today", b"tomorrow"
"""Whose database a program has: its bundle says so in a file."""
WELL = json.dumps({"findings": [{"check": name, "light": "green"} for name in (*MUST_BE_WELL, "database")]})
SCRIPT = f"#!/bin/sh\necho '{WELL}'\n".encode()
LIBRARY, LIBRARY_BYTES = "library.so.1", 9_000
POINTER = "_internal/library.so"


def files_of(version: str, kind: bytes) -> dict[str, bytes]:
    """What is packed into a bundle."""
    library = Random(version).randbytes(LIBRARY_BYTES)
    files = {PROGRAM: SCRIPT, "version": version.encode(), "kind": kind, f"_internal/{LIBRARY}": library}
    return {**files, "SHA256SUMS": sums(files)}


def packed(path: Path, version: str, kind: bytes) -> Path:
    return archive(path, files_of(version, kind), link(POINTER, LIBRARY))


def archive_of(machine: Machine, version: str) -> Path:
    return machine.root / f"{version}.tar.gz"


class Watch:
    """Begins the programs of a machine's station in turn, as the watch does, and finds each whole that it begins."""

    def __init__(self, machine: Machine) -> None:
        self.machine, self.programs = machine, Programs(machine.places.programs)
        self.turning = Turning(
            self.programs, machine.places, installed=INSTALLED, now=lambda: NOW, told=lambda line: None
        )
        for program in machine.places.programs.glob(f"?/{PROGRAM}"):
            program.chmod(0o755)  # what may be done with a file lies where its size does, and is not recorded here

    @property
    def version(self) -> str:
        """The version in force."""
        return self.programs.standing().version or INSTALLED

    def unpack(self, version: str) -> Waiting:
        return unpack(archive_of(self.machine, version), self.programs, version=version)

    def life(self) -> str:
        """Begin whose turn it is, have it open the station, and return its version."""
        self.turning.before_life()
        version = self.open()
        self.turning.opened()
        assert version == self.version, "another program is in force than the one that runs"
        return version

    def try_in_vain(self) -> None:
        """Begin a program on trial, which dies when it has brought the database up to date; or the one in force."""
        self.turning.before_life()
        self.open()
        self.turning.leave()

    def open(self) -> str:
        """Have the program whose turn it is open the database; return its version."""
        version, kind = self._whole_program()
        if kind == TOMORROW:
            bring_up_to_date(self.machine.places)
        else:
            with reopened(self.machine):
                pass
        return version

    def work(self, wish: str, say: Say) -> None:
        """Save something with the program in force."""
        _, kind = self._whole_program()
        if kind == TODAY:
            with self.machine.open() as station:
                give_slips(station, wish, 2, say)
            return
        with closing(connect(self.machine.places.database, key_of(self.machine))) as connection:
            connection.execute("insert into of_tomorrow values (?)", (wish,))
        say("word", wish)

    def _whole_program(self) -> tuple[str, bytes]:
        """Return version and kind of the program whose turn it is; assert that it is there as it was packed."""
        (program, *more) = self.turning.argv()
        if (program, *more) == program_argv():
            assert self.programs.standing().in_force is Slot.INSTALLED, "the program in force is gone"
            return INSTALLED, TODAY
        return whole_in(Path(program).parent)

    def assert_all_whole(self) -> None:
        """Each program that may be begun or gone back to is there as it was packed, and the one it is said to be."""
        standing = self.programs.standing()
        places = {standing.in_force: standing.version, standing.former: standing.former_version}
        places |= {one.slot: one.version for one in (standing.ready, standing.trial) if one is not None}
        for slot in places.keys() - {Slot.INSTALLED}:
            version, _ = whole_in(self.programs.place(slot))
            assert version == places[slot]


def whole_in(place: Path) -> tuple[str, bytes]:
    """Return version and kind of the program in `place`; assert that it is there as it was packed."""
    there = content_of(place)
    version, kind = there.get("version"), there.get("kind")
    assert isinstance(version, bytes)
    assert isinstance(kind, bytes)
    whole: dict[str, Content] = {**files_of(version.decode(), kind), POINTER: LIBRARY, "_internal": None}
    assert there == whole, f"{version!r} is not as it was packed"
    return version.decode(), kind


def key_of(machine: Machine) -> DatabaseKey:
    key = machine.key
    assert key is not None
    return key


def assert_data_hold(machine: Machine, said: Said) -> None:
    """What was saved is there, whichever program did it, and with the database of today's the station goes on."""
    at, key = machine.places.database, key_of(machine)
    with closing(connect(at, key)) as connection:
        slips = dict(connection.execute("select wish_id, number from slips"))
        if words_of(said, "word"):
            words = {word for (word,) in connection.execute("select word from of_tomorrow")}
            assert {word for (word,) in words_of(said, "word")} <= words
    for wish, number in words_of(said, "slip"):
        assert slips.get(wish) == number, f"{number} is lost"
    if schema_version(at, key) == SCHEMA_VERSION:
        with reopened(machine) as station:
            assert_slips_hold(station, said)
            assert_issues_slips(station, f"after-the-cut-{len(slips)}")
    else:
        assert check(at, key) == []
