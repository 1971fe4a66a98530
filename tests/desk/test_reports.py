"""Reports: each figure is counted a second time, from all raw records and in the plainest way."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from dataclasses import fields
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from statistics import median
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from kiosk.desk.desk import Desk
from kiosk.desk.report_tables import cell_text, report_tables
from kiosk.domain.ids import new_id
from kiosk.domain.language import Language
from kiosk.domain.report import Period, Report
from kiosk.domain.staff import Role
from kiosk.errors import NotAllowed, Refused
from kiosk.services import OpenStation
from kiosk.store.database import Database, open_database
from kiosk.texts.catalogue import Texts

FIRST = date(2026, 9, 1)
DAYS = 60
TRADES = ("mason", "cook", "weeding", "porter")
KINDS = ("unpaid_wages", "injury", "other")
Row = dict[str, Any]


def at(day: date, hour: int = 9) -> int:
    return int(datetime.combine(day, time(hour)).astimezone().timestamp() * 1000)


class History:
    """A random past, written straight into the tables."""

    def __init__(self, database: Database, seed: int) -> None:
        self.database, self.chance = database, random.Random(seed)
        with database.transaction():
            self._people(self.chance.randint(0, 40))
            self._postings(self.chance.randint(0, 25))
            self._visits()
            self._slips()
            self._complaints(self.chance.randint(0, 12))
            self._classes(self.chance.randint(0, 4))

    def day(self) -> date:
        return FIRST + timedelta(days=self.chance.randrange(DAYS))

    def moment(self) -> int:
        """Mostly by day, often the very first or last instant of one."""
        return self.chance.choice([at(self.day()), at(self.day(), 0), at(self.day(), 0) - 1, at(self.day(), 23)])

    def add(self, table: str, **columns: object) -> None:
        names = {**columns, "version": 1}
        self.database.execute(
            f"insert into {table} ({', '.join(names)}) values ({', '.join('?' * len(names))})", tuple(names.values())
        )

    def _people(self, count: int) -> None:
        for number in range(1, count + 1):
            merged = number > 1 and self.chance.random() < 0.2
            self.add(
                "people", number=number, id=new_id(), card=f"C{number}", name="张三", phone="",
                birth_year=self.chance.choice([None, 1960, 1970, 1971, 1972, 1999]), region="", identity_number="",
                note="", pictures="", consent="given", consent_words="", consent_at_ms=0,
                registered_at_ms=self.moment(), registered_by="staff-1",
                counts_as=self.chance.randint(1, number - 1) if merged else number,
            )  # fmt: skip
            for trade in self.chance.sample(TRADES, self.chance.randint(0, 3)):
                self.database.execute("insert into person_trades values (?, ?)", (number, trade))
        self.people = count

    def _postings(self, count: int) -> None:
        self.add("employers", number=1, id="employer-1", name="老王施工队", phone="", verified=1, suspended=0)
        for number in range(count):
            low = self.chance.choice([None, 0, 8_000, 15_001, 18_000])
            first, slots = self.day(), self.chance.randint(1, 5)
            self.add(
                "postings", id=f"posting-{number}", trade=self.chance.choice(TRADES), title="招人", employer=1,
                employer_suspended=0, pay_minor=low,
                pay_up_to_minor=self.chance.choice([None, 18_000, 20_002]) if low is not None else None,
                pay_unit=self.chance.choice(["day", "hour"]), currency="CNY", headcount=slots, slots_here=slots,
                first_day=first.isoformat(), last_day=first.isoformat(), place="", region="", transport="",
                experience="", contact_name="", contact_phone="", note="", source="station",
                state=self.chance.choice(["open", "paused", "closed", "draft"]),
                verified_by=self.chance.choice([None, "staff-1", "import"]),
                verified_at_ms=self.chance.choice([None, self.moment(), self.moment()]), suits_older=0,
            )  # fmt: skip
        self.posting_count = count

    def _visits(self) -> None:
        for offset in range(0, DAYS, self.chance.randint(1, 4)):
            day = FIRST + timedelta(days=offset)
            here: list[int | None] = [*range(1, self.people + 1)]
            who = self.chance.sample(here, min(len(here), self.chance.randint(0, 8)))
            for running, person in enumerate([*who, *[None] * self.chance.randint(0, 2)], 1):
                self.add(
                    "visits", id=new_id(), day=day.isoformat(), running=running, person=person, at_ms=at(day),
                    way="staff",
                )  # fmt: skip

    def _slips(self) -> None:
        for posting in range(self.posting_count):
            slots = self.database.value("select headcount from postings where id = ?", (f"posting-{posting}",))
            for _ in range(self.chance.randint(0, slots + 2)):
                self._slip(f"posting-{posting}", may_hold=slots)

    def _slip(self, posting: str, *, may_hold: int) -> None:
        day, slip = self.day(), new_id()
        held = self.database.value("select count(*) from slips where posting_id = ? and state = 'held'", (posting,))
        states = ["cancelled", "expired", *(["held"] if held < may_hold else [])]
        running = self.database.value("select count(*) from slips where day = ?", (day.isoformat(),)) + 1
        state = self.chance.choice(states)
        person = self.chance.choice([None, *range(1, self.people + 1)])
        self.add(
            "slips", id=slip, number=slip, day=day.isoformat(), running=running, posting_id=posting, wish_id=slip,
            issued_at_ms=at(day), state=state, person=person,
        )  # fmt: skip
        results = [None, "not_hired", "no_show", *(["hired"] * 3 if state != "cancelled" else [])]
        result = self.chance.choice(results)
        if result:
            self.add("outcomes", slip_id=slip, result=result, reason="", decided_at_ms=at(day), decided_by="staff-1")

    def _complaints(self, count: int) -> None:
        for number in range(count):
            opened, state = self.day(), self.chance.choice(["open", "in_hand", "closed"])
            closed = (
                at(opened + timedelta(days=self.chance.randint(0, 20)), self.chance.choice([0, 12]))
                if state == "closed"
                else None
            )
            self.add(
                "complaints", id=f"complaint-{number}", number=str(number), day=opened.isoformat(),
                running=number + 1, kind=self.chance.choice(KINDS), words="", state=state, next_step="",
                due_day=opened.isoformat(), opened_at_ms=at(opened), opened_by="staff-1", closed_at_ms=closed,
            )  # fmt: skip

    def _classes(self, count: int) -> None:
        for number in range(count):
            self.add(
                "classes", id=f"class-{number}", title="家政", trade="", day=self.day().isoformat(), starts="09:00",
                ends="11:00", place="", teacher="", seats=50, note="",
                state=self.chance.choice(["open", "over", "cancelled"]),
            )  # fmt: skip
            for person in self.chance.sample(range(1, self.people + 1), min(self.people, 5)):
                state = self.chance.choice(["signed_up", "came", "gave_up"])
                self.add(
                    "sign_ups", id=new_id(), class_id=f"class-{number}", person=person, at_ms=0, staff_id="staff-1",
                    state=state,
                )  # fmt: skip


class Recount:
    """Every figure once more, by loops over whole tables; it shares no line with the report."""

    def __init__(self, database: Database, period: Period) -> None:
        self.period = period
        self.people, self.visits, self.slips = (self._table(database, name) for name in ("people", "visits", "slips"))
        self.postings, self.complaints = (self._table(database, name) for name in ("postings", "complaints"))
        self.classes, self.sign_ups = (self._table(database, name) for name in ("classes", "sign_ups"))
        self.outcomes = {row["slip_id"]: row["result"] for row in self._table(database, "outcomes")}
        self.trades: dict[int, set[str]] = {}
        for person, trade in database.rows("select person, trade from person_trades"):
            self.trades.setdefault(person, set()).add(trade)

    @staticmethod
    def _table(database: Database, name: str) -> list[Row]:
        columns = [column for _, column, *_ in database.rows(f"pragma table_xinfo({name})")]
        return [dict(zip(columns, row, strict=True)) for row in database.rows(f"select * from {name}")]

    def is_in(self, day: str) -> bool:
        return self.period.first_day <= date.fromisoformat(day) <= self.period.last_day

    def was_in(self, ms: int) -> bool:
        return self.period.first_day <= datetime.fromtimestamp(ms / 1000).date() <= self.period.last_day

    def whole(self, number: int) -> int:
        person = next(row for row in self.people if row["number"] == number)
        return number if person["counts_as"] == number else self.whole(person["counts_as"])

    def seekers(self) -> set[int]:
        numbers = {row["number"] for row in self.people if self.was_in(row["registered_at_ms"])}
        numbers |= {row["person"] for row in self.visits if row["person"] and self.is_in(row["day"])}
        numbers |= {row["person"] for row in self.slips if row["person"] and self.is_in(row["day"])}
        return {self.whole(number) for number in numbers}

    def same_as(self, whole: int) -> list[Row]:
        return [row for row in self.people if self.whole(row["number"]) == whole]

    def can_do(self, trade: str) -> int:
        return sum(
            any(trade in self.trades.get(row["number"], set()) for row in self.same_as(one)) for one in self.seekers()
        )

    def ages(self) -> tuple[int, int, int]:
        over = younger = unknown = 0
        for one in self.seekers():
            years = [row["birth_year"] for row in self.same_as(one) if row["birth_year"] is not None]
            if not years:
                unknown += 1
            elif self.period.last_day.year - years[0] > 55:
                over += 1
            else:
                younger += 1
        return over, younger, unknown

    def new(self) -> int:
        return sum(row["counts_as"] == row["number"] and self.was_in(row["registered_at_ms"]) for row in self.people)

    def of_period(self, rows: list[Row]) -> list[Row]:
        return [row for row in rows if self.is_in(row["day"])]

    def ends(self, end: str) -> int:
        return sum(self.end_of(row) == end for row in self.of_period(self.slips))

    def end_of(self, slip: Row) -> str:
        fallen = "cancelled" if slip["state"] == "cancelled" else "undecided"
        return self.outcomes.get(slip["id"], fallen)

    def taken(self, trade: str | None = None) -> list[Row]:
        found = []
        for row in self.postings:
            when = row["verified_at_ms"]
            fits = self.is_in(row["first_day"]) if when is None else self.was_in(when)
            if row["verified_by"] is not None and fits and trade in (None, row["trade"]):
                found.append(row)
        return found

    def filled(self, trade: str | None = None) -> int:
        total = 0
        for posting in self.taken(trade):
            slips = [slip for slip in self.slips if slip["posting_id"] == posting["id"]]
            kept = [slip for slip in slips if slip["state"] != "cancelled" and self.end_of(slip) in KEPT]
            total += min(posting["headcount"], len(kept))
        return total

    def median_pay(self, trade: str, unit: str) -> tuple[int, int] | None:
        middles = []
        for row in self.taken(trade):
            if row["pay_unit"] == unit and row["pay_minor"] is not None:
                upper = row["pay_minor"] if row["pay_up_to_minor"] is None else row["pay_up_to_minor"]
                middles.append(Fraction(row["pay_minor"] + upper, 2))
        return (int(median(middles) + Fraction(1, 2)), len(middles)) if middles else None

    def complaints_of(self, kind: str) -> tuple[int, int, int]:
        opened = closed = still_open = 0
        for row in self.complaints:
            if row["kind"] != kind:
                continue
            began = date.fromisoformat(row["day"])
            ended = row["closed_at_ms"] and datetime.fromtimestamp(row["closed_at_ms"] / 1000).date()
            opened += self.period.first_day <= began <= self.period.last_day
            closed += bool(ended and self.period.first_day <= ended <= self.period.last_day)
            still_open += began <= self.period.last_day and (not ended or ended > self.period.last_day)
        return opened, closed, still_open


KEPT = ("hired", "undecided")


def agree(report: Report, recount: Recount) -> None:
    assert report.job_seekers == len(recount.seekers())
    assert report.newly_registered == recount.new()
    assert (report.ages.over, report.ages.younger, report.ages.unknown) == recount.ages()
    agree_by_day(report, recount)
    agree_by_trade(report, recount)
    slips = report.slips
    assert slips.issued == len(recount.of_period(recount.slips))
    assert slips.anonymous == sum(row["person"] is None for row in recount.of_period(recount.slips))
    told = [slips.cancelled, slips.undecided, slips.hired, slips.not_hired, slips.no_show]
    assert told == [recount.ends(end) for end in ("cancelled", "undecided", "hired", "not_hired", "no_show")]
    for kind in KINDS:
        told_of = next(((c.opened, c.closed, c.still_open) for c in report.complaints if c.kind == kind), (0, 0, 0))
        assert told_of == recount.complaints_of(kind)
    held = [row for row in recount.classes if recount.is_in(row["day"]) and row["state"] != "cancelled"]
    seats = [row for row in recount.sign_ups if row["class_id"] in {each["id"] for each in held}]
    assert report.classes == len(held)
    assert report.sign_ups == sum(row["state"] != "gave_up" for row in seats)
    assert report.came_to_class == sum(row["state"] == "came" for row in seats)


def agree_by_day(report: Report, recount: Recount) -> None:
    visits, slips = recount.of_period(recount.visits), recount.of_period(recount.slips)
    assert [day.begins for day in report.days] == list(report.period.days())
    for day in report.days:
        came = sum(row["day"] == day.begins.isoformat() for row in visits)
        left = [row for row in slips if row["day"] == day.begins.isoformat()]
        hired = sum(recount.end_of(row) == "hired" for row in left)
        assert (day.arrivals, day.slips, day.hires, day.open_days) == (came, len(left), hired, bool(came or left))
    assert report.arrivals == len(visits)
    assert report.anonymous_arrivals == sum(row["person"] is None for row in visits)
    open_days = {row["day"] for row in [*visits, *slips]}
    assert report.open_days == len(open_days)
    assert report.daily_hires == (recount.ends("hired") / len(open_days) if open_days else None)
    for column in ("open_days", "arrivals", "slips", "hires"):
        by_month: dict[tuple[int, int], int] = {}
        for day in report.days:
            month = (day.begins.year, day.begins.month)
            by_month[month] = by_month.get(month, 0) + getattr(day, column)
        assert [getattr(month, column) for month in report.months] == list(by_month.values())


def agree_by_trade(report: Report, recount: Recount) -> None:
    told = {trade.trade: trade for trade in report.trades}
    for trade in TRADES:
        slots = sum(row["headcount"] for row in recount.taken(trade))
        of_trade = {row["id"] for row in recount.postings if row["trade"] == trade}
        hires = sum(
            recount.end_of(row) == "hired" for row in recount.of_period(recount.slips) if row["posting_id"] in of_trade
        )
        counted = (recount.can_do(trade), len(recount.taken(trade)), slots, recount.filled(trade), hires)
        found = told.get(trade)
        shown = (found.seekers, found.postings, found.slots, found.slots_filled, found.hires) if found else (0,) * 5
        assert shown == counted
        unfilled = [one.slots_unfilled for one in report.unfilled_trades if one.trade == trade]
        assert sum(unfilled) == slots - recount.filled(trade)
        for unit in ("day", "hour"):
            pay = [(one.median_minor, one.postings) for one in report.pay if (one.trade, one.unit) == (trade, unit)]
            assert (pay or [None])[0] == recount.median_pay(trade, unit)
    assert (report.postings, report.slots) == (
        len(recount.taken()),
        sum(row["headcount"] for row in recount.taken()),
    )
    assert report.fill_rate == (report.slots_filled / report.slots if report.slots else None)
    assert report.slots_filled == recount.filled()


@pytest.fixture
def history(station: OpenStation) -> Callable[[int], History]:
    """Writes the random past of a seed into the station, in place of any that was there."""

    def write(seed: int) -> History:
        tables = ("sign_ups", "classes", "complaints", "outcomes", "slips", "visits", "postings", "employers")
        station.database.execute("drop trigger if exists outcome_of_an_ended_posting_stays")
        with station.database.transaction():
            for table in (*tables, "person_trades"):
                station.database.execute(f"delete from {table}")
            station.database.execute("update people set counts_as = number where counts_as <> number")
            station.database.execute("delete from people")
        return History(station.database, seed)

    return write


@given(seed=st.integers(0, 2**32), begins=st.integers(-5, DAYS), lasts=st.integers(0, DAYS + 5))
@hypothesis_settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_figure_agrees_with_a_second_count_of_the_raw_records(
    seed: int, begins: int, lasts: int, desk: Desk, station: OpenStation, history: Callable[[int], History]
) -> None:
    history(seed)
    first = FIRST + timedelta(days=begins)
    period = Period(first_day=first, last_day=first + timedelta(days=lasts))
    agree(desk.reports.of(period), Recount(station.database, period))


def test_all_figures_are_of_one_moment_while_another_process_writes(
    desk: Desk, station: OpenStation, history: Callable[[int], History]
) -> None:
    history(3)
    period = Period(first_day=FIRST, last_day=FIRST + timedelta(days=DAYS))
    stop, reports = threading.Event(), list[Report]()

    def write() -> None:
        with open_database(station.places.database, station.database.key) as other:
            number = 0
            while not stop.is_set():
                number += 1
                with other.transaction():
                    columns = f"'{new_id()}', '{FIRST.isoformat()}', {1000 + number}"
                    other.execute(
                        f"insert into visits (id, day, running, at_ms, way, version) values ({columns}, 0, 'staff', 1)"
                    )

    writer = threading.Thread(target=write)
    writer.start()
    try:
        while len(reports) < 30 or reports[-1].arrivals == reports[0].arrivals:
            reports.append(desk.reports.of(period))
    finally:
        stop.set()
        writer.join()
    for report in reports:
        assert sum(day.arrivals for day in report.days) == report.arrivals
        assert report.anonymous_arrivals - reports[0].anonymous_arrivals == report.arrivals - reports[0].arrivals


def test_a_report_can_be_made_on_another_thread(desk: Desk, history: Callable[[int], History]) -> None:
    history(5)
    period = Period(first_day=FIRST, last_day=FIRST + timedelta(days=DAYS))
    made: list[Report] = []
    thread = threading.Thread(target=lambda: made.append(desk.reports.of(period)))
    thread.start()
    thread.join()
    assert made == [desk.reports.of(period)]


def test_a_station_without_a_past_has_a_report_of_nothing(desk: Desk) -> None:
    report = desk.reports.of(Period(first_day=FIRST, last_day=FIRST))
    assert (report.job_seekers, report.arrivals, report.hires, report.postings) == (0, 0, 0, 0)
    assert (report.daily_hires, report.fill_rate, report.ages.share_over) == (None, None, None)
    assert report.trades == report.pay == report.complaints == ()


@pytest.mark.parametrize("role", [Role.WORKER, Role.TECHNICIAN])
def test_only_staff_see_reports(at_desk: Callable[..., Desk], role: Role) -> None:
    with pytest.raises(NotAllowed):
        at_desk(role).reports.of(Period(first_day=FIRST, last_day=FIRST))


def test_a_period_that_ends_before_it_begins_or_never_is_refused() -> None:
    with pytest.raises(Refused) as first:
        Period(first_day=FIRST, last_day=FIRST - timedelta(days=1))
    assert first.value.key == "refused-period-ends-first"
    with pytest.raises(Refused) as second:
        Period(first_day=date(1, 1, 1), last_day=date(9999, 12, 31))
    assert second.value.key == "refused-period-too-long"


@pytest.mark.parametrize("language", list(Language))
def test_the_tables_hold_the_figures_in_both_languages(
    desk: Desk, history: Callable[[int], History], language: Language
) -> None:
    history(11)
    report, texts = desk.reports.of(Period(first_day=FIRST, last_day=FIRST + timedelta(days=DAYS))), Texts(language)
    tables = report_tables(report, texts)
    summary = {row[0]: row[1] for row in tables[0].rows}
    assert summary[texts("report-job-seekers")] == report.job_seekers > 0
    assert summary[texts("report-daily-hires")] == round(report.daily_hires or 0, 2)
    assert summary[texts("report-complaints-open")] == report.complaints_still_open
    assert all(len(row) == len(table.headings) for table in tables for row in table.rows)
    by_trade = next(table for table in tables if table.title == texts("report-trades"))
    assert [row[1:] for row in by_trade.rows] == [
        (one.seekers, one.postings, one.slots, one.slots_filled, one.slots_unfilled, one.hires) for one in report.trades
    ]
    pay = next(table for table in tables if table.title == texts("report-pay"))
    assert [row[2] for row in pay.rows] == [one.median_minor / 100 for one in report.pay]


def test_the_province_s_fields_stand_in_the_summary_under_their_official_names(
    desk: Desk, history: Callable[[int], History]
) -> None:
    history(12)
    period = Period(first_day=FIRST, last_day=FIRST + timedelta(days=DAYS))
    summary = report_tables(desk.reports.of(period), Texts(Language.ZH_CN))[0]
    assert {"求职登记人数", "主要工种", "日均成功用工人数"} <= {row[0] for row in summary.rows}


def test_cells_are_shown_as_they_can_be_copied() -> None:
    assert [cell_text(cell) for cell in ("瓦工", 12_345, 226.55, 180.0, 83.3, "")] == [
        "瓦工", "12345", "226.55", "180", "83.3", "",
    ]  # fmt: skip
    assert cell_text(12_345.67) == "12345.67"


def test_a_report_holds_nothing_about_a_person() -> None:
    words = {"name", "phone", "identity", "card", "note", "person"}
    assert not words & {part for field in fields(Report) for part in field.name.split("_")}
