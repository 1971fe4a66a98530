"""A copy of the data folder that is put back gives nothing out that the lost life gave out: no number, no slot."""

from __future__ import annotations

import logging
import os
import random
import shutil
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from kiosk.care.places import Places
from kiosk.domain.slip import Slip, SlipHeld
from kiosk.services import OpenStation, open_station
from kiosk.store.backups import make_backup
from kiosk.store.database import open_database
from kiosk.store.keys import KEY_FILE, load_key
from kiosk.store.outbox import OperationKind
from kiosk.store.postings import NewPosting
from kiosk.store.reached import PLACE_BYTES, ReachedMarks
from kiosk.store.recovery import mark_damaged
from tests.store.test_power_cuts import is_done, said_by, start
from tests.store.test_sync_state import enrol

NOW = datetime(2026, 11, 21, 8, 0).astimezone()
HEADCOUNT = 20
MARKED_LINES = 2300
"""As `test_power_cuts.SLIP_LINES`, with the marks."""

OPENS_A_COPY = """
import sys
from pathlib import Path
from kiosk.care.places import Places
from kiosk.services import open_station
print("ready", flush=True)
sys.stdin.readline()
data, keys = map(Path, sys.argv[1:])
with open_station(Places(data=data, keys=keys)) as station:
    print(station.station.prefix, station.database.value("select sum(slots_here) from postings"))
"""
OPENS_ON_A_FULL_DISK = """
import resource, sys
from datetime import datetime
from pathlib import Path
from kiosk.care.places import Places
from kiosk.domain.slip import SlipHeld
from kiosk.services import open_station
print("ready", flush=True)
sys.stdin.readline()
data, keys, posting = sys.argv[1:]
resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
with open_station(Places(data=Path(data), keys=Path(keys))) as station:
    words = [str(station.database.only_reads)]
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    outcome = station.slips.issue(posting, wish_id="w", now=datetime(2026, 11, 21, 8, 0).astimezone())
    words += [str(station.database.only_reads), str(isinstance(outcome, SlipHeld))]
print(*words)
"""


class Kept:
    """A station with one posting, and the means of a technician: `cp -r` of the data folder, and back."""

    def __init__(self, root: Path, posting) -> None:
        self.places = Places(data=root / "data", keys=root / "keys")
        self.root, self._opened = root, list[OpenStation]()
        self.places.keys.mkdir()
        (self.places.keys / KEY_FILE).write_bytes(bytes(range(32)))
        (self.places.keys / KEY_FILE).chmod(0o600)
        wanted = posting(headcount=HEADCOUNT)
        with open_station(self.places) as station:
            station.postings.save_new([NewPosting(posting=wanted)])
        self.posting = wanted.id

    @property
    def database(self) -> Path:
        return self.places.database

    def open(self) -> OpenStation:
        self._opened.append(open_station(self.places, now=lambda: NOW))
        return self._opened[-1]

    def enrol(self) -> None:
        with self.open() as station:
            enrol(station.database)

    def close(self) -> None:
        for station in self._opened:
            station.close()

    def copy(self, name: str = "copy") -> Path:
        return shutil.copytree(self.places.data, self.root / name)

    def put_back(self, copy: Path) -> None:
        self.close()
        shutil.rmtree(self.places.data)
        shutil.copytree(copy, self.places.data)

    def slips(self, count: int, name: str = "lost") -> list[Slip]:
        """Give slips out in a life of their own."""
        with self.open() as station:
            outcomes = [wish(station, self.posting, f"{name}-{n}") for n in range(count)]
        return [outcome.slip for outcome in outcomes if isinstance(outcome, SlipHeld)]

    def mark(self) -> Path:
        """The file of the line that this station is in."""
        with self.open() as station:
            return self.places.reached / str(station.database.value("select id from line"))


def wish(station: OpenStation, posting: str, name: str):
    return station.slips.issue(posting, wish_id=name, now=NOW)


def reached(station: OpenStation) -> int:
    return int(station.database.value("select seq from sqlite_sequence where name = 'operations'"))


def slots(station: OpenStation) -> int:
    return int(station.database.value("select sum(slots_here) from postings"))


