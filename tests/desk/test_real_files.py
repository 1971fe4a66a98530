"""Files as stations really have them: every one a file on disk, imported into a real station."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path

import pytest

from kiosk.desk.importing import ImportReport, RowStatus
from kiosk.desk.problems import Reason
from kiosk.domain.pay import PayUnit
from kiosk.domain.posting import Posting, Strength
from kiosk.domain.region import Region
from kiosk.services import OpenStation

Bring = Callable[..., ImportReport]
Make = Callable[..., Path]

HEAD = [
    "工种",
    "用工单位",
    "工资",
    "人数",
    "用工日期",
    "工作时间",
    "工作地点",
    "联系人",
    "联系电话",
    "年龄要求",
    "食宿",
    "备注",
]
ROW = [
    "瓦工",
    "幸福建筑队",
    "280元/天",
    "3",
    "11月22日-25日",
    "7:00-17:30",
    "桃花镇东村",
    "王工",
    "13800001234",
    "60岁以下",
    "包吃",
    "当天结账",
]


def only(report: ImportReport) -> Posting:
    (row,) = report.rows
    assert row.status is RowStatus.ACCEPTED, row.problems
    assert row.posting is not None
    return row.posting


def is_the_mason(posting: Posting) -> bool:
    return (
        posting.trade == "mason"
        and posting.employer_name == "幸福建筑队"
        and posting.pay.amount_minor == 28000
        and posting.pay.unit is PayUnit.DAY
        and posting.headcount == 3
        and (posting.first_day, posting.last_day) == (date(2026, 11, 22), date(2026, 11, 25))
        and (posting.daily_start, posting.daily_end) == (time(7), time(17, 30))
        and posting.place == "桃花镇东村"
        and posting.contact_phone == "13800001234"
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [",", "\t", ";", "|"])
def test_any_encoding_and_separator_reads_the_same(make_csv: Make, bring: Bring, encoding: str, separator: str) -> None:
    assert is_the_mason(only(bring(make_csv([HEAD, ROW], encoding=encoding, separator=separator))))


@pytest.mark.parametrize("separator", ["，", "；"])
def test_a_full_width_separator_is_understood(tmp_path: Path, bring: Bring, separator: str) -> None:
    path = tmp_path / "全角.csv"
    path.write_text("\n".join(separator.join(cells) for cells in (HEAD, ROW)), "utf-8")
    assert is_the_mason(only(bring(path)))


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_any_line_end_will_do(tmp_path: Path, bring: Bring, line_end: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(line_end.join(",".join(cells) for cells in (HEAD, ROW)).encode())
    assert is_the_mason(only(bring(path)))


def test_what_the_file_is_called_does_not_matter(make_csv: Make, make_xlsx: Make, bring: Bring) -> None:
    assert is_the_mason(only(bring(make_csv([HEAD, ROW], name="岗位.xlsx"))))
    assert bring(make_xlsx([HEAD, ROW], name="岗位.csv")).count(RowStatus.UNCHANGED) == 1


def test_columns_may_stand_in_any_order(make_csv: Make, bring: Bring) -> None:
    assert is_the_mason(only(bring(make_csv([HEAD[::-1], ROW[::-1]]))))


@pytest.mark.parametrize(
    "wording",
    [
        [
            "岗位名称",
            "单位名称",
            "薪资待遇",
            "招聘人数",
            "工作日期",
            "上班时间",
            "地点",
            "联系人",
            "手机",
            "年龄",
            "食宿情况",
            "说明",
        ],
        [
            "招聘岗位",
            "公司",
            "日薪",
            "需求人数",
            "用工时间",
            "工作时段",
            "工作地址",
            "负责人",
            "联系方式",
            "年龄限制",
            "包吃住",
            "其他",
        ],
        [
            "职位",
            "雇主",
            "工价（元/天）",
            "名额",
            "起止日期",
            "上下班时间",
            "用工地点",
            "联系人姓名",
            "手机号码",
            "年龄段",
            "吃住",
            "备注说明",
        ],
        [
            "*工种（必填）",
            "用人单位",
            "工资（元/天）",
            "用工人数（人）",
            "用工日期",
            "工作时间",
            "地 点",
            "联系人",
            "电 话",
            "年龄要求（岁）",
            "食 宿",
            "备  注",
        ],
        [
            "Trade",
            "Employer",
            "Pay (CNY/day)",
            "Headcount",
            "Dates",
            "Working hours",
            "Place",
            "Contact name",
            "Phone",
            "Age range",
            "Board",
            "Notes",
        ],
        [
            "job",
            "company_name",
            "daily_pay",
            "number_of_workers",
            "work_dates",
            "working_hours",
            "location",
            "contact_person",
            "mobile",
            "age",
            "meals_and_lodging",
            "remarks",
        ],
    ],
)
def test_headings_have_many_wordings(make_csv: Make, bring: Bring, wording: list[str]) -> None:
    assert is_the_mason(only(bring(make_csv([wording, ROW]))))


def test_titles_blanks_repeated_headings_totals_and_notes_are_no_rows(make_csv: Make, bring: Bring) -> None:
    wide = [""] * 11
    path = make_csv(
        [
            ["2026年11月桃花镇用工岗位信息表", *wide],
            ["填报单位：桃花镇人社服务中心", *wide],
            [],
            HEAD,
            ROW,
            [""] * 12,
            ["东片区", *wide],
            HEAD,
            ["保洁", *ROW[1:]],
            ["合计", "", "", "6", *[""] * 8],
            ["注：以上岗位真实有效", *wide],
            ["制表人：李某", "", "", "审核：王某", *[""] * 8],
        ]
    )
    report = bring(path)
    assert [(row.row, row.status) for row in report.rows] == [(5, RowStatus.ACCEPTED), (9, RowStatus.ACCEPTED)]


def test_a_second_table_with_other_columns_below_the_first_is_read_by_its_own_header(
    make_csv: Make, bring: Bring
) -> None:
    second = ["联系电话", "工种", "工作地点", "工资", "单位名称", "人数", "用工日期"]
    path = make_csv([HEAD, ROW, [], second, ["13900001234", "摘果子", "西村", "150元/天", "西村果园", "5", "明天"]])
    report = bring(path)
    assert report.count(RowStatus.ACCEPTED) == 2
    assert report.rows[1].posting is not None
    assert (report.rows[1].posting.place, report.rows[1].posting.headcount) == ("西村", 5)


def test_quoted_line_breaks_and_quotation_marks_stay_in_their_cell(make_csv: Make, bring: Bring) -> None:
    note = '早上六点集合\n自带"手套",帽子'
    report = bring(make_csv([HEAD, [*ROW[:-1], note], ["保洁", *ROW[1:]]]))
    assert report.rows[0].posting is not None
    assert report.rows[0].posting.note == '早上六点集合 自带"手套",帽子'
    assert [row.row for row in report.rows] == [2, 3]


@pytest.mark.parametrize("closed_after", [None, 50])
def test_a_quotation_mark_that_stands_alone_swallows_no_rows(
    tmp_path: Path, bring: Bring, closed_after: int | None
) -> None:
    alone = [*ROW[:-1], '"自带工具']
    rows = [HEAD, alone, *([f"保洁{n}号", *ROW[1:]] for n in range(60))]
    if closed_after:
        rows[closed_after] = alone
    path = tmp_path / "a.csv"
    path.write_text("\n".join(",".join(cells) for cells in rows), "utf-8")
    assert [row.row for row in bring(path).rows] == list(range(2, 63))


def test_rows_that_are_too_short_or_too_long_are_read_as_far_as_they_go(tmp_path: Path, bring: Bring) -> None:
    path = tmp_path / "a.csv"
    short, long = ROW[:9], [*ROW, "多余", "", "一格"]
    path.write_text("\n".join(",".join(cells) for cells in (HEAD, short, ["保洁", *long[1:]])), "utf-8")
    assert bring(path).count(RowStatus.ACCEPTED) == 2


def test_excel_says_its_separator_in_the_first_line(tmp_path: Path, bring: Bring) -> None:
    path = tmp_path / "a.csv"
    path.write_text("sep=;\n" + "\n".join(";".join(cells) for cells in (HEAD, ROW)), "utf-8")
    report = bring(path)
    assert is_the_mason(only(report))
    assert report.rows[0].row == 3


def test_a_workbook_reads_like_its_text(make_xlsx: Make, bring: Bring) -> None:
    assert is_the_mason(only(bring(make_xlsx([HEAD, ROW]))))


def test_real_dates_times_and_numbers_in_cells(make_xlsx: Make, bring: Bring) -> None:
    head = ["工种", "用工单位", "工资（元/天）", "人数", "开始日期", "结束日期", "上班", "下班", "工作地点", "联系电话"]
    row = [
        "瓦工",
        "幸福建筑队",
        280,
        3,
        datetime(2026, 11, 22),
        date(2026, 11, 25),
        time(7, 0),
        time(17, 30),
        "桃花镇东村",
        13800001234,
    ]
    assert is_the_mason(only(bring(make_xlsx([head, row]))))


def test_serial_days_and_fractions_of_a_day_without_a_date_format(make_xlsx: Make, bring: Bring) -> None:
    head = ["工种", "用工单位", "工资（元/天）", "人数", "开始日期", "结束日期", "上班", "下班", "工作地点", "联系电话"]
    row = ["瓦工", "幸福建筑队", 280.0, 3.0, 46348, 46351, 7 / 24, 17.5 / 24, "桃花镇东村", "13800001234.0"]
    assert is_the_mason(only(bring(make_xlsx([head, row]))))


def test_a_workbook_that_counts_from_1904(make_xlsx: Make, bring: Bring) -> None:
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    def since_1904(sheet: object, workbook: object) -> None:
        workbook.epoch = CALENDAR_MAC_1904  # type: ignore[attr-defined]  # openpyxl carries no types

    head = ["工种", "用工单位", "工资（元/天）", "人数", "开始日期", "结束日期", "工作时间", "工作地点", "联系电话"]
    row = [
        "瓦工",
        "幸福建筑队",
        280,
        3,
        date(2026, 11, 22),
        date(2026, 11, 25),
        "7:00-17:30",
        "桃花镇东村",
        13800001234,
    ]
    assert is_the_mason(only(bring(make_xlsx([head, row], edit=since_1904))))


def test_a_unit_that_only_the_number_format_shows(make_xlsx: Make, bring: Bring) -> None:
    def formatted(sheet: object, workbook: object) -> None:
        sheet["C2"].number_format = '0"元/小时"'  # type: ignore[index]  # openpyxl carries no types

    posting = only(bring(make_xlsx([HEAD, [*ROW[:2], 28, *ROW[3:]]], edit=formatted)))
    assert (posting.pay.amount_minor, posting.pay.unit) == (2800, PayUnit.HOUR)


def test_the_chinese_built_in_date_formats(make_xlsx: Make, bring: Bring, tmp_path: Path) -> None:
    path = make_xlsx([[*HEAD[:4], "开始日期", *HEAD[5:]], [*ROW[:4], date(2026, 11, 22), *ROW[5:]]])
    changed = tmp_path / "中文日期.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, part.replace(b'numFmtId="14"', b'numFmtId="57"') if "styles" in name else part)
    assert only(bring(changed)).first_day == date(2026, 11, 22)


def test_cells_merged_downwards_hold_for_all_their_rows(make_xlsx: Make, bring: Bring) -> None:
    def merged(sheet: object, workbook: object) -> None:
        for column in "BGI":
            sheet.merge_cells(f"{column}2:{column}4")  # type: ignore[attr-defined]  # openpyxl carries no types

    report = bring(make_xlsx([HEAD, ROW, ["保洁", *ROW[1:]], ["保安", *ROW[1:]]], edit=merged))
    assert report.count(RowStatus.ACCEPTED) == 3
    assert {row.posting.employer_name for row in report.rows if row.posting} == {"幸福建筑队"}
    assert {row.posting.contact_phone for row in report.rows if row.posting} == {"13800001234"}


def test_cells_merged_sideways_hold_for_all_their_columns(make_xlsx: Make, bring: Bring) -> None:
    def merged(sheet: object, workbook: object) -> None:
        sheet.merge_cells("E2:F2")  # type: ignore[attr-defined]  # openpyxl carries no types

    head = [*HEAD[:4], "开始日期", "结束日期", *HEAD[6:]]
    posting = only(bring(make_xlsx([head, [*ROW[:4], "11月22日-25日", None, *ROW[6:]]], edit=merged)))
    assert (posting.first_day, posting.last_day) == (date(2026, 11, 22), date(2026, 11, 25))


def test_a_merged_title_above_and_a_header_of_two_rows(make_xlsx: Make, bring: Bring) -> None:
    def merged(sheet: object, workbook: object) -> None:
        sheet.merge_cells("A1:I1")  # type: ignore[attr-defined]  # openpyxl carries no types
        sheet.merge_cells("E2:F2")  # type: ignore[attr-defined]  # openpyxl carries no types
        for column in "ABCDGHI":
            sheet.merge_cells(f"{column}2:{column}3")  # type: ignore[attr-defined]  # openpyxl carries no types

    rows = [
        ["桃花镇用工信息表"],
        ["工种", "用工单位", "工资", "人数", "用工日期", None, "工作时间", "工作地点", "联系电话"],
        [None, None, None, None, "开始日期", "结束日期"],
        ["瓦工", "幸福建筑队", "280元/天", 3, "11月22日", "11月25日", "7:00-17:30", "桃花镇东村", "13800001234"],
    ]
    report = bring(make_xlsx(rows, edit=merged))
    assert is_the_mason(only(report))
    assert report.rows[0].row == 4


def test_every_sheet_with_a_header_is_read_and_named(make_xlsx: Make, bring: Bring) -> None:
    def more_sheets(sheet: object, workbook: object) -> None:
        sheet.title = "东片"  # type: ignore[attr-defined]  # openpyxl carries no types
        west = workbook.create_sheet("西片")  # type: ignore[attr-defined]  # openpyxl carries no types
        west.append(HEAD)
        west.append(["保洁", *ROW[1:]])
        workbook.create_sheet("说明").append(["这张表没有岗位"])  # type: ignore[attr-defined]  # openpyxl carries no types
        secret = workbook.create_sheet("旧表")  # type: ignore[attr-defined]  # openpyxl carries no types
        secret.append(HEAD)
        secret.append(["保安", *ROW[1:]])
        secret.sheet_state = "hidden"

    report = bring(make_xlsx([HEAD, ROW], edit=more_sheets))
    assert [(row.sheet, row.row) for row in report.rows] == [("东片", 2), ("西片", 2)]


def test_a_hidden_row_is_taken_with_a_warning(make_xlsx: Make, bring: Bring) -> None:
    def hidden(sheet: object, workbook: object) -> None:
        sheet.row_dimensions[2].hidden = True  # type: ignore[attr-defined]  # openpyxl carries no types

    (row,) = bring(make_xlsx([HEAD, ROW], edit=hidden)).rows
    assert row.status is RowStatus.WARNED
    assert [found.reason for found in row.problems] == [Reason.HIDDEN_ROW]


def test_rows_keep_their_numbers_when_blank_rows_stand_between(make_xlsx: Make, bring: Bring) -> None:
    report = bring(make_xlsx([[], [], HEAD, [], ROW, [], ["保洁", *ROW[1:]]]))
    assert [row.row for row in report.rows] == [5, 7]


def test_formulas_count_by_the_value_that_was_last_shown(make_xlsx: Make, bring: Bring, tmp_path: Path) -> None:
    path = make_xlsx([HEAD, [*ROW[:3], "=1+2", *ROW[4:]]])
    shown = tmp_path / "公式.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(shown, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if "sheet1" in name:
                assert b"<v></v>" in part or b"<v />" in part or b"<v/>" in part
                for empty in (b"<v></v>", b"<v />", b"<v/>"):
                    part = part.replace(empty, b"<v>3</v>")
            new.writestr(name, part)
    assert is_the_mason(only(bring(shown)))


HEAD_XML = '<?xml version="1.0" encoding="UTF-8"?>'
KINDS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"


def relation_to(kind: str, target: str) -> str:
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    one = f'<Relationship Id="b" Type="{KINDS}/{kind}" Target="{target}"/>'
    return f'{HEAD_XML}<Relationships xmlns="{relations}">{one}</Relationships>'


def workbook_of(path: Path, sheet_xml: str, *, prefix: str = "") -> Path:
    """A workbook with nothing but what the format asks for, as small programs write it."""
    space = f'xmlns:{prefix}="{STRICT}"' if prefix else f'xmlns="{STRICT}"'
    tag = f"{prefix}:" if prefix else ""
    sheets = f'<{tag}sheets><{tag}sheet name="表" sheetId="1" r:id="b"/></{tag}sheets>'
    data = f"<{tag}sheetData>{sheet_xml}</{tag}sheetData>"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("_rels/.rels", relation_to("officeDocument", "/xl/workbook.xml"))
        archive.writestr("xl/_rels/workbook.xml.rels", relation_to("worksheet", "worksheets/one.xml"))
        book = f'{HEAD_XML}<{tag}workbook {space} xmlns:r="{KINDS}">{sheets}</{tag}workbook>'
        archive.writestr("xl/workbook.xml", book)
        archive.writestr("xl/worksheets/one.xml", f"{HEAD_XML}<{tag}worksheet {space}>{data}</{tag}worksheet>")
    return path


@pytest.mark.parametrize("prefix", ["", "x"])
def test_a_strict_workbook_with_inline_texts_and_without_references(tmp_path: Path, bring: Bring, prefix: str) -> None:
    tag = f"{prefix}:" if prefix else ""

    def row(cells: list[str]) -> str:
        inside = "".join(f'<{tag}c t="inlineStr"><{tag}is><{tag}t>{cell}</{tag}t></{tag}is></{tag}c>' for cell in cells)
        return f"<{tag}row>{inside}</{tag}row>"

    assert is_the_mason(only(bring(workbook_of(tmp_path / "strict.xlsx", row(HEAD) + row(ROW), prefix=prefix))))


def test_readings_beside_the_words_are_not_part_of_them(tmp_path: Path, bring: Bring) -> None:
    cells = "".join(
        f'<c t="inlineStr"><is><t>{cell}</t><rPh sb="0" eb="1"><t>DUYIN</t></rPh></is></c>' for cell in HEAD
    )
    values = "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in ROW)
    path = workbook_of(tmp_path / "a.xlsx", f"<row>{cells}</row><row>{values}</row>")
    assert is_the_mason(only(bring(path)))


@pytest.mark.parametrize(
    ("column", "written", "reason"),
    [
        ("工资", "0", Reason.PAY_ZERO),
        ("工资", "30元/天", Reason.PAY_UNDER_FLOOR),
        ("工资", "", Reason.PAY_MISSING),
        ("人数", "0", Reason.HEADCOUNT_UNDER_ONE),
        ("用工日期", "11月25日-22日", Reason.END_BEFORE_START),
        ("用工日期", "11月1日-3日", Reason.DAYS_PAST),
        ("用工日期", "大概下月", Reason.DAY_UNREADABLE),
        ("工作地点", "", Reason.PLACE_MISSING),
        ("联系电话", "", Reason.PHONE_MISSING),
        ("联系电话", "1380000", Reason.PHONE_MALFORMED),
        ("年龄要求", "15-60岁", Reason.AGE_UNDER_16),
        ("备注", "押 金200", Reason.FEE_ASKED),
        ("工种", "瓦工（报名费50）", Reason.FEE_ASKED),
        ("备注", "长" * 3000, Reason.TEXT_TOO_LONG),
    ],
)
def test_a_row_is_refused_for_its_one_reason(
    make_csv: Make, bring: Bring, station: OpenStation, column: str, written: str, reason: Reason
) -> None:
    row = [written if heading == column else cell for heading, cell in zip(HEAD, ROW, strict=True)]
    (report,) = bring(make_csv([HEAD, row])).rows
    assert report.status is RowStatus.REFUSED
    assert [found.reason for found in report.problems if found.reason.refuses] == [reason]
    assert station.postings.all() == ()


def test_a_refused_row_names_everything_that_is_wrong_with_it(make_csv: Make, bring: Bring) -> None:
    row = ["保洁", "", "0", "0", "11月25日-22日", "", "", "", "123", "12-15岁", "", "先交钱"]
    (report,) = bring(make_csv([HEAD, row])).rows
    assert {found.reason for found in report.problems} == {
        Reason.FEE_ASKED,
        Reason.EMPLOYER_MISSING,
        Reason.PAY_ZERO,
        Reason.HEADCOUNT_UNDER_ONE,
        Reason.END_BEFORE_START,
        Reason.PLACE_MISSING,
        Reason.PHONE_MALFORMED,
        Reason.AGE_UNDER_16,
    }


@pytest.mark.parametrize(
    ("column", "written", "reason"),
    [
        ("工种", "宇航员", Reason.TRADE_UNKNOWN),
        ("工资", "面议", Reason.PAY_NEGOTIABLE),
        ("工资", "280", Reason.PAY_UNIT_GUESSED),
        ("工资", "2000元/天", Reason.PAY_UNUSUAL),
        ("人数", "若干", Reason.HEADCOUNT_SEVERAL),
        ("人数", "", Reason.HEADCOUNT_MISSING),
        ("用工日期", "长期", Reason.DAYS_LONG_TERM),
        ("用工日期", "", Reason.DAYS_MISSING),
        ("工作时间", "看着办", Reason.HOURS_UNREADABLE),
        ("工作时间", "22:00-次日6:00", Reason.OUTDOORS_AT_NIGHT),
        ("用工单位", "", Reason.EMPLOYER_FROM_CONTACT),
    ],
)
def test_a_row_is_taken_with_its_one_warning(
    make_csv: Make, bring: Bring, station: OpenStation, column: str, written: str, reason: Reason
) -> None:
    row = [written if heading == column else cell for heading, cell in zip(HEAD, ROW, strict=True)]
    (report,) = bring(make_csv([HEAD, row])).rows
    assert report.status is RowStatus.WARNED
    assert [found.reason for found in report.problems] == [reason]
    assert len(station.postings.all()) == 1


def test_everything_a_row_can_say_is_stored(make_csv: Make, bring: Bring, station: OpenStation) -> None:
    station.settle(station.station, (Region(code="530122001", name="桃花镇"), Region(code="530122", name="云岭县")))
    head = [
        "标题",
        "工种",
        "用工单位",
        "最低工资",
        "最高工资",
        "计薪方式",
        "结算方式",
        "人数",
        "开始日期",
        "结束日期",
        "上班时间",
        "下班时间",
        "乡镇",
        "工作地点",
        "联系人",
        "联系电话",
        "座机",
        "最小年龄",
        "最大年龄",
        "性别",
        "包吃",
        "包住",
        "接送",
        "是否提供工具",
        "劳动强度",
        "户外",
        "经验要求",
        "工作内容",
        "备注",
    ]
    row = [
        "招砌墙师傅3名",
        "瓦工",
        "幸福建筑队",
        "280",
        "320",
        "元/天",
        "日结",
        "3",
        "2026/11/22",
        "2026/11/25",
        "7:00",
        "17:30",
        "桃花镇",
        "东村",
        "王工",
        "138 0000 1234",
        "0871-88888888",
        "18",
        "60",
        "男",
        "是",
        "否",
        "村口6:30班车",
        "是",
        "中等",
        "是",
        "两年以上",
        "砌围墙",
        "雨天停工",
    ]
    bring(make_csv([head, row]))
    (stored,) = station.postings.all()
    assert is_the_mason_in_full(stored)


def is_the_mason_in_full(stored: Posting) -> bool:
    return (
        (stored.title, stored.trade, stored.region) == ("招砌墙师傅3名", "mason", "530122001")
        and (stored.pay.amount_minor, stored.pay.up_to_minor, str(stored.pay.paid_when)) == (28000, 32000, "same_day")
        and (stored.place, stored.contact_name, stored.contact_phone) == ("桃花镇东村", "王工", "13800001234")
        and (stored.age_from, stored.age_to) == (18, 60)
        and (stored.meals, stored.lodging, stored.tools_provided, stored.outdoors) == (True, False, True, True)
        and (stored.transport, stored.strength, stored.experience) == ("村口6:30班车", Strength.MEDIUM, "两年以上")
        and stored.note == "雨天停工；砌围墙；男 ☎087188888888"
        and stored.verified_at_ms is not None
    )


def test_the_trade_is_found_inside_a_title_the_longest_word_first(make_csv: Make, bring: Bring) -> None:
    titles = {
        "急招砌墙师傅3名": "mason",
        "红星果园招采果工": "fruit-picking",
        "Mason wanted": "mason",
        "医院护工": "hospital-care",
    }
    report = bring(make_csv([HEAD, *([title, *ROW[1:]] for title in titles)]))
    found = [row.posting.trade for row in report.rows if row.posting]
    assert found[:3] == ["mason", "fruit-picking", "mason"]
    assert found[3] != "other"


def test_start_and_end_columns_may_hold_times_instead_of_days(make_csv: Make, bring: Bring) -> None:
    head = [*HEAD[:4], "用工日期", "开始时间", "结束时间", *HEAD[6:]]
    posting = only(bring(make_csv([head, [*ROW[:5], "7:00", "17:30", *ROW[6:]]])))
    assert is_the_mason(posting)


def test_a_first_day_and_a_number_of_days(make_csv: Make, bring: Bring) -> None:
    head = [*HEAD[:4], "开始日期", "用工天数", *HEAD[5:]]
    assert is_the_mason(only(bring(make_csv([head, [*ROW[:4], "11月22日", "4", *ROW[5:]]]))))


def test_a_phone_may_hide_beside_the_name(make_csv: Make, bring: Bring) -> None:
    head = [*HEAD[:7], "联系人及电话", *HEAD[9:]]
    posting = only(bring(make_csv([head, [*ROW[:7], "王工 138-0000-1234", *ROW[9:]]])))
    assert (posting.contact_name, posting.contact_phone) == ("王工", "13800001234")


def test_a_column_that_asks_for_a_deposit_refuses_only_the_rows_that_ask(make_csv: Make, bring: Bring) -> None:
    head = [*HEAD, "押金"]
    rows = [[*ROW, "无"], ["保洁", *ROW[1:], "0"], ["保安", *ROW[1:], "200"], ["厨师", *ROW[1:], ""]]
    report = bring(make_csv([head, *rows]))
    assert [row.status for row in report.rows] == ["accepted", "accepted", "refused", "accepted"]


def test_a_list_without_an_employers_column_names_the_contact_or_the_phone(make_csv: Make, bring: Bring) -> None:
    head = ["工种", "工资", "人数", "日期", "工作地点", "联系人", "电话"]
    rows = [
        ["瓦工", "280元/天", "3", "明天", "东村", "王工", "13800001234"],
        ["保洁", "150元/天", "3", "明天", "东村", "", "13900001234"],
    ]
    report = bring(make_csv([head, *rows]))
    assert [row.posting.employer_name for row in report.rows if row.posting] == ["王工", "13900001234"]
    assert {found.reason for row in report.rows for found in row.problems} == {Reason.EMPLOYER_FROM_CONTACT}


def test_town_and_village_make_the_place_and_requirements_may_name_the_age(make_csv: Make, bring: Bring) -> None:
    head = ["工种", "用工单位", "乡镇", "村", "工资", "人数", "日期", "电话", "招聘要求"]
    row = ["摘果子", "西村果园", "桃花镇", "东村", "150元/天", "3", "明天", "13800001234", "18-60岁，身体健康"]
    posting = only(bring(make_csv([head, row])))
    assert (posting.place, posting.age_from, posting.age_to) == ("桃花镇东村", 18, 60)


def test_a_header_without_rows_is_an_empty_report(make_csv: Make, bring: Bring) -> None:
    assert bring(make_csv([HEAD])).rows == ()
