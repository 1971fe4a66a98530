"""Importing twice, halfway, killed, by two at once, or only to look: the station holds what one import brings."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest

from kiosk.care.places import Places
from kiosk.desk.importing import BATCH, EmptyShelf, ImportReport, RowStatus, import_file
from kiosk.desk.problems import Reason
from kiosk.desk.rules import CountyRules
from kiosk.errors import DiskFull
from kiosk.services import OpenStation, open_station
from kiosk.store.employers import EmployerStore
from kiosk.store.postings import NewPosting, PostingStore

TODAY = date(2026, 11, 21)
Bring = Callable[..., ImportReport]
Make = Callable[..., Path]
HEAD = ["工种", "用工单位", "工资", "人数", "用工日期", "工作时间", "工作地点", "联系电话", "备注"]
TRADES = ("瓦工", "保洁", "摘果子", "采茶", "厨师")


def rows(count: int) -> list[list[str]]:
    return [
        [
            TRADES[n % 5],
            f"第{n % 40}农场",
            f"{180 + n % 60}元/天",
            f"{1 + n % 9}",
            f"11月{22 + n % 8}日",
            "7:00-17:00",
            f"东村{n}组",
            f"138{n:08d}",
            "",
        ]
        for n in range(count)
    ]


def without_id(station: OpenStation) -> set[tuple[str, ...]]:
    return {(one.trade, one.employer_name, one.place, one.contact_phone) for one in station.postings.all()}


def test_the_same_file_twice_adds_nothing(make_csv: Make, bring: Bring, station: OpenStation) -> None:
    path = make_csv([HEAD, *rows(50)])
    first, second = bring(path), bring(path)
    assert (first.count(RowStatus.REFUSED), second.count(RowStatus.UNCHANGED)) == (0, 50)
    assert len(station.postings.all()) == 50


def test_saved_again_in_another_form_it_is_still_the_same(make_csv: Make, make_xlsx: Make, bring: Bring) -> None:
    table = [HEAD, *rows(5)]
    bring(make_csv(table))
    again = [list(reversed(cells)) for cells in table]
    respelled = [
        HEAD,
        *(
            [
                f" {cells[0]} ",
                cells[1],
                cells[2].replace("元/天", " 元／天"),
                f"{cells[3]}人",
                *cells[4:5],
                "早7点到晚5点",
                *cells[6:],
            ]
            for cells in rows(5)
        ),
    ]
    for path in (
        make_csv(again, encoding="gb18030", separator="\t"),
        make_xlsx([["标题"], *table]),
        make_csv(respelled),
    ):
        assert {row.status for row in bring(path).rows} == {RowStatus.UNCHANGED}


def test_the_second_of_two_same_rows_in_one_file_is_unchanged(
    make_csv: Make, bring: Bring, station: OpenStation
) -> None:
    report = bring(make_csv([HEAD, rows(1)[0], rows(1)[0]]))
    assert [row.status for row in report.rows] == [RowStatus.ACCEPTED, RowStatus.UNCHANGED]
    assert len(station.postings.all()) == 1


def test_nearly_the_same_row_is_taken_with_a_warning_in_this_file_and_in_the_next(make_csv: Make, bring: Bring) -> None:
    (row,) = rows(1)
    report = bring(make_csv([HEAD, row, [*row[:3], "9", *row[4:]]]))
    assert [found.reason for found in report.rows[1].problems] == [Reason.DUPLICATE]
    later = bring(make_csv([HEAD, [*row[:3], "8", *row[4:]]]))
    assert [found.reason for found in later.rows[0].problems] == [Reason.DUPLICATE]


def test_long_term_work_is_known_again_next_week(make_csv: Make, bring: Bring) -> None:
    path = make_csv([HEAD, [*rows(1)[0][:4], "长期", *rows(1)[0][5:]], [*rows(2)[1][:4], "", *rows(2)[1][5:]]])
    assert bring(path).count(RowStatus.WARNED) == 2
    assert bring(path, today=TODAY + timedelta(days=7)).count(RowStatus.UNCHANGED) == 2


def test_a_row_that_was_taken_is_not_refused_once_its_day_is_past(make_csv: Make, bring: Bring) -> None:
    path = make_csv([HEAD, *rows(1)])
    bring(path)
    assert bring(path, today=TODAY + timedelta(days=30)).count(RowStatus.UNCHANGED) == 1


def test_a_dry_run_says_the_same_and_stores_nothing(make_csv: Make, bring: Bring, station: OpenStation) -> None:
    path = make_csv([HEAD, *rows(3), ["保洁"]])
    looked = bring(path, dry_run=True)
    assert station.postings.all() == ()
    done = bring(path)
    assert [row.status for row in looked.rows] == [row.status for row in done.rows]


def test_a_suspended_employer_is_refused(make_csv: Make, bring: Bring, station: OpenStation) -> None:
    bring(make_csv([HEAD, *rows(1)]))
    employers = EmployerStore(station.database)
    employers.suspend(employers.all()[0].id)
    (row,) = bring(make_csv([HEAD, [*rows(1)[0][:4], "11月29日", *rows(1)[0][5:]]])).rows
    assert [found.reason for found in row.problems] == [Reason.EMPLOYER_SUSPENDED]


def test_the_countys_own_rules_hold(make_csv: Make, bring: Bring) -> None:
    (row,) = bring(make_csv([HEAD, *rows(1)]), rules=CountyRules(hourly_floor_minor=50_00)).rows
    assert [found.reason for found in row.problems] == [Reason.PAY_UNDER_FLOOR]


def test_progress_is_told_batch_by_batch(make_csv: Make, bring: Bring) -> None:
    told: list[tuple[int, int]] = []
    count = BATCH + 3
    bring(make_csv([HEAD, *rows(count)]), progress=lambda done, all_rows: told.append((done, all_rows)))
    assert told == [(BATCH, count), (count, count)]


class FullDisk(EmptyShelf):
    """Lets one batch through, then has no room."""

    def __init__(self) -> None:
        self.saved = 0

    def save_new(self, entries: Sequence[NewPosting]) -> frozenset[str]:
        if self.saved:
            raise DiskFull
        self.saved += len(entries)
        return frozenset()


def test_a_full_disk_is_told_and_not_hidden(make_csv: Make) -> None:
    with pytest.raises(DiskFull):
        import_file(make_csv([HEAD, *rows(BATCH + 1)]), store=FullDisk(), today=TODAY)


class Overtaken(EmptyShelf):
    """Another process saves every second row just before us."""

    def save_new(self, entries: Sequence[NewPosting]) -> frozenset[str]:
        return frozenset(entry.fingerprint for entry in entries[::2] if entry.fingerprint)


def test_what_another_process_saved_meanwhile_is_unchanged(make_csv: Make) -> None:
    report = import_file(make_csv([HEAD, *rows(4)]), store=Overtaken(), today=TODAY)
    assert [row.status for row in report.rows] == ["unchanged", "accepted", "unchanged", "accepted"]


IMPORTER = """
import sys
from datetime import date
from pathlib import Path
import kiosk.desk.importing as importing
from kiosk.care.places import Places
from kiosk.services import open_station
importing.BATCH = 20
root = Path(sys.argv[2])
with open_station(Places(data=root / "data", keys=root / "keys")) as station:
    def told(done, total):
        print(done, flush=True)
    importing.import_file(Path(sys.argv[1]), store=station.postings, today=date(2026, 11, 21), progress=told)
