"""Documents on paper: every word is there, on each paper, whatever somebody has written; and the codes are read."""

from __future__ import annotations

import io
import random
import subprocess
from dataclasses import replace

import pypdf
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from PySide6.QtWidgets import QApplication

from kiosk.domain.language import Language
from kiosk.printing.escpos import SEND_S
from kiosk.slips.card import CardContent
from kiosk.slips.document import (
    LONGEST_CELL,
    MOST_CODE_BYTES,
    Block,
    Code,
    Document,
    Gap,
    Picture,
    Pictures,
    Rule,
    SignatureLine,
    Table,
    Text,
    TextRole,
    card_document,
    paper_line,
)
from tests.pieces import FRAME_S, longest_piece_s
from ui.slip_painter.document import (
    DocumentForm,
    document_codes,
    document_jobs,
    document_pdf,
    document_png,
    drawn_document,
    drawn_pdf,
)
from ui.slip_painter.document_layout import DocumentPages, laid_out
from ui.slip_painter.layout import CodeItem, TextItem
from ui.slip_painter.table import shared_out
from ui.turns import at_once

pytestmark = pytest.mark.usefixtures("fonts")

NAMES = ("王桂芳", "李大山", "阿卜杜热合曼·买买提艾力", "张秀兰", "刘", "欧阳建国", "Alexandra C.")
HEADINGS = ("序", "姓名", "电话", "工种", "单子号", "备注")
QR = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
HOSTILE = (
    "甲" * 10_000,
    "x" * 10_000,
    "مرحبا بالعالم " * 20,
    "👩‍🌾🍎 emoji 🇨🇳",
    "\u202egnp.exe\u0000\ud800\x1b[2J\n\r\t",
    "Z" + "\u0301" * 50 + "algo",
    "=HYPERLINK(1)",
    "<b>&amp;</b>",
    "𠮷" * 3_000,
)


@pytest.fixture(scope="module")
def fonts(qapp: QApplication) -> None:
    from ui.fonts import load_fonts

    load_fonts()


def rows(count: int) -> tuple[tuple[str, ...], ...]:
    chance = random.Random(7)
    notes = ("", "已安排", "上午到，带手套、水壶；路远，要坐五点四十的车")
    return tuple(
        (
            str(number),
            chance.choice(NAMES),
            f"138 1234 {number:04d}",
            chance.choice(("摘苹果", "水电工", "搬运装卸")),
            f"L7-1121-{number:03d}-4",
            chance.choice(notes),
        )
        for number in range(1, count + 1)
    )


def sheet(count: int, *, language: Language = Language.ZH_CN) -> Document:
    """A dispatch sheet."""
    return Document(
        language=language,
        title="派工单 11月22日 王家果园",
        subtitle="河口镇零工驿站",
        blocks=(
            Text("请用工方核对人数，干完活当天结清工钱。"),
            Text("名单", TextRole.HEADING),
            Table(HEADINGS, rows(count), numeric=frozenset({0})),
            Gap(),
            SignatureLine("用工方签字"),
        ),
    )


def card() -> Document:
    content = CardContent(
        number="L7-W-00012-3",
        number_label="卡号",
        station_name="河口镇零工驿站",
        station_phone="驿站电话 0838-5551234",
        pictures=("fish", "key", "teapot"),
        pictures_hint="没带卡，点这三张图。",
        qr_text="河口镇零工驿站\nL7-W-00012-3\nYZC1:ABCDEFGH:" + "A" * 103,
        qr_hint="下次来，把这张卡对着机器照一下",
        name_line="王桂芳",
    )
    return card_document(content, language=Language.ZH_CN)


def holding(*blocks: Block, title: str = "x") -> Document:
    return Document(language=Language.EN, title=title, blocks=blocks)


def words_in(pdf: bytes) -> str:
    """What another program finds in the PDF, without blanks."""
    found = subprocess.run(("pdftotext", "-", "-"), input=pdf, capture_output=True, check=True, timeout=60)
    return "".join(found.stdout.decode().split())


