"""Exchange at the desk's window: looked at first, then brought in; taken out where somebody says; never in the way."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtWidgets import QWidget

from kiosk.desk.walk_in import WalkIn
from kiosk.domain.language import Language
from kiosk.domain.person import Consent
from kiosk.domain.staff import Role
from tests.ui.conftest import Unexpected
from tests.ui.desk.clipping import clipped
from tests.ui.desk.conftest import OpenDesk
from tests.ui.desk.sticks import Computer
from tests.ui.desk.window import OFFICE, PORTRAIT, SMALL, DeskWindow
from ui.screens.desk.exchange import ExchangeScreen
from ui.screens.desk.screen import Go, Place
from ui.screens.desk.shown_paths import MAY_BREAK
from ui.widgets.desk.lines import Lines

POSTINGS = ("工种", "招工信息", "用工单位", "用工人数", "工资待遇", "开始日期", "工作地点", "联系电话")
PEOPLE = ("姓名", "电话", "工种")
HOSTILE = "=cmd|'/c calc'!A0 " + "长" * 150 + " \u202e<b>&amp;</b>"


@pytest.fixture
def computer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Computer:
    return Computer(tmp_path / "computer", monkeypatch)


@pytest.fixture
def window(open_desk: OpenDesk, computer: Computer) -> DeskWindow:
    return at_exchange(open_desk())


def at_exchange(window: DeskWindow, role: Role = Role.HEAD) -> DeskWindow:
    window.log_in(role)
    window.go(Place.MORE)
    window.touch("more-exchange")
    window.settle()
    return window


def posting(number: int, *, phone: str = "13800001234") -> Sequence[object]:
    return ("瓦工", "招瓦工", f"第{number}施工队", 3, "200元/天", "2026-11-22", "东街", phone)


def write(path: Path, rows: Sequence[Sequence[object]]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def screen(window: DeskWindow) -> ExchangeScreen:
    found = window.shell.findChild(ExchangeScreen)
    assert isinstance(found, ExchangeScreen)
    return found


def until_ended(window: DeskWindow) -> None:
    window.settle()
    window.until(lambda: not screen(window).is_busy, "the end of the errand")
    window.live()


def choose(window: DeskWindow, name: str) -> None:
    """Touch the row of a file."""
    window.settle()
    lines = window.widget("exchange-files-lines", Lines)
    place = next(place for place, line in enumerate(lines.lines) if name in line.title)
    rect = lines.visualRect(lines.model().index(place, 0))
    window.tap(lines.viewport().mapTo(window.shell, rect.center()))
    window.settle()


def postings(window: DeskWindow) -> list[str]:
    sql = "select e.name from postings p join employers e on e.number = p.employer where e.name like '第%施工队'"
    return sorted(name for (name,) in window.use(lambda desk: desk.room.database.rows(sql)))


def state(window: DeskWindow) -> str:
    return window.text_of("exchange-import-state")


# bringing postings in


def test_postings_are_looked_at_and_then_brought_in_by_touch(window: DeskWindow, computer: Computer) -> None:
    stick = computer.plug_in("KINGSTON")
    write(stick / "村里" / "用工.csv", [POSTINGS, posting(1), posting(2), posting(3, phone="12")])
    window.touch("exchange-import-postings")
    choose(window, "用工")
    until_ended(window)
    assert window.text_of("exchange-count-refused") == "1"
    lines = window.widget("exchange-import-lines", Lines).lines
    refused = [line for line in lines if line.against]
    assert len(refused) == 1
    assert "第4行" in refused[0].title
    assert "12" in refused[0].against
    assert postings(window) == []
    window.touch("exchange-import-next")
    until_ended(window)
    assert postings(window) == ["第1施工队", "第2施工队"]
    assert "2" in window.text_of("desk-news-text")
    window.touch("exchange-import-next")
    assert window.visible("exchange-import-postings")


def test_the_same_file_again_has_nothing_new(window: DeskWindow, computer: Computer) -> None:
    write(computer.documents / "用工.csv", [POSTINGS, posting(1)])
    for _ in range(2):
        window.touch("exchange-import-postings")
        choose(window, "用工")
        until_ended(window)
        if window.visible("exchange-import-next"):
            window.touch("exchange-import-next")
            until_ended(window)
            window.touch("exchange-import-next")
    assert window.text_of("exchange-count-unchanged") == "1"
    assert state(window) == window.shell.look.texts("exchange-nothing-new")


def test_postings_are_brought_in_by_keyboard_alone(window: DeskWindow, computer: Computer) -> None:
    write(computer.documents / "用工.csv", [POSTINGS, posting(1)])
    window.key("Alt+1")
    window.settle()
    window.key("Return")
    until_ended(window)
    window.key("Ctrl+Return")
    until_ended(window)
    assert postings(window) == ["第1施工队"]
    window.key("Ctrl+Return")
    assert window.visible("exchange-export-postings")


def test_esc_goes_back_step_by_step_and_leaves_the_screen_last(window: DeskWindow, computer: Computer) -> None:
    write(computer.documents / "用工.csv", [POSTINGS, posting(1)])
    window.key("Alt+1")
    window.settle()
    window.key("Return")
    until_ended(window)
    window.key("Esc")
    window.settle()
    assert window.visible("exchange-files-lines")
    window.key("Esc")
    assert window.visible("exchange-import-postings")
    window.key("Esc")
    assert window.place is Place.MORE


def test_a_long_import_can_be_stopped_and_the_screen_lives_meanwhile(window: DeskWindow, computer: Computer) -> None:
    write(computer.documents / "很长.csv", [POSTINGS, *(posting(number) for number in range(15_000))])
    window.touch("exchange-import-postings")
    choose(window, "很长")
    until_ended(window)
    window.touch("exchange-import-next")
    window.until(lambda: "15,000" in state(window), "the first progress")
    window.key("F3")
    window.settle()
    assert window.place is Place.PEOPLE
    window.go(Place.MORE)
    window.touch("more-exchange")
    assert screen(window).is_busy
    window.key("Esc")
    until_ended(window)
    assert state(window) == window.shell.look.texts("exchange-stopped-half")
    assert 0 < len(window.use(lambda desk: desk.room.database.rows("select 1 from imported_rows"))) < 16_000


def test_a_file_that_is_no_table_is_told_in_words(window: DeskWindow, computer: Computer) -> None:
    (computer.home / "Downloads").mkdir()
    (computer.home / "Downloads" / "照片.xlsx").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    window.touch("exchange-import-postings")
    choose(window, "照片")
    until_ended(window)
    assert state(window) == window.shell.look.texts("import-file-picture", file="照片.xlsx")
    assert not window.visible("exchange-import-next")


def test_a_stick_that_is_plugged_in_shows_its_tables_by_itself(window: DeskWindow, computer: Computer) -> None:
    window.touch("exchange-import-postings")
    window.settle()
    assert window.visible("exchange-files-none")
    write(computer.plug_in("KINGSTON") / "用工.csv", [POSTINGS, posting(1)])
    window.until(lambda: window.visible("exchange-files-lines"), "the stick")
    assert "KINGSTON" in window.widget("exchange-files-lines", Lines).lines[0].below


def test_a_file_that_vanished_is_told(window: DeskWindow, computer: Computer) -> None:
    file = write(computer.documents / "用工.csv", [POSTINGS, posting(1)])
    window.touch("exchange-import-postings")
    window.settle()
    file.unlink()
    choose(window, "用工")
    until_ended(window)
    assert state(window) == window.shell.look.texts("import-file-missing", file="用工.csv")


# bringing people in


@pytest.mark.parametrize(("answer", "phone"), [("exchange-consent-yes", "13907420011"), ("exchange-consent-no", "")])
def test_people_are_brought_in_with_what_they_agreed_to(
    window: DeskWindow, computer: Computer, answer: str, phone: str
) -> None:
    write(computer.documents / "名单.csv", [PEOPLE, ("王秀英", "13907420011", "瓦工")])
    window.touch("exchange-import-people")
    choose(window, "名单")
    window.touch(answer)
    until_ended(window)
    assert window.use(lambda desk: desk.people.search("王秀英")) == ()
    window.touch("exchange-import-next")
    until_ended(window)
    person = window.use(lambda desk: desk.people.page(desk.people.search("王秀英")[0].id)).person
    assert person.phone == phone


def test_who_comes_back_from_the_question_chooses_another_file(window: DeskWindow, computer: Computer) -> None:
    write(computer.documents / "名单.csv", [PEOPLE, ("王秀英", "13907420011", "瓦工")])
    window.touch("exchange-import-people")
    choose(window, "名单")
    window.key("Esc")
    window.settle()
    assert window.visible("exchange-files-lines")


# taking out


def test_outcomes_of_chosen_days_are_saved_where_somebody_says(window: DeskWindow, computer: Computer) -> None:
    stick = computer.plug_in("KINGSTON")
    window.touch("exchange-export-outcomes")
    window.touch("exchange-days-last-month")
    assert "2026-10-01" in window.text_of("exchange-days-shown")
    window.touch("exchange-form-csv")
    window.touch("exchange-save")
    window.settle()
    window.touch("exchange-folder-0")
    until_ended(window)
    (path,) = stick.iterdir()
    assert path.name == "用工结果 2026-10-01 2026-10-31.csv"
    assert str(path) in window.text_of("exchange-export-state").replace(MAY_BREAK, "")


def test_other_days_come_from_the_calendar(window: DeskWindow, computer: Computer) -> None:
    window.touch("exchange-export-arrivals")
    window.touch("exchange-days-other")
    window.touch("exchange-period-calendar-2026-11-03")
    window.touch("exchange-period-calendar-2026-11-05")
    window.touch("exchange-period-done")
    assert "2026-11-03" in window.text_of("exchange-days-shown")
    window.key("Ctrl+Return")
    until_ended(window)
    assert [path.name for path in computer.documents.iterdir()] == ["到站 2026-11-03 2026-11-05.xlsx"]


def test_the_head_takes_people_out_and_nothing_in_the_file_is_a_formula(window: DeskWindow, computer: Computer) -> None:
    window.use(lambda desk: desk.people.register(WalkIn(name="=1+1", consent=Consent.GIVEN)))
    window.touch("exchange-export-people")
    assert window.visible("exchange-private")
    window.key("Ctrl+Return")
    until_ended(window)
    (path,) = computer.documents.iterdir()
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert [cell.data_type for cell in sheet["A"]][1:] == ["s"]


def test_a_clerk_takes_no_people_out(open_desk: OpenDesk, computer: Computer) -> None:
    window = at_exchange(open_desk(), Role.CLERK)
    assert not window.visible("exchange-export-people")
    assert window.visible("exchange-head-only")
    assert window.visible("exchange-export-postings")


def test_a_stick_that_is_gone_is_told_and_something_else_can_be_chosen(window: DeskWindow, computer: Computer) -> None:
    computer.plug_in("KINGSTON")
    window.touch("exchange-export-postings")
    window.touch("exchange-save")
    window.settle()
    computer.pull_out("KINGSTON")
    window.touch("exchange-folder-0")
    until_ended(window)
    assert window.text_of("exchange-export-state") == window.shell.look.texts("error-store")
    window.touch("exchange-save")
    window.settle()
    window.key("Alt+2")
    until_ended(window)
    assert len(list(computer.documents.iterdir())) == 1


def test_a_technician_is_told_that_this_is_not_theirs(
    open_desk: OpenDesk, computer: Computer, unexpected: Unexpected
) -> None:
    window = at_exchange(open_desk(), Role.TECHNICIAN)
    window.touch("exchange-import-postings")
    window.settle()
    assert window.text_of("desk-news-text") == window.shell.look.texts("error-not-allowed")


# how it looks


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("size", [PORTRAIT, OFFICE, SMALL], ids=["kiosk", "office", "small"])
def test_nothing_is_cut_off_on_any_panel(
    open_desk: OpenDesk, computer: Computer, size: object, language: Language
) -> None:
    for number in range(3):
        computer.plug_in(f"KINGSTON-{number}")
    name = "很长的文件名" * 12
    hostile = [(HOSTILE, HOSTILE, HOSTILE, 3, HOSTILE, HOSTILE, HOSTILE, HOSTILE) for _ in range(3)]
    write(computer.documents / f"{name}.csv", [POSTINGS, *hostile, posting(1)])
    write(computer.documents / "名单.csv", [PEOPLE, (HOSTILE, "12", HOSTILE), ("王秀英", "13907420011", "瓦工")])
    window = open_desk(size=size, language=language)
    window.log_in(Role.HEAD)
    window.shell.go(Go(place=Place.EXCHANGE))
    window.settle()
    assert clipped(window) == []
    window.touch("exchange-import-postings")
    choose(window, "很长")
    until_ended(window)
    assert clipped(window) == []
    window.key("Esc")
    window.settle()
    assert clipped(window) == []
    window.key("Esc")
    window.touch("exchange-import-people")
    choose(window, "名单")
    assert clipped(window) == []
    window.touch("exchange-consent-no")
    until_ended(window)
    assert clipped(window) == []
    for _ in range(2):
        window.key("Esc")
        window.settle()
    window.touch("exchange-export-outcomes")
    assert clipped(window) == []
    window.touch("exchange-save")
    window.settle()
    assert window.visible("exchange-folder-3")
    assert clipped(window) == []
    window.touch("exchange-folder-3")
    until_ended(window)
    assert clipped(window) == []


def test_every_step_begins_where_the_next_key_is_wanted(window: DeskWindow, computer: Computer) -> None:
    write(computer.documents / "名单.csv", [PEOPLE, ("王秀英", "13907420011", "瓦工")])

    def focus() -> str:
        found = window.shell.focusWidget()
        assert isinstance(found, QWidget)
        return found.objectName()

    assert focus() == "exchange-import-postings"
    window.key("Alt+2")
    window.settle()
    assert focus() == "exchange-files-lines"
    window.key("Return")
    assert focus() == "exchange-consent-yes"
    window.key("Ctrl+Return")
    until_ended(window)
    assert focus() == "exchange-import-next"