"""


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[[Path], subprocess.Popen[str]]]:
    """Start an import in a process of its own, on the station in `tmp_path`."""
    started: list[subprocess.Popen[str]] = []

    def run(path: Path) -> subprocess.Popen[str]:
        started.append(
            subprocess.Popen(
                [sys.executable, "-c", IMPORTER, str(path), str(tmp_path)], stdout=subprocess.PIPE, text=True
            )
        )
        return started[-1]

    yield run
    for process in started:
        if process.poll() is None:
            process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()


@pytest.mark.parametrize("batches_seen", [1, 7, 20])
def test_killed_in_the_middle_and_imported_again_is_as_imported_once(
    make_csv: Make, start: Callable[[Path], subprocess.Popen[str]], tmp_path: Path, batches_seen: int
) -> None:
    path = make_csv([HEAD, *rows(600)])
    process = start(path)
    assert process.stdout is not None
    acknowledged = [int(process.stdout.readline()) for _ in range(batches_seen)]
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    with open_station(Places(data=tmp_path / "data", keys=tmp_path / "keys")) as station:
        there = len(station.postings.all())
        assert there >= acknowledged[-1]
        assert there % 20 == 0
        assert len(station.postings.fingerprints()) == there
        report = import_file(path, store=station.postings, today=TODAY)
        assert report.count(RowStatus.UNCHANGED) == there
        assert len(station.postings.all()) == 600
        assert len(without_id(station)) == 600


def test_two_imports_of_one_file_at_once_add_it_once(
    make_csv: Make, start: Callable[[Path], subprocess.Popen[str]], tmp_path: Path
) -> None:
    path = make_csv([HEAD, *rows(300)])
    processes = [start(path), start(path)]
    assert [process.wait(timeout=60) for process in processes] == [0, 0]
    with open_station(Places(data=tmp_path / "data", keys=tmp_path / "keys")) as station:
        assert len(station.postings.all()) == 300
        assert len(without_id(station)) == 300


def test_a_store_keeps_the_promises_that_importing_needs(station: OpenStation) -> None:
    store: PostingStore = station.postings
    assert store.fingerprints() == EmptyShelf().fingerprints()
    assert store.open_keys() == EmptyShelf().open_keys()
    assert store.employers_suspended() == EmptyShelf().employers_suspended()
    assert store.save_new([]) == EmptyShelf().save_new([])
