"""Tables that are written for office programs: no text of them is ever a formula."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.desk.exchange.defused import A4, Page, csv_cell, csv_text, plain_cell, write_csv, write_xlsx
from kiosk.desk.exchange.workbook import unescaped
from kiosk.errors import StoreError

EVIL = [
    '=cmd|"/C calc"!A0', "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u200b=1", "\ufeff=1", "\u202e=1",
    "＝1", "＋1", "－1", "＠x", '=HYPERLINK("http://x.example")', "=", "'=1", "''=1",
]  # fmt: skip
PLAIN = ["老王", "1+1=2", "a@b.example", "", "'", "'老王", "13800001234", "2026-11-21", "#N/A", "a;=1"]


@pytest.mark.parametrize("text", EVIL)
def test_what_could_be_a_formula_begins_with_an_apostrophe(text: str) -> None:
    assert csv_cell(text).startswith("'")
    assert plain_cell(csv_cell(text)) == text


@pytest.mark.parametrize("text", PLAIN)
def test_what_could_not_stays_as_it_is(text: str) -> None:
    assert csv_cell(text) == text
    assert plain_cell(text) == text


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("'=+-@ \t\r\nＡ＝王x1")))
def test_every_text_comes_back_as_it_was(text: str) -> None:
    assert plain_cell(csv_cell(text)) == text


def test_a_csv_file_is_read_back_by_another_program_and_every_text_is_quoted(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    write_csv(path, [["姓名", "=x"], ["甲;=1", 12, 1.5, date(2026, 11, 21), None, True, "a\nb"]])
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert b'"\xe7\x94\xb2;=1"' in data
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert rows == [["姓名", "'=x"], ["甲;=1", "12", "1.5", "2026-11-21", "", "1", "a\nb"]]


def test_a_torn_half_of_a_pair_is_shown_as_such(tmp_path: Path) -> None:
    assert csv_text([["a\ud800b"]]) == '"a\ufffdb"\r\n'


def written(*pages: Page) -> openpyxl.Workbook:
    stream = io.BytesIO()
    write_xlsx(stream, pages)
    return openpyxl.load_workbook(io.BytesIO(stream.getvalue()))


@pytest.mark.parametrize("text", [*EVIL, *(text for text in PLAIN if text)])
def test_every_text_in_a_workbook_is_a_text(text: str) -> None:
    page = Page(title="表", above=[text], headings=[text], rows=[[text, 5]])
    sheet = written(page).active
    assert sheet is not None
    for cell in (sheet["A1"], sheet["A2"], sheet["A3"]):
        assert cell.data_type == "s"
        assert unescaped(str(cell.value)) == text
        assert cell.hyperlink is None
        assert cell.quotePrefix or csv_cell(text) == text or text.startswith("'")
    assert (sheet["B3"].data_type, sheet["B3"].value) == ("n", 5)


def test_a_workbook_is_set_up_for_paper() -> None:
    page = Page(
        title="表", above=["一", "二"], headings=["甲", "乙"], rows=[["x", date(2026, 11, 21)]], widths=[10, 22]
    )
    sheet = written(page).active
    assert sheet is not None
    assert int(sheet.page_setup.paperSize) == A4
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.freeze_panes == "A4"
    assert sheet.column_dimensions["B"].width == 22
    assert sheet["B4"].is_date


@pytest.mark.parametrize("text", ["a\x00b", "\x07", "_x0041_", "a\r\nb", "😀" * 100, "\u202eabc", "名" * 10_000])
def test_hostile_text_comes_back_exactly(text: str) -> None:
    sheet = written(Page(title="表", headings=["x"], rows=[[text]])).active
    assert sheet is not None
    assert unescaped(sheet["A2"].value) == text


def test_what_xml_cannot_hold_leaves_a_workbook_that_opens() -> None:
    sheet = written(Page(title="\ud800\x00", headings=["x"], rows=[["a\ufffe\udfffb"]])).active
    assert sheet is not None
    assert sheet["A2"].value == "a_xFFFE_\ufffdb"


def test_more_than_a_cell_can_hold_is_cut_with_a_mark() -> None:
    sheet = written(Page(title="表", headings=["x"], rows=[["😀" * 20_000]])).active
    assert sheet is not None
    value = sheet["A2"].value
    assert value.endswith("😀…")
    assert len(value.encode("utf-16-le")) // 2 <= 32_767


def test_sheets_get_titles_that_a_workbook_takes() -> None:
    pages = [
        Page(title=title, headings=["x"], rows=[]) for title in ("a/b:[c]*?", "A/B:[c]*?", "", "长" * 50, "长" * 60)
    ]
    titles = written(*pages).sheetnames
    assert len(set(map(str.lower, titles))) == len(pages)
    assert all(0 < len(title) <= 31 for title in titles)


def test_a_workbook_takes_its_place_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    path.write_text("before")

    def rows():
        yield ["x"]
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_xlsx(path, [Page(title="表", headings=["x"], rows=rows())])
    assert path.read_text() == "before"
    assert [file.name for file in tmp_path.iterdir()] == ["out.xlsx"]
    write_xlsx(path, [Page(title="表", headings=["x"], rows=[["y"]])])
    assert openpyxl.load_workbook(path).active["A2"].value == "y"


def test_a_folder_that_is_not_there_is_told() -> None:
    with pytest.raises(StoreError):
        write_xlsx(Path("/nowhere/at/all.xlsx"), [Page(title="表", headings=["x"], rows=[])])
    with pytest.raises(StoreError):
        write_csv(Path("/nowhere/at/all.csv"), [["x"]])
