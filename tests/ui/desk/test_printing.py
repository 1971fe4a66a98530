"""The desk's printing: told as it was, in order, never twice by itself, and kept as a PDF where nothing prints."""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdf
import pytest
import zxingcpp
from PIL import Image
from PySide6.QtCore import QCoreApplication, QEventLoop
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from kiosk.domain.language import Language
from kiosk.errors import DiskFull, StoreError, YizhanError
from kiosk.printing.printer import NoPrinter, PdfJob, Printer, PrintJob, PrintOutcome
from kiosk.slips.compose import SlipContent
from kiosk.slips.document import Code, Document, Table, Text
from kiosk.texts.catalogue import ASSETS, Texts
from tests.pieces import quickest
from tests.ui.conftest import Unexpected
from tests.ui.print_server import QUEUE, Paper, PrintServer, print_server
from ui.desk.pdf_files import PdfFiles, file_name, saved_words, written_to
from ui.desk.print_bar import PrintBar
from ui.desk.printing import DeskPrinting, Unprinted, words_of
from ui.fonts import load_fonts
from ui.print_request import PrintRequest
from ui.screens.desk.screen import PrintWish
from ui.slip_pages import written
from ui.system_printer import SystemPrinter
from ui.tasks import Tasks
from ui.theme import Panel
from ui.turns import Turns
from ui.widgets.desk.look import Look
from ui.widgets.pictures import Pictures

PATIENCE_S = 60.0
CODE = "河口镇零工驿站\nL7-W-00012-3"


class PaperPrinter:
    """A printer of rolls that keeps what comes out of it, and can be without paper, unplugged or stuck."""

    def __init__(self) -> None:
        self.sheets: list[PrintJob] = []
        self.asked = 0
        self._outcome = PrintOutcome.PRINTED
        self._sheets_left: int | None = None
        self._goes_on = threading.Event()
        self._goes_on.set()

    def fail(self, outcome: PrintOutcome) -> None:
        self._outcome = outcome

    def mend(self) -> None:
        self._outcome, self._sheets_left = PrintOutcome.PRINTED, None

    def run_out_of_paper(self, *, after: int) -> None:
        self._sheets_left = after

    def hang(self) -> None:
        self._goes_on.clear()

    def go_on(self) -> None:
        self._goes_on.set()

    def warm_up(self) -> None:
        """Nothing to load."""

    def print(self, job: PrintJob) -> PrintOutcome:
        self.asked += 1
        self._goes_on.wait(PATIENCE_S)
        if not job.seconds_left:
            return PrintOutcome.FAILED
        if self._outcome is not PrintOutcome.PRINTED:
            return self._outcome
        if self._sheets_left == 0:
            return PrintOutcome.OUT_OF_PAPER
        if self._sheets_left is not None:
            self._sheets_left -= 1
        self.sheets.append(job)
        return PrintOutcome.PRINTED


class OfficePrinter(PaperPrinter):
    """A printer of the operating system, with A4 in it."""

    def __init__(self, *, takes_pdf: bool = True) -> None:
        super().__init__()
        self.pdfs: list[bytes] = []
        self._takes_pdf = takes_pdf

    @property
    def takes_pdf(self) -> bool:
        return self._takes_pdf

    def print_pdf(self, job: PdfJob) -> PrintOutcome:
        assert job.seconds_left
        self.pdfs.append(job.pdf)
        return PrintOutcome.PRINTED


class Desk:
    """A desk's printing, and what it told."""

    def __init__(self, printer: Printer, *, paper_mm: int = 80, prints_sheets: bool | None = None) -> None:
        self.tasks, self.turns = Tasks(), Turns()
        self.printing = DeskPrinting(
            tasks=self.tasks, turns=self.turns, printer=printer, paper_mm=paper_mm, prints_sheets=prints_sheets
        )
        self.files = PdfFiles(tasks=self.tasks, turns=self.turns, paper_mm=paper_mm)
        self.printed: list[str] = []
        self.stopped: list[Unprinted] = []
        self.saved: list[tuple[Path, ...]] = []
        self.not_saved: list[YizhanError] = []
        self.printing.printed.connect(lambda wish: self.printed.append(wish.done_text))
        self.printing.stopped.connect(self.stopped.append)
        self.files.saved.connect(self.saved.append)
        self.files.not_saved.connect(self.not_saved.append)

    def print(self, *wishes: PrintWish) -> None:
        """Ask for them, and wait until nothing is on its way."""
        for wish in wishes:
            self.printing.print(wish)
        self.rest()

    def rest(self) -> None:
        wait_for(lambda: not self.printing.is_busy)

    def save(self, wish: PrintWish, folder: Path) -> None:
        told = len(self.saved) + len(self.not_saved)
        self.files.save(wish, folder=folder, texts=Texts(Language.ZH_CN))
        wait_for(lambda: len(self.saved) + len(self.not_saved) > told)

    def close(self) -> None:
        self.turns.stop()
        self.tasks.close(last=lambda: None)


