"""The system's printers: the slip in its real size, and nothing left in the queue for the next person."""

from __future__ import annotations

import io
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdf
import pytest
from PySide6.QtPrintSupport import QPrinter

from kiosk.doctor.of_devices import check_printer
from kiosk.domain.finding import Finding, Light
from kiosk.printing.printer import AskablePrinter, PrintJob, PrintOutcome
from kiosk.printing.state import PrinterState
from kiosk.printing.target import describe_target
from tests.doctor.told import assert_told
from tests.ui.print_server import PATIENCE_S, QUEUE, Paper, PrintServer
from ui.print_process import paint
from ui.system_printer import SystemPrinter, system_printer


def job(*, within_s: float = 60) -> PrintJob:
    rows = bytes([0xFF, 0x00] * 36) * 800
    return PrintJob(width_dots=576, height_dots=800, rows=rows, width_mm=72, deadline=time.monotonic() + within_s)


def page_mm(pdf: bytes) -> tuple[float, float]:
    """The size of the one page."""
    (page,) = pypdf.PdfReader(io.BytesIO(pdf)).pages
    width, height = (float(side) / 72 * 25.4 for side in page.mediabox[2:])
    return width, height


def to_pdf(path: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


@pytest.mark.usefixtures("qapp")
def test_the_slip_is_painted_in_its_real_size(tmp_path: Path) -> None:
    assert paint(to_pdf(tmp_path / "out.pdf"), job())
    assert page_mm((tmp_path / "out.pdf").read_bytes()) == pytest.approx((72, 100), abs=0.4)


@pytest.mark.usefixtures("qapp")
def test_a_place_that_cannot_be_printed_to_takes_nothing(tmp_path: Path) -> None:
    assert not paint(to_pdf(tmp_path / "no" / "out.pdf"), job())


@pytest.fixture
def paper(cups: PrintServer) -> Iterator[Paper]:
    """What comes out at the end of the queue."""
    there = Paper()
    cups.leads_to(there.uri)
    yield there
    there.switch_off()


STATES = f"""
from kiosk.printing.cups import cups_queue
print(*(job.state.name for job in cups_queue({QUEUE!r}).jobs()))
"""


def states() -> list[str]:
    """How far each job has come, in the order of their printing; asked by another process, which can be given up."""
    done = subprocess.run(
        (sys.executable, "-c", STATES), capture_output=True, text=True, timeout=PATIENCE_S, check=True
    )
    return done.stdout.split()


def wait_for(is_so: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_a_slip_comes_out_of_a_real_queue_in_its_real_size(paper: Paper) -> None:
    assert SystemPrinter(QUEUE).print(job()) is PrintOutcome.PRINTED
    (sheet,) = paper.until(1)
    assert page_mm(sheet) == pytest.approx((72, 100), abs=0.4)
    assert states() == ["COMPLETED"]


def test_a_slip_that_somebody_cancels_at_the_system_was_not_printed(cups: PrintServer, paper: Paper) -> None:
    paper.switch_off()
    outcomes: list[PrintOutcome] = []
    printing = threading.Thread(target=lambda: outcomes.append(SystemPrinter(QUEUE).print(job())))
    printing.start()
    wait_for(states)
    cups.cancel_all()
    printing.join()
    assert outcomes == [PrintOutcome.FAILED]
    assert states() == ["CANCELED"]


def test_a_slip_that_does_not_come_out_in_time_never_comes_out(cups: PrintServer, paper: Paper) -> None:
    paper.switch_off()
    assert SystemPrinter(QUEUE, wait_s=1).print(job()) is PrintOutcome.FAILED
    assert states() == ["CANCELED"]
    switched_on = Paper()
    cups.leads_to(switched_on.uri)
    assert SystemPrinter(QUEUE).print(job()) is PrintOutcome.PRINTED
    assert len(switched_on.until(1)) == 1


@pytest.mark.alone
def test_a_print_server_that_hangs_holds_up_nobody_but_the_slip(cups: PrintServer, paper: Paper) -> None:
    printer = SystemPrinter(QUEUE, wait_s=1)
    cups.hang()
    outcomes: list[PrintOutcome] = []
    printing = threading.Thread(target=lambda: outcomes.append(printer.print(job())))
    printing.start()
    longest_s, before = 0.0, time.monotonic()
    while printing.is_alive():
        printing.join(0.001)
        longest_s, before = max(longest_s, time.monotonic() - before), time.monotonic()
    assert outcomes == [PrintOutcome.FAILED]
    assert longest_s < 1
    cups.go_on()
    assert printer.print(job()) is PrintOutcome.PRINTED
    assert len(paper.until(1)) == 1


def test_a_slip_that_a_hanging_server_kept_is_taken_back_before_the_next(cups: PrintServer, paper: Paper) -> None:
    paper.switch_off()
    printer = SystemPrinter(QUEUE, wait_s=2)
    printing = threading.Thread(target=lambda: printer.print(job()))
    printing.start()
    wait_for(states)
    cups.hang()
    printing.join()
    cups.go_on()
    assert printer.print(job()) is PrintOutcome.FAILED
    assert states() == ["CANCELED", "CANCELED"]


def talks(program: str) -> SystemPrinter:
    """A printer whose process is another one."""
    return SystemPrinter(QUEUE, argv=(sys.executable, "-c", program), wait_s=1)


def test_a_process_that_hangs_with_the_slip_is_ended() -> None:
    begun = time.monotonic()
    assert talks("import time; time.sleep(600)").print(job()) is PrintOutcome.FAILED
    assert time.monotonic() - begun < 10


@pytest.mark.parametrize("program", ["import sys; sys.exit(1)", "print('nonsense')", "import os; os.abort()"])
def test_a_process_that_dies_or_talks_nonsense_has_printed_nothing(program: str) -> None:
    assert talks(program).print(job()) is PrintOutcome.FAILED


def test_nothing_of_a_slip_stays_in_a_file_of_a_process_that_was_killed(tmp_path: Path) -> None:
    told = tmp_path / "told"
    program = f"""
import pathlib, sys, tempfile, time
file = tempfile.NamedTemporaryFile(delete=False)
file.write(sys.stdin.buffer.read())
file.flush()
pathlib.Path({str(told)!r}).write_text(file.name)
time.sleep(600)
"""
    assert talks(program).print(job()) is PrintOutcome.FAILED
    assert not Path(told.read_text()).exists()


def test_an_unknown_printer_is_no_printer(cups: PrintServer) -> None:
    assert SystemPrinter("No such printer anywhere").print(job()) is PrintOutcome.NO_PRINTER


def test_without_a_print_server_there_is_no_printer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CUPS_SERVER", str(tmp_path / "nobody.sock"))
    assert SystemPrinter(QUEUE).print(job()) is PrintOutcome.NO_PRINTER


def test_a_job_past_its_deadline_is_dropped(cups: PrintServer, paper: Paper) -> None:
    assert SystemPrinter(QUEUE).print(job(within_s=-1)) is PrintOutcome.FAILED
    assert states() == []


def asked() -> Finding:
    """What `doctor` finds; how the printer was seen is the same."""
    printer = SystemPrinter(QUEUE)
    found = check_printer(f"system:{QUEUE}", lambda target: printer)
    assert isinstance(printer, AskablePrinter)
    assert printer.seen.value == found.case.removeprefix("system-")
    return found


def test_a_queue_says_how_it_is_and_nothing_is_printed(cups: PrintServer, paper: Paper) -> None:
    assert_told(asked(), Light.GREEN, "system-ready", target=f"system:{QUEUE}")
    cups.stop_queue()
    assert_told(asked(), Light.RED, "stopped", target=f"system:{QUEUE}")
    cups.start_queue()
    for reason, light, word in (
        ("media-empty-error", Light.RED, "out-of-paper"),
        ("media-low-report", Light.AMBER, "paper-low"),
        ("cover-open", Light.RED, "cover-open"),
    ):
        cups.says_of_the_printer("cups-waiting-for-job-completed", reason)
        assert_told(asked(), light, word, target=f"system:{QUEUE}")
    assert states() == []


def test_a_queue_that_is_not_there_or_not_answered_for_is_red(cups: PrintServer, paper: Paper) -> None:
    assert SystemPrinter("No such printer anywhere").state() is PrinterState.NOT_THERE
    cups.hang()
    assert SystemPrinter(QUEUE).state() is PrinterState.SILENT
    cups.go_on()


def test_after_each_slip_it_is_known_how_the_printer_was(cups: PrintServer, paper: Paper) -> None:
    printer = SystemPrinter(QUEUE, wait_s=10)
    assert printer.print(job()) is PrintOutcome.PRINTED
    assert printer.seen is PrinterState.READY
    cups.stop_queue()
    assert printer.print(job()) is not PrintOutcome.PRINTED
    assert printer.seen is PrinterState.STOPPED


def test_a_target_names_a_system_printer() -> None:
    assert isinstance(describe_target("system:HP LaserJet", system=system_printer), SystemPrinter)
