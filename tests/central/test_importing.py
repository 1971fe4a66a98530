"""Import at central: the same rows are taken and refused as at a station, and stations are told of them as of any."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from kiosk.care.places import Places
from kiosk.desk.importing import EmptyShelf, RowStatus, import_file
from kiosk.domain.pay import Pay, PayUnit
from kiosk.domain.posting import Posting
from kiosk.errors import UnreadableFile
from kiosk.services import open_station
from kiosk.store.postings import NewPosting
from sync.central.feed import heads
from sync.central.importing import CountyShelf, UnfitRow, import_postings
from sync.central.ledger import EVERYBODY, Ledger
from sync.central.store.database import Store, now_ms
from sync.central.store.tables import imported, pages, records, regions, slots
from sync.central.upkeep import faults
from sync.protocol.kinds import POSTING
from sync.protocol.signing import Signer

COUNTY = "530129"
TODAY = date(2026, 11, 26)
SIGNER = Signer(bytes(32))
HEAD = ["工种", "用工单位", "工资", "人数", "用工日期", "工作时间", "工作地点", "联系电话", "备注"]
GOOD = ["瓦工", "幸福建筑队", "280元/天", "3", "2026-11-29", "7:00-17:30", "东村", "138 0000 1234", "当天结账"]
WARNED = ["保洁", "洁净公司", "面议", "2", "2026-11-29", "8:00-17:00", "县医院", "0871-8888 8888", ""]
REFUSED = ["保安", "平安公司", "200元/天", "2", "2026-11-29", "8:00-17:00", "县城", "13900001234", "押金200"]
MakeFile = Callable[..., Path]


def many(count: int) -> list[list[str]]:
    return [
        [
            "采茶",
            f"第{n % 7}农场",
            f"{180 + n % 60}元/天",
            f"{1 + n % 9}",
            "2026-11-29",
            "",
            f"东村{n}组",
            f"138{n:08d}",
            "",
        ]
        for n in range(count)
    ]


@pytest.fixture
def make_file(tmp_path: Path) -> MakeFile:
    def make(*rows: Sequence[str]) -> Path:
        path = tmp_path / "岗位.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([HEAD, *rows])
        return path

    return make


def bring(store: Store, path: Path, **options: object) -> list[RowStatus]:
    wanted = {"region": COUNTY, "today": TODAY, **options}
    report = import_postings(store, SIGNER, path, **wanted)  # type: ignore[arg-type]  # a test's own keyword arguments
    return [row.status for row in report.rows]


def told(store: Store, kind: str) -> list[dict[str, object]]:
    with store.look() as connection:
        question = select(records.c.fields).where(records.c.kind == kind, records.c.owner == EVERYBODY)
        return [json.loads(fields) for fields in connection.execute(question.order_by(records.c.id)).scalars()]


def test_each_row_fares_as_at_a_station(store: Store, make_file: MakeFile) -> None:
    path = make_file(GOOD, WARNED, REFUSED, GOOD)
    at_a_station = import_file(path, store=EmptyShelf(), today=TODAY, dry_run=True)
    report = import_postings(store, SIGNER, path, region=COUNTY, today=TODAY)
    expected = [RowStatus.ACCEPTED, RowStatus.WARNED, RowStatus.REFUSED, RowStatus.UNCHANGED]
    assert [row.status for row in report.rows] == expected
    assert [(row.status, row.problems) for row in report.rows] == [
        (row.status, row.problems) for row in at_a_station.rows
    ]


def test_stations_are_told_of_a_posting_as_they_tell_of_theirs(
    store: Store, make_file: MakeFile, tmp_path: Path
) -> None:
    path = make_file(GOOD, WARNED, *many(5))
    with open_station(Places(data=tmp_path / "data", keys=tmp_path / "keys")) as station:
        import_file(path, store=station.postings, today=TODAY)
        operations = station.database.rows("select fields from operations where kind = 'posting-saved' order by seq")
        of_a_station = [json.loads(fields) for (fields,) in operations]
    bring(store, path)
    of_central = sorted(told(store, "posting"), key=lambda posting: int(str(posting["serial"])))
    for posting in (*of_a_station, *of_central):
        for name in ("id", "employer_id", "serial", "verified_at_ms"):
            posting.pop(name, None)
    assert [{**posting, "source": "central", "verified_by": "central"} for posting in of_a_station] == of_central


def test_employers_are_verified_and_the_county_knows_when(store: Store, make_file: MakeFile) -> None:
    bring(store, make_file(GOOD), town="530129101")
    assert told(store, "employer") == [{"name": "幸福建筑队", "verified": 1, "suspended": 0}]
    (posting,) = told(store, "posting")
    assert abs(now_ms() - int(str(posting["verified_at_ms"]))) < 60_000
    assert posting["region"] == "530129101"


def test_a_field_that_a_station_would_not_know_is_never_sent(store: Store, make_file: MakeFile) -> None:
    bring(store, make_file(GOOD, WARNED, *many(50)))
    known = set(POSTING.by_name)
    assert all(set(posting) <= known for posting in told(store, "posting"))


def test_serials_go_on_and_all_slots_are_free(store: Store, make_file: MakeFile) -> None:
    bring(store, make_file(*many(30)))
    bring(store, make_file(GOOD))
    assert sorted(int(str(posting["serial"])) for posting in told(store, "posting")) == list(range(1, 32))
    with store.look() as connection:
        row = connection.execute(select(regions.c.serials, regions.c.offers)).one()
        pools = connection.execute(select(slots.c.granted, slots.c.headcount, slots.c.offer, slots.c.is_open)).all()
    assert row == (31, 31)
    assert sorted(pool.offer for pool in pools) == list(range(1, 32))
    assert all(pool.granted == 0 and pool.is_open for pool in pools)
    assert list(faults(store)) == []


def test_the_same_file_again_adds_nothing(store: Store, make_file: MakeFile) -> None:
    path = make_file(GOOD, WARNED, REFUSED)
    bring(store, path)
    assert bring(store, path) == [RowStatus.UNCHANGED, RowStatus.UNCHANGED, RowStatus.REFUSED]
    assert len(told(store, "posting")) == 2


def test_the_same_file_is_new_in_another_county(store: Store, make_file: MakeFile) -> None:
    path = make_file(GOOD)
    bring(store, path)
    assert bring(store, path, region="530128") == [RowStatus.ACCEPTED]


def test_what_another_import_saved_meanwhile_is_left_out(store: Store, make_file: MakeFile) -> None:
    class Overtaken(CountyShelf):
        """Another import of the same file ends between the reading and the saving of this one."""

        def save_new(self, entries: Sequence[NewPosting]) -> frozenset[str]:
            bring(store, path)
            return super().save_new(entries)

    path = make_file(GOOD, WARNED)
    report = import_file(path, store=Overtaken(store, COUNTY), today=TODAY)
    assert [row.status for row in report.rows] == [RowStatus.UNCHANGED, RowStatus.UNCHANGED]
    assert len(told(store, "posting")) == 2


def test_an_employer_is_found_by_name_and_a_suspended_one_refused(store: Store, make_file: MakeFile) -> None:
    bring(store, make_file(GOOD))
    with store.change() as connection:
        ledger = Ledger(connection, COUNTY, [EVERYBODY], now_ms=now_ms())
        fields = {"name": "洁净公司", "verified": 1, "suspended": 1}
        ledger.create(EVERYBODY, "employer", "of-a-station", fields, maker="a-station", by=3)
        ledger.write()
    again = [*GOOD[:6], "西村", *GOOD[7:]]
    assert bring(store, make_file(again, WARNED)) == [RowStatus.WARNED, RowStatus.REFUSED]
    assert len(told(store, "employer")) == 2
    assert len({posting["employer_id"] for posting in told(store, "posting")}) == 1


def test_an_employer_of_central_comes_before_one_of_a_station(store: Store, make_file: MakeFile) -> None:
    bring(store, make_file(GOOD))
    (before,) = told(store, "posting")
    with store.change() as connection:
        ledger = Ledger(connection, COUNTY, [EVERYBODY], now_ms=now_ms())
        fields = {"name": GOOD[1], "verified": 1, "suspended": 0}
        ledger.create(EVERYBODY, "employer", "0-older", fields, maker="a-station", by=3)
        ledger.write()
    bring(store, make_file([*GOOD[:6], "西村", *GOOD[7:]]))
    assert {posting["employer_id"] for posting in told(store, "posting")} == {before["employer_id"]}


def test_a_row_that_cannot_travel_keeps_all_out(store: Store) -> None:
    def posting(id_: str, place: str) -> NewPosting:
        made = Posting(
            id=id_, trade="mason", title="", employer_id="", employer_name="东村", headcount=1,
            pay=Pay(unit=PayUnit.DAY, amount_minor=1), first_day=TODAY, last_day=TODAY, place=place, contact_phone="1",
        )  # fmt: skip
        return NewPosting(posting=made, fingerprint=id_)

    with pytest.raises(UnfitRow, match="place"):
        CountyShelf(store, COUNTY).save_new([posting("a", "东村"), posting("b", "\ud800")])
    with store.look() as connection:
        assert [
            connection.execute(select(func.count()).select_from(table)).scalar() for table in (records, imported)
        ] == [0, 0]


def test_an_import_that_fails_late_leaves_nothing(sqlite_store: Store, make_file: MakeFile) -> None:
    with sqlite_store.change() as connection:
        connection.exec_driver_sql(
            "create trigger full before insert on changes when new.position > 1050"
            " begin select raise(abort, 'the disk is full'); end"
        )
    with pytest.raises(DBAPIError, match="full"):
        bring(sqlite_store, make_file(*many(1100)))
    assert told(sqlite_store, "posting") == []


def test_after_many_rows_a_snapshot_is_ready(store: Store, make_file: MakeFile) -> None:
    bring(store, make_file(*many(10)))
    with store.look() as connection:
        assert connection.execute(select(func.count()).select_from(pages)).scalar() == 0
    bring(store, make_file(*many(500)))
    with store.look() as connection:
        (head,) = heads(connection, COUNTY, [EVERYBODY])
        ready = connection.execute(select(pages.c.end_position, pages.c.is_snapshot)).all()
    assert head.snapshot == head.position
    assert ready == [(head.position, True)]
    assert list(faults(store)) == []


def test_a_dry_run_stores_nothing(store: Store, make_file: MakeFile) -> None:
    assert bring(store, make_file(GOOD), dry_run=True) == [RowStatus.ACCEPTED]
    with store.look() as connection:
        assert connection.execute(select(func.count()).select_from(regions)).scalar() == 0


def test_a_file_that_cannot_be_read_changes_nothing(store: Store, tmp_path: Path) -> None:
    (tmp_path / "坏.csv").write_bytes(b"%PDF-1.4")
    with pytest.raises(UnreadableFile):
        bring(store, tmp_path / "坏.csv")