@pytest.fixture
def kept(tmp_path: Path, posting):
    station = Kept(tmp_path, posting)
    yield station
    station.close()


@pytest.fixture
def enrolled(kept: Kept) -> Kept:
    kept.enrol()
    return kept


def test_a_copy_put_back_gives_no_slot_out_that_the_lost_life_may_have_given_out(enrolled: Kept) -> None:
    enrolled.slips(2, "before")
    with enrolled.open() as station:
        there, prefix = reached(station), station.station.prefix
    copy = enrolled.copy()
    lost = enrolled.slips(3)
    enrolled.put_back(copy)
    with enrolled.open() as station:
        assert (slots(station), station.station.prefix == prefix) == (0, False)
        assert not isinstance(wish(station, enrolled.posting, "after"), SlipHeld)
        assert station.database.row("select fork, fork_seq, reached from central") == ("restored", there, there + 3)
        later = replace(station.postings.get(enrolled.posting), id="made-later")
        station.postings.save_new([NewPosting(posting=later)])
        after = wish(station, "made-later", "again")
        assert after.slip.number not in {slip.number for slip in lost}


def test_a_life_that_a_copy_went_on_from_gives_no_slot_out_when_it_is_put_back_itself(enrolled: Kept) -> None:
    """Central may have given its slots to others by then, as the copy said how far it had come."""
    copy = enrolled.copy()
    enrolled.slips(3)
    enrolled.close()
    lost_life = enrolled.copy("lost life")
    enrolled.put_back(copy)
    with enrolled.open() as station:
        assert station.database.value("select reached from central") > 0
    enrolled.put_back(lost_life)
    with enrolled.open() as station:
        assert slots(station) == 0
        assert not isinstance(wish(station, enrolled.posting, "once more"), SlipHeld)
        assert station.database.row("select fork, reached from central") == ("restored", 0), "nobody can be sure"


def test_it_is_found_out_once_whoever_opens_it_and_however_often(enrolled: Kept, said_at_once) -> None:
    copy = enrolled.copy()
    enrolled.slips(1)
    enrolled.put_back(copy)
    said = said_at_once(OPENS_A_COPY, enrolled.places.data, enrolled.places.keys)
    assert len(set(said)) == 1
    for _ in range(2):
        with enrolled.open() as station:
            assert said == [f"{station.station.prefix} 0\n"] * len(said)
            told = "select count(*) from operations where kind = ? and base_version > 0"
            assert station.database.value(told, (OperationKind.STATION_SAVED.value,)) == 1


class Overtaken(ReachedMarks):
    """The marks as a process reads them that another one overtakes just then."""

    def __init__(self, folder: Path, *, overtake: Callable[[], None]) -> None:
        super().__init__(folder)
        self._overtake = overtake

    def of(self, line_id: str) -> int:
        overtake, self._overtake = self._overtake, lambda: None
        overtake()
        return super().of(line_id)


def test_it_is_found_out_once_also_by_one_that_was_overtaken_at_it(enrolled: Kept) -> None:
    copy = enrolled.copy()
    enrolled.slips(1)
    enrolled.put_back(copy)
    marks = Overtaken(enrolled.places.reached, overtake=lambda: enrolled.open().close())
    with open_database(enrolled.database, load_key(enrolled.places.keys, database=enrolled.database)) as database:
        marks.look_back(database)
        told = "select count(*) from operations where kind = ? and base_version > 0"
        assert database.value(told, (OperationKind.STATION_SAVED.value,)) == 1


def test_each_copy_put_back_is_found_out_also_of_lines_that_ended_long_ago(enrolled: Kept) -> None:
    lines = set()
    oldest = enrolled.copy("oldest")
    enrolled.slips(1)
    for life in range(3):
        enrolled.put_back(oldest)
        with enrolled.open() as station:
            lines.add(station.database.value("select id from line"))
            assert slots(station) == 0, f"life {life}"
        again = enrolled.copy(f"life-{life}")
        with enrolled.open() as station:
            station.postings.set_headcount(enrolled.posting, HEADCOUNT + 1)
            station.stations.save(station.station)
        enrolled.put_back(again)
        with enrolled.open() as station:
            lines.add(station.database.value("select id from line"))
    assert len(lines) == 6


