"""Copies of a station: its own backups, those on a stick, and a station made from one again."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from random import Random

from kiosk.elsewhere import Elsewhere as OtherPlace
from kiosk.services import OpenStation
from kiosk.store.backup_files.unpacking import unpack
from kiosk.store.backups import Keeping, backups_in, hold_backup, is_sound, make_backup
from kiosk.store.connection import connect, is_cut_short
from kiosk.store.integrity import check
from kiosk.store.keys import DatabaseKey
from tests.power.work import Said, Say, reopened, save_posting, words_of
from tests.power.works.at_work import assert_slips_hold, give_slips
from tests.store.backups.conftest import CODE, NOW, Machine, no_code

KEEPING = Keeping(least=2, most=2)
TITLES = "select title from postings"
SLIPS = "select number from slips"
OLD, NEW = ["现在的"], ["招瓦工"]


class Backups:
    """Backups made beside slips that are given out; older ones go, and one stays for an update."""

    name = "backups"

    def prepare(self, machine: Machine, chance: Random) -> None:
        save_posting(machine)
        machine.close()

    def do(self, machine: Machine, chance: Random, say: Say) -> None:
        at = machine.places
        with machine.open() as station:
            key = station.database.key
            for number in range(4):
                give_slips(station, f"round-{number}", 1, say)
                beside = threading.Thread(target=_at_the_screen, args=(machine, number, say))
                beside.start()
                backup = make_backup(at.database, key, at.backups, now=NOW, keeping=KEEPING)
                say("backup", backup.name, number)
                beside.join()
                if number == 1:
                    hold_backup(backup)
                    say("held", backup.name)

    def judge(self, machine: Machine, said: Said) -> None:
        backups, key = backups_in(machine.places.backups), _key(machine)
        for backup in backups:
            assert is_sound(backup, key), f"{backup.name} is no whole backup"
        names = [backup.name for backup in backups]
        for name, number in words_of(said, "backup")[-1:]:
            assert name in names, f"{name} is lost"
            wishes = _asked(machine.places.backups / name, key, "select wish_id from slips")
            assert {f"round-{each}-0" for each in range(int(number) + 1)} <= set(wishes)
        for (name,) in words_of(said, "held"):
            assert name in names, "the backup that was to stay is gone"
            assert (machine.places.backups / f"{name}.held").exists()
        with reopened(machine) as station:
            assert_slips_hold(station, said)
        make_backup(machine.places.database, key, machine.places.backups, now=NOW, keeping=KEEPING)
        assert not list(machine.places.backups.glob(".*.tmp")), "halves of backups stay for ever"


def _at_the_screen(machine: Machine, number: int, say: Say) -> None:
    with Machine(machine.root).open() as station:
        give_slips(station, f"beside-{number}", 2, say)


def _key(machine: Machine) -> DatabaseKey:
    key = machine.key
    assert key is not None
    return key


def _asked(path: Path, key: DatabaseKey, question: str) -> list[str]:
    with closing(connect(path, key)) as connection:
        return [row[0] for row in connection.execute(question)]


class Stick:
    """Backups carried to a stick, one after the other."""

    name = "stick"

    def prepare(self, machine: Machine, chance: Random) -> None:
        save_posting(machine)
        machine.keep_code()
        (machine.root / "stick").mkdir()
        machine.close()

    def do(self, machine: Machine, chance: Random, say: Say) -> None:
        for number in range(2):
            with machine.open() as station:
                give_slips(station, f"round-{number}", 2, say)
            say("carried", machine.carry(machine.root / "stick").path.name, number)

    def judge(self, machine: Machine, said: Said) -> None:
        stick, key = machine.root / "stick", _key(machine)
        for path in stick.glob("yizhan-backup-*"):
            trial = machine.root / f"{path.name}.trial.db"
            assert unpack(path, trial, key=key, ask_code=no_code).station
            assert check(trial, key) == []
        for name, _ in words_of(said, "carried"):
            assert (stick / name).exists(), f"{name} is lost"
        with reopened(machine) as station:
            assert_slips_hold(station, said)
        assert machine.carry(stick).path.exists()
        assert not list(stick.glob(".*.tmp"))


class Elsewhere:
    """The daily backup put into the one more place of the settings, beside others' files."""

    name = "elsewhere"

    def prepare(self, machine: Machine, chance: Random) -> None:
        save_posting(machine)
        machine.keep_code()
        (machine.root / "disk").mkdir()
        (machine.root / "disk" / "photo.jpg").write_bytes(b"somebody's")
        machine.places.settings.write_text(f"[backup]\nfolder = '{machine.root / 'disk'}'\n")
        machine.close()

    def do(self, machine: Machine, chance: Random, say: Say) -> None:
        for number in range(2):
            machine.now += timedelta(days=1)
            with machine.open() as station:
                give_slips(station, f"round-{number}", 2, say)
            say("carried", _tended(machine))

    def judge(self, machine: Machine, said: Said) -> None:
        disk, key = machine.root / "disk", _key(machine)
        machine.places.settings.write_text(f"[backup]\nfolder = '{disk}'\n")
        for path in disk.glob("yizhan-backup-*"):
            trial = machine.root / f"{path.name}.trial.db"
            assert unpack(path, trial, key=key, ask_code=no_code).station
            assert check(trial, key) == []
        for (name,) in words_of(said, "carried"):
            assert (disk / name).exists(), f"{name} is lost"
        with reopened(machine) as station:
            assert_slips_hold(station, said)
        machine.now += timedelta(days=9)
        assert (disk / _tended(machine)).exists()
        assert not list(disk.glob(".*.tmp"))
        assert (disk / "photo.jpg").read_bytes() == b"somebody's"