OpenDesk = Callable[..., Desk]


def wait_for(is_so: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < deadline
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)


@pytest.fixture
def open_printing(qapp: QApplication, unexpected: Unexpected) -> Iterator[OpenDesk]:
    load_fonts()
    opened: list[Desk] = []

    def open_one(*arguments: object, **how: object) -> Desk:
        opened.append(Desk(*arguments, **how))  # type: ignore[arg-type]  # as of Desk
        return opened[-1]

    yield open_one
    for desk in opened:
        desk.close()


@pytest.fixture
def printer() -> PaperPrinter:
    return PaperPrinter()


@pytest.fixture
def desk(open_printing: OpenDesk, printer: PaperPrinter) -> Desk:
    return open_printing(printer)


def document(title: str = "派工单", *, rows: int = 3) -> Document:
    table = Table(("序", "姓名", "电话"), tuple((str(row), f"工人{row}", "138 1234 5678") for row in range(rows)))
    return Document(language=Language.ZH_CN, title=title, blocks=(Text("x"), table, Code(CODE)))


def wish(title: str = "派工单", *, rows: int = 3) -> PrintWish:
    return PrintWish(paper=document(title, rows=rows), done_text=title)


def slip_content(number: str) -> SlipContent:
    lines = dict.fromkeys((
        "number_label", "trade_name", "pay", "paid_when", "days", "hours", "place", "transport", "contact", "phone",
        "station_name", "station_phone", "hotline", "wage_line", "qr_hint", "issued_at",
    ), "字")  # fmt: skip
    return SlipContent(number=number, trade="fruit-picking", qr_text=f"{number} signed", **lines)


def slips(*numbers: str) -> PrintWish:
    return PrintWish(paper=tuple(written(slip_content(number)) for number in numbers), done_text="单子打好了")


def codes_on(job: PrintJob) -> list[str]:
    dots = Image.frombytes("1", (job.width_dots, job.height_dots), job.rows, "raw", "1;I").convert("L")
    return [found.text for found in zxingcpp.read_barcodes(dots)]


def test_a_document_and_slips_come_out_in_order_each_once(desk: Desk, printer: PaperPrinter) -> None:
    desk.print(wish("一"), slips("A1-1121-001-4", "A1-1121-002-2"), wish("三"))
    assert desk.printed == ["一", "单子打好了", "三"]
    assert [codes_on(job) for job in printer.sheets] == [
        [CODE], ["A1-1121-001-4 signed"], ["A1-1121-002-2 signed"], [CODE],
    ]  # fmt: skip
    assert desk.stopped == []


@pytest.mark.parametrize(
    ("outcome", "key"),
    [
        (PrintOutcome.NO_PRINTER, "desk-print-no-printer"),
        (PrintOutcome.OUT_OF_PAPER, "desk-print-out-of-paper"),
        (PrintOutcome.COVER_OPEN, "desk-print-cover-open"),
        (PrintOutcome.FAILED, "desk-print-not-answering"),
    ],
)
def test_what_was_not_printed_is_never_called_printed_and_can_be_tried_again(
    desk: Desk, printer: PaperPrinter, outcome: PrintOutcome, key: str
) -> None:
    printer.fail(outcome)
    desk.print(wish("一"))
    assert desk.printed == []
    (unprinted,) = desk.stopped
    assert (unprinted.key, unprinted.wish.done_text, unprinted.can_try_again) == (key, "一", True)
    printer.mend()
    desk.rest()
    assert printer.sheets == []
    desk.printing.try_again()
    desk.rest()
    assert desk.printed == ["一"]
    assert len(printer.sheets) == 1
    desk.printing.try_again()
    desk.rest()
    assert len(printer.sheets) == 1
    assert desk.printed == ["一"]


