"""The demo county: a file that reads like a station's own, full of work on whatever day it is loaded."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from kiosk.desk.demo import DEMO, demo_county, demo_file, filled_in
from kiosk.desk.draft import PostingDraft, fingerprint, posting_from
from kiosk.desk.exchange.day_words import EPOCH_1900
from kiosk.desk.exchange.headings import header_at
from kiosk.desk.exchange.rows import RowReader
from kiosk.desk.exchange.sheet import Row
from kiosk.desk.exchange.trade_words import TradeFinder
from kiosk.desk.problems import Problem
from kiosk.desk.rules import CountyRules
from kiosk.desk.vetting import Standing, Vetting, open_key
from kiosk.domain.posting import Posting, suits_older_workers
from kiosk.domain.region import distance_km
from kiosk.domain.trade import TRADES

TODAY = date(2026, 11, 21)
STRICT_COUNTY = CountyRules(hourly_floor_minor=17_00)
"""A county with the highest hourly floor that an inland province has for part-time work in its last class."""
SAMPLE_DAYS = [TODAY + timedelta(days=33 * step) for step in range(12)] + [
    date(2026, 12, 31),
    date(2027, 1, 1),
    date(2028, 2, 29),
]
LATE = time(21, 30)
MAKE_DEMO = Path(__file__).parents[2] / "scripts" / "make_demo.py"


def table(today: date, into: Path) -> list[list[str]]:
    with demo_file(today=today, into=into).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def read(today: date, into: Path) -> list[tuple[PostingDraft, tuple[Problem, ...]]]:
    """Every row as the importer understands it, with all that reading and vetting found."""
    rows = [Row(number=number, cells=cells) for number, cells in enumerate(table(today, into), 1)]
    header = header_at(rows, 1)
    assert header is not None
    reader = RowReader(
        header,
        trades=TradeFinder(),
        today=today,
        epoch=EPOCH_1900,
        long_term_days=30,
        regions=demo_county().regions,
    )
    vetting, keys, found = Vetting(rules=STRICT_COUNTY, today=today), set(), []
    for row in rows[2:]:
        draft, odd = reader.draft(row.cells)
        found.append((draft, odd + vetting.vet(draft, Standing(open_keys=keys))))
        keys.add(open_key(employer_name=draft.employer_name, trade=draft.trade or "", first_day=draft.first_day or ""))
    return found


def postings(today: date, into: Path) -> list[Posting]:
    return [
        posting_from(draft, posting_id=str(number), verified_by="demo", now_ms=0)
        for number, (draft, _) in enumerate(read(today, into))
    ]


def share(chosen: Sequence[object], of: Sequence[object]) -> float:
    return len(chosen) / len(of)


@pytest.mark.parametrize("today", SAMPLE_DAYS, ids=str)
def test_every_row_is_taken_by_vetting_and_few_need_a_look(today: date, tmp_path: Path) -> None:
    found = read(today, tmp_path)
    assert [(draft.title, problem) for draft, odd in found for problem in odd if problem.reason.refuses] == []
    warned = [draft for draft, odd in found if odd]
    assert 0 < share(warned, found) < 0.08


@pytest.mark.parametrize("today", SAMPLE_DAYS, ids=str)
def test_about_a_third_has_work_today_and_much_of_it_goes_on_tomorrow(today: date, tmp_path: Path) -> None:
    offered = postings(today, tmp_path)
    working = [posting for posting in offered if posting.first_day <= today <= posting.last_day]
    assert 0.25 <= share(working, offered) <= 0.35
    assert sum(posting.last_day > today for posting in working) >= 40
    assert all(today <= posting.last_day <= today + timedelta(days=60) for posting in offered)


def test_four_hundred_postings_of_sixty_employers_cover_every_trade_and_town(tmp_path: Path) -> None:
    offered = postings(TODAY, tmp_path)
    assert len(offered) >= 400
    assert len({posting.employer_name for posting in offered}) >= 60
    trades = Counter(posting.trade for posting in offered)
    assert set(trades) == {trade.id for trade in TRADES}
    assert min(trades.values()) >= 5
    towns = {region.code for region in demo_county().regions if len(region.code) == 9}
    assert {posting.region for posting in offered} == towns
    assert len(towns) >= 6


def test_half_of_the_work_suits_older_workers(tmp_path: Path) -> None:
    offered = postings(TODAY, tmp_path)
    assert 0.45 <= share([posting for posting in offered if suits_older_workers(posting)], offered) <= 0.65


def test_the_rows_differ_as_real_ones_do(tmp_path: Path) -> None:
    offered = postings(TODAY, tmp_path)
    assert {posting.headcount for posting in offered} >= {1, 2, 3, 5, 10, 20}
    assert max(posting.headcount for posting in offered) <= 30
    assert {posting.pay.unit for posting in offered} >= {"hour", "day", "piece", "month"}
    assert any(posting.pay.amount_minor is None for posting in offered)
    for told in ("transport", "note"):
        assert 0.1 < share([posting for posting in offered if getattr(posting, told)], offered) < 0.95
    assert {posting.strength for posting in offered} == {"light", "medium", "heavy"}
    for known in ("meals", "daily_start", "daily_end", "contact_phone", "contact_name"):
        assert all(getattr(posting, known) is not None for posting in offered), known


def test_the_trade_named_in_the_title_is_the_trade_of_the_row(tmp_path: Path) -> None:
    finder, offered = TradeFinder(), postings(TODAY, tmp_path)
    told = [(posting, trade) for posting in offered if (trade := finder.find(posting.title))]
    differing = {(posting.title, posting.trade, trade) for posting, trade in told if trade != posting.trade}
    assert share(told, offered) > 0.8
    assert len(differing) < 0.08 * len(offered), differing


def test_the_same_day_gives_the_same_postings_and_the_next_only_a_few_new_ones(tmp_path: Path) -> None:
    for today in SAMPLE_DAYS[::4]:
        first, again, tomorrow = (
            {fingerprint(draft) for draft, _ in read(day, tmp_path)}
            for day in (today, today, today + timedelta(days=1))
        )
        assert len(first) == len(read(today, tmp_path))
        assert again == first
        assert 10 <= len(tomorrow - first) <= 60


def test_no_brace_is_left_and_no_column_of_rounds(tmp_path: Path) -> None:
    rows = table(TODAY, tmp_path)
    assert not re.search(r"[{}|]", "".join(cell for row in rows for cell in row))
    assert "几天一轮" not in rows[1]
    assert {len(row) for row in rows} == {len(rows[1])}


@pytest.mark.parametrize(
    ("cells", "today", "expected"),
    [
        (["{+0}", "7"], date(2026, 11, 22), ["11月22日"]),
        (["{+0}", "7"], date(2026, 11, 23), ["11月29日"]),
        (["{+1}-{+3}", "7"], date(2026, 11, 23), ["11月23日-11月25日"]),
        (["{+1}-{+3}", "7"], date(2026, 11, 24), ["2026年11月23日-2026年11月25日"]),
        (["{+1}-{+3}", "7"], date(2026, 11, 26), ["11月30日-12月2日"]),
        (["{+5-}至{+8-}", "7"], date(2026, 11, 23), ["2026-11-20至2026-11-23"]),
        (["{+5/}", "7"], date(2026, 12, 30), ["2027/1/1"]),
        (["{+2.}-{+5.}", "7"], date(2026, 12, 29), ["2026.12.29-2027.1.1"]),
        (["{摘枇杷|摘桃|摘橘|摘橙}", "{+0}", "7"], date(2026, 2, 28), ["摘枇杷", "3月1日"]),
        (["{摘枇杷|摘桃|摘橘|摘橙}", "{+0}", "7"], date(2026, 2, 22), ["摘橙", "2月22日"]),
        (["喷{叶面肥|药|肥|药}工", "{+0}", "7"], date(2026, 8, 30), ["喷药工", "8月30日"]),
    ],
)
def test_braces_are_filled_in_for_the_round_and_season(cells: list[str], today: date, expected: list[str]) -> None:
    assert filled_in(cells, today=today) == expected


def test_the_county_lies_in_one_plausible_place() -> None:
    county = demo_county()
    assert county.station.region in {region.code for region in county.regions}
    assert re.fullmatch("[A-Z0-9]{2}", county.station.prefix)
    centre = county.regions[0].position
    assert centre is not None
    for region in county.regions:
        assert region.code.startswith(county.regions[0].code)
        assert len(region.code) in (6, 9)
        assert region.name_en.isascii()
        assert region.position is not None
        assert distance_km(centre, region.position) < 40


def test_the_committed_file_is_the_one_that_the_script_makes(tmp_path: Path) -> None:
    made = tmp_path / "postings.csv"
    subprocess.run([sys.executable, MAKE_DEMO, made], check=True, timeout=60)
    assert made.read_bytes() == (DEMO / "postings.csv").read_bytes()