def codes_in(png: bytes) -> list[str]:
    paper = Image.open(io.BytesIO(png)).convert("L")
    return [found.text for found in zxingcpp.read_barcodes(paper, formats=QR)]


def pages_of(document: Document, form: DocumentForm) -> DocumentPages:
    return at_once(laid_out(document, form))


def texts_on(pages: DocumentPages) -> list[str]:
    return [
        item.text
        for page in pages.pages
        for placed in page.placed
        for item in placed.piece.items
        if isinstance(item, TextItem)
    ]


def test_another_program_finds_every_row_of_a_long_list_in_the_pdf() -> None:
    document = sheet(300)
    words = words_in(document_pdf(document))
    table = next(block for block in document.blocks if isinstance(block, Table))
    assert [row[4] for row in table.rows if row[4] not in words] == []
    assert [row[2] for row in table.rows if "".join(row[2].split()) not in words] == []
    for name in ("阿卜杜热合曼·买买提艾力", "派工单11月22日王家果园", "河口镇零工驿站", "用工方签字"):
        assert name in words


@pytest.mark.parametrize(("language", "said"), [(Language.ZH_CN, "第3页，共"), (Language.EN, "Page3of")])
def test_each_page_repeats_the_headings_and_says_which_it_is(language: Language, said: str) -> None:
    pdf = document_pdf(sheet(100, language=language))
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    assert len(pages) >= 4
    for page in pages:
        found = "".join(page.extract_text().split())
        assert "单子号" in found
    assert said in words_in(pdf)


def test_a_document_of_one_page_does_not_say_that_it_is_the_first() -> None:
    assert "第1页" not in words_in(document_pdf(sheet(3)))


def test_a_table_of_many_columns_is_laid_crosswise() -> None:
    many = holding(Table(tuple("abcdefgh"), (tuple("12345678"),)))
    few = holding(Table(("a", "b"), (("1", "2"),)))
    sides = []
    for document in (many, few):
        (page,) = pypdf.PdfReader(io.BytesIO(document_pdf(document))).pages
        sides.append((round(float(page.mediabox.width) / 72 * 25.4), round(float(page.mediabox.height) / 72 * 25.4)))
    assert sides == [(297, 210), (210, 297)]


@pytest.mark.parametrize("form", list(DocumentForm))
def test_no_page_is_fuller_than_its_paper(form: DocumentForm) -> None:
    pages = pages_of(sheet(120), form)
    assert len(pages.pages) > 2
    for page in pages.pages:
        assert page.bottom <= pages.sheet.height_dots
        for placed in page.placed:
            for item in placed.piece.items:
                assert item.rect.left() >= 0
                assert item.rect.right() <= pages.sheet.width_dots + 0.5


@pytest.mark.parametrize("form", list(DocumentForm))
def test_every_cell_is_whole_on_every_paper(form: DocumentForm) -> None:
    document = sheet(40)
    written = " ".join(texts_on(pages_of(document, form)))
    table = next(block for block in document.blocks if isinstance(block, Table))
    assert [cell for row in table.rows for cell in row if cell not in written] == []


def test_a_table_too_wide_for_a_roll_becomes_lines_and_a_narrow_one_does_not() -> None:
    wide = texts_on(pages_of(sheet(2), DocumentForm.MM80))
    assert wide.count("单子号") == 2  # beside each row's number
    assert "1  " in " ".join(wide)  # the running number stands before the name
    narrow = holding(Table(("序", "姓名"), (("1", "王桂芳"), ("2", "李大山"))))
    assert texts_on(pages_of(narrow, DocumentForm.MM58)).count("姓名") == 1


def test_figures_end_where_their_column_ends() -> None:
    document = holding(Table(("n", "name"), (("1", "x"), ("1000", "x")), numeric=frozenset({0})))
    (page,) = pages_of(document, DocumentForm.A4).pages
    ends = [
        item.lines.lineAt(0).naturalTextRect().right() + item.rect.left()
        for placed in page.placed for item in placed.piece.items
        if isinstance(item, TextItem) and item.text in {"1", "1000"}
    ]  # fmt: skip
    assert ends[0] == pytest.approx(ends[1], abs=2)