def test_those_behind_a_failed_one_wait_with_it_and_come_out_in_their_order(desk: Desk, printer: PaperPrinter) -> None:
    printer.fail(PrintOutcome.FAILED)
    desk.print(wish("一"), wish("二"), wish("三"))
    assert printer.asked == 1
    assert desk.stopped[0].others == 2
    printer.mend()
    desk.print(wish("四"))
    assert desk.printed == ["四"]
    desk.printing.try_again()
    desk.rest()
    assert desk.printed == ["四", "一", "二", "三"]
    assert len(printer.sheets) == 4


def test_a_list_that_ran_out_of_paper_goes_on_where_it_stopped(desk: Desk, printer: PaperPrinter) -> None:
    printer.run_out_of_paper(after=2)
    desk.print(wish("名单", rows=150))
    (unprinted,) = desk.stopped
    assert (unprinted.key, unprinted.done) == ("desk-print-out-of-paper", 2)
    assert unprinted.all > 4
    words = words_of(unprinted, Texts(Language.ZH_CN))
    assert f"前 2 张打好了，一共 {unprinted.all} 张" in words
    printer.mend()
    desk.printing.try_again()
    desk.rest()
    assert desk.printed == ["名单"]
    assert len(printer.sheets) == unprinted.all
    assert len({job.rows for job in printer.sheets}) == unprinted.all


def test_what_is_let_go_never_comes_out(desk: Desk, printer: PaperPrinter) -> None:
    printer.fail(PrintOutcome.FAILED)
    desk.print(wish("一"), wish("二"))
    desk.printing.let_go()
    printer.mend()
    desk.printing.try_again()
    desk.print(wish("三"))
    assert desk.printed == ["三"]
    assert len(printer.sheets) == 1


@pytest.mark.alone
def test_a_printer_that_hangs_holds_up_nobody_but_the_paper(desk: Desk, printer: PaperPrinter) -> None:
    printer.hang()
    desk.printing.print(wish("一", rows=300))

    def held_up_s() -> float:
        longest_s, before = 0.0, time.monotonic()
        until = before + 1
        while time.monotonic() < until:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 1)
            longest_s, before = max(longest_s, time.monotonic() - before), time.monotonic()
        return longest_s

    assert quickest(held_up_s, bar=0.1) < 0.1
    assert desk.printing.is_busy
    printer.go_on()
    desk.rest()
    assert desk.printed == ["一"]


def test_after_a_log_out_nothing_more_is_printed_and_nothing_told(desk: Desk, printer: PaperPrinter) -> None:
    printer.hang()
    desk.printing.print(wish("一", rows=150))
    desk.printing.print(wish("二"))
    wait_for(lambda: printer.asked)
    desk.printing.forget()
    printer.go_on()
    desk.rest()
    desk.printing.try_again()
    desk.print(wish("三"))
    assert desk.printed == ["三"]
    assert desk.stopped == []
    assert len(printer.sheets) == 2  # the piece that the printer had already, and the new one


@pytest.mark.parametrize("moment", ["before the first turn", "while it is drawn"])
def test_what_is_forgotten_before_it_is_drawn_is_not_printed(desk: Desk, printer: PaperPrinter, moment: str) -> None:
    desk.printing.print(wish("一", rows=300))
    if moment == "while it is drawn":
        for _ in range(3):
            QCoreApplication.processEvents()
    desk.printing.forget()
    desk.print(wish("二"))
    assert desk.printed == ["二"]
    assert len(printer.sheets) == 1


def test_a_station_without_printer_says_so_and_offers_a_pdf(open_printing: OpenDesk, tmp_path: Path) -> None:
    desk = open_printing(NoPrinter())
    desk.print(wish("派工单"))
    (unprinted,) = desk.stopped
    assert (unprinted.key, unprinted.can_try_again) == ("desk-print-none", False)
    desk.save(unprinted.wish, tmp_path)
    assert desk.saved == [(tmp_path / "派工单.pdf",)]
    text = pypdf.PdfReader(tmp_path / "派工单.pdf").pages[0].extract_text()
    assert "工人2" in text
    assert desk.printed == []


