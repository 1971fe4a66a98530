"""Files that leave the desk: opened by other programs, without formulas, without identity numbers."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest

from kiosk import cli
from kiosk.care.places import Places
from kiosk.desk.desk import Desk
from kiosk.desk.importing import RowStatus, import_file
from kiosk.desk.report_tables import report_tables
from kiosk.domain.ids import new_id
from kiosk.domain.language import Language
from kiosk.domain.posting import Posting
from kiosk.domain.report import Period
from kiosk.domain.staff import Role
from kiosk.errors import NotAllowed, Refused
from kiosk.services import OpenStation, open_station
from kiosk.texts.catalogue import Texts

TODAY = date(2026, 11, 21)
PERIOD = Period(first_day=TODAY - timedelta(days=30), last_day=TODAY)
IDENTITY = "430796196501017238"
FORMULA = '=HYPERLINK("http://x","y")'


def rows_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


@pytest.fixture
def texts() -> Texts:
    return Texts(Language.ZH_CN)


@pytest.fixture
def filled(station: OpenStation, offer: Callable[..., Posting]) -> OpenStation:
    """A station with one posting, two people of whom one is forgotten, an arrival of each and an outcome."""
    posting, database = offer(title=FORMULA, meals=True, age_to=65), station.database
    ms = int(datetime.combine(TODAY, time(7, 5)).astimezone().timestamp() * 1000)
    people = "(number, id, card, name, phone, birth_year, region, identity_number, note, pictures, consent, "
    people += "consent_words, consent_at_ms, registered_at_ms, registered_by, counts_as, forgotten_at_ms, version)"
    rows = [
        (1, "p1", "L7-W-1", FORMULA, "13800001111", 1965, "430796100", IDENTITY, "会砌墙", None),
        (2, "p2", "L7-W-2", "", "", None, "", "", "", ms),
    ]
    with database.transaction():
        for number, id_, card, name, phone, year, region, identity, note, gone in rows:
            database.execute(
                f"insert into people {people} values (?, ?, ?, ?, ?, ?, ?, ?, ?, '', 'given', '1', ?, ?, 's', ?, ?, 1)",
                (number, id_, card, name, phone, year, region, identity, note, ms, ms, number, gone),
            )
            database.execute(
                "insert into visits (id, day, running, person, at_ms, way, version) values (?, ?, ?, ?, ?, 'card', 1)",
                (new_id(), TODAY.isoformat(), number, number, ms),
            )
        database.execute("insert into person_trades values (1, 'mason')")
        database.execute(
            "insert into slips (id, number, day, running, posting_id, wish_id, issued_at_ms, state, person, version)"
            " values ('s1', 'L7-1121-001-4', ?, 1, ?, 'w1', ?, 'held', 1, 1)",
            (TODAY.isoformat(), posting.id, ms),
        )
        database.execute(
            "insert into outcomes (slip_id, result, half_days_worked, pay_agreed_minor, paid, paid_minor, reason,"
            " decided_at_ms, decided_by, version) values ('s1', 'hired', 3, 18000, 'part', 10000, '', ?, 's', 1)",
            (ms,),
        )
    return station


@pytest.fixture
def head(at_desk: Callable[..., Desk], filled: OpenStation) -> Desk:
    return at_desk(Role.HEAD)


def test_a_report_is_the_same_in_csv_and_in_a_workbook(head: Desk, tmp_path: Path, texts: Texts) -> None:
    tables = report_tables(head.reports.of(PERIOD), texts)
    head.exporting.report(tables, tmp_path / "r.csv")
    head.exporting.report(tables, tmp_path / "r.xlsx")
    lines = rows_of(tmp_path / "r.csv")
    assert lines[2][:2] == ["求职登记人数", "2"]
    workbook = openpyxl.load_workbook(tmp_path / "r.xlsx")
    assert len(workbook.sheetnames) == len(tables)
    summary = {row[0].value: row[1].value for row in workbook.worksheets[0].iter_rows()}
    assert summary["求职登记人数"] == 2
    assert (tmp_path / "r.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_postings_that_were_exported_can_be_imported_again(
    head: Desk, filled: OpenStation, offer: Callable[..., Posting], tmp_path: Path, texts: Texts
) -> None:
    offer(title="招瓦工", headcount=5, lodging=False, tools_provided=True, note="戴手套")
    for name in ("p.csv", "p.xlsx"):
        assert head.exporting.postings(tmp_path / name, texts) == 2
        report = import_file(tmp_path / name, store=_Nothing(), today=TODAY)
        assert report.count(RowStatus.REFUSED) == 0
        again = {row.posting.headcount: row.posting for row in report.rows if row.posting}
        assert again[5].title == "招瓦工"
        assert (again[5].pay, again[5].trade, again[5].daily_start) == (
            *(filled.postings.all()[1].pay, "mason"),
            time(8),
        )
        assert (again[5].lodging, again[5].tools_provided, again[2].meals, again[2].age_to) == (False, True, True, 65)


class _Nothing:
    def fingerprints(self) -> set[str]:
        return set()

    def open_keys(self) -> set[tuple[str, str, str]]:
        return set()

    def employers_suspended(self) -> set[str]:
        return set()

    def save_new(self, entries: object) -> frozenset[str]:
        return frozenset()


def test_no_text_becomes_a_formula(head: Desk, tmp_path: Path, texts: Texts) -> None:
    head.exporting.people(tmp_path / "p.csv", texts)
    assert rows_of(tmp_path / "p.csv")[1][0] == f"'{FORMULA}"
    head.exporting.people(tmp_path / "p.xlsx", texts)
    cell = openpyxl.load_workbook(tmp_path / "p.xlsx").worksheets[0].cell(2, 1)
    assert (cell.value, cell.data_type) == (FORMULA, "s")


def test_identity_numbers_are_in_no_file_and_who_is_forgotten_has_no_name(
    head: Desk, tmp_path: Path, texts: Texts
) -> None:
    head.exporting.people(tmp_path / "people.csv", texts)
    head.exporting.postings(tmp_path / "postings.csv", texts)
    head.exporting.arrivals(PERIOD, tmp_path / "arrivals.csv", texts)
    head.exporting.outcomes(PERIOD, tmp_path / "outcomes.csv", texts)
    assert not any(IDENTITY[:6] + IDENTITY[6:14] in path.read_text("utf-8-sig") for path in tmp_path.glob("*.csv"))
    assert [row[0] for row in rows_of(tmp_path / "people.csv")[1:]] == [f"'{FORMULA}"]
    assert [row[4] for row in rows_of(tmp_path / "arrivals.csv")[1:]] == [f"'{FORMULA}", ""]


def test_an_outcome_reads_as_people_say_it(head: Desk, tmp_path: Path, texts: Texts) -> None:
    assert head.exporting.outcomes(PERIOD, tmp_path / "o.csv", texts) == 1
    headings, row = rows_of(tmp_path / "o.csv")
    told = dict(zip(headings, row, strict=True))
    assert (told["结果"], told["干了几天"], told["说好的工钱"], told["给钱没有"]) == (
        "用上了", "1.5", "180元/天", "给了一部分",
    )  # fmt: skip
    assert (told["给了多少（元）"], told["日期"]) == ("100.0", "2026-11-21")
    earlier = Period(first_day=TODAY - timedelta(days=9), last_day=TODAY - timedelta(days=1))
    assert head.exporting.outcomes(earlier, tmp_path / "o.csv", texts) == 0


def test_only_the_head_takes_people_out_and_the_log_says_so(
    at_desk: Callable[..., Desk], head: Desk, station: OpenStation, tmp_path: Path, texts: Texts
) -> None:
    for role in (Role.WORKER, Role.CLERK, Role.TECHNICIAN):
        with pytest.raises(NotAllowed):
            at_desk(role).exporting.people(tmp_path / "p.csv", texts)
    assert not (tmp_path / "p.csv").exists()
    head.exporting.people(tmp_path / "p.csv", texts)
    last = station.database.row("select action, subject, details from desk_log order by seq desc limit 1")
    assert last == ("exported", "people", '{"rows": 1}')


def test_a_file_of_another_kind_is_refused_before_anything_is_done(
    head: Desk, station: OpenStation, tmp_path: Path, texts: Texts
) -> None:
    with pytest.raises(Refused) as refused:
        head.exporting.people(tmp_path / "people.pdf", texts)
    assert refused.value.key == "refused-file-form"
    assert station.database.value("select count(*) from desk_log where action = 'exported'") == 0


@pytest.fixture
def at_command_line(filled: OpenStation, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of the filled station, as commands find it."""
    monkeypatch.setenv("YIZHAN_KEYS", str(filled.places.keys))
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    return filled.places.data