@pytest.mark.parametrize("form", list(DocumentForm))
def test_the_code_on_a_card_is_read_and_large_enough(form: DocumentForm) -> None:
    document = card()
    (code,) = [block for block in document.blocks if isinstance(block, Code)]
    assert codes_in(document_png(document, form)) == [code.text]
    pages = pages_of(document, form)
    (item,) = [
        item for page in pages.pages for placed in page.placed for item in placed.piece.items
        if isinstance(item, CodeItem)
    ]  # fmt: skip
    assert item.rect.width() / 8 >= 25
    quiet = 4 * item.module_dots
    assert quiet <= item.rect.left() <= pages.sheet.width_dots - item.rect.width() - quiet


@pytest.mark.parametrize("form", [DocumentForm.MM80, DocumentForm.MM58])
def test_the_longest_code_fits_narrow_paper(form: DocumentForm) -> None:
    text = "零" * (MOST_CODE_BYTES // 3)
    assert codes_in(document_png(holding(Code(text)), form)) == [text]
    with pytest.raises(ValueError, match="QR code"):
        Code(text + "零")


def test_a_card_on_a_sheet_is_as_small_as_on_a_roll() -> None:
    pages = pages_of(card(), DocumentForm.A4)
    assert len(pages.pages) == 1
    written = [item.rect.right() for placed in pages.pages[0].placed for item in placed.piece.items]
    assert max(written) <= (72 + 5) * 8
    assert "下次来，把这张卡对着机器照一下" in words_in(document_pdf(card()))


@pytest.mark.parametrize(("form", "dots"), [(DocumentForm.MM80, 576), (DocumentForm.MM58, 384)])
def test_a_job_holds_the_very_dots_of_the_picture(form: DocumentForm, dots: int) -> None:
    at_once(drawn_document(card(), form))
    (job,) = at_once(document_jobs(card(), form))
    picture = Image.open(io.BytesIO(document_png(card(), form)))
    drawn = Image.frombytes("1", (job.width_dots, job.height_dots), job.rows, "raw", "1;I")
    assert picture.size == (dots, job.height_dots)
    assert drawn.convert("L").tobytes() == picture.convert("L").tobytes()
    assert job.width_mm == dots / 8
    assert job.cut


def test_a_long_roll_comes_in_jobs_that_a_serial_line_takes_in_time_and_is_cut_once() -> None:
    jobs = at_once(document_jobs(sheet(60), DocumentForm.MM80))
    assert len(jobs) > 3
    assert [job.cut for job in jobs] == [False] * (len(jobs) - 1) + [True]
    bytes_a_second = 115_200 / 10
    assert max(len(job.rows) for job in jobs) < bytes_a_second * SEND_S


def test_the_pictures_print_neither_empty_nor_as_a_blot() -> None:
    (job,) = at_once(document_jobs(holding(Pictures((Picture("sign-fish"),)), title=""), DocumentForm.MM80))
    share = sum(map(int.bit_count, job.rows)) / (job.width_dots * job.height_dots)
    assert 0.03 < share < 0.5


@pytest.mark.alone
def test_no_piece_of_a_list_of_300_rows_holds_the_screen_for_a_frame() -> None:
    document = sheet(300)
    codes = document_codes(document)
    for form in DocumentForm:
        assert longest_piece_s(lambda form=form: document_jobs(document, form, codes=codes)) < FRAME_S, form
    assert longest_piece_s(lambda: drawn_pdf(document, codes=codes)) < FRAME_S


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("form", list(DocumentForm))
def test_whatever_somebody_has_written_stays_in_its_place(text: str, form: DocumentForm) -> None:
    document = Document(
        language=Language.ZH_CN,
        title=text,
        subtitle=text,
        blocks=(
            Text(text),
            Text(text, TextRole.HEADING),
            Text(text, TextRole.FIGURE),
            Table((text, "b"), ((text, text), ("", "1")), numeric=frozenset({1})),
            Table(tuple(text for _ in range(14)), (tuple(text for _ in range(14)),)),
            Code("x", text),
            Pictures(tuple(Picture("fish", text) for _ in range(6))),
            Rule(),
            SignatureLine(text),
        ),
    )
    pages = pages_of(document, form)
    for page in pages.pages:
        assert page.bottom <= pages.sheet.height_dots
        tops = [placed.top for placed in page.placed]
        assert all(top >= 0 for top in tops)
    assert codes_in(document_png(document, form)) == ["x"]
    if form is DocumentForm.A4:
        assert len(pypdf.PdfReader(io.BytesIO(document_pdf(document))).pages) == len(pages.pages)


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=600), st.integers(min_value=1, max_value=300))
def test_a_line_for_paper_is_printable_and_no_longer_than_asked(text: str, most: int) -> None:
    line = paper_line(text, most=most)
    assert len(line) <= most
    assert line.isprintable()
    assert line == " ".join(line.split())
    line.encode()