def _tended(machine: Machine) -> str:
    """Do a round as the caretaker does, and return the name of what is in the other place."""
    upkeep = machine.upkeep()
    upkeep.back_up_now()
    place = OtherPlace(upkeep=upkeep)
    assert place.is_due()
    return place.back_up().path.name


class Restores:
    """A station restored from a stick while another database is there: with more in its log of writes."""

    name = "restores"

    def prepare(self, machine: Machine, chance: Random) -> None:
        save_posting(machine)
        machine.keep_code()
        (machine.root / "stick").mkdir()
        machine.carry(machine.root / "stick")
        with machine.open() as station:
            station.database.execute("update postings set title = '当中的'")
        _left_in_the_log(machine, lambda station: station.database.execute("update postings set title = ?", OLD))

    def do(self, machine: Machine, chance: Random, say: Say) -> None:
        machine.restore(_carried(machine), code=CODE)
        say("restored")

    def judge(self, machine: Machine, said: Said) -> None:
        if ["restored"] in said:
            assert titles(machine) == NEW
        assert titles(machine) in (OLD, NEW)
        if titles(machine) == OLD:
            self.do(machine, Random(0), lambda *_: None)
        assert titles(machine) == NEW
        key = _key(machine)
        aside = [_asked(path, key, TITLES) for path in machine.places.damaged.glob("*.db")]
        assert OLD in aside, "the station that was here before is lost"
        assert not list(machine.places.data.glob("**/*.tmp"))


class RestoresOverRemains:
    """A station restored while nothing of the one before is left but its log of writes, which nobody can settle."""

    name = "restores-over-remains"

    def prepare(self, machine: Machine, chance: Random) -> None:
        Restores().prepare(machine, chance)
        machine.places.database.write_bytes(b"")
        shutil.copyfile(_log(machine), machine.root / "former-wal")

    def do(self, machine: Machine, chance: Random, say: Say) -> None:
        machine.restore(_carried(machine), code=CODE)
        say("restored")

    def judge(self, machine: Machine, said: Said) -> None:
        if is_cut_short(machine.places.database):
            assert ["restored"] not in said
            self.do(machine, Random(0), lambda *_: None)
        assert titles(machine) == NEW
        former = (machine.root / "former-wal").read_bytes()
        aside = [path.read_bytes() for path in machine.places.damaged.glob("*.db-wal")]
        assert former in aside, "the log of the one before is lost"


def _log(machine: Machine) -> Path:
    return machine.places.database.with_name("station.db-wal")


class NewMachine:
    """A station restored on a machine that has nothing, neither a key nor a station."""

    name = "new-machine"

    def prepare(self, machine: Machine, chance: Random) -> None:
        before = Machine(machine.root.with_name(f"{machine.root.name}-before"))
        save_posting(before)
        before.keep_code()
        (machine.root / "stick").mkdir(parents=True)
        before.places.settings.write_text("[desk]\nlock_after_minutes = 7\n")
        before.carry(machine.root / "stick")
        before.close()

    def do(self, machine: Machine, chance: Random, say: Say) -> None:
        machine.restore(_carried(machine), code=CODE)
        say("restored")

    def judge(self, machine: Machine, said: Said) -> None:
        if not machine.places.database.exists():
            assert ["restored"] not in said
            self.do(machine, Random(0), lambda *_: None)
        assert titles(machine) == NEW
        assert machine.places.settings.read_text() == "[desk]\nlock_after_minutes = 7\n"


def _carried(machine: Machine) -> Path:
    (found,) = (machine.root / "stick").glob("yizhan-backup-*")
    return found


def titles(machine: Machine) -> list[str]:
    with reopened(machine) as station:
        return [each.title for each in station.postings.all()]


def _left_in_the_log(machine: Machine, change: Callable[[OpenStation], object]) -> None:
    """Make a change that is in the write-ahead log alone, as after a cut."""
    with machine.open() as station:
        change(station)
        left = {path: path.read_bytes() for path in machine.places.data.glob("station.db*") if path.is_file()}
    machine.close()
    for path, content in left.items():
        if not path.name.endswith("-shm"):
            path.write_bytes(content)
