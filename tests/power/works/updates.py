"""New programs: fetched, unpacked, tried, in force, left again with the data of before, and gone back from by hand."""

from __future__ import annotations

from random import Random

from kiosk.care.clock import local_now
from kiosk.updating.returning import go_back
from sync.client.updating.anchor import trust
from sync.client.updating.sources import Folder
from sync.client.updating.taking import Updates
from tests.client.updating.county import PLATFORM, County
from tests.power.work import Said, Say, save_posting, words_of
from tests.power.works.programs import INSTALLED, TODAY, TOMORROW, Watch, archive_of, assert_data_hold, packed
from tests.store.backups.conftest import Machine

NEW, NEWER = "2.0", "3.0"
FORMER = ("1.1", "1.2")
MOST_TRIES = 3
"""Of a program that dies: one that was cut off, the start after it, and one more."""


class Updating:
    """A program comes and works, and then another one; with each of them something is saved."""

    name = "updating"

    def prepare(self, machine: Machine, chance: Random) -> None:
        _prepared(machine, has_former=chance.random() < 0.5)
        packed(archive_of(machine, NEW), NEW, chance.choice((TODAY, TOMORROW)))
        packed(archive_of(machine, NEWER), NEWER, TOMORROW)

    def do(self, machine: Machine, chance: Random, say: Say) -> None:
        watch = Watch(machine)
        watch.work("before", say)
        for version in (NEW, NEWER):
            watch.unpack(version)
            say("ready", version)
            say("in-force", watch.life())
            watch.work(f"with-{version}", say)

    def judge(self, machine: Machine, said: Said) -> None:
        watch = Watch(machine)
        _assert_known(watch, said)
        assert watch.life() >= INSTALLED
        assert_data_hold(machine, said)
        for version in (NEW, NEWER):
            _brought_to_the_end(watch, version)
        assert_data_hold(machine, said)
        left = [path.name for path in watch.programs.folder.iterdir() if path.is_dir() and path.name not in ("a", "b")]
        assert not left, f"{left} stay for ever"


class Leaving:
    """A program comes, brings the database up to date and dies: the one before is back with the data of before."""

    name = "leaving"

    def prepare(self, machine: Machine, chance: Random) -> None:
        _prepared(machine, has_former=chance.random() < 0.5)
        packed(archive_of(machine, NEW), NEW, TOMORROW)

    def do(self, machine: Machine, chance: Random, say: Say) -> None:
        watch = Watch(machine)
        say("before", watch.version)
        watch.work("before", say)
        watch.unpack(NEW)
        watch.try_in_vain()
        say("left", NEW)
        watch.life()
        watch.work("after", say)

    def judge(self, machine: Machine, said: Said) -> None:
        watch = Watch(machine)
        watch.assert_all_whole()
        before = watch.version
        assert all(version == before for (version,) in words_of(said, "before"))
        if ["left", NEW] in said:
            assert watch.programs.standing().refused == (NEW,)
        for _ in range(MOST_TRIES):
            standing = watch.programs.standing()
            if standing.ready is None and standing.trial is None and not standing.refused:
                watch.unpack(NEW)
            watch.try_in_vain()
        assert watch.programs.standing().refused == (NEW,)
        assert watch.life() == before
        assert_data_hold(machine, said)


class GoingBack:
    """The former program is gone back to by hand, and then newer data are saved with it."""

    name = "going-back"

    def prepare(self, machine: Machine, chance: Random) -> None:
        _prepared(machine, has_former=True)

    def do(self, machine: Machine, chance: Random, say: Say) -> None:
        watch = Watch(machine)
        watch.work("before", say)
        go_back(machine.places)
        say("back")
        watch.life()
        watch.work("after", say)

    def judge(self, machine: Machine, said: Said) -> None:
        watch = Watch(machine)
        watch.assert_all_whole()
        former, latter = FORMER
        assert watch.version in ((former,) if ["back"] in said else FORMER)
        if watch.life() == latter:
            assert_data_hold(machine, said)
            go_back(machine.places)
        assert watch.life() == former
        assert_data_hold(machine, said)


class Fetching:
    """The county's signatures are trusted, its programs fetched one after the other, with new keys in between."""

    name = "fetching"

    def prepare(self, machine: Machine, chance: Random) -> None:
        _prepared(machine, has_former=chance.random() < 0.5)
        place = machine.root / "county"
        place.mkdir()
        county = County(place)
        (machine.root / "root.json").write_bytes(county.root.read_bytes())
        county.age("root", days=-90)
        bundle = packed(archive_of(machine, NEW), NEW, chance.choice((TODAY, TOMORROW)))
        county.publisher.add(bundle, version=NEW, platform=PLATFORM)

    def do(self, machine: Machine, chance: Random, say: Say) -> None:
        trust(machine.places.programs / "metadata", machine.root / "root.json", shipped=None)
        say("trusted")
        watch = Watch(machine)
        watch.work("before", say)
        _taken(machine)
        say("ready", NEW)
        say("in-force", watch.life())
        watch.work("after", say)

    def judge(self, machine: Machine, said: Said) -> None:
        watch = Watch(machine)
        _assert_known(watch, said)
        watch.life()
        assert_data_hold(machine, said)
        if ["trusted"] not in said:
            trust(machine.places.programs / "metadata", machine.root / "root.json", shipped=None)
        if watch.programs.standing().ready is None:
            _taken(machine)
        assert watch.life() == NEW
        assert_data_hold(machine, said)


def _prepared(machine: Machine, *, has_former: bool) -> None:
    """A station with a posting; with `has_former` both places for programs are taken."""
    save_posting(machine)
    machine.close()
    for version in FORMER if has_former else ():
        packed(archive_of(machine, version), version, TODAY)
        watch = Watch(machine)
        watch.programs.begun(watch.unpack(version), backup="")
        watch.programs.proved()


def _assert_known(watch: Watch, said: Said) -> None:
    """Of what was told to be ready, or in force, nothing is forgotten; and all that is known of is there."""
    watch.assert_all_whole()
    standing = watch.programs.standing()
    known = [watch.version, *(one.version for one in (standing.ready, standing.trial) if one is not None)]
    for (version,) in words_of(said, "ready"):
        assert max(known) >= version
    for (version,) in words_of(said, "in-force"):
        assert watch.version >= version


def _brought_to_the_end(watch: Watch, version: str) -> None:
    """Do an update again, from where the cut left it; one that was cut off in its trial has another."""
    if watch.version >= version:
        return
    ready, refused = watch.programs.standing().ready, watch.programs.standing().refused
    assert version not in refused, "it is no fault of the program that the power went"
    if ready is None or ready.version != version:
        watch.unpack(version)
    assert watch.life() == version


def _taken(machine: Machine) -> None:
    updates = Updates(machine.places, installed=INSTALLED, platform=PLATFORM, now=local_now)
    updates.take(Folder(machine.root / "county" / "updates"), allowed=None)