def test_a_cell_that_is_cut_says_so() -> None:
    table = Table(("a",), (("甲" * 500,),))
    assert table.rows[0][0] == "甲" * (LONGEST_CELL - 1) + "…"
    assert Table(("a",), (("甲" * LONGEST_CELL,),)).rows[0][0] == "甲" * LONGEST_CELL


def test_marks_piled_on_a_letter_stay_out_of_the_lines_above() -> None:
    assert paper_line("Z" + "\u0301" * 50 + "a\u0301", most=100) == "Z\u0301\u0301a\u0301"


def test_a_cell_too_high_for_its_column_ends_in_an_ellipsis() -> None:
    document = holding(Table(tuple("abcdefghijklmn"), (tuple("甲" * 200 for _ in range(14)),)))
    (page,) = pages_of(document, DocumentForm.A4).pages
    cells = [
        item for placed in page.placed for item in placed.piece.items
        if isinstance(item, TextItem) and "甲" in item.text
    ]  # fmt: skip
    assert len(cells) == 14
    for cell in cells:
        assert cell.lines.lineCount() == 8
        last = cell.lines.lineAt(7)
        assert last.textStart() + last.textLength() == len(cell.text)
        assert cell.text.endswith("…")


@settings(deadline=None, max_examples=100)
@given(st.lists(st.floats(min_value=10, max_value=5000), min_size=1, max_size=14))
def test_the_columns_fill_the_paper_and_no_more(wanted: list[float]) -> None:
    widths = shared_out(wanted, room=1400, em=32)
    assert sum(widths) <= 1400 + 0.01
    assert min(widths) > 0


def test_names_stay_whole_where_a_long_note_can_give_way() -> None:
    names, note = shared_out([400, 3000], room=900, em=32)
    assert names == 400
    assert note == 500


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Table((), ()),
        lambda: Table(("a",), (("1", "2"),)),
        lambda: Table(("a", "b"), (), weights=(1,)),
        lambda: Table(("a",), (), weights=(0,)),
        lambda: Table(tuple("a" * 15), ()),
        lambda: Picture("../../etc/passwd"),
        lambda: Pictures(()),
        lambda: Code(""),
    ],
)
def test_what_cannot_be_drawn_is_refused_where_it_is_made(wrong: object) -> None:
    assert callable(wrong)
    with pytest.raises(ValueError, match=r".+"):
        wrong()


def test_a_document_without_a_word_is_an_empty_page() -> None:
    empty = Document(language=Language.EN, title="", blocks=())
    assert len(pypdf.PdfReader(io.BytesIO(document_pdf(empty))).pages) == 1
    for form in DocumentForm:
        assert len(at_once(document_jobs(replace(empty, blocks=(Text(""), Gap())), form))) == 1
