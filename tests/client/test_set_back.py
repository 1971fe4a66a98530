"""Central was restored from an old backup: what stations were told is saved comes back from the stations."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from kiosk.desk.search_keys import keys_for
from kiosk.desk.walk_in import WalkIn
from kiosk.domain.person import Consent
from kiosk.domain.slip import SlipHeld
from kiosk.store.people import PersonStore
from kiosk.store.recordings import RecordingStore
from sync.central.store.tables import sounds
from sync.central.upkeep import faults
from sync.client.report import Outcome
from tests.client.test_identity import at_central
from tests.client.test_one_market import HEAD, posting, save, settle, shares, wish
from tests.client.test_sounds import voice

__all__ = ["voice"]


class Backup:
    """A copy of central's file, and the way back to it."""

    def __init__(self, central, folder: Path) -> None:
        self._central, self._file, self._copy = central, folder / "central.db", folder / "copy.db"
        with closing(sqlite3.connect(self._file)) as here, closing(sqlite3.connect(self._copy)) as there:
            here.backup(there)

    def restore(self) -> None:
        self._central.store.engine.dispose()
        with closing(sqlite3.connect(self._copy)) as there, closing(sqlite3.connect(self._file)) as here:
            there.backup(here)
        self._central.restart()


@pytest.fixture
def backup(central, tmp_path):
    return lambda: Backup(central, tmp_path)


def test_what_was_told_after_the_backup_is_told_again(kiosk, central, backup) -> None:
    here, there = kiosk("here"), kiosk("there")
    before = save(here, posting("从前的", headcount=3))
    settle(here, there)
    old = backup()
    after = save(here, posting("后来的", headcount=4))
    here.station.desk(HEAD).people.register(WalkIn(name="赵大娘", consent=Consent.GIVEN, trades=("mason",)))
    slip = wish(here, after, "w")
    assert isinstance(slip, SlipHeld)
    settle(here, there)
    rows = {table: here.rows(f"select id from {table} order by id") for table in ("people", "postings", "slips")}
    old.restore()
    assert at_central(central, "posting") == {before}
    settle(here, there)
    assert at_central(central, "posting") == {before, after}
    assert at_central(central, "slip") == {slip.slip.id}
    assert {table: here.rows(f"select id from {table} order by id") for table in rows} == rows
    assert there.station.postings.get(after).title == "后来的"
    assert here.rows("select count(*) from operations") == [(0,)]
    assert list(faults(central.store)) == []


def test_what_stations_hold_of_slots_is_what_they_say(kiosk, central, backup) -> None:
    here, there = kiosk("here"), kiosk("there")
    id_ = save(here, posting(headcount=6))
    settle(here)
    old = backup()
    settle(there, here)
    held = {one: one.rows("select slots_here from postings where id = ?", id_)[0][0] for one in (here, there)}
    assert held[there] > 0
    old.restore()
    settle(here, there)
    _, granted, leases = shares(central, id_)
    now = {one: one.rows("select slots_here from postings where id = ?", id_)[0][0] for one in (here, there)}
    assert sorted(leases.values()) == sorted(now.values())
    assert granted == sum(now.values()) <= 6


def test_slots_that_were_free_then_are_held_back_as_somebody_may_have_them(kiosk, central, backup) -> None:
    """Without that, whoever asks first gets what another station was given after the backup."""
    from sync.central.unknown_slips import hold_back_free

    here, there, late = kiosk("here"), kiosk("there"), kiosk("late")
    id_ = save(here, posting(headcount=6))
    settle(here)
    settle(here)
    old = backup()
    settle(there, here)
    held = there.rows("select slots_here from postings where id = ?", id_)[0][0]
    assert held > 0
    got = [wish(there, id_, f"t{n}") for n in range(held)]
    old.restore()
    with central.store.change() as connection:
        assert hold_back_free(connection) >= 1
    settle(late, here)
    got += [wish(one, id_, f"{one.folder.name}{n}") for one in (late, here) for n in range(6)]
    settle(there, late, here)
    assert sum(isinstance(outcome, SlipHeld) for outcome in got) <= 6


