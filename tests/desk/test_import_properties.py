"""Whatever the spelling, a posting comes back the same; whatever the bytes, there is a report or a plain refusal."""

from __future__ import annotations

import csv
import io
import tempfile
from datetime import date, time, timedelta
from pathlib import Path

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.desk.exchange.day_words import read_days
from kiosk.desk.exchange.folding import clean, fold
from kiosk.desk.exchange.hour_words import read_hours
from kiosk.desk.exchange.numerals import chinese_number
from kiosk.desk.exchange.pay_words import read_pay
from kiosk.desk.exchange.phone_words import read_phones
from kiosk.desk.exchange.small_words import read_ages, read_board, read_headcount, read_strength, read_yes_no
from kiosk.desk.fees import fee_asked
from kiosk.desk.importing import EmptyShelf, ImportReport, import_file
from kiosk.domain.posting import Posting
from kiosk.errors import UnreadableFile

TODAY = date(2026, 11, 21)
FULL_WIDTH = str.maketrans("0123456789:/-", "０１２３４５６７８９：／－")
DIGITS = "零一二三四五六七八九"


def imported(content: bytes, suffix: str = ".csv") -> ImportReport:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"a{suffix}"
        path.write_bytes(content)
        return import_file(path, store=EmptyShelf(), today=TODAY, dry_run=True)


def said(number: int) -> str:
    """The number as people say it, 0 to 9,999."""
    parts, text, gap = [(1000, "千"), (100, "百"), (10, "十"), (1, "")], "", False
    for size, word in parts:
        digit = number // size % 10
        if digit:
            text += ("零" if gap and text else "") + DIGITS[digit] + word
        gap = gap or not digit if text else False
        gap = False if digit else gap
    return text or "零"


@st.composite
def pays(draw: st.DrawFn) -> tuple[int, str]:
    yuan = draw(st.integers(150, 320))
    forms = (
        f"{yuan}元/天",
        f"¥{yuan}/day",
        f"{yuan}.00元每天",
        f"{said(yuan)}元一天",
        f"每天{yuan}块",
        f"{yuan} yuan/day",
        f"日薪{yuan}",
    )
    return yuan * 100, draw(st.sampled_from(forms))


@st.composite
def stretches(draw: st.DrawFn) -> tuple[date, date, str]:
    first = TODAY + timedelta(days=draw(st.integers(0, 200)))
    last = first + timedelta(days=draw(st.integers(0, 60)))
    short = f"{first.month}月{first.day}日-{last.month}月{last.day}日"
    forms = (
        short,
        short.replace("-", "至"),
        short.replace("-", "—"),
        f"{first}至{last}",
        f"{first:%Y/%m/%d}-{last:%Y/%m/%d}",
        f"{first.month}.{first.day}-{last.month}.{last.day}",
        f"{first:%Y.%m.%d}~{last:%Y.%m.%d}",
        f"{first:%Y%m%d}-{last:%Y%m%d}",
    )
    return first, last, draw(st.sampled_from(forms))


@st.composite
def day_hours(draw: st.DrawFn) -> tuple[time, time, str]:
    start, end = time(draw(st.integers(5, 10)), draw(st.sampled_from((0, 30)))), time(draw(st.integers(14, 21)), 0)
    half = "半" if start.minute else ""
    forms = (
        f"{start:%H:%M}-{end:%H:%M}",
        f"{start.hour}:{start.minute:02d}—{end.hour}:00",
        f"{start.hour}点{half}到{end.hour}点",
        f"上午{start.hour}点{half}-下午{end.hour - 12}点",
        f"{start:%H:%M} to {end:%H:%M}",
        f"{start:%H:%M:%S}-{end:%H:%M:%S}",
    )
    return start, end, draw(st.sampled_from(forms))


@st.composite
def phones(draw: st.DrawFn) -> tuple[str, str]:
    digits = f"1{draw(st.integers(3, 9))}{draw(st.integers(0, 999_999_999)):09d}"
    a, b, c = digits[:3], digits[3:7], digits[7:]
    forms = (
        digits,
        f"{a} {b} {c}",
        f"{a}-{b}-{c}",
        f"+86 {digits}",
        f"{digits}.0",
        f"电话：{digits}",
        f"{digits}（微信同号）",
    )
    return digits, draw(st.sampled_from(forms))


WORDS = st.text("甲乙丙丁东南西北村镇号楼ABCxyz0123456789 ", min_size=2, max_size=20).filter(
    lambda text: len(clean(text)) > 1
)
HEADINGS = {
    "trade": ("工种", "岗位名称", "Trade"),
    "employer": ("用工单位", "公司名称", "Employer"),
    "pay": ("工资", "薪资待遇", "Pay"),
    "headcount": ("人数", "需求人数", "Headcount"),
    "days": ("用工日期", "工作日期", "Dates"),
    "hours": ("工作时间", "上班时间", "Hours"),
    "place": ("工作地点", "地址", "Place"),
    "phone": ("联系电话", "手机", "Phone"),
}


