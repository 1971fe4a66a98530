"""How clerks, farms and households really fill a table in: what was once misread, refused or lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from pathlib import Path

import pytest
from openpyxl.styles import Font

from kiosk.desk.exchange.day_words import read_days
from kiosk.desk.exchange.heading_words import Column, column_of
from kiosk.desk.exchange.hour_words import Hours, read_hours
from kiosk.desk.exchange.numerals import with_digits
from kiosk.desk.exchange.pay_words import read_pay
from kiosk.desk.exchange.phone_words import read_phones
from kiosk.desk.exchange.small_words import Ages, read_ages, read_headcount
from kiosk.desk.fees import fee_asked
from kiosk.desk.importing import ImportReport, RowStatus
from kiosk.desk.problems import Reason
from kiosk.domain.pay import PayUnit
from kiosk.domain.posting import Posting
from kiosk.errors import UnreadableFile

Bring = Callable[..., ImportReport]
Make = Callable[..., Path]

HOUR, DAY, PIECE, MONTH, JOB = PayUnit.HOUR, PayUnit.DAY, PayUnit.PIECE, PayUnit.MONTH, PayUnit.JOB
FRIDAY = date(2026, 11, 20)
PHONE = "13800138000"


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        ("两三个", "2-3个"),
        ("三五个", "3-5个"),
        ("十七八", "17-18"),
        ("一百七八", "170-180"),
        ("三四千", "3000-4000"),
        ("四五十岁", "40-50岁"),
        ("二六年", "26年"),
        ("二〇二六年", "2026年"),
        ("一三八一二三四五六七八", "13812345678"),
    ],
)
def test_two_digits_side_by_side_leave_open_which(written: str, digits: str) -> None:
    assert with_digits(written) == digits


@pytest.mark.parametrize(
    ("written", "low", "high", "unit"),
    [
        ("8毛一斤", 80, None, PIECE),
        ("八毛钱一斤", 80, None, PIECE),
        ("5-8毛/斤", 50, 80, PIECE),
        ("8毛-1元/斤", 80, 100, PIECE),
        ("1块2一斤", 120, None, PIECE),
        ("一块二一斤", 120, None, PIECE),
        ("两块五毛一筐", 250, None, PIECE),
        ("1元5角/袋", 150, None, PIECE),
        ("一毛五一个", 15, None, PIECE),
        ("5分钱一个", 5, None, PIECE),
        ("15块5一小时", 1550, None, HOUR),
        ("2百/天", 20000, None, DAY),
        ("两三百一天", 20000, 30000, DAY),
        ("一百七八一天", 17000, 18000, DAY),
        ("三四千一个月", 300000, 400000, MONTH),
        ("男工220元/天，女工180元/天", 18000, 22000, DAY),
        ("大工350元/天；小工220元/天", 22000, 35000, DAY),
        ("4500元/月五险一金", 450000, None, MONTH),
        ("五险一金，4500元/月", 450000, None, MONTH),
        ("月休4天，4500元/月", 450000, None, MONTH),
        ("26天保底4500", 450000, None, MONTH),
        ("180元一天三餐", 18000, None, DAY),
        ("150元/天 早7点到晚5点", 15000, None, DAY),
        ("18元/小时*8", 1800, None, HOUR),
        ("0.5元/根", 50, None, PIECE),
        ("100元/桌", 10000, None, PIECE),
        ("0.5 per box", 50, None, PIECE),
        ("200元/晚", 20000, None, DAY),
        ("180 per shift", 18000, None, DAY),
    ],
)
def test_small_money_and_numbers_that_are_no_money(written: str, low: int, high: int | None, unit: PayUnit) -> None:
    pay = read_pay(written).value
    assert pay is not None
    assert (pay.amount_minor, pay.up_to_minor, pay.unit) == (low, high, unit)


@pytest.mark.parametrize("written", ["150元/半天", "半天100元", "100 per half day"])
def test_pay_by_the_half_day_is_never_taken_for_a_days(written: str) -> None:
    read = read_pay(written)
    assert read.value is None
    assert [found.reason for found in read.problems] == [Reason.PAY_HALF_DAY]


@pytest.mark.parametrize(
    ("written", "unit"), [("计件，多劳多得", PIECE), ("按件计酬", PIECE), ("待遇从优", DAY), ("面議", DAY)]
)
def test_pay_without_a_number_is_to_be_agreed(written: str, unit: PayUnit) -> None:
    read = read_pay(written)
    assert read.value is not None
    assert (read.value.amount_minor, read.value.unit) == (None, unit)
    assert [found.reason for found in read.problems] == [Reason.PAY_NEGOTIABLE]


@pytest.mark.parametrize(
    ("written", "count"),
    [
        ("5男", 5),
        ("男工5名", 5),
        ("女3人", 3),
        ("男女各5人", 10),
        ("大工2小工3", 5),
        ("2个大工3个小工", 5),
        ("夫妻工1对", 2),
        ("10人，其中女3人", 10),
        ("5人，女性优先", 5),
        ("急招5人", 5),
        ("还差3人", 3),
        ("每天5人", 5),
        ("5人/天", 5),
        ("至少5人", 5),
        ("最多8人", 8),
        ("up to 5", 5),
        ("十来个", 10),
        ("5人👷", 5),
    ],
)
def test_headcounts_in_a_sentence(written: str, count: int) -> None:
    read = read_headcount(written)
    assert (read.value, read.problems) == (count, ())


@pytest.mark.parametrize(("written", "count"), [("两三个", 3), ("三五个", 5), ("七八个人", 8), ("十几个", 10)])
def test_headcounts_left_open_are_looked_at(written: str, count: int) -> None:
    read = read_headcount(written)
    assert read.value == count
    assert [found.reason for found in read.problems] == [Reason.HEADCOUNT_RANGE]


@pytest.mark.parametrize(
    ("written", "ages"),
    [
        ("60岁以上勿扰", Ages(None, 60)),
        ("不要60岁以上的", Ages(None, 60)),
        ("18岁以下不收", Ages(18, None)),
        ("60岁以上优先", Ages()),
        ("18-不限", Ages(18, None)),
        ("四五十岁", Ages(40, 50)),
        ("60.0", Ages(None, 60)),
        ("成年", Ages(18, None)),
    ],
)
def test_ages_that_say_whom_not(written: str, ages: Ages) -> None:
    assert read_ages(written) == ages


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("8-17", "08:00", "17:00"),
        ("8-5", "08:00", "17:00"),
        ("from 7 to 5", "07:00", "17:00"),
        ("7-11，13-17", "07:00", "17:00"),
        ("8.30-17.30", "08:30", "17:30"),
        ("630-1730", "06:30", "17:30"),
        ("6；30-17；30", "06:30", "17:30"),
        ("8:00-17:00 午休12:00-13:00", "08:00", "17:00"),
        ("8:00-17:00（12:00-13:00午休）", "08:00", "17:00"),
        ("周一至周五8:00-17:00", "08:00", "17:00"),
        ("六点半集合，七点开工，下午六点收工", "07:00", "18:00"),
        ("noon to 6pm", "12:00", "18:00"),
        ("7am to noon", "07:00", "12:00"),
        ("8h", None, None),
        ("两班倒", None, None),
    ],
)
def test_hours_with_breaks_meetings_and_bare_numbers(written: str, start: str | None, end: str | None) -> None:
    wanted = Hours(*(time.fromisoformat(text) if text else None for text in (start, end)))
    assert read_hours(written) == wanted


@pytest.mark.parametrize("written", ["11.22-11.25", "7.30-11.30"])
def test_dots_that_could_be_dates_are_not_taken_for_hours(written: str) -> None:
    hours = read_hours(written)
    assert hours is None or hours.start is None


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("22-25日", "2026-11-22", "2026-11-25"),
        ("本月22-25日", "2026-11-22", "2026-11-25"),
        ("22、23、24号", "2026-11-22", "2026-11-24"),
        ("18-25日", "2026-11-18", "2026-11-25"),
        ("3-5号", "2026-12-03", "2026-12-05"),
        ("22-Nov", "2026-11-22", "2026-11-22"),
        ("22-Nov-26", "2026-11-22", "2026-11-22"),
        ("28-Nov-2026 to 02-Dec-2026", "2026-11-28", "2026-12-02"),
        ("Nov 22nd thru 25th", "2026-11-22", "2026-11-25"),
        ("11月22日…25日", "2026-11-22", "2026-11-25"),
        ("周六日", "2026-11-21", "2026-11-22"),
        ("下周一至周五", "2026-11-23", "2026-11-27"),
        ("周三、周五", "2026-11-25", "2026-11-27"),
        ("一周", "2026-11-20", "2026-11-26"),
    ],
)
def test_days_in_lists_and_spreadsheet_english(written: str, first: str, last: str) -> None:
    days = read_days(written, today=FRIDAY)
    assert days is not None
    assert (days.first, days.last) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("written", "first"),
    [("11月22日到完工", date(2026, 11, 22)), ("Starting Nov 22", date(2026, 11, 22)), ("immediate start", None)],
)
def test_an_end_that_depends_on_the_work_is_open(written: str, first: date | None) -> None:
    days = read_days(written, today=FRIDAY)
    assert days is not None
    assert (days.first, days.last, days.open_ended) == (first, None, True)


@pytest.mark.parametrize(
    ("written", "first"),
    [("微信:wang123 13812345678", "13812345678"), ("13,812,345,678", "13812345678")],
)
def test_phones_among_other_digits(written: str, first: str) -> None:
    assert read_phones(written).value.first == first


@pytest.mark.parametrize(
    "text",
    [
        "办健康证200元自付",
        "首月工资押半个月",
        "工资押10天",
        "来之前微信转50占名额",
        "红包200占位",
        "介绍人抽10%",
        "安全帽钱自己出",
        "需先办卡，卡费100",
        "身份证原件押在工地",
        "需上交身份证原件",
        "疏通费500元",
        "首月扣200服装",
        "自己掏钱体检",
        "要买我们的工具",
        "每人50元报名",
        "出50元车费才能上车",
        "缴 5 0 元",
        "押錢200",
        "押200退200",
        "訂金",
        "50 yuan registration",
        "¥50 sign up",
        "workers must buy uniform",
    ],
)
def test_fees_in_further_wordings(text: str) -> None:
    assert fee_asked(text)


@pytest.mark.parametrize(
    "text",
    [
        "凡收费的都是骗子",
        "如有收费，请举报",
        "谨防收费诈骗",
        "凡是要求交钱的请拨打12333举报",
        "工资微信转账，当天结清",
        "日结微信转账",
        "微信转账日结",
        "下班微信转200元",
        "工资次月15日转账到银行卡",
        "老板付中介费",
        "招抽水工",
        "收费情况：不收",
        "是否收取费用：N",
        "押金：0.00",
        "180元/天，报名电话13800138000",
        "体检50元报销",
        "培训100元/天",
    ],
)
def test_warnings_of_fees_and_wages_paid_by_phone_are_no_fees(text: str) -> None:
    assert fee_asked(text) is None


@pytest.mark.parametrize("text", ["先微信转50定金，工资日结", "凡报名者交50元", "向老板交押金200", "转账50元保证日结"])
def test_what_only_looks_like_a_promise_is_a_fee(text: str) -> None:
    assert fee_asked(text)


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("用工单位联系人", Column.CONTACT_NAME),
        ("用工单位地址", Column.PLACE),
        ("岗位编号", Column.OTHER),
        ("岗位发布日期", Column.OTHER),
        ("监督电话", Column.OTHER),
        ("求职人数", Column.OTHER),
        ("每天工作时长", Column.HOURS),
        ("招聘截止时间", Column.DEADLINE),
        ("Employer phone", Column.PHONE),
        ("Place of work", Column.PLACE),
        ("Name of employer", Column.EMPLOYER),
        ("Contact person's phone", Column.PHONE),
        ("Amount of people", Column.HEADCOUNT),
        ("What to bring", Column.TOOLS),
        ("PayAmount", Column.PAY),
    ],
)
def test_the_last_word_of_a_heading_says_what_it_is(heading: str, column: Column) -> None:
    assert column_of(heading) is column


def taken(report: ImportReport) -> Posting:
    (row,) = report.rows
    assert row.posting is not None, row.problems
    return row.posting


PLAIN = {
    "工种": "摘苹果", "用工单位": "红星果园", "工资": "180元/天", "人数": "5", "用工日期": "11月22日-25日",
    "地点": "青石镇", "电话": PHONE,
}  # fmt: skip


def table(*without: str, **columns: str) -> list[list[str]]:
    """A plain row, without some columns and with others."""
    row = {heading: cell for heading, cell in PLAIN.items() if heading not in without} | columns
    return [list(row), list(row.values())]


def test_headings_of_the_kitchen_table(make_csv: Make, bring: Bring) -> None:
    rows = [
        ["雇主", "干啥活", "一天多少钱", "几个人", "啥时候", "几点", "上哪干", "电话号"],
        ["王大娘", "摘苹果", "180", "2", "明天", "7点到17点", "柳村", PHONE],
    ]
    posting = taken(bring(make_csv(rows)))
    assert (posting.trade, posting.employer_name, posting.place) == ("fruit-picking", "王大娘", "柳村")
    assert (posting.first_day, posting.daily_start, posting.pay.unit) == (date(2026, 11, 22), time(7), DAY)


def test_headings_none_of_which_is_known_word_by_word(make_csv: Make, bring: Bring) -> None:
    rows = [
        [
            "招工岗位需求",
            "工资水平情况",
            "所需用工人数",
            "所需用工时间",
            "所在用工地点",
            "果园业主姓名",
            "业主本人电话",
        ],
        ["摘苹果", "180元/天", "5", "11月22日", "青石镇", "王五", PHONE],
    ]
    posting = taken(bring(make_csv(rows)))
    assert (posting.place, posting.headcount, posting.contact_phone) == ("青石镇", 5, PHONE)


@pytest.mark.parametrize(
    ("without", "columns", "field", "value"),
    [
        (("电话",), {"用工方电话": PHONE}, "contact_phone", PHONE),
        (("用工日期",), {"开始用工日期": "11月22日", "结束用工日期": "11月25日"}, "last_day", date(2026, 11, 25)),
        (("用工日期",), {"进场时间": "11月22日", "退场时间": "12月20日"}, "last_day", date(2026, 12, 20)),
        (("用工日期",), {"日期": "11月22日", "天数": "3"}, "last_day", date(2026, 11, 24)),
        (("用工日期",), {"Date": "Nov 22", "Days": "3"}, "last_day", date(2026, 11, 24)),
        (("用工日期",), {"开始日期": "11月22日", "工期": "一周"}, "last_day", date(2026, 11, 28)),
        ((), {"报名截止时间": "11月21日"}, "last_day", date(2026, 11, 25)),
        (("地点",), {"集合地点": "汽车站"}, "place", "汽车站"),
        ((), {"集合地点": "汽车站"}, "transport", "汽车站"),
        (("地点",), {"Village": "Liu"}, "place", "Liu"),
        (("地点",), {"Work site": "Liu"}, "place", "Liu"),
        (("用工单位",), {"户主": "王五"}, "employer_name", "王五"),
        (("电话",), {"填报人电话": "13900139000", "企业电话": PHONE}, "contact_phone", PHONE),
        (("人数",), {"男": "2", "女": "3"}, "headcount", 5),
        (("电话",), {"联系人/联系电话": f"王五/{PHONE}"}, "contact_name", "王五"),
        ((), {"开工时间": "6:30", "收工时间": "17:30"}, "daily_start", time(6, 30)),
        ((), {"上班时间": "7点", "下班时间": "5点半"}, "daily_end", time(17, 30)),
        ((), {"上班时间": "8:00", "下班时间": "5:00"}, "daily_end", time(17)),
        ((), {"备注": "自带手套", "其他要求": "不怕累"}, "note", "自带手套；不怕累"),
    ],
)
def test_columns_that_were_lost(
    without: tuple[str, ...], columns: dict[str, str], field: str, value: object, make_csv: Make, bring: Bring
) -> None:
    assert getattr(taken(bring(make_csv(table(*without, **columns)))), field) == value


def test_the_second_of_two_phone_columns_counts_where_the_first_is_empty(make_csv: Make, bring: Bring) -> None:
    head, row = table("电话")
    posting = taken(bring(make_csv([[*head, "电话", "电话"], [*row, "", PHONE]])))
    assert posting.contact_phone == PHONE


@pytest.mark.parametrize(
    ("heading", "cell", "pay", "minor", "unit"),
    [
        ("单位", "元/天", "180", 18000, DAY),
        ("工资单位", "斤", "0.8", 80, PIECE),
        ("计薪", "小时", "18-20", 1800, HOUR),
        ("Salary type", "monthly", "4500", 450000, MONTH),
        ("计薪方式", "日结", "180", 18000, DAY),
    ],
)
def test_the_unit_in_a_column_of_its_own(
    heading: str, cell: str, pay: str, minor: int, unit: PayUnit, make_csv: Make, bring: Bring
) -> None:
    head, row = table("工资")
    posting = taken(bring(make_csv([[*head, "工资", heading], [*row, pay, cell]])))
    assert (posting.pay.amount_minor, posting.pay.unit) == (minor, unit)


def test_pay_by_the_week_in_the_unit_column_is_refused(make_csv: Make, bring: Bring) -> None:
    head, row = table("工资")
    (report,) = bring(make_csv([[*head, "工资", "计薪单位"], [*row, "1200", "周"]])).rows
    assert [found.reason for found in report.problems] == [Reason.PAY_WEEKLY]


@pytest.mark.parametrize(("written", "first"), [("11-22", date(2026, 11, 22)), ("8-17", date(2026, 11, 21))])
def test_two_numbers_below_time_are_a_day_only_when_it_is_near(
    written: str, first: date, make_csv: Make, bring: Bring
) -> None:
    posting = taken(bring(make_csv(table("用工日期", 时间=written))))
    assert posting.first_day == first
    assert (posting.daily_start is None) == (written == "11-22")


def test_men_and_women_below_one_heading_with_their_sum(make_xlsx: Make, bring: Bring) -> None:
    def merged(sheet: object, workbook: object) -> None:
        sheet.merge_cells("D1:F1")  # type: ignore[attr-defined]  # openpyxl carries no types

    rows = [
        ["工种", "用工单位", "薪资", "用工人数", None, None, "地点", "电话"],
        [None, None, None, "男", "女", "合计", None, None],
        ["摘苹果", "红星果园", "180元/天", 2, 3, 5, "青石镇", PHONE],
    ]
    assert taken(bring(make_xlsx(rows, edit=merged))).headcount == 5


def test_a_row_struck_out_is_refused(make_xlsx: Make, bring: Bring) -> None:
    def struck(sheet: object, workbook: object) -> None:
        for cell in sheet[3]:  # type: ignore[index]  # openpyxl carries no types
            cell.font = Font(strike=True)
        sheet["A2"].font = Font(strike=True)  # type: ignore[index]  # one word of a row that stands

    head, row = table()
    report = bring(make_xlsx([head, row, ["除草", *row[1:]]], edit=struck))
    assert [found.status for found in report.rows] == [RowStatus.ACCEPTED, RowStatus.REFUSED]
    assert [found.reason for found in report.rows[1].problems] == [Reason.STRUCK_OUT]


def test_the_title_of_a_section_is_no_posting(make_csv: Make, bring: Bring) -> None:
    head, row = table()
    report = bring(make_csv([head, ["家政类"], row]))
    assert [found.row for found in report.rows] == [3]


def test_a_header_is_found_beside_any_number_of_other_columns(make_csv: Make, bring: Bring) -> None:
    head, row = table()
    report = bring(make_csv([[*head, *["其他列名"] * 5000], [*row, *["x"] * 5000]]))
    assert [found.status for found in report.rows] == [RowStatus.ACCEPTED]


@pytest.mark.parametrize("cell", ["/", "-", "——", "无", "0.00"])
def test_nothing_below_deposit_is_no_deposit(cell: str, make_csv: Make, bring: Bring) -> None:
    assert taken(bring(make_csv(table(押金=cell))))


def test_traditional_characters_are_read(make_csv: Make, bring: Bring) -> None:
    rows = [
        ["工種", "用工單位", "工資", "人數", "日期", "地點", "電話"],
        ["摘蘋果", "紅星果園", "180元/天", "5", "11月22日", "青石鎮", PHONE],
    ]
    assert taken(bring(make_csv(rows))).trade == "fruit-picking"


def test_words_that_repeat_without_end_are_read_at_once() -> None:
    """Each could be split in many ways; a pattern that tries them all would never come back."""
    for words in ("需要", "男工", "大约", "7:00-", "1-2,", "22、", "8毛", "1块2"):
        for read in (read_headcount, read_ages, read_pay, read_hours):
            read(words * 100 + "x")


def test_a_name_too_long_for_the_disk_is_a_plain_sentence(tmp_path: Path, bring: Bring) -> None:
    with pytest.raises(UnreadableFile):
        bring(tmp_path / ("长" * 300 + ".csv"))


def test_the_folder_itself_has_a_name_in_the_sentence(bring: Bring) -> None:
    with pytest.raises(UnreadableFile) as refused:
        bring(Path())
    assert refused.value.details["file"] == "."
