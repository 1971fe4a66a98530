"""Postings brought in at the desk: by the county's rules, each batch with its line in the log."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.desk.desk import Desk
from kiosk.desk.importing import RowStatus
from kiosk.desk.rules import CountyRules
from kiosk.desk.settings import DeskSettings
from kiosk.domain.staff import Role
from kiosk.errors import NotAllowed, UnreadableFile

HEADINGS = ("工种", "招工信息", "用工单位", "用工人数", "工资待遇", "开始日期", "工作地点", "联系电话")
ROW = ("瓦工", "招瓦工", "老王施工队", 3, "200元/天", "2026-11-22", "镇政府旁边", "13800001234")
Make = Callable[..., Path]


def lines(desk: Desk) -> list[tuple[str, dict[str, object]]]:
    return [(line.action, dict(line.details)) for line in desk.logbook.latest()]


def test_postings_are_brought_in_and_the_log_says_how_many(desk: Desk, make_csv: Make) -> None:
    report = desk.importing_postings.bring_in(make_csv([HEADINGS, ROW]))
    assert report.count(RowStatus.ACCEPTED) + report.count(RowStatus.WARNED) == 1
    assert lines(desk)[0] == ("postings-imported", {"rows": 1, "taken": 1})


def test_a_dry_run_stores_nothing_and_says_nothing_in_the_log(desk: Desk, make_csv: Make, station) -> None:
    told: list[tuple[int, int]] = []
    desk.importing_postings.bring_in(make_csv([HEADINGS, ROW]), dry_run=True, progress=lambda *how: told.append(how))
    assert station.postings.all() == ()
    assert lines(desk) == []
    assert told == [(1, 1)]


def test_the_county_s_own_rules_refuse(desk: Desk, make_csv: Make) -> None:
    desk.room.settings = DeskSettings(rules=CountyRules(blocked_phones=frozenset({"13800001234"})))
    (row,) = desk.importing_postings.bring_in(make_csv([HEADINGS, ROW])).rows
    assert row.status is RowStatus.REFUSED


def test_a_file_that_cannot_be_read_leaves_no_line_in_the_log(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile):
        desk.importing_postings.bring_in(tmp_path / "gone.csv")
    assert lines(desk) == []


@pytest.mark.parametrize("role", [Role.WORKER, Role.TECHNICIAN])
def test_nobody_else_brings_postings_in(at_desk: Callable[..., Desk], role: Role, make_csv: Make) -> None:
    with pytest.raises(NotAllowed):
        at_desk(role).importing_postings.bring_in(make_csv([HEADINGS, ROW]))