def test_a_copy_of_a_station_that_is_alone_keeps_its_slots_and_numbers_them_anew(kept: Kept) -> None:
    """Nobody could ever lease it slots again."""
    kept.slips(1, "before")
    copy = kept.copy()
    lost = {slip.number for slip in kept.slips(3)}
    kept.put_back(copy)
    again = {slip.number for slip in kept.slips(3, "again")}
    assert len(again) == 3
    assert not again & lost
    with kept.open() as station:
        assert slots(station) == HEADCOUNT
        prefix = station.station.prefix
    assert kept.slips(1, "later")[0].number.startswith(prefix)


def test_nothing_happens_to_a_station_that_was_moved_whole_or_copied_when_nothing_was_done_since(kept: Kept) -> None:
    kept.enrol()
    held = kept.slips(2)
    kept.put_back(kept.copy())
    with kept.open() as station:
        assert slots(station) == HEADCOUNT
        assert station.slips.held_count(kept.posting) == len(held)
        assert station.database.value("select fork from central") == ""
    assert len(kept.slips(2, "after")) == 2


def _torn(mark: Path) -> None:
    mark.write_bytes(mark.read_bytes()[:5])


def _emptied(mark: Path) -> None:
    mark.write_bytes(b"")


def _gone(mark: Path) -> None:
    mark.unlink()


def _another_lines(mark: Path) -> None:
    said = mark.read_bytes().replace(mark.name.encode(), mark.name[::-1].encode())
    mark.write_bytes(said)


def _a_higher_number_that_nobody_signed(mark: Path) -> None:
    mark.write_bytes(b"9" + mark.read_bytes())


def _no_text(mark: Path) -> None:
    mark.write_bytes(b"\xff\x00" * PLACE_BYTES)


def _a_folder(mark: Path) -> None:
    mark.unlink()
    mark.mkdir()


def _keys_only(mark: Path) -> None:
    shutil.rmtree(mark.parent)


SPOILT = (_torn, _emptied, _gone, _another_lines, _a_higher_number_that_nobody_signed, _no_text, _a_folder, _keys_only)


@pytest.mark.parametrize("spoil", SPOILT)
def test_what_is_no_mark_of_this_line_keeps_no_station_shut_and_suspends_nothing(enrolled: Kept, spoil) -> None:
    spoil(enrolled.mark())
    assert len(enrolled.slips(2)) == 2
    with enrolled.open() as station:
        assert slots(station) == HEADCOUNT


@pytest.mark.parametrize("spoil", [spoil for spoil in SPOILT if spoil is not _a_folder])
def test_a_mark_that_was_spoilt_is_there_again_after_the_next_opening(enrolled: Kept, spoil) -> None:
    spoil(enrolled.mark())
    copy = enrolled.copy()
    enrolled.slips(1)
    enrolled.put_back(copy)
    with enrolled.open() as station:
        assert slots(station) == 0


@pytest.mark.parametrize("place", [0, 1])
def test_a_power_cut_while_a_mark_is_written_leaves_the_one_before(enrolled: Kept, place: int) -> None:
    """Whichever of the two places was just written: of three slips at least the second is known of."""
    copy = enrolled.copy()
    enrolled.slips(3)
    mark = enrolled.mark()
    with mark.open("r+b") as file:
        file.seek(place * PLACE_BYTES)
        file.write(b"\x00" * 20)
    enrolled.put_back(copy)
    with enrolled.open() as station:
        assert slots(station) == 0


def full(folder: Path, line: str) -> None:
    """The marks' folder lies where nothing more can be written: the device says what a full disk says."""
    (folder / line).unlink()
    (folder / line).symlink_to("/dev/full")


def read_only(folder: Path, line: str) -> None:
    """No file can be made there: it is no folder."""
    shutil.rmtree(folder)
    folder.touch()


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="a device of Linux")
@pytest.mark.parametrize("hinder", [full, read_only])
def test_where_no_mark_can_be_written_slips_are_given_out_and_it_is_logged_once(
    enrolled: Kept, hinder, caplog: pytest.LogCaptureFixture
) -> None:
    hinder(enrolled.places.reached, enrolled.mark().name)
    with caplog.at_level(logging.WARNING):
        assert len(enrolled.slips(3)) == 3
    assert [record.name for record in caplog.records] == ["kiosk.store.reached"]