def test_the_commands_do_the_same(at_command_line: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data, days = ["--data", str(at_command_line)], ["--from", "2026-11-01", "--to", "2026-11-30"]
    assert cli.main(["report", *data, *days, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["job_seekers"], told["hires"], told["period"]["last_day"]) == (2, 1, "2026-11-30")
    assert cli.main(["report", *data, *days]) == 0
    assert "求职登记人数  2" in capsys.readouterr().out
    assert cli.main(["report", *data, *days, "--xlsx", str(tmp_path / "r.xlsx")]) == 0
    assert openpyxl.load_workbook(tmp_path / "r.xlsx").sheetnames
    for what, count in (("postings", 1), ("people", 1), ("arrivals", 2), ("outcomes", 1)):
        target = tmp_path / f"{what}.csv"
        assert cli.main(["export", what, *data, *days, "--out", str(target)]) == 0
        assert len(rows_of(target)) == count + 1
    with open_station(Places(data=at_command_line, keys=at_command_line.parent / "keys")) as station:
        rows = station.database.rows("select role, device, staff_id from desk_log where action = 'exported'")
    assert set(rows) == {("head", "command", "")}


def test_the_commands_say_in_one_sentence_what_is_wrong(
    at_command_line: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = ["--data", str(at_command_line)]
    assert cli.main(["report", *data, "--from", "2026-11-02", "--to", "2026-11-01"]) == 2
    assert "结束的日子" in capsys.readouterr().err
    assert cli.main(["report", *data, "--from", "2026-11-02", "--csv", str(tmp_path / "r.xlsx")]) == 2
    assert "r.xlsx" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        cli.main(["report", *data, "--from", "gestern"])
