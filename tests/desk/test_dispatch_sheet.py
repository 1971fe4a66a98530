"""The dispatch sheet: what the employer gets, on paper and as a workbook, and nothing more."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from kiosk.desk.dispatch_sheet import Sheet, sheet_text, write_sheet
from kiosk.desk.exchange.workbook import unescaped
from kiosk.domain.language import Language
from kiosk.errors import Refused, UnknownThing
from kiosk.texts.catalogue import Texts

TODAY = date(2026, 11, 21)
ZH, EN = Texts(Language.ZH_CN), Texts(Language.EN)


@pytest.fixture
def sent(desk, register, offer) -> Callable[..., str]:
    """Sends somebody registered with these fields to a posting (a new one); returns the dispatch."""

    def send(posting_id: str = "", **fields: Any) -> str:
        return desk.dispatch.slip_for(register(**fields), posting_id or offer(headcount=9).id).value.id

    return send


def opened(sheet: Sheet, texts: Texts = ZH) -> Any:
    stream = io.BytesIO()
    write_sheet(stream, sheet, texts)
    return openpyxl.load_workbook(io.BytesIO(stream.getvalue())).active


def test_the_employer_gets_number_name_phone_and_trade_and_room_to_sign(desk, offer, register, station) -> None:
    posting = offer()
    people = [register(name="王小二", phone="13912345678", identity_number="11010519491231002X"), register(name="李四")]
    done = desk.dispatch.send(posting.id, person_ids=people).value
    sheet = desk.dispatch.sheet([done.id])
    text = sheet_text(sheet, ZH)
    assert text.title == "派工名单：老王施工队"
    assert text.headings == ("序号", "单号", "姓名", "电话", "工种", "签名")
    assert text.rows == (
        ("1", done.sent[0].slip.number, "王小二", "139 1234 5678", "砌墙", ""),
        ("2", done.sent[1].slip.number, "李四", "", "砌墙", ""),
    )
    assert any("镇政府旁边" in fact and "180元/天" in fact for fact in text.facts)
    assert "11010519491231002X" not in str(sheet)
    assert sheet_text(sheet, EN).headings == ("No.", "Slip", "Name", "Phone", "Work", "Signature")


def test_a_slip_given_back_is_not_on_the_sheet_but_one_that_is_decided_is(desk, offer, register, station) -> None:
    posting = offer(headcount=5)
    done = desk.dispatch.send(posting.id, person_ids=[register(name=name) for name in "甲乙丙"]).value
    desk.dispatch.take_back(done.sent[0].slip.id)
    station.slips.cancel(done.sent[1].slip.id, now=station.now())
    station.database.execute(
        "insert into outcomes (slip_id, result, reason, decided_at_ms, decided_by, version)"
        " values (?, 'no_show', '', 0, '', 1)",
        (done.sent[1].slip.id,),
    )
    assert [row.name for row in desk.dispatch.sheet([done.id]).rows] == ["乙", "丙"]


def test_the_sheet_of_a_posting_and_day_holds_all_its_slips_the_kiosks_too(desk, offer, sent, station) -> None:
    posting = offer(headcount=9, last_day=TODAY + timedelta(days=3))
    sent(posting.id, name="甲")
    sent(posting.id, name="乙")
    station.slips.issue(posting.id, wish_id="kiosk", now=station.now())
    sheet = desk.dispatch.sheet(posting_id=posting.id)
    assert [row.name for row in sheet.rows] == ["甲", "乙", ""]
    assert sheet_text(sheet, ZH).rows[2][2] == "没留名"
    assert [posting_id for _, posting_id in desk.dispatch.sent_on(TODAY)] == [posting.id] * 2
    with pytest.raises(UnknownThing):
        desk.dispatch.sheet(posting_id=posting.id, day=TODAY + timedelta(days=1))


def test_whoever_was_forgotten_stands_there_by_the_number_of_the_day(desk, offer, register, station) -> None:
    visit = desk.arrivals.sign_in(register(name="王小二")).value.visit_id
    done = desk.dispatch.send(offer().id, visit_ids=[visit]).value
    station.database.execute("update slips set person = null")
    (row,) = sheet_text(desk.dispatch.sheet([done.id]), ZH).rows
    assert row[2] == "没留名，今天1号"


def test_several_postings_of_one_employer_share_a_sheet_and_two_employers_never_do(desk, offer, sent) -> None:
    first, second = sent(offer().id), sent(offer(trade="concrete").id)
    assert len(desk.dispatch.sheet([first, second]).postings) == 2
    with pytest.raises(Refused):
        desk.dispatch.sheet([first, sent(offer(employer_name="另一家").id)])


def test_nothing_is_printed_where_nobody_was_sent(desk, offer) -> None:
    for asked in ({"dispatch_ids": ["nothing"]}, {"posting_id": offer().id}, {"posting_id": "nothing"}):
        with pytest.raises(UnknownThing):
            desk.dispatch.sheet(**asked)


HOSTILE = ["=1+1", "+86", "-1", "@SUM(A1)", "\t=1", "\r=1", "名" * 10_000, "😀\u202eabc", "a\x07b", "=HYPERLINK(1)"]


@pytest.mark.parametrize("text", HOSTILE)
def test_in_the_workbook_every_text_is_a_text_as_it_was_registered(desk, offer, sent, text: str) -> None:
    posting = offer(employer_name=text, place=text, title=text)
    sheet = desk.dispatch.sheet([sent(posting.id, name=text)])
    table = opened(sheet)
    cells = [cell for row in table.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    heading = next(cell for cell in cells if cell.value == "姓名")
    assert unescaped(table.cell(heading.row + 1, heading.column).value) == text


@pytest.mark.parametrize("text", HOSTILE)
def test_on_paper_every_text_fits_one_line(desk, offer, sent, text: str) -> None:
    posting = offer(employer_name=text, place=text)
    text_of = sheet_text(desk.dispatch.sheet([sent(posting.id, name=text, phone=text[:30])]), ZH)
    lines = [text_of.title, *text_of.facts, *(cell for row in text_of.rows for cell in row)]
    assert all(line.isprintable() for line in lines)
    assert all(len(line.encode()) <= 150 for line in lines)


def test_the_workbook_is_ready_for_a4_paper_with_its_headings_on_every_page(desk, sent, tmp_path: Path) -> None:
    path = tmp_path / "名单.xlsx"
    write_sheet(path, desk.dispatch.sheet([sent(name="甲")]), EN)
    table = openpyxl.load_workbook(path).active
    assert table is not None
    assert int(table.page_setup.paperSize) == 9
    headings = next(row for row in table.iter_rows() if row[0].value == "No.")
    assert table.print_title_rows == f"${headings[0].row}:${headings[0].row}"
    assert table.column_dimensions["C"].width >= 12
    assert headings[0].border.left.style
