"""Errands: long work in a process of its own, told step by step, stopped when somebody says so, for the same person."""

from __future__ import annotations

import json
import os
import signal
import statistics
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.care.drives import Drive
from kiosk.desk.desk import Desk
from kiosk.desk.errand import MOST_TOLD, Brought, End, Errand, Failed, GivenUp, ToldRow, Work, Written
from kiosk.desk.errands import RunningErrand
from kiosk.desk.exporting import FileForm
from kiosk.desk.importing import RowStatus
from kiosk.desk.walk_in import WalkIn
from kiosk.domain.language import Language
from kiosk.domain.person import Consent
from kiosk.domain.report import Period
from kiosk.domain.staff import Role
from kiosk.errors import NotAllowed

PATIENCE_S = 60.0
HEADINGS = ("工种", "招工信息", "用工单位", "用工人数", "工资待遇", "开始日期", "工作地点", "联系电话")
MONTH = Period(first_day=date(2026, 11, 1), last_day=date(2026, 11, 21))
Make = Callable[..., Path]


def row(number: int, **changes: object) -> list[object]:
    cells = ("瓦工", "招瓦工", f"第{number}施工队", 3, "200元/天", "2026-11-22", "东街", "13800001234")
    return list({**dict(zip(HEADINGS, cells, strict=True)), **changes}.values())


def end_of(running: RunningErrand) -> End:
    until = time.monotonic() + PATIENCE_S
    while (end := running.seen.end) is None:
        assert time.monotonic() < until, running.seen
        time.sleep(0.01)
    return end


def done(desk: Desk, errand: Errand) -> End:
    return end_of(desk.errands.begin(errand))


def errand(work: Work, **how: object) -> Errand:
    return Errand(work=work, language=Language.ZH_CN, **how)  # type: ignore[arg-type]  # a test's own words


@pytest.fixture
def many(make_csv: Make) -> Path:
    """A file that takes some seconds."""
    return make_csv([HEADINGS, *(row(number) for number in range(20_000))])


def test_a_file_is_looked_at_first_and_stores_nothing(desk: Desk, make_csv: Make, station) -> None:
    file = make_csv([HEADINGS, row(1), row(2, 联系电话="12"), row(3, 工资待遇="")])
    end = done(desk, errand(Work.IMPORT_POSTINGS, file=file, dry_run=True))
    assert isinstance(end, Brought)
    assert end.counts[RowStatus.REFUSED] == 2
    assert [(one.where, one.status) for one in end.rows if one.status is RowStatus.REFUSED] == [
        ("第3行", RowStatus.REFUSED), ("第4行", RowStatus.REFUSED),
    ]  # fmt: skip
    assert all(one.why for one in end.rows)
    assert "第2施工队" in end.rows[-2].what
    assert station.postings.all() == ()


def test_a_file_is_brought_in_by_the_person_who_asked(desk: Desk, make_csv: Make, station) -> None:
    end = done(desk, errand(Work.IMPORT_POSTINGS, file=make_csv([HEADINGS, row(1), row(2)])))
    assert isinstance(end, Brought)
    assert end.taken == len(station.postings.all()) == 2
    line = desk.logbook.latest()[0]
    assert (line.action, line.staff_id, line.device) == ("postings-imported", "staff-1", "desk-1")
    assert list(station.places.backups.iterdir())


def test_people_are_brought_in_with_the_consent_that_was_told(desk: Desk, make_csv: Make) -> None:
    file = make_csv([("姓名", "电话", "工种"), ("王秀英", "13907420011", "瓦工"), ("老周", "12", "瓦工")])
    end = done(desk, errand(Work.IMPORT_PEOPLE, file=file, consent_kept=True))
    assert isinstance(end, Brought)
    assert (end.taken, end.counts[RowStatus.REFUSED]) == (1, 1)
    person = desk.people.page(desk.people.search("王秀英")[0].id).person
    assert (person.phone, person.consent) == ("13907420011", Consent.GIVEN)


@pytest.mark.parametrize(
    ("work", "form"),
    [
        (Work.EXPORT_POSTINGS, FileForm.XLSX),
        (Work.EXPORT_PEOPLE, FileForm.CSV),
        (Work.EXPORT_ARRIVALS, FileForm.XLSX),
        (Work.EXPORT_OUTCOMES, FileForm.CSV),
    ],
)
def test_lists_are_written_beside_what_is_there(
    at_desk: Callable[..., Desk], offer, tmp_path: Path, work: Work, form: FileForm
) -> None:
    offer()
    desk = at_desk(Role.HEAD)
    desk.people.register(WalkIn(name="=cmd", consent=Consent.GIVEN))
    stick = Drive(tmp_path / "stick", "U盘")
    stick.folder.mkdir()
    paths = []
    for _ in range(2):
        end = done(desk, errand(work, drive=stick, form=form, period=MONTH))
        assert isinstance(end, Written), end
        paths.append(end.path)
    assert len(set(paths)) == 2
    assert sorted(stick.folder.iterdir()) == sorted(paths)
    assert {path.suffix for path in paths} == {form}
    assert desk.logbook.latest()[0].action == "exported"


def test_a_written_workbook_can_be_read_and_has_as_many_rows_as_were_told(
    at_desk: Callable[..., Desk], tmp_path: Path
) -> None:
    desk = at_desk(Role.HEAD)
    desk.people.register(WalkIn(name="王秀英", consent=Consent.GIVEN))
    end = done(desk, errand(Work.EXPORT_PEOPLE, drive=Drive(tmp_path, "U盘")))
    assert isinstance(end, Written)
    assert end.rows == openpyxl.load_workbook(end.path).worksheets[0].max_row - 1 == 1


