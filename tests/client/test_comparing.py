"""Rows that differ from central's: found, fetched for little, and told of where they cannot be mended."""

from __future__ import annotations

import pytest

from kiosk.desk.walk_in import WalkIn
from kiosk.domain.person import Consent
from kiosk.store.postings import NewPosting
from sync.central.ledger import EVERYBODY, Ledger
from sync.central.repairs import Repairs
from sync.central.store.database import now_ms
from sync.client import counting
from sync.client.report import Outcome
from tests.client.test_one_market import HEAD, posting, save, settle
from tests.faults.town import Watched
from tests.faults.wire import Line

COUNTY = "511902"
ROWS = 600
DAMAGED = 150


def employer(central, id_: str, **fields) -> None:
    """Central's own employer, as it is or was changed."""
    with central.store.change() as connection:
        ledger = Ledger(connection, COUNTY, [EVERYBODY], now_ms=now_ms())
        if ledger.find(EVERYBODY, "employer", id_) is None:
            ledger.create(EVERYBODY, "employer", id_, fields, maker="", by=0)
        else:
            ledger.change(EVERYBODY, "employer", id_, fields, by=0)
        ledger.write()


def gone(central, id_: str) -> None:
    with central.store.change() as connection:
        ledger = Ledger(connection, COUNTY, [EVERYBODY], now_ms=now_ms())
        ledger.remove(EVERYBODY, "employer", id_, by=0)
        ledger.write()


def troubles(kiosk) -> list[tuple[object, ...]]:
    return kiosk.rows("select kind, row_id, reason from sync_troubles")


def test_a_row_that_could_not_be_taken_is_never_said_to_agree(kiosk, central) -> None:
    one = kiosk("one")
    settle(one)
    employer(central, "e", name="老板", verified=1, suspended=None)  # the station's own table does not take that
    reports = [one.sync() for _ in range(3)]
    assert [(report.outcome, report.agrees) for report in reports] == [(Outcome.DONE, False)] * 3
    assert [(kind, id_) for kind, id_, _ in troubles(one)] == [("employer", "e")]
    before = one.line.requests
    assert one.sync().agrees is False
    assert one.line.requests == before + 1  # it was fetched in vain once, and nothing has changed since
    employer(central, "e", name="老板", suspended=0)
    settle(one)
    assert troubles(one) == []


def test_rows_that_were_recorded_are_not_taken_again(kiosk) -> None:
    """What a posting was weeks ago is signed, too."""
    one = kiosk("one")
    id_ = save(one, posting())
    settle(one)

    def spoilt() -> None:
        one.station.database.execute("update postings set title = '坏的' where id = ?", (id_,))

    spoilt()
    assert one.sync().repaired == 1
    old = next(heard for heard in one.line.heard if heard.path == "/v1/rows").said
    spoilt()
    one.line.stranger = lambda method, path, body: (200, old) if path == "/v1/rows" else None
    assert one.sync().outcome is Outcome.PORTAL
    assert one.rows("select title from postings where id = ?", id_) == [("坏的",)]
    one.line.heal()
    assert one.sync().repaired == 1


def test_a_row_that_stays_different_though_it_was_fetched_is_a_trouble_until_it_is_not(kiosk, central) -> None:
    one = kiosk("one")
    id_ = save(one, posting())
    settle(one)
    database = one.station.database
    database.execute(
        "create temp trigger spoil after update of title on main.postings when new.title <> '别的'"
        " begin update postings set title = '别的' where id = new.id; end"
    )
    database.execute("update postings set title = '坏的' where id = ?", (id_,))
    reports = [one.sync() for _ in range(2)]
    assert [(report.agrees, report.repaired) for report in reports] == [(False, 1), (False, 0)]
    assert troubles(one) == [("posting", id_, "differs")]
    one.close()
    one.open()  # without the trigger
    report = one.sync()
    assert (report.agrees, report.repaired) == (True, 1)
    assert troubles(one) == []


