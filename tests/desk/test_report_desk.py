"""Reports taken away: as files that are whole, never over others, and never where a stick was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from kiosk.care.drives import Drive
from kiosk.desk.desk import Desk
from kiosk.desk.exporting import FileForm
from kiosk.desk.report_desk import Counted
from kiosk.domain.language import Language
from kiosk.domain.posting import Posting
from kiosk.domain.report import Period
from kiosk.domain.staff import Role
from kiosk.errors import NotAllowed, StoreError
from kiosk.texts.catalogue import Texts

MONTH = Period(first_day=date(2026, 11, 1), last_day=date(2026, 11, 21))
ZH = Texts(Language.ZH_CN)


@pytest.fixture
def counted(desk: Desk, offer: Callable[..., Posting]) -> Counted:
    offer()
    return desk.report_desk.counted(MONTH, ZH)


def test_what_is_shown_printed_and_saved_was_counted_once(counted: Counted, desk: Desk) -> None:
    assert counted.report.postings == 1
    assert counted.paper.title == counted.tables[0].title == "驿站报表 2026-11-01 到 2026-11-21"
    assert counted.paper.subtitle == desk.room.station.name
    assert counted.at == desk.room.now()


@pytest.mark.parametrize("form", FileForm)
def test_tables_are_saved_beside_what_is_there(counted: Counted, desk: Desk, tmp_path: Path, form: FileForm) -> None:
    stick = Drive(tmp_path, "U盘")
    first = desk.report_desk.save_tables(counted, stick, form)
    before = first.read_bytes()
    second = desk.report_desk.save_tables(counted, stick, form)
    assert [first.name, second.name] == [f"{counted.paper.title}{form}", f"{counted.paper.title} 2{form}"]
    assert first.read_bytes() == before


def test_a_saved_workbook_holds_the_figures(counted: Counted, desk: Desk, tmp_path: Path) -> None:
    path = desk.report_desk.save_tables(counted, Drive(tmp_path, "U盘"), FileForm.XLSX)
    cells = {
        cell for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows(values_only=True) for cell in row
    }
    assert {"求职登记人数", "日均成功用工人数", "主要工种"} <= cells


def test_a_pdf_is_saved_as_it_was_drawn(counted: Counted, desk: Desk, tmp_path: Path) -> None:
    path = desk.report_desk.save_pdf(counted, b"%PDF-", Drive(tmp_path, "U盘"))
    assert path.suffix == ".pdf"
    assert path.read_bytes() == b"%PDF-"
    assert list(tmp_path.glob(".*")) == []


def test_a_stick_that_was_pulled_out_gets_no_folder_in_its_place(counted: Counted, desk: Desk, tmp_path: Path) -> None:
    gone = tmp_path / "KINGSTON"
    for save in (
        lambda: desk.report_desk.save_pdf(counted, b"x", Drive(gone, "KINGSTON")),
        lambda: desk.report_desk.save_tables(counted, Drive(gone, "KINGSTON"), FileForm.CSV),
    ):
        with pytest.raises(StoreError):
            save()
    assert not gone.exists()


def test_the_documents_folder_is_made_where_nobody_has_one(counted: Counted, desk: Desk, tmp_path: Path) -> None:
    path = desk.report_desk.save_pdf(counted, b"x", Drive(tmp_path / "文档"))
    assert path.parent == tmp_path / "文档"


@pytest.mark.parametrize("role", [Role.WORKER, Role.TECHNICIAN])
def test_nobody_else_counts(at_desk: Callable[..., Desk], role: Role) -> None:
    with pytest.raises(NotAllowed):
        at_desk(role).report_desk.counted(MONTH, ZH)