def test_only_the_head_takes_people_out(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(NotAllowed):
        desk.errands.begin(errand(Work.EXPORT_PEOPLE, drive=Drive(tmp_path)))


@pytest.mark.parametrize("role", [Role.WORKER, Role.TECHNICIAN])
def test_nobody_else_sends_errands(at_desk: Callable[..., Desk], role: Role, tmp_path: Path) -> None:
    with pytest.raises(NotAllowed):
        at_desk(role).errands.begin(errand(Work.EXPORT_POSTINGS, drive=Drive(tmp_path)))


def test_a_file_that_is_no_table_is_told_in_words(desk: Desk, tmp_path: Path) -> None:
    picture = tmp_path / "a.xlsx"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    end = done(desk, errand(Work.IMPORT_POSTINGS, file=picture))
    assert isinstance(end, Failed)
    assert end.error.key == "import-file-picture"
    assert end.error.details == {"file": "a.xlsx"}


def test_a_stick_that_was_pulled_out_is_told(desk: Desk, tmp_path: Path) -> None:
    end = done(desk, errand(Work.EXPORT_POSTINGS, drive=Drive(tmp_path / "gone", "U盘")))
    assert isinstance(end, Failed)
    assert end.error.key == "error-store"


def test_somebody_sees_how_far_it_is_and_can_stop_it(desk: Desk, many: Path, station) -> None:
    running = desk.errands.begin(errand(Work.IMPORT_POSTINGS, file=many))
    until = time.monotonic() + PATIENCE_S
    while running.seen.done == 0:
        assert time.monotonic() < until
        time.sleep(0.005)
    assert running.seen.all == 20_000
    running.stop()
    running.stop()
    assert end_of(running) == GivenUp()
    stored = len(station.postings.all())
    assert 0 < stored < 20_000
    assert stored % 1_000 == 0
    assert sum(line.details["taken"] for line in desk.logbook.latest()) == stored  # type: ignore[misc]  # a figure


def test_a_process_that_is_killed_is_told_and_what_was_stored_stays(desk: Desk, many: Path, station) -> None:
    running = desk.errands.begin(errand(Work.IMPORT_POSTINGS, file=many))
    until = time.monotonic() + PATIENCE_S
    while running.seen.done == 0:
        assert time.monotonic() < until
        time.sleep(0.005)
    pid = running.pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    end = end_of(running)
    assert isinstance(end, Failed)
    assert end.error.key == "errand-broke-off"
    again = done(desk, errand(Work.IMPORT_POSTINGS, file=many, dry_run=True))
    assert isinstance(again, Brought)
    assert again.counts[RowStatus.UNCHANGED] == len(station.postings.all()) > 0


def test_the_desk_goes_on_while_an_errand_runs(desk: Desk, many: Path) -> None:
    running, took = desk.errands.begin(errand(Work.IMPORT_POSTINGS, file=many)), []
    while running.seen.end is None and running.seen.done < 2_000:
        begun = time.monotonic()
        desk.people.register(WalkIn(name=f"老{begun}", consent=Consent.GIVEN))
        took.append(time.monotonic() - begun)
        time.sleep(0.01)
    running.stop()
    end_of(running)
    assert statistics.median(took) < 1.0


def test_a_long_list_of_refusals_is_told_as_far_as_anybody_reads(desk: Desk, make_csv: Make) -> None:
    file = make_csv([HEADINGS, *(row(number, 联系电话="12") for number in range(MOST_TOLD + 100))])
    end = done(desk, errand(Work.IMPORT_POSTINGS, file=file, dry_run=True))
    assert isinstance(end, Brought)
    assert (len(end.rows), end.to_be_told) == (MOST_TOLD, MOST_TOLD + 100)


days = st.dates(min_value=date(2000, 1, 1), max_value=date(2004, 1, 1))
names = st.text(max_size=20)


@settings(deadline=None, max_examples=60)
@given(
    work=st.sampled_from(Work), language=st.sampled_from(Language), name=names, dry_run=st.booleans(),
    consent_kept=st.booleans(), form=st.sampled_from(FileForm), first=days, many_days=st.integers(0, 300),
    has=st.booleans(),
)  # fmt: skip
def test_an_errand_reaches_the_other_process_as_it_is(
    work: Work, language: Language, name: str, dry_run: bool, consent_kept: bool, form: FileForm, first: date,
    many_days: int, has: bool,
) -> None:  # fmt: skip
    one = Errand(
        work=work, language=language, dry_run=dry_run, consent_kept=consent_kept, form=form,
        file=Path("/") / name.replace("/", "") if has else None,
        drive=Drive(Path("/media"), name) if not has else None,
        period=Period(first_day=first, last_day=date.fromordinal(first.toordinal() + many_days)) if has else None,
    )  # fmt: skip
    assert Errand.from_message(json.loads(json.dumps(one.to_message()))) == one


@settings(deadline=None, max_examples=40)
@given(words=names, status=st.sampled_from(RowStatus), count=st.integers(0, 10**6))
def test_what_came_of_an_import_comes_back_as_it_was(words: str, status: RowStatus, count: int) -> None:
    one = Brought(counts={status: count}, rows=(ToldRow(words, status, words, words),), to_be_told=count, warning=words)
    assert Brought.from_message(json.loads(json.dumps(one.to_message()))) == one