def test_nothing_is_told_twice_by_a_kiosk_that_said_nothing_since(kiosk, central, backup) -> None:
    here, there = kiosk("here"), kiosk("there")
    save(here, posting())
    settle(here, there)
    old = backup()
    save(here, posting("后来的"))
    settle(here, there)
    old.restore()
    assert there.sync().outcome is Outcome.DONE
    settle(there, here)
    assert there.rows("select count(*) from postings") == [(2,)]
    assert there.rows("select count(*) from operations") == [(0,)]


def test_a_row_that_waits_with_a_change_as_central_loses_it_is_told_whole(kiosk, central, backup) -> None:
    here, beside = kiosk("here", station="here"), kiosk("beside", station="here")
    settle(here, beside)
    old = backup()
    id_ = save(here, posting(note="带水壶", headcount=3))
    person = here.station.desk(HEAD).people.register(WalkIn(name="赵大娘", consent=Consent.GIVEN, trades=("mason",)))
    settle(here, beside)
    people = PersonStore(here.station.database)
    known = people.get(person.value.id)
    people.save(replace(known, note="打过电话", trades=()), keys_for(known))
    here.station.postings.change(id_, note="")  # emptied
    here.station.postings.change(id_, place="北山村")
    assert here.station.postings.set_headcount(id_, 5)
    old.restore()
    settle(here, beside)
    settle(here, beside)
    assert at_central(central, "posting") == {id_}
    assert at_central(central, "person") == {known.id}
    assert here.rows("select kind, reason from operations") == []
    assert beside.rows("select note, place, headcount from postings") == [("", "北山村", 5)]
    there = PersonStore(beside.station.database).get(known.id)
    assert (there.note, there.trades) == ("打过电话", ())
    held = [one.rows("select slots_here from postings")[0][0] for one in (here, beside)]
    assert (sum(held), shares(central, id_)[:2]) == (5, (5, 5))
    assert list(faults(central.store)) == []


def test_a_change_that_waits_of_a_row_that_central_still_has_is_not_lost_on_it(kiosk, central, backup) -> None:
    here, beside = kiosk("here", station="here"), kiosk("beside", station="here")
    id_ = save(here, posting(note="带水壶", headcount=3))
    settle(here, beside)
    old = backup()
    save(here, posting("后来的"))
    settle(here, beside)
    here.station.postings.change(id_, note="")
    assert here.station.postings.set_headcount(id_, 6)
    old.restore()
    settle(here, beside)
    settle(here, beside)
    assert beside.rows("select note, headcount from postings where id = ?", id_) == [("", 6)]
    held = [one.rows("select slots_here from postings where id = ?", id_)[0][0] for one in (here, beside)]
    assert (sum(held), shares(central, id_)[:2]) == (6, (6, 6))
    assert list(faults(central.store)) == []


def test_a_row_that_central_refused_is_not_told_again(kiosk, central, backup) -> None:
    here = kiosk("here")
    settle(here)
    old = backup()
    id_ = save(here, posting("后来的"))
    settle(here)
    here.station.database.execute(
        "insert into operations (id, kind, row_id, fields, base_version, station_time_ms, state, reason)"
        " values ('once', 'posting-saved', 'elsewhere', '{\"note\":\"x\"}', 1, 0, 'waiting', '')"
    )
    save(here, posting("再后来的"))
    settle(here)
    assert here.rows("select row_id, reason from operations") == [("elsewhere", "row-unknown")]
    old.restore()
    settle(here)
    assert id_ in at_central(central, "posting")
    assert here.rows("select row_id, reason from operations") == [("elsewhere", "row-unknown")]


def test_recordings_that_central_lost_are_sent_again(kiosk, central, backup, voice) -> None:
    here = kiosk("here")
    settle(here)
    old = backup()
    id_ = RecordingStore(here.station.database).add(voice.data, form=voice.form, duration_ms=voice.duration_ms).id
    save(here, posting("有声音的", voice=id_))
    settle(here)
    assert sounds_of(central) == {id_: True}
    old.restore()
    assert sounds_of(central) == {}
    settle(here)
    assert sounds_of(central) == {id_: True}


def sounds_of(central) -> dict[str, bool]:
    """The recordings that central has, and whether they are whole."""
    with central.store.look() as connection:
        return {row.id: bool(row.size) and len(row.data) == row.size for row in connection.execute(select(sounds))}