def test_a_file_that_is_there_is_never_written_over(open_printing: OpenDesk, tmp_path: Path) -> None:
    desk = open_printing(NoPrinter())
    for _ in range(3):
        desk.save(wish("派工单"), tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["派工单 2.pdf", "派工单 3.pdf", "派工单.pdf"]


def test_slips_are_saved_each_under_its_number_in_its_own_size(open_printing: OpenDesk, tmp_path: Path) -> None:
    desk = open_printing(NoPrinter(), paper_mm=58)
    desk.save(slips("A1-1121-001-4", "A1-1121-002-2"), tmp_path)
    (paths,) = desk.saved
    assert [path.name for path in paths] == ["A1-1121-001-4.pdf", "A1-1121-002-2.pdf"]
    width = float(pypdf.PdfReader(paths[0]).pages[0].mediabox.width)
    assert width / 72 * 25.4 == pytest.approx(58, abs=0.4)
    assert str(tmp_path) in saved_words(paths, Texts(Language.EN))


def test_a_folder_that_takes_nothing_is_told(open_printing: OpenDesk, tmp_path: Path) -> None:
    desk = open_printing(NoPrinter())
    desk.save(wish(), tmp_path / "not there")
    assert isinstance(desk.not_saved[0], StoreError)
    assert desk.saved == []


def test_a_stick_that_runs_full_keeps_no_part_of_it(tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(DiskFull):
            written_to(tmp_path, [("one", b"%PDF"), ("two", bytes(2000))])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("../../etc/passwd", "etc passwd"),
        ('a<b>:"c"|?*', "a b c"),
        ("CON", "x"),
        ("nul.txt", "x"),
        ("...", "x"),
        ("", "x"),
        ("派工单 11月22日", "派工单 11月22日"),
    ],
)
def test_a_title_becomes_a_name_that_every_system_takes(title: str, name: str) -> None:
    assert file_name(title, otherwise="x") == name


@pytest.mark.parametrize("title", ["甲" * 500, "𠮷" * 500, "x" * 500])
def test_the_longest_title_is_a_name_that_can_be_written(tmp_path: Path, title: str) -> None:
    (path,) = written_to(tmp_path, [(file_name(title, otherwise="x"), b"%PDF")])
    assert path.read_bytes() == b"%PDF"


def test_a_document_goes_to_an_office_printer_as_a_pdf_and_a_slip_as_dots(open_printing: OpenDesk) -> None:
    printer = OfficePrinter()
    desk = open_printing(printer)
    desk.print(wish("一", rows=100), slips("A1-1121-001-4"))
    assert desk.printed == ["一", "单子打好了"]
    (pdf,) = printer.pdfs
    assert pdf.startswith(b"%PDF")
    assert [job.width_mm for job in printer.sheets] == [72]


def test_an_office_printer_that_takes_no_pdf_gets_each_sheet_in_dots(open_printing: OpenDesk) -> None:
    printer = OfficePrinter(takes_pdf=False)
    open_printing(printer).print(wish("一", rows=100))
    assert len(printer.sheets) > 2
    assert {(job.width_mm, job.height_dots) for job in printer.sheets} == {(210, 297 * 8)}
    assert codes_on(printer.sheets[-1]) == [CODE]


def test_a_roll_behind_a_driver_gets_the_roll_s_form(open_printing: OpenDesk) -> None:
    printer = OfficePrinter()
    open_printing(printer, prints_sheets=False, paper_mm=58).print(wish())
    assert printer.pdfs == []
    assert [job.width_mm for job in printer.sheets] == [48]


def test_what_nobody_can_draw_is_refused_at_once(desk: Desk, printer: PaperPrinter) -> None:
    with pytest.raises(TypeError):
        desk.printing.print(PrintWish(paper="派工单", done_text=""))
    desk.print(wish("一"))
    assert desk.printed == ["一"]


