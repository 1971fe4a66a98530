"""ESC/POS bytes are the very picture, and a network printer is never waited for in vain."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from kiosk.printing.escpos import ANSWER_S, BAND_DOTS, SEND_S, EscposPrinter, encode
from kiosk.printing.links import NetworkPrinter
from kiosk.printing.printer import NoPrinter, PrintJob, PrintOutcome
from tests.pieces import quickest

JobOf = Callable[..., PrintJob]
Wooden = Callable[..., Any]
PATIENCE_S = 60.0


def printer_at(port: int, *, answer_s: float = ANSWER_S, send_s: float = SEND_S) -> EscposPrinter:
    """`answer_s`: so long a printer's answer is waited for; `PATIENCE_S` where the test is about what it answers."""
    return EscposPrinter(NetworkPrinter(host="127.0.0.1", port=port), answer_s=answer_s, send_s=send_s)


@pytest.mark.parametrize("width", [384, 576, 8, 383, 1])
@pytest.mark.parametrize("height", [1, BAND_DOTS - 1, BAND_DOTS, BAND_DOTS + 1, 1700])
def test_the_bytes_decode_to_the_very_dots(job_of: JobOf, decode: Any, width: int, height: int) -> None:
    job = job_of(width, height)
    paper = decode(encode(job))
    assert paper.rows == job.rows
    assert paper.width_bytes == job.row_bytes
    assert paper.resets == 1
    assert paper.cuts == 1
    assert max(paper.bands) <= BAND_DOTS


def test_a_printer_without_a_knife_is_not_told_to_cut(job_of: JobOf, decode: Any) -> None:
    assert decode(encode(job_of(cut=False))).cuts == 0


def test_encoding_writes_nothing_to_the_terminal(job_of: JobOf, capfd: pytest.CaptureFixture[str]) -> None:
    encode(job_of())
    assert capfd.readouterr() == ("", "")


def test_rows_that_are_not_the_picture_s_are_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="rows of"):
        PrintJob(width_dots=16, height_dots=2, rows=b"123", width_mm=2)


def test_warming_up_leaves_no_folder_behind(tmp_path: Path) -> None:
    code = "from kiosk.printing.escpos import warm_up; warm_up()"
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    subprocess.run([sys.executable, "-c", code], check=True, env=environment, timeout=60)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("talks", [True, False])
@pytest.mark.parametrize("knows_when_done", [True, False])
def test_a_job_arrives_whole(
    job_of: JobOf, wooden_printer: Wooden, decode: Any, talks: bool, knows_when_done: bool
) -> None:
    job = job_of(within_s=3.0) if talks and not knows_when_done else job_of()
    wooden = wooden_printer(talks=talks, knows_when_done=knows_when_done)
    assert printer_at(wooden.port).print(job) is PrintOutcome.PRINTED
    (received,) = wooden.wait_for_jobs(1)
    assert decode(received).rows == job.rows


@pytest.mark.alone
def test_bytes_reach_a_silent_printer_in_time(job_of: JobOf, wooden_printer: Wooden) -> None:
    """The bar is 200 ms from touch to bytes; this part may take half of it."""
    wooden = wooden_printer()

    def printed_s() -> float:
        start = time.perf_counter()
        assert printer_at(wooden.port).print(job_of(576, 1450)) is PrintOutcome.PRINTED
        return time.perf_counter() - start

    assert quickest(lambda: median(printed_s() for _ in range(5)), bar=0.3) < 0.3


def test_without_paper_nothing_is_sent(job_of: JobOf, wooden_printer: Wooden) -> None:
    wooden = wooden_printer(talks=True, paper_for=0)
    assert printer_at(wooden.port, answer_s=PATIENCE_S).print(job_of()) is PrintOutcome.OUT_OF_PAPER
    (received,) = wooden.wait_for_jobs(1)
    assert len(received) < 10, "a slip kept in the printer comes out for the next person"


def test_paper_that_ends_in_mid_job_is_noticed_and_the_rest_is_thrown_away(
    job_of: JobOf, wooden_printer: Wooden, decode: Any
) -> None:
    wooden = wooden_printer(talks=True, paper_for=20_000)
    assert printer_at(wooden.port, answer_s=PATIENCE_S).print(job_of()) is PrintOutcome.OUT_OF_PAPER
    (received,) = wooden.wait_for_jobs(1)
    assert decode(received).dropped


def test_nobody_there_is_no_printer(job_of: JobOf, wooden_printer: Wooden) -> None:
    wooden = wooden_printer()
    port = wooden.port
    wooden.close()
    assert printer_at(port).print(job_of()) is PrintOutcome.NO_PRINTER


def test_an_address_that_swallows_every_call_is_given_up(job_of: JobOf) -> None:
    """192.0.2.0/24 is for documentation (RFC 5737): refused here, lost there, answered nowhere."""
    start = time.monotonic()
    printer = EscposPrinter(NetworkPrinter(host="192.0.2.7"))
    assert printer.print(job_of()) is PrintOutcome.NO_PRINTER
    assert time.monotonic() - start < SEND_S


@pytest.mark.parametrize("rows", [1500, 120_000])
def test_a_mute_printer_that_takes_nothing_is_given_up(job_of: JobOf, wooden_printer: Wooden, rows: int) -> None:
    """A whole slip has room in the sockets of both ends, so having sent it says nothing; the second has not."""
    wooden, job = wooden_printer(deaf=True), job_of(576, rows)
    assert printer_at(wooden.port, send_s=0.6).print(job) is PrintOutcome.FAILED
    assert job.seconds_left


@pytest.mark.parametrize("talks", [True, False])
def test_a_printer_that_resets_in_mid_job_has_failed(job_of: JobOf, wooden_printer: Wooden, talks: bool) -> None:
    wooden = wooden_printer(talks=talks, dies_after=10_000)
    assert printer_at(wooden.port).print(job_of()) is PrintOutcome.FAILED


def test_a_job_past_its_deadline_is_dropped_untouched(job_of: JobOf, wooden_printer: Wooden) -> None:
    wooden = wooden_printer()
    assert printer_at(wooden.port).print(job_of(within_s=-1)) is PrintOutcome.FAILED
    assert wooden.jobs == []


def test_two_slips_at_once_do_not_mix(job_of: JobOf, wooden_printer: Wooden, decode: Any) -> None:
    wooden = wooden_printer()
    jobs = [job_of(576, 300), job_of(384, 400)]
    threads = [threading.Thread(target=printer_at(wooden.port).print, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_S)
    rows = {decode(received).rows for received in wooden.wait_for_jobs(2)}
    assert rows == {job.rows for job in jobs}


def test_what_goes_wrong_is_logged_without_the_slip(
    job_of: JobOf, wooden_printer: Wooden, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "kiosk.printing")
    wooden = wooden_printer(dies_after=10)
    printer_at(wooden.port).print(job_of())
    assert all(len(record.getMessage()) < 200 for record in caplog.records)


def test_a_station_without_a_printer_says_so(job_of: JobOf) -> None:
    NoPrinter().warm_up()
    assert NoPrinter().print(job_of()) is PrintOutcome.NO_PRINTER
