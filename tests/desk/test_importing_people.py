"""Import of people: lists as stations really have them, taken row by row, and nothing kept without consent."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from kiosk import cli
from kiosk.desk.demo import demo_county
from kiosk.desk.demo_people import AREA_CODE
from kiosk.desk.desk import Desk
from kiosk.desk.exchange.person_headings import PersonColumn, column_of
from kiosk.desk.importing import RowStatus
from kiosk.desk.importing_people import PeopleReport
from kiosk.domain.identity import check_character
from kiosk.domain.language import Language
from kiosk.domain.person import Consent, Person
from kiosk.domain.posting import Strength
from kiosk.domain.staff import Role
from kiosk.errors import NotAllowed, UnreadableFile
from kiosk.services import OpenStation
from kiosk.store.people import PersonStore
from kiosk.texts.catalogue import Texts

HEADINGS = ("序号", "姓名", "性别", "出生年月", "身份证号", "联系电话", "工种/特长", "家庭住址", "备注")
BODY = "43079619630517002"
IDENTITY = BODY + check_character(BODY)
Make = Callable[..., Path]
BringIn = Callable[..., PeopleReport]


@pytest.fixture
def bring_in(desk: Desk) -> BringIn:
    def bring(path: Path, **options: bool) -> PeopleReport:
        return desk.importing_people.bring_in(path, **{"consent_kept": True, **options})

    return bring


@pytest.fixture
def people(station: OpenStation) -> Callable[[], list[Person]]:
    """Everybody who is registered, in order."""

    def all_of_them() -> list[Person]:
        store = PersonStore(station.database)
        return [store.get(id_) for (id_,) in station.database.rows("select id from people order by number")]

    return all_of_them


def statuses(report: PeopleReport) -> list[str]:
    return [row.status.value for row in report.rows]


def codes(report: PeopleReport, row: int = 0) -> list[str]:
    return [remark.key for remark in report.rows[row].remarks]


def test_a_list_as_a_station_keeps_it(
    make_csv: Make, bring_in: BringIn, people: Callable[[], list[Person]], station: OpenStation
) -> None:
    station.regions.save_all(demo_county().regions)
    rows = [
        ("柳塘县求职人员登记表",),
        HEADINGS,
        (1, "张　三", "男", "1965年3月", "", "139 0000 1111", "瓦工、小工", "石桥镇", "能骑车"),
        (2, "李秀英", "女", "", IDENTITY, "１３９００００２２２２", "摘果子", "石桥镇大湾村三组", "无"),
        ("", "", "", "", "", "", "", "", ""),
        ("合计", "2人", "", "", "", "", "", "", ""),
        ("填表人：王主任", "", "", "", "", "", "", "", ""),
    ]
    report = bring_in(make_csv(rows))
    assert statuses(report) == ["accepted", "accepted"]
    assert [row.row for row in report.rows] == [3, 4]
    first, second = people()
    assert (first.name, first.phone, first.birth_year, first.region) == ("张三", "13900001111", 1965, "430796101")
    assert set(first.trades) == {"mason", "site-hand"}
    assert (first.note, first.consent) == ("能骑车", Consent.GIVEN)
    assert (second.birth_year, second.identity_number) == (1963, IDENTITY)
    assert (second.phone, second.trades, second.note) == ("13900002222", ("fruit-picking",), "石桥镇大湾村三组")
    assert [row.person_id for row in report.rows] == [first.id, second.id]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_text_in_any_encoding_and_with_any_separator(
    make_csv: Make, bring_in: BringIn, people: Callable[[], list[Person]], encoding: str, separator: str
) -> None:
    rows = [("姓名", "手机号", "年龄"), ("张桂兰", "13900001111", "61"), ("李大山", "13900001112", "58岁")]
    assert statuses(bring_in(make_csv(rows, encoding=encoding, separator=separator))) == ["accepted"] * 2
    assert [(one.name, one.birth_year) for one in people()] == [("张桂兰", 1965), ("李大山", 1968)]


def test_a_workbook_with_serial_dates_numbers_and_two_sheets(
    make_xlsx: Make, bring_in: BringIn, people: Callable[[], list[Person]]
) -> None:
    def edit(sheet: object, workbook: object) -> None:
        other = workbook.create_sheet("二村")  # type: ignore[attr-defined]
        other.append(["姓名", "电话"])
        other.append(["王五", 13900003333])

    rows = [("姓名", "电话", "出生日期"), ("张三", 13900001111, date(1965, 3, 2)), ("李四", 13900002222, 23803)]
    report = bring_in(make_xlsx(rows, edit=edit))
    assert statuses(report) == ["accepted"] * 3
    assert [(one.phone, one.birth_year) for one in people()] == [
        ("13900001111", 1965), ("13900002222", 1965), ("13900003333", None),
    ]  # fmt: skip
    assert report.rows[2].sheet == "二村"


@pytest.mark.parametrize(
    ("written", "year"),
    [
        ("1965", 1965), ("1965.3", 1965), ("1965年3月", 1965), ("196503", 1965), ("19650302", 1965),
        ("1965-03-02", 1965), ("1965/3/2", 1965), ("65年3月", 1965), ("65-03-02", 1965), ("1965年", 1965),
        ("１９６５．３", 1965), ("不详", None),
    ],
)  # fmt: skip
def test_birth_dates_in_every_spelling(
    make_csv: Make, bring_in: BringIn, people: Callable[[], list[Person]], written: str, year: int | None
) -> None:
    report = bring_in(make_csv([("姓名", "电话", "出生年月"), ("张三", "13900001111", written)]))
    assert people()[0].birth_year == year
    assert codes(report) == ([] if year else ["import-person-birth-unreadable"])


def test_english_headings(make_csv: Make, bring_in: BringIn, people: Callable[[], list[Person]]) -> None:
    rows = [
        ("Name", "Phone number", "Birth year", "Skills", "Strength", "Remarks"),
        ("Zhang San", "13900001111", "1965", "mason, cook", "light", "early shifts"),
    ]
    assert statuses(bring_in(make_csv(rows))) == ["accepted"]
    (person,) = people()
    assert (person.name, set(person.trades), person.strength) == ("Zhang San", {"mason", "cook"}, Strength.LIGHT)


def test_without_word_of_consent_only_names_and_trades_are_kept_and_it_is_said(
    make_csv: Make, bring_in: BringIn, people: Callable[[], list[Person]]
) -> None:
    rows = [HEADINGS, (1, "张三", "男", "1965.3", IDENTITY, "13900001111", "瓦工", "石桥镇", "能骑车")]
    report = bring_in(make_csv(rows), consent_kept=False)
    (person,) = people()
    assert (person.name, person.trades, person.consent) == ("张三", ("mason",), Consent.REFUSED)
    assert (person.phone, person.birth_year, person.identity_number, person.note, person.region) == (
        "",
        None,
        "",
        "",
        "",
    )
    assert statuses(report) == ["warned"]
    left_out = {"phone", "birth_year", "identity_number", "note"}
    assert {f"import-person-not-kept-{field}" for field in left_out} <= set(codes(report))


def test_the_same_file_again_changes_nothing(
    make_csv: Make, bring_in: BringIn, people: Callable[[], list[Person]]
) -> None:
    rows = [
        ("姓名", "电话", "工种"),
        ("张三", "13900001111", "瓦工"),
        ("李四", "", "厨师"),
        ("张三", "13900001111", ""),
    ]
    path = make_csv(rows)
    assert statuses(bring_in(path)) == ["accepted", "accepted", "unchanged"]
    before = people()
    assert statuses(bring_in(path)) == ["unchanged"] * 3
    assert statuses(bring_in(path, consent_kept=False)) == ["unchanged"] * 3
    assert people() == before


def test_a_couple_that_shares_a_phone_is_two_people_and_worth_a_look(
    make_csv: Make, bring_in: BringIn, people: Callable[[], list[Person]]
) -> None:
    rows = [("姓名", "电话"), ("张三", "13900001111"), ("李秀英", "13900001111")]
    report = bring_in(make_csv(rows))
    assert statuses(report) == ["accepted", "warned"]
    assert codes(report, 1) == ["import-person-phone-shared"]
    assert len(people()) == 2


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (("", "13900001111", "1965", ""), "walk-in-name-missing"),
        (("张三", "139000", "1965", ""), "walk-in-phone-malformed"),
        (("张三", "1.39E+10", "1965", ""), "walk-in-phone-malformed"),
        (("张三", "13900001111", "2015", ""), "walk-in-too-young"),
        (("张" * 10_000, "13900001111", "1965", ""), "walk-in-text-too-long"),
        (("张三", "13900001111", "1865", ""), None),
    ],
)
def test_rows_are_refused_with_a_reason_that_names_nobody(
    make_csv: Make, bring_in: BringIn, people: Callable[[], list[Person]], row: Sequence[str], code: str | None
) -> None:
    report = bring_in(make_csv([("姓名", "电话", "出生年", "备注"), row, ("李四", "13900002222", "1970", "")]))
    if code:
        assert statuses(report) == ["refused", "accepted"]
        assert codes(report) == [code]
        assert [one.name for one in people()] == ["李四"]
    for language in Language:
        said = " ".join(remark.sentence(Texts(language)) for row in report.rows for remark in row.remarks)
        assert "13900001111" not in said
        assert "张三" not in said


def test_a_wrong_identity_number_is_left_out_and_the_person_taken(
    make_csv: Make, bring_in: BringIn, people: Callable[[], list[Person]]
) -> None:
    rows = [
        ("姓名", "电话", "身份证号"),
        ("张三", "13900001111", "4.30796E+17"),
        ("李四", "13900002222", IDENTITY[:-1] + "0"),
    ]
    report = bring_in(make_csv(rows))
    assert statuses(report) == ["warned", "warned"]
    assert {code for row in (0, 1) for code in codes(report, row)} == {"import-person-identity-left-out"}
    assert [one.identity_number for one in people()] == ["", ""]


def test_what_cannot_be_sorted_in_is_kept_in_the_note(
    make_csv: Make, bring_in: BringIn, people: Callable[[], list[Person]]
) -> None:
    rows = [("姓名", "电话", "工种", "住址"), ("张三", "13900001111/13900009999", "瓦工、吹糖人", "外省某某村")]
    report = bring_in(make_csv(rows))
    note = people()[0].note
    assert all(words in note for words in ("13900009999", "吹糖人", "外省某某村"))
    assert people()[0].trades == ("mason",)
    assert set(codes(report)) == {
        "import-person-phone-more", "import-person-trade-unknown", "import-person-place-unknown",
    }  # fmt: skip


def test_a_dry_run_says_the_same_and_stores_nothing(
    make_csv: Make, bring_in: BringIn, station: OpenStation, people: Callable[[], list[Person]]
) -> None:
    path = make_csv([("姓名", "电话"), ("张三", "13900001111"), ("张三", "13900001111"), ("", "13900001112")])
    before = station.database.value("select count(*) from desk_log")
    dry = bring_in(path, dry_run=True)
    assert people() == []
    assert station.database.value("select count(*) from desk_log") == before
    assert statuses(dry) == statuses(bring_in(path)) == ["accepted", "unchanged", "refused"]


def test_a_file_of_postings_or_of_nothing_is_no_list_of_people(make_csv: Make, bring_in: BringIn) -> None:
    for rows in ([("工种", "工资", "电话"), ("瓦工", "180元/天", "13900001111")], [("你好",)], [("姓名",), ("张三",)]):
        with pytest.raises(UnreadableFile):
            bring_in(make_csv(rows))


def test_what_was_exported_comes_in_again(
    at_desk: Callable[..., Desk], make_csv: Make, bring_in: BringIn, tmp_path: Path, people: Callable[[], list[Person]]
) -> None:
    rows = [("姓名", "电话", "出生年", "工种"), ("张三", "13900001111", "1965", "瓦工 厨师"), ("李四", "", "", "")]
    bring_in(make_csv(rows))
    for name in ("people.csv", "people.xlsx"):
        at_desk(Role.HEAD).exporting.people(tmp_path / name, Texts(Language.ZH_CN))
        assert statuses(bring_in(tmp_path / name)) == ["unchanged", "unchanged"]


@pytest.mark.parametrize("role", [Role.WORKER, Role.TECHNICIAN])
def test_only_staff_bring_people_in(at_desk: Callable[..., Desk], make_csv: Make, role: Role) -> None:
    with pytest.raises(NotAllowed):
        at_desk(role).importing_people.bring_in(make_csv([("姓名", "电话"), ("张三", "13900001111")]))


def test_the_log_counts_and_names_nobody(make_csv: Make, bring_in: BringIn, station: OpenStation) -> None:
    bring_in(make_csv([("姓名", "电话"), ("张三", "13900001111")]))
    lines = station.database.rows("select action, details from desk_log")
    assert ("people-imported", '{"registered": 1, "rows": 1}') in lines
    assert not any("张三" in details or "1390" in details for _, details in lines)


@pytest.mark.parametrize("heading", ["姓名", "求职者姓名", "Name", "Full Name", "姓 名", "姓名*"])
def test_headings_of_names(heading: str) -> None:
    assert column_of(heading) is PersonColumn.NAME


@given(rows=st.lists(st.lists(st.text(max_size=30), min_size=4, max_size=6), max_size=8))
@hypothesis_settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_stands_in_the_cells_each_row_is_stored_as_it_was_understood_or_refused(
    rows: list[list[str]], make_xlsx: Make, bring_in: BringIn, tmp_path: Path
) -> None:
    path = tmp_path / "whatever.csv"
    text = "\r\n".join("\t".join(cell.replace("\t", " ") for cell in row) for row in rows)
    path.write_bytes(("姓名\t电话\t身份证号\t出生年月\t工种\t备注\r\n" + text).encode("utf-8", "replace"))
    try:
        report = bring_in(path)
    except UnreadableFile:
        return
    for row in report.rows:
        assert (row.person_id != "") == (row.status in (RowStatus.ACCEPTED, RowStatus.WARNED))
        assert all(remark.sentence(Texts(Language.EN)) for remark in row.remarks)


def test_the_command(
    station: OpenStation, make_csv: Make, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("YIZHAN_KEYS", str(station.places.keys))
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    path = str(make_csv([("姓名", "电话"), ("张三", f"{AREA_CODE}5560001"), ("", f"{AREA_CODE}5560002")]))
    data = ["--data", str(station.places.data)]
    assert cli.main(["import-people", *data, "--consent-kept", "--dry-run", path]) == 1
    assert "第3行 没收" in capsys.readouterr().out
    assert cli.main(["import-people", *data, path, "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["warned"], told["refused"], told["rows"][0]["remarks"][0]["code"]) == (
        1, 1, "import-person-not-kept-phone",
    )  # fmt: skip
    assert "张三" not in json.dumps(told, ensure_ascii=False)