def test_the_mark_is_what_the_database_has_and_never_more(kept: Kept) -> None:
    """More would make a sound station look like a copy."""
    marks = ReachedMarks(kept.places.reached)
    with kept.open() as station, suppress(ZeroDivisionError), station.database.transaction():
        wish(station, kept.posting, "undone")
        raise ZeroDivisionError
    with kept.open() as station:
        line = station.database.value("select id from line")
        with station.database.transaction():
            held = reached(station)
            wish(station, kept.posting, "within")
            assert marks.of(line) == held  # not yet on disk
        assert marks.of(line) == reached(station) == held + 1
        wish(station, kept.posting, "alone")
        assert marks.of(line) == reached(station)
    assert len(kept.slips(1, "later")) == 1


def test_two_that_write_by_turns_leave_the_mark_of_both(kept: Kept) -> None:
    kiosk, desk = kept.open(), kept.open()
    for turn in range(4):
        wish((kiosk, desk)[turn % 2], kept.posting, f"{turn}")
    assert ReachedMarks(kept.places.reached).of(kept.mark().name) == reached(kiosk)
    kiosk.close()
    with kept.open() as station:
        assert slots(station) == HEADCOUNT


@pytest.mark.parametrize("seed", range(12))
def test_a_kiosk_killed_at_any_line_is_no_copy_and_a_copy_repeats_no_slip_that_it_gave_out(
    enrolled: Kept, seed: int
) -> None:
    """Between a slip's commit and its mark, too: nobody has seen that slip then."""
    copy, line = enrolled.copy(), random.Random(seed).randrange(1, MARKED_LINES)
    said = said_by(start("marked", enrolled, line=line, posting=enrolled.posting))
    assert not is_done(said), f"line {line} was not reached"
    numbers = {words[1] for words in said if words[0] != "cancelled"}
    shutil.copytree(enrolled.places.keys, enrolled.root / "keys as they were")
    with enrolled.open() as station:
        assert slots(station) == HEADCOUNT
        assert numbers <= {number for (number,) in station.database.rows("select number from slips")}
    shutil.rmtree(enrolled.places.keys)
    (enrolled.root / "keys as they were").rename(enrolled.places.keys)
    enrolled.put_back(copy)
    assert not numbers or enrolled.slips(3, "again") == []


def test_a_recovery_keeps_how_far_the_lost_database_came(enrolled: Kept) -> None:
    with enrolled.open() as station:
        there = reached(station)
        make_backup(enrolled.database, station.database.key, enrolled.places.backups, now=NOW)
    enrolled.slips(4)
    for companion in ("-wal", "-shm"):
        enrolled.database.with_name(f"station.db{companion}").unlink(missing_ok=True)
    enrolled.database.write_bytes(b"\x00" * 40_000)
    mark_damaged(enrolled.database)
    with enrolled.open() as station:
        assert station.opened.recovered_from is not None
        assert station.database.row("select fork, fork_seq, reached from central") == ("restored", there, there + 4)
        line = station.database.value("select id from line")
    with enrolled.open() as station:
        assert station.database.value("select id from line") == line


def test_a_secret_that_the_lost_life_may_have_got_its_number_with_is_not_asked_with_again(enrolled: Kept) -> None:
    with enrolled.open() as station:
        station.database.execute(
            "update central set fork = 'restored', fork_seq = 2, reached = 3, next_secret = ?", (b"s" * 16,)
        )
    copy = enrolled.copy()
    enrolled.slips(1)
    enrolled.put_back(copy)
    with enrolled.open() as station:
        known = station.database.row("select fork, fork_seq, reached, length(next_secret) from central")
        assert known == ("restored", 2, 3, 0)


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
def test_a_copy_on_a_full_disk_is_found_out_as_soon_as_there_is_room(enrolled: Kept, said_at_once) -> None:
    copy = enrolled.copy()
    enrolled.slips(1)
    enrolled.put_back(copy)
    arguments = (enrolled.places.data, enrolled.places.keys, Path(enrolled.posting))
    assert said_at_once(OPENS_ON_A_FULL_DISK, *arguments, processes=1) == ["True False False\n"]