@settings(max_examples=120, deadline=None)
@given(
    pay=pays(),
    days=stretches(),
    hours=day_hours(),
    phone=phones(),
    headcount=st.integers(1, 60),
    place=WORDS,
    employer=WORDS,
    order=st.permutations(list(HEADINGS)),
    wide=st.booleans(),
    choose=st.randoms(use_true_random=False),
)
def test_a_posting_comes_back_the_same_in_any_spelling_encoding_and_order(
    pay: tuple[int, str],
    days: tuple[date, date, str],
    hours: tuple[time, time, str],
    phone: tuple[str, str],
    headcount: int,
    place: str,
    employer: str,
    order: list[str],
    wide: bool,
    choose: object,
) -> None:
    pick = choose.choice  # type: ignore[attr-defined]  # a seeded random.Random
    people = pick((f"{headcount}", f"{headcount}人", f"{said(headcount)}名"))
    cells = {
        "trade": "瓦工",
        "employer": employer,
        "pay": pay[1],
        "headcount": people,
        "days": days[2],
        "hours": hours[2],
        "place": place,
        "phone": phone[1],
    }
    if wide:
        cells = {
            name: cell.translate(FULL_WIDTH) if name not in ("place", "employer") else cell
            for name, cell in cells.items()
        }
    table = [[pick(HEADINGS[name]) for name in order], [cells[name] for name in order]]
    report = imported(
        *as_file(table, pick(("utf-8", "utf-8-sig", "gb18030", "utf-16", "xlsx")), pick((",", "\t", ";")))
    )
    (row,) = report.rows
    assert row.posting is not None, (row.problems, table)
    same(row.posting, pay[0], days, hours, phone[0], headcount, place, employer)


def as_file(table: list[list[str]], form: str, separator: str) -> tuple[bytes, str]:
    if form == "xlsx":
        book = openpyxl.Workbook()
        for cells in table:
            book.active.append(cells)
        out = io.BytesIO()
        book.save(out)
        return out.getvalue(), ".xlsx"
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows(table)
    return text.getvalue().encode(form), ".csv"


def same(
    posting: Posting,
    pay: int,
    days: tuple[date, date, str],
    hours: tuple[time, time, str],
    phone: str,
    headcount: int,
    place: str,
    employer: str,
) -> None:
    assert posting.trade == "mason"
    assert (posting.pay.amount_minor, posting.pay.unit) == (pay, "day")
    assert (posting.first_day, posting.last_day) == days[:2]
    assert (posting.daily_start, posting.daily_end) == hours[:2]
    assert (posting.contact_phone, posting.headcount) == (phone, headcount)
    assert (posting.place, posting.employer_name) == (clean(place), clean(employer))


REAL = """工种,工资,人数,用工日期,工作地点,联系电话,用工单位
瓦工,280元/天,3,11月22日-25日,东村,13800001234,甲队
保洁,"150元/天",2,明天,西村,0871-8888 8888,乙队
""".encode()


def real_workbook() -> bytes:
    return as_file([line.split(",") for line in REAL.decode().split("\n")], "xlsx", ",")[0]


WORKBOOK = real_workbook()
Edits = st.lists(st.tuples(st.integers(0, 10**6), st.binary(max_size=4), st.integers(0, 6)), max_size=6)


def mutated(content: bytes, edits: list[tuple[int, bytes, int]]) -> bytes:
    changed = bytearray(content)
    for where, put, cut in edits:
        at = where % (len(changed) + 1)
        changed[at : at + cut] = put
    return bytes(changed)


def report_or_refusal(content: bytes, suffix: str) -> None:
    try:
        report = imported(content, suffix)
    except UnreadableFile:
        return
    assert isinstance(report, ImportReport)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_crash_it(content: bytes) -> None:
    report_or_refusal(content, ".csv")


@settings(max_examples=300, deadline=None)
@given(Edits)
def test_no_mutated_text_crashes_it(edits: list[tuple[int, bytes, int]]) -> None:
    report_or_refusal(mutated(REAL, edits), ".csv")
    report_or_refusal(mutated(REAL.decode().encode("gb18030"), edits), ".csv")


@settings(max_examples=150, deadline=None)
@given(Edits)
def test_no_mutated_workbook_crashes_it(edits: list[tuple[int, bytes, int]]) -> None:
    report_or_refusal(mutated(WORKBOOK, edits), ".xlsx")


TELLING = (
    "0123456789.-~至到元/天月日年小时半万千百十一二两:点早晚 ,，()（）人名岁¥$以下上"
    "包吃住不自理面议长期无E+e\n甲押金费交"
)
CELL = st.text(TELLING, max_size=18) | st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12)


@settings(max_examples=600, deadline=None)
@given(CELL)
def test_no_cell_crashes_its_reader(text: str) -> None:
    read_pay(text)
    read_days(text, today=TODAY)
    read_hours(text)
    read_phones(text)
    read_headcount(text)
    read_ages(text)
    read_board(text)
    read_strength(text)
    read_yes_no(text)
    fee_asked(text)
    assert fold(clean(text)) == fold(text) or not text.isascii()


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(CELL, min_size=7, max_size=7), max_size=6))
def test_no_rows_crash_it_and_every_row_taken_is_whole(table: list[list[str]]) -> None:
    head = REAL.decode().split("\n")[0].split(",")
    report = imported(*as_file([head, *table], "utf-8", ","))
    for row in report.rows:
        assert (row.posting is None) == (row.status in ("refused", "unchanged"))
        if row.posting:
            assert row.posting.headcount >= 1
            assert row.posting.contact_phone.isdigit()
            assert row.posting.last_day >= row.posting.first_day
            assert row.posting.last_day >= TODAY


@given(st.integers(0, 9_999))
def test_numbers_as_people_say_them(number: int) -> None:
    assert chinese_number(said(number)) == number
