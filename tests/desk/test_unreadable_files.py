"""Files that are no tables: one clear sentence each, and nothing stored."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from kiosk.desk.exchange.table import Limits
from kiosk.desk.exchange.tables import read_tables
from kiosk.desk.importing import ImportReport
from kiosk.domain.language import Language
from kiosk.errors import UnreadableFile
from kiosk.services import OpenStation
from kiosk.texts.catalogue import Texts

Bring = Callable[..., ImportReport]
HEAD = "工种,工资,人数,联系电话,工作地点,用工单位\n"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def workbook() -> bytes:
    book = openpyxl.Workbook()
    for _ in range(200):
        book.active.append(["工种", "工资", "人数", "联系电话"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def archive(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, part in parts.items():
            made.writestr(name, part)
    return out.getvalue()


def with_sheet(sheet: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook())) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, sheet if name.endswith("sheet1.xml") else old.read(name))
    return out.getvalue()


LAUGHS = b"<!DOCTYPE w [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'>]><worksheet>&b;</worksheet>"
FETCHES = b"<!DOCTYPE w [<!ENTITY f SYSTEM 'file:///etc/hostname'>]><worksheet>&f;</worksheet>"

CASES: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "import-file-empty"),
    "only a byte order mark": (b"\xef\xbb\xbf", "import-file-empty"),
    "only blanks": (b" \r\n\r\n ", "import-file-empty"),
    "an old workbook": (COMPOUND, "import-file-old-xls"),
    "a workbook with a password": (COMPOUND + "EncryptedPackage".encode("utf-16-le"), "import-file-encrypted"),
    "a web page called xls": (b"<html><table><tr><td>x</td></tr></table></html>", "import-file-web-page"),
    "a web page in UTF-16": ("\ufeff<html><table>".encode("utf-16-le"), "import-file-web-page"),
    "an XML spreadsheet of 2003": (b'<?xml version="1.0"?><Workbook/>', "import-file-web-page"),
    "a PDF": (b"%PDF-1.7\n%\xe2\xe3", "import-file-pdf"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(50), "import-file-picture"),
    "a photograph": (b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(50), "import-file-picture"),
    "a text document": (archive(**{"word/document.xml": b"<w/>"}), "import-file-not-a-table"),
    "an open document": (
        archive(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"),
        "import-file-not-a-table",
    ),
    "an archive": (archive(**{"a.txt": b"x"}), "import-file-not-a-table"),
    "a packed file": (b"\x1f\x8b\x08" + bytes(60), "import-file-not-a-table"),
    "a database": (b"SQLite format 3\x00" + bytes(60), "import-file-not-a-table"),
    "a program": (b"\x7fELF" + bytes(60), "import-file-not-a-table"),
    "control characters": (bytes(range(1, 32)) * 40, "import-file-not-a-table"),
    "half a workbook": (workbook()[: len(workbook()) // 2], "import-file-torn"),
    "the beginning of an archive": (b"PK\x03\x04", "import-file-torn"),
    "a sheet cut off": (with_sheet(b"<worksheet><sheetData><row><c>"), "import-file-torn"),
    "a sheet that expands": (with_sheet(LAUGHS), "import-file-torn"),
    "a sheet that fetches": (with_sheet(FETCHES), "import-file-torn"),
    "a sheet with nonsense numbers": (
        with_sheet(b"<worksheet><sheetData><row r='x'/></sheetData></worksheet>"),
        "import-file-torn",
    ),
    "text cut off within a character": ((HEAD + "瓦工,280元/天").encode()[:-1], "import-file-torn"),
    "UTF-8 with one broken byte": (HEAD.encode() + b"\xe7\x93\xa6\xe5\xb7\xff,280\n", "import-file-torn"),
    "broken text below headings in English": (
        b"trade,pay,phone,place,employer\nmason,280,13800001234," + "桃花镇东村三组晒谷场".encode() + b"\xe5\xe5,x\n",
        "import-file-torn",
    ),
    "neither UTF-8 nor GB18030": (b"\xff\x81\xff\xff,\xfe\xfe" * 9, "import-file-torn"),
    "text without headings": ("你好，世界\n今天天气很好\n".encode(), "import-file-no-header"),
    "a poem in GB18030": ("床前明月光，疑是地上霜。".encode("gb18030"), "import-file-no-header"),
    "an empty workbook": (with_sheet(b"<worksheet><sheetData/></worksheet>"), "import-file-no-header"),
}


@pytest.mark.parametrize("case", CASES)
def test_it_is_told_what_is_wrong_and_nothing_is_stored(
    case: str, tmp_path: Path, bring: Bring, station: OpenStation
) -> None:
    content, key = CASES[case]
    path = tmp_path / "岗位.xls"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile) as caught:
        bring(path)
    assert caught.value.key == key
    assert station.postings.all() == ()
    for language in Language:
        assert "岗位.xls" in Texts(language)(caught.value.key, **caught.value.details)


def test_a_file_that_is_not_there(tmp_path: Path, bring: Bring) -> None:
    with pytest.raises(UnreadableFile) as missing:
        bring(tmp_path / "没有.csv")
    with pytest.raises(UnreadableFile) as folder:
        bring(tmp_path)
    assert (missing.value.key, folder.value.key) == ("import-file-missing", "import-file-not-a-file")


def test_a_device_is_not_read(bring: Bring) -> None:
    with pytest.raises(UnreadableFile, match="not-a-file"):
        bring(Path("/dev/zero"))


SMALL = Limits(file_bytes=20_000, part_bytes=40_000, rows=50, cells=500)


def test_a_file_beyond_the_limits_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.xlsx"
    bomb.write_bytes(with_sheet(b"<worksheet>" + b" " * 5_000_000 + b"</worksheet>"))
    long = tmp_path / "long.csv"
    long.write_text(HEAD + "瓦工,280\n" * 100, "utf-8")
    wide = tmp_path / "wide.csv"
    wide.write_text("x" * 30_000, "utf-8")
    for path in (bomb, long, wide):
        with pytest.raises(UnreadableFile, match="too-big"):
            read_tables(path, limits=SMALL)


def test_a_merged_area_as_large_as_the_sheet_costs_nothing(tmp_path: Path) -> None:
    area = b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    rows = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="9"><c r="C9"><v>2</v></c></row>'
    sheet = b"<worksheet><sheetData>" + rows + b"</sheetData>"
    path = tmp_path / "a.xlsx"
    path.write_bytes(with_sheet(sheet + area + b"</worksheet>"))
    (table,) = read_tables(path)
    assert [row.number for row in table.rows] == [1, 9]
    assert len(table.rows[1].cells) == Limits().columns


def test_a_cell_far_to_the_right_does_not_widen_the_table(tmp_path: Path) -> None:
    sheet = (
        b'<worksheet><sheetData><row r="1"><c r="XFD1"><v>1</v></c><c r="A1"><v>2</v></c></row></sheetData></worksheet>'
    )
    path = tmp_path / "a.xlsx"
    path.write_bytes(with_sheet(sheet))
    (table,) = read_tables(path)
    assert table.rows[0].cells == ["2"]