def test_nothing_is_told_of_a_row_that_central_does_not_have_any_more(kiosk, central) -> None:
    one = kiosk("one")
    employer(central, "e", name="老板", verified=1, suspended=None)
    employer(central, "f", name="老板", verified=1, suspended=None)
    one.sync()
    assert len(troubles(one)) == 2
    gone(central, "e")
    one.sync()
    assert [id_ for _, id_, _ in troubles(one)] == ["f"]
    gone(central, "f")
    settle(one)
    assert troubles(one) == []


def test_trades_that_somebody_here_has_and_at_central_has_not_are_mended(kiosk) -> None:
    one = kiosk("one")
    one.station.desk(HEAD).people.register(WalkIn(name="赵大娘", consent=Consent.GIVEN, trades=()))
    settle(one)
    one.station.database.execute("insert into person_trades (person, trade) select number, 'mason' from people")
    report = one.sync()
    assert (report.agrees, report.repaired) == (True, 1)
    assert one.rows("select count(*) from person_trades") == [(0,)]


class Readings:
    """How often all rows of a table are read at both ends."""

    def __init__(self, kiosk, central) -> None:
        from sqlalchemy import event

        self.here = self.there = 0
        kiosk.engine._comparing._database = _Counting(kiosk.station.database, self)
        event.listen(central.store.engine, "before_cursor_execute", self._asked)

    def _asked(self, connection, cursor, statement: str, *_: object) -> None:
        self.there += statement.startswith("SELECT records.kind, records.id, records.hash")
        self.there += statement.startswith("SELECT records.id, records.hash")


class _Counting(Watched):
    def __init__(self, database, readings: Readings) -> None:
        super().__init__(database, Line())
        self._readings = readings

    def each(self, sql, values=()):
        self._readings.here += " from postings t" in sql and "closing_reason" not in sql
        return super().each(sql, values)


def test_many_wrong_rows_cost_a_few_readings_at_each_end_and_not_one_for_each(kiosk, central) -> None:
    here, there = kiosk("here"), kiosk("there")
    here.station.postings.save_new([NewPosting(posting=posting(f"岗{number}")) for number in range(ROWS)])
    settle(here, there)
    database = there.station.database
    some = "select id from postings order by id limit ?"
    database.execute(f"update postings set note = 'x' where id in ({some})", (DAMAGED,))
    database.execute(f"delete from postings where id in ({some} offset {DAMAGED})", (3,))
    readings = Readings(there, central)
    report = there.sync()
    assert (report.agrees, report.repaired) == (True, DAMAGED + 3)
    assert readings.here <= 2 + 4 + 1  # before, sums, a quarter of the buckets each, after
    assert readings.there == 1
    assert there.rows("select count(*) from postings where note = 'x'") == [(0,)]
    assert there.rows("select count(*) from postings") == [(ROWS,)]


def test_buckets_are_told_as_they_are_now(kiosk, central) -> None:
    one = kiosk("one")
    save(one, posting())
    settle(one)
    station = one.station.station.id
    repairs = Repairs(central.store)

    def every() -> set[tuple[str, str, str]]:
        return {row for number in range(256) for row in repairs.bucket(COUNTY, station, number)}

    before, sums = every(), repairs.sums(COUNTY, station)
    employer(central, "e", name="老板", verified=1, suspended=0)
    assert {id_ for _, id_, _ in every() - before} == {"e"}
    assert repairs.sums(COUNTY, station) != sums
    one.station.desk(HEAD).people.register(WalkIn(name="赵大娘", consent=Consent.GIVEN, trades=("mason",)))
    settle(one)
    assert {kind for kind, _, _ in every() - before} == {"employer", "person"}


@pytest.mark.parametrize("number", [0, 7])
def test_records_of_other_buckets_are_no_business_of_one(kiosk, number: int) -> None:
    one = kiosk("one")
    save(one, posting())
    found = counting.wrong_in(one.station.database, {number: []})
    every = counting.wrong_in(one.station.database, {bucket: [] for bucket in range(256)})
    assert set(found) < set(every)
