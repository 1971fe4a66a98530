"""Reports at the desk's window: the usual days by one touch, any others from a calendar, and what is taken away."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from pathlib import Path

import openpyxl
import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from kiosk.desk.demo_history import make_history
from kiosk.desk.walk_in import WalkIn
from kiosk.domain.language import Language
from kiosk.domain.person import Consent
from kiosk.domain.report import Period, Report
from kiosk.domain.staff import Role
from kiosk.slips.document import Document
from tests.ui.conftest import Unexpected
from tests.ui.desk.clipping import clipped
from tests.ui.desk.conftest import OpenDesk
from tests.ui.desk.sticks import Computer
from tests.ui.desk.window import OFFICE, PORTRAIT, SMALL, DeskWindow
from tests.ui.window import MORNING
from ui.screens.desk.reports_period import Span, period_of
from ui.screens.desk.screen import Go, Place, PrintWish
from ui.screens.desk.shown_paths import MAY_BREAK
from ui.widgets.desk.figure_table import FigureTable
from ui.widgets.desk.plot import PlotPicture

TODAY = date(2026, 11, 21)
MONTH = Period(first_day=date(2026, 11, 1), last_day=TODAY)
TWELVE = Period(first_day=date(2025, 12, 1), last_day=TODAY)


@pytest.fixture
def computer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Computer:
    return Computer(tmp_path / "computer", monkeypatch)


@pytest.fixture
def window(open_desk: OpenDesk, computer: Computer) -> DeskWindow:
    """At the reports of a station with thirty days behind it."""
    opened = open_desk()
    opened.use(lambda desk: make_history(desk.room, people=60, days=10))
    return at_reports(opened)


def at_reports(window: DeskWindow, role: Role = Role.CLERK) -> DeskWindow:
    window.log_in(role)
    window.go(Place.MORE)
    window.touch("more-reports")
    until_shown(window)
    return window


def until_shown(window: DeskWindow) -> None:
    """Wait until the figures, the plots and the tables are there."""

    def is_shown() -> bool:
        screen = window.shell.present
        assert screen is not None
        pictures = [each for each in screen.findChildren(PlotPicture) if each.isVisible()]
        state = window.text_of("reports-state") if window.visible("reports-state") else ""
        return any(map(str.isdigit, state)) and all(each.is_drawn for each in pictures)

    window.settle()
    window.until(is_shown, "the report")
    window.live()


def counted(window: DeskWindow, period: Period) -> Report:
    report: Report = window.use(lambda desk: desk.reports.of(period))
    return report


def figure(window: DeskWindow, number: int) -> str:
    return window.text_of(f"reports-figure-{number}-value")


def news(window: DeskWindow) -> str:
    window.until(lambda: window.visible("desk-news-text"), "the news")
    return window.text_of("desk-news-text").replace(MAY_BREAK, "")


def saved(folder: Path, ending: str) -> Path:
    (path,) = folder.glob(f"*{ending}")
    return path


def test_this_month_is_counted_as_soon_as_somebody_comes(window: DeskWindow) -> None:
    report = counted(window, MONTH)
    assert report.hires > 0
    assert window.text_of("reports-title") == "驿站报表 2026-11-01 到 2026-11-21"
    assert window.text_of("reports-figure-0-title") == "求职登记人数"
    assert figure(window, 0) == str(report.job_seekers)
    assert window.text_of("reports-figure-1-title") == "日均成功用工人数"
    assert figure(window, 1) == f"{report.daily_hires:.1f}".removesuffix(".0")
    assert window.visible("reports-main-trades-value")


@pytest.mark.parametrize("span", Span)
def test_the_usual_days_are_one_touch_away(window: DeskWindow, span: Span) -> None:
    window.touch(f"reports-span-{span}")
    until_shown(window)
    period = period_of(span, TODAY)
    assert str(period.first_day) in window.text_of("reports-title")
    assert str(period.last_day) in window.text_of("reports-title")
    assert figure(window, 0) == str(counted(window, period).job_seekers)


def test_other_days_are_chosen_from_a_calendar_by_touch(window: DeskWindow) -> None:
    window.touch("reports-span-other")
    window.touch("reports-period-calendar-back")
    window.touch("reports-period-calendar-2026-10-05")
    window.touch("reports-period-calendar-2026-11-20")
    window.touch("reports-period-done")
    until_shown(window)
    assert window.text_of("reports-title") == "驿站报表 2026-10-05 到 2026-11-20"
    assert window.widget("reports-span-other").isChecked()  # type: ignore[attr-defined]  # a button


def test_days_to_come_cannot_be_touched(window: DeskWindow) -> None:
    window.touch("reports-span-other")
    assert window.widget("reports-period-calendar-2026-11-21").isEnabled()
    assert not window.widget("reports-period-calendar-2026-11-22").isEnabled()
    assert not window.widget("reports-period-calendar-on").isEnabled()


def test_other_days_are_typed_as_somebody_says_them(window: DeskWindow) -> None:
    window.touch("reports-span-other")
    window.key("Ctrl+A")
    window.type("12-1")
    window.key("Return")
    window.key("Ctrl+A")
    window.type("2026-11-20")
    window.key("Ctrl+Return")
    until_shown(window)
    assert window.text_of("reports-title") == "驿站报表 2025-12-01 到 2026-11-20"


@pytest.mark.parametrize(("first", "last"), [("月亮", "2026-11-20"), ("2026-11-20", "2026-11-01"), ("2001-1-1", "")])
def test_days_that_cannot_be_are_refused_in_words(window: DeskWindow, first: str, last: str) -> None:
    window.touch("reports-span-other")
    for day in (first, last):
        window.key("Ctrl+A")
        window.type(day)
        window.key("Return")
    window.key("Ctrl+Return")
    window.settle()
    problems = [name for name in window.names() if name.startswith("reports-period") and name.endswith("-problem")]
    assert problems
    window.key("Esc")
    assert window.text_of("reports-title") == "驿站报表 2026-11-01 到 2026-11-21"
    assert window.widget("reports-span-this-month").isChecked()  # type: ignore[attr-defined]  # a button


def test_touching_one_span_after_the_other_shows_the_last_one(window: DeskWindow) -> None:
    for span in (Span.THIS_YEAR, Span.LAST_MONTH, Span.TWELVE_MONTHS):
        window.touch(f"reports-span-{span}")
    until_shown(window)
    window.until(lambda: "2025-12-01" in window.text_of("reports-title"), "the last choice")
    assert figure(window, 0) == str(counted(window, TWELVE).job_seekers)


def test_figures_stand_still_until_somebody_counts_again(window: DeskWindow) -> None:
    before = figure(window, 0)
    window.use(lambda desk: desk.people.register(WalkIn(name="新来的", consent=Consent.GIVEN), also_new=True))
    window.clock.moment = MORNING.replace(hour=10, minute=12)
    window.settle()
    assert figure(window, 0) == before
    window.touch("reports-again")
    until_shown(window)
    assert figure(window, 0) == str(int(before) + 1)
    assert "10:12" in window.text_of("reports-state")


def test_plots_and_tables_show_the_same_report(window: DeskWindow) -> None:
    report = counted(window, MONTH)
    screen = window.shell.present
    assert screen is not None
    titles = [each.accessibleName() for each in screen.findChildren(PlotPicture) if each.isVisible()]
    assert titles[0] == "每天有多少人到站、成功用工"
    assert len(titles) == 5
    tables = {each.accessibleName(): each for each in screen.findChildren(FigureTable) if each.isVisible()}
    assert ("求职登记人数", str(report.job_seekers)) in {row[:2] for row in tables["所有的数"].rows}
    assert len(tables["各天"].rows) == report.open_days


def test_single_days_are_not_listed_for_a_year(window: DeskWindow) -> None:
    window.touch("reports-span-twelve-months")
    until_shown(window)
    screen = window.shell.present
    assert screen is not None
    shown = {each.accessibleName() for each in screen.findChildren(FigureTable) if each.isVisible()}
    assert "各月" in shown
    assert "各天" not in shown


def test_a_pdf_is_saved_among_the_documents_and_told_where(window: DeskWindow, computer: Computer) -> None:
    report = counted(window, MONTH)
    window.key("Ctrl+Return")
    said = news(window)
    path = saved(computer.documents, ".pdf")
    assert str(path) in said
    words = words_of(path)
    for part in (
        "驿站报表",
        "求职登记人数",
        "主要工种",
        "日均成功用工人数",
        "每天有多少人到站",
        str(report.job_seekers),
    ):
        assert part in words
    assert window.use(lambda desk: desk.room.station.name) in words
    pages = pypdf.PdfReader(path).pages
    assert f"共{len(pages)}页" in words


def words_of(path: Path) -> str:
    """What another program finds in a PDF, without blanks."""
    if shutil.which("pdftotext"):
        told = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True).stdout.decode()
    else:
        told = "".join(page.extract_text() for page in pypdf.PdfReader(path).pages)
    return "".join(told.split())


def test_a_workbook_and_a_csv_are_saved_beside_what_is_there(window: DeskWindow, computer: Computer) -> None:
    for keys, ending in (("Alt+X", ".xlsx"), ("Alt+C", ".csv")):
        for count in (1, 2):
            window.key(keys)
            window.settle()
            assert len(list(computer.documents.glob(f"*{ending}"))) == count
    first, second = sorted(computer.documents.glob("*.xlsx"), key=lambda path: len(path.name))
    assert second.stem == f"{first.stem} 2"
    assert openpyxl.load_workbook(first).worksheets[0]["A3"].value == "求职登记人数"
    assert "求职登记人数" in next(computer.documents.glob("*.csv")).read_text("utf-8-sig")


def test_with_a_stick_somebody_says_where_to(window: DeskWindow, computer: Computer) -> None:
    stick = computer.plug_in("KINGSTON")
    window.touch("reports-pdf")
    window.settle()
    assert "KINGSTON" in window.text_of("reports-folder-0")
    window.touch("reports-folder-leave")
    assert not window.visible("reports-folder")
    window.touch("reports-xlsx")
    window.settle()
    window.key("Alt+1")
    window.settle()
    assert saved(stick, ".xlsx").name in news(window)
    assert list(stick.glob(".*")) == []


def test_a_stick_that_is_gone_is_told(window: DeskWindow, computer: Computer, unexpected: Unexpected) -> None:
    stick = computer.plug_in("KINGSTON")
    window.touch("reports-pdf")
    window.settle()
    computer.pull_out("KINGSTON")
    window.touch("reports-folder-0")
    window.until(lambda: window.visible("desk-news-text"), "the trouble")
    assert window.shell.look.texts("error-store") in news(window)
    unexpected.expect("StoreError")
    assert not stick.exists()


def test_the_same_paper_goes_to_the_printer(window: DeskWindow) -> None:
    wishes: list[PrintWish] = []
    window.shell.print_wanted.connect(wishes.append)
    window.key("Ctrl+P")
    (wish,) = wishes
    assert isinstance(wish.paper, Document)
    assert wish.paper.title == window.text_of("reports-title")


def test_reports_work_by_keyboard_alone(window: DeskWindow) -> None:
    window.key("Right")
    window.key("Return")
    until_shown(window)
    assert window.text_of("reports-title") == "驿站报表 2026-10-01 到 2026-10-31"
    area = window.widget("reports-page", QScrollArea)
    reached: set[str] = set()
    for _ in range(40):
        window.key("Tab")
        focus = window.shell.focusWidget()
        assert focus is not None
        reached.add(focus.objectName())
        seen = focus.visibleRegion().boundingRect()
        assert not seen.isEmpty(), f"{focus.objectName()} has the keyboard and is not seen"
    assert area.verticalScrollBar().maximum() > 0
    assert {
        "reports-again",
        "reports-pdf",
        "reports-print",
        "reports-plot-0-picture",
        "reports-table-0-rows",
    } <= reached


def test_what_is_taller_than_the_panel_is_read_by_keys(open_desk: OpenDesk, computer: Computer) -> None:
    window = open_desk(size=SMALL)
    window.use(lambda desk: make_history(desk.room, people=60, days=10))
    at_reports(window)
    bar = window.widget("reports-page", QScrollArea).verticalScrollBar()
    while window.shell.focusWidget().objectName() != "reports-table-1-rows":  # type: ignore[union-attr]  # there is one
        window.key("Tab")
    before = bar.value()
    window.key("PgDown")
    assert bar.value() > before
    window.key("Up")
    assert bar.value() > before


def test_a_technician_is_told_that_this_is_not_theirs(open_desk: OpenDesk) -> None:
    window = open_desk()
    window.log_in(Role.TECHNICIAN)
    window.go(Place.MORE)
    window.touch("more-reports")
    window.settle()
    assert window.text_of("desk-news-text") == window.shell.look.texts("error-not-allowed")


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("size", [PORTRAIT, OFFICE, SMALL], ids=["kiosk", "office", "small"])
def test_nothing_is_cut_off_on_any_panel(
    open_desk: OpenDesk, computer: Computer, size: object, language: Language
) -> None:
    for number in range(3):
        computer.plug_in(f"KINGSTON-{number}")
    window = open_desk(size=size, language=language)
    window.use(lambda desk: make_history(desk.room, people=60, days=10))
    window.log_in()
    window.shell.go(Go(place=Place.REPORTS))
    until_shown(window)
    assert clipped(window) == []
    window.touch("reports-pdf")
    window.settle()
    assert window.visible("reports-folder-3")
    assert clipped(window) == []
    window.touch("reports-folder-3")
    window.until(lambda: window.visible("desk-news-text"), "the news")
    assert clipped(window) == []
    window.touch("desk-close-news")
    window.touch("reports-span-other")
    assert clipped(window) == []
    window.touch("reports-period-calendar-2026-11-03")
    window.key("Esc")
    assert clipped(window) == []


def test_what_a_screen_reader_would_say(window: DeskWindow) -> None:
    card = window.widget("reports-figure-0", QWidget)
    assert card.accessibleName() == f"求职登记人数 {figure(window, 0)}"
    assert window.widget("reports-span-this-month").focusPolicy() & Qt.FocusPolicy.TabFocus
