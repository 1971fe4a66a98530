"""Machines that break, disks that are copied, backups that are restored: who goes on as whom, and with which slots."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlalchemy import select

from kiosk.domain.slip import SlipHeld, SlotElsewhere
from kiosk.store.backups import make_backup
from kiosk.store.recovery import mark_damaged
from sync.central.store.tables import kiosks, records
from sync.client.report import Outcome
from tests.client.test_one_market import posting, save, settle, shares, wish
from tests.faults.town import Kiosk, copied


def at_central(central, kind: str) -> set[str]:
    with central.store.look() as connection:
        question = select(records.c.id).where(records.c.kind == kind, ~records.c.is_gone)
        return set(connection.execute(question).scalars())


def numbers(central) -> list[tuple[int, int, bool]]:
    with central.store.look() as connection:
        rows = connection.execute(select(kiosks.c.kiosk, kiosks.c.parent, kiosks.c.is_dead).order_by(kiosks.c.kiosk))
        return [tuple(row) for row in rows]


def test_a_new_machine_gets_the_stations_records_back_and_none_of_the_slots_of_the_broken_one(
    kiosk, central, tmp_path
) -> None:
    broken = kiosk("broken", station="one")
    id_ = save(broken, posting(headcount=4))
    settle(broken)
    told = wish(broken, id_, "a")
    settle(broken)
    untold = wish(broken, id_, "b")  # and then it fell into the water
    station = broken.station.station
    code = central.enrolment.replace(station.region[:6], station.id, kiosk=1)
    new = Kiosk(tmp_path / "new", central, code)
    settle(new)
    assert new.station.slips.find(told.slip.number).id == told.slip.id
    assert wish(new, id_, "c") == SlotElsewhere()
    assert shares(central, id_)[2][1] == 4
    assert broken.sync().outcome is Outcome.REVOKED
    assert isinstance(untold, SlipHeld)
    new.station.slips.cancel(told.slip.id, now=new.station.now())
    settle(new)
    assert isinstance(wish(new, id_, "d"), SlipHeld)  # a slip came back, and its slot with it
    new.close()


def test_a_cloned_disk_is_noticed_at_once_and_uses_nothing_of_the_other(kiosk, central, tmp_path) -> None:
    one = kiosk("one")
    id_ = save(one, posting(headcount=3))
    settle(one)
    wish(one, id_, "before")
    one.close()
    shutil.copytree(tmp_path / "one", tmp_path / "two")
    one.open()
    two = Kiosk(tmp_path / "two", central, "", machine="another board")
    two.engine.look_who_we_are()  # as each sync begins, with or without a network
    assert wish(two, id_, "clone") == SlotElsewhere()
    made_there = save(two, posting("摘苹果"))
    got = [wish(one, id_, f"w{n}") for n in range(3)]
    assert sum(isinstance(outcome, SlipHeld) for outcome in got) == 2
    for _ in range(3):
        assert (one.sync().outcome, two.sync().outcome) == (Outcome.DONE, Outcome.DONE)
    settle(one, two)
    assert one.rows("select prefix from station") != two.rows("select prefix from station")
    assert numbers(central) == [(1, 0, False), (2, 1, False)]
    assert at_central(central, "slip") == {
        slip for (slip,) in [*one.rows("select id from slips"), *two.rows("select id from slips")]
    }
    assert made_there in at_central(central, "posting")
    two.close()


def test_twins_that_cannot_be_told_apart_are_told_apart_when_both_have_spoken(kiosk, central, tmp_path) -> None:
    one = kiosk("one")
    settle(one)
    waiting = save(one, posting("都有"))  # waits in both
    one.close()
    shutil.copytree(tmp_path / "one", tmp_path / "two")
    one.open()
    two = Kiosk(tmp_path / "two", central, "", machine=one.machine)
    first, second = save(one, posting("一")), save(two, posting("二"))
    for _ in range(3):
        assert (one.sync().outcome, two.sync().outcome) == (Outcome.DONE, Outcome.DONE)
    settle(one, two)
    assert {waiting, first, second} <= at_central(central, "posting")
    assert [number for number, *_ in numbers(central)] == [1, 2]
    assert one.rows("select count(*) from postings") == two.rows("select count(*) from postings") == [(3,)]
    two.close()


def test_a_restored_backup_goes_on_without_the_slots_that_may_be_out_and_loses_nothing_that_was_told(
    kiosk, central
) -> None:
    one = kiosk("one")
    id_ = save(one, posting(headcount=5))
    settle(one)
    key = one.station.database.key
    make_backup(one.places.database, key, one.places.backups, now=one.station.now())
    told = wish(one, id_, "told")
    settle(one)
    wish(one, id_, "never told")
    damage(one)
    assert one.station.opened.recovered_from is not None
    assert wish(one, id_, "offline") == SlotElsewhere()
    later = save(one, posting("后来的"))
    assert isinstance(wish(one, later, "later"), SlipHeld)
    settle(one)
    assert one.station.slips.find(told.slip.number).id == told.slip.id
    assert wish(one, id_, "online") == SlotElsewhere()  # five may be out on paper
    assert later in at_central(central, "posting")
    assert numbers(central) == [(1, 0, True), (2, 1, False)]


def damage(one: Kiosk) -> None:
    """Have the program find its database damaged when it starts."""
    one.close()
    one.places.database.write_bytes(b"\xee" * 8192)
    for companion in ("-wal", "-shm"):
        one.places.database.with_name(f"station.db{companion}").unlink(missing_ok=True)
    mark_damaged(one.places.database)
    one.open()


@pytest.mark.parametrize("how", ["the program's own backup", "a copied folder"])
def test_a_restored_backup_has_its_slots_again_where_central_has_heard_of_every_slip(
    kiosk, tmp_path: Path, how: str
) -> None:
    one, other = kiosk("one"), kiosk("other")
    id_ = save(one, posting(headcount=6))
    settle(one, other)
    make_backup(one.places.database, one.station.database.key, one.places.backups, now=one.station.now())
    copied(one.places.data, tmp_path / "copy")
    told = wish(one, id_, "told")
    settle(one, other)
    if how == "a copied folder":
        one.close()
        one.become(tmp_path / "copy")
    else:
        damage(one)
    assert wish(one, id_, "at once") == SlotElsewhere(), "nothing is given out before central has spoken"
    settle(one, other)
    settle(one, other)
    late = wish(one, id_, "late")
    assert isinstance(late, SlipHeld)
    assert late.slip.number != told.slip.number
    out = sum(one.rows("select count(*) from slips where state = 'held'")[0])
    assert out == 2


@pytest.mark.parametrize("lost", [0, 1, 2])
def test_operations_that_waited_in_a_restored_backup_are_applied_once(kiosk, central, lost: int) -> None:
    """`lost`: how many of the three answers never came before the disk broke."""
    one = kiosk("one")
    settle(one)
    made = [save(one, posting(str(n))) for n in range(3)]
    key = one.station.database.key
    make_backup(one.places.database, key, one.places.backups, now=one.station.now())
    one.line.cut_received = 0 if lost else None
    one.sync()
    one.line.cut_received = None if lost < 2 else 0
    one.sync()
    one.line.cut_received = None
    one.close()
    one.places.database.write_bytes(b"\xee" * 8192)
    mark_damaged(one.places.database)
    one.open()
    settle(one)
    assert at_central(central, "posting") == set(made)
    assert one.rows("select count(*) from operations") == [(0,)]
