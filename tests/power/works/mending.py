"""A database that becomes another one: brought up to date by a newer program, or put together from what is left."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path
from random import Random

from kiosk.store.connection import connect
from kiosk.store.keys import DatabaseKey
from kiosk.store.migrations import SCHEMA_VERSION
from tests.power.work import Said, Say, reopened, save_posting, words_of
from tests.power.works.at_work import give_slips
from tests.store.backups.conftest import Machine

RELEASED = Path(__file__).parents[2] / "store" / "released"
KEY = bytes(range(32))
TABLES = ("station", "employers", "postings", "slips", "operations")


class Migrations:
    """A database of a released program is opened by this one; which of them it is, the seed says."""

    name = "migrations"

    def prepare(self, machine: Machine, chance: Random) -> None:
        machine.places.keys.mkdir(mode=0o700, parents=True)
        machine.places.data.mkdir(mode=0o700)
        (machine.places.keys / "database.key").write_bytes(KEY)
        (machine.places.keys / "database.key").chmod(0o600)
        shutil.copyfile(chance.choice(sorted(RELEASED.glob("*.db"))), machine.places.database)
        shutil.copyfile(machine.places.database, _former(machine))

    def do(self, machine: Machine, chance: Random, say: Say) -> None:
        with machine.open() as station:
            say("line", *station.database.row("select id from line"))
        with machine.open():
            say("again")

    def judge(self, machine: Machine, said: Said) -> None:
        with reopened(machine) as station:
            database = station.database
            assert database.value("pragma user_version") == SCHEMA_VERSION
            for (line,) in words_of(said, "line"):
                assert database.value("select id from line") == line
            with closing(connect(_former(machine), DatabaseKey(KEY))) as former:
                for table in TABLES:
                    (count,) = former.execute(f"select count(*) from {table}").fetchone()
                    assert database.value(f"select count(*) from {table}") >= count, table


def _former(machine: Machine) -> Path:
    return machine.root / "former.db"


class Recoveries:
    """The first page of the database is torn: it is put aside, and the last backup takes its place."""

    name = "recoveries"

    def prepare(self, machine: Machine, chance: Random) -> None:
        save_posting(machine)
        with machine.open() as station:
            give_slips(station, "before", 3, lambda *_: None)
        machine.upkeep().back_up_now()
        machine.close()
        with machine.places.database.open("r+b") as file:
            file.write(bytes(4096))
        shutil.copyfile(machine.places.database, _former(machine))

    def do(self, machine: Machine, chance: Random, say: Say) -> None:
        with machine.open() as station:
            say("recovered")
            give_slips(station, "after", 2, say)

    def judge(self, machine: Machine, said: Said) -> None:
        with reopened(machine, recovers=True) as station:
            rows = dict(station.database.rows("select wish_id, number from slips"))
            assert {"before-0", "before-1", "before-2"} <= rows.keys()
            for wish, number in words_of(said, "slip"):
                assert rows.get(wish) == number, f"{number} is lost"
        assert not list(machine.places.data.glob(".*.tmp*")), "halves of recoveries stay for ever"
        broken = _former(machine).read_bytes()
        assert broken in [path.read_bytes() for path in machine.places.damaged.glob("*.db")], "the damaged one is lost"