@pytest.mark.parametrize("language", Language)
def test_every_trouble_says_what_happened_and_what_to_do(language: Language) -> None:
    texts = Texts(language)
    keys = ("desk-print-none", "desk-print-no-printer", "desk-print-out-of-paper", "desk-print-not-answering")
    said = [
        words_of(Unprinted(wish=wish(), key=key, done=2, all=5, others=3, can_try_again=True), texts) for key in keys
    ]
    assert len(set(said)) == 4
    assert all("5" in words and "3" in words for words in said)


def test_the_bar_stays_until_somebody_decides(qapp: QApplication, desk: Desk, printer: PaperPrinter) -> None:
    panel = Panel(width_px=1024, height_px=600, width_mm=222, height_mm=125)
    pictures = Pictures((ASSETS / "pictures",))
    look = Look(panel=panel, texts=Texts(Language.ZH_CN), pictures=pictures, today=date.today)
    parent = QWidget()
    bar = PrintBar(look, parent)
    desk.printing.began.connect(lambda _: bar.show_printing())
    desk.printing.printed.connect(lambda _: bar.clear())
    desk.printing.stopped.connect(bar.show_unprinted)
    bar.again.connect(desk.printing.try_again)
    bar.leave.connect(desk.printing.let_go)
    printer.fail(PrintOutcome.OUT_OF_PAPER)
    desk.print(wish("一"))
    assert not bar.isHidden()
    printer.mend()
    again = bar.findChild(QPushButton, "desk-print-again")
    assert isinstance(again, QPushButton)
    again.click()
    desk.rest()
    assert desk.printed == ["一"]
    assert bar.isHidden()


@pytest.fixture
def cups(qapp: QGuiApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[PrintServer]:
    """A real server, and the only one that is known."""
    with tempfile.TemporaryDirectory(prefix="yz-") as folder, print_server(Path(folder)) as server:
        monkeypatch.setenv("CUPS_SERVER", server.address)
        yield server


def pdf_job(*, within_s: float = 60) -> PdfJob:
    return PdfJob(pdf=b"%PDF-1.4 " + bytes(300_000) + b"%%EOF", deadline=time.monotonic() + within_s)


def test_a_real_queue_gets_the_very_pdf(cups: PrintServer) -> None:
    paper = Paper()
    cups.leads_to(paper.uri)
    job = pdf_job()
    assert SystemPrinter(QUEUE).print_pdf(job) is PrintOutcome.PRINTED
    assert paper.until(1) == [job.pdf]
    paper.switch_off()


def test_a_pdf_that_does_not_come_out_in_time_never_comes_out(cups: PrintServer) -> None:
    paper = Paper()
    cups.leads_to(paper.uri)
    paper.switch_off()
    assert SystemPrinter(QUEUE).print_pdf(pdf_job(within_s=1.5)) is PrintOutcome.FAILED
    switched_on = Paper()
    cups.leads_to(switched_on.uri)
    job = pdf_job()
    assert SystemPrinter(QUEUE).print_pdf(job) is PrintOutcome.PRINTED
    assert switched_on.until(1) == [job.pdf]
    switched_on.switch_off()


def test_a_pdf_for_a_printer_that_is_not_there_is_not_printed(cups: PrintServer) -> None:
    assert SystemPrinter("No such printer").print_pdf(pdf_job()) is PrintOutcome.NO_PRINTER
    assert SystemPrinter(QUEUE).print_pdf(replace(pdf_job(), deadline=0.0)) is PrintOutcome.FAILED


WITHOUT_QUEUE = """
import sys
from PySide6.QtGui import QGuiApplication
from ui.print_process import printed
from ui.print_request import PrintRequest
app = QGuiApplication([])
print(printed(PrintRequest.from_stream(sys.stdin.buffer), queue=None).name)
"""


def test_a_pdf_is_not_painted_where_it_cannot_be_handed_over(cups: PrintServer) -> None:
    """By a process of its own, as at a station: one that has asked a print server before knows no other."""
    cups.leads_to("socket://127.0.0.1:9")
    request = PrintRequest(printer=QUEUE, title="t", take_back=(), within_s=1, job=pdf_job())
    done = subprocess.run(
        (sys.executable, "-c", WITHOUT_QUEUE), input=request.to_bytes(), capture_output=True, timeout=60, check=True
    )
    assert done.stdout.split() == [PrintOutcome.FAILED.name.encode()]
