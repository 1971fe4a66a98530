"""The system's printers: the slip in its real size, and nothing left in the queue for the next person."""

from __future__ import annotations

import io
import os
import time
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from PySide6.QtPrintSupport import QPrinter

from kiosk.printing.printer import PrintJob, PrintOutcome
from kiosk.printing.target import describe_target
from ui.spool import CupsSpool
from ui.system_printer import SystemPrinter, system_printer

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
pytestmark = pytest.mark.usefixtures("qapp")


class WoodenQueue:
    """A queue that gets a job with each print and finishes it, or never does."""

    def __init__(self, *, stuck: bool) -> None:
        self.waiting: set[str] = {"Slip-1"}
        self.dropped: set[str] = set()
        self._stuck = stuck
        self._asked = 0

    def jobs(self, printer: str) -> frozenset[str]:
        self._asked += 1
        if self._asked == 2:
            self.waiting.add("Slip-2")
        elif self._asked > 2 and not self._stuck:
            self.waiting.discard("Slip-2")
        return frozenset(self.waiting)

    def drop(self, jobs: frozenset[str]) -> None:
        self.dropped |= jobs
        self.waiting -= jobs


def job(*, within_s: float = 60) -> PrintJob:
    rows = bytes([0xFF, 0x00] * 36) * 800
    return PrintJob(width_dots=576, height_dots=800, rows=rows, width_mm=72, deadline=time.monotonic() + within_s)


def to_pdf(path: Path) -> Callable[[str], QPrinter | None]:
    def device(name: str) -> QPrinter:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(path))
        return printer

    return device


def test_the_slip_is_printed_in_its_real_size(tmp_path: Path) -> None:
    queue = WoodenQueue(stuck=False)
    printer = SystemPrinter("Slip", spool=queue, device=to_pdf(tmp_path / "out.pdf"))
    assert printer.print(job()) is PrintOutcome.PRINTED
    pages = pypdf.PdfReader(io.BytesIO((tmp_path / "out.pdf").read_bytes())).pages
    assert len(pages) == 1
    width_mm, height_mm = (float(side) / 72 * 25.4 for side in pages[0].mediabox[2:])
    assert width_mm == pytest.approx(72, abs=0.4)
    assert height_mm == pytest.approx(100, abs=0.4)
    assert queue.dropped == set()


def test_a_job_that_does_not_leave_the_queue_is_taken_back_and_no_other(tmp_path: Path) -> None:
    queue = WoodenQueue(stuck=True)
    printer = SystemPrinter("Slip", spool=queue, device=to_pdf(tmp_path / "out.pdf"), wait_s=0.3)
    assert printer.print(job()) is PrintOutcome.FAILED
    assert queue.dropped == {"Slip-2"}
    assert queue.waiting == {"Slip-1"}


def test_an_unknown_printer_is_no_printer() -> None:
    assert system_printer("No such printer anywhere").print(job()) is PrintOutcome.NO_PRINTER


def test_a_job_past_its_deadline_is_dropped(tmp_path: Path) -> None:
    printer = SystemPrinter("Slip", spool=WoodenQueue(stuck=False), device=to_pdf(tmp_path / "out.pdf"))
    assert printer.print(job(within_s=-1)) is PrintOutcome.FAILED
    assert not (tmp_path / "out.pdf").exists()


def test_a_place_that_cannot_be_printed_to_has_failed(tmp_path: Path) -> None:
    printer = SystemPrinter("Slip", spool=WoodenQueue(stuck=False), device=to_pdf(tmp_path / "no" / "out.pdf"))
    assert printer.print(job()) is PrintOutcome.FAILED


def test_a_target_names_a_system_printer() -> None:
    assert isinstance(describe_target("system:HP LaserJet", system=system_printer), SystemPrinter)


def program(folder: Path, name: str, script: str) -> None:
    (folder / name).write_text(f"#!/bin/sh\n{script}\n")
    (folder / name).chmod(0o755)


def test_the_queue_is_what_lpstat_says(tmp_path: Path) -> None:
    program(tmp_path, "lpstat", 'echo "$2-17   root  1024   Fri Nov 21"; echo "$2-18  root  99  Fri"')
    program(tmp_path, "cancel", f'echo "$@" > {tmp_path}/cancelled')
    spool = CupsSpool(search_path=str(tmp_path))
    assert spool.jobs("Slip") == {"Slip-17", "Slip-18"}
    spool.drop(frozenset({"Slip-18"}))
    assert (tmp_path / "cancelled").read_text() == "-x Slip-18\n"


@pytest.mark.parametrize("script", ["exit 1", "echo 'lpstat: Bad file descriptor' >&2; exit 1", ""])
def test_a_queue_that_does_not_answer_counts_as_empty(tmp_path: Path, script: str) -> None:
    program(tmp_path, "lpstat", script)
    assert CupsSpool(search_path=str(tmp_path)).jobs("Slip") == frozenset()


def test_without_cups_the_queue_is_empty(tmp_path: Path) -> None:
    spool = CupsSpool(search_path=str(tmp_path))
    assert spool.jobs("Slip") == frozenset()
    spool.drop(frozenset({"Slip-1"}))
