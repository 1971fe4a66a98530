"""Whatever befalls a printer in mid slip: no slip twice, none later, and the next paper is the next person's."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from kiosk.printing.asking import HEARD_ANSWER_S
from kiosk.printing.escpos import ANSWER_S, SEND_S, EscposPrinter
from kiosk.printing.links import NetworkPrinter, SerialPrinter
from kiosk.printing.printer import PrintJob, PrintOutcome
from kiosk.printing.state import PrinterState
from tests.printing.emulated import Emulate, EmulatedPrinter, dots_of

JobOf = Callable[..., PrintJob]
STALL_S = 1.5
ENDS = [("--tcp", "0"), ("--pty",)]
ROWS = 700
JOB_BYTES = ROWS * 72
FAULTS = {
    "paper out": PrintOutcome.OUT_OF_PAPER,
    "cover open": PrintOutcome.COVER_OPEN,
    "error on": PrintOutcome.FAILED,
    "off": PrintOutcome.FAILED,
    "off keep": PrintOutcome.FAILED,
    "hang": PrintOutcome.FAILED,
}
OFFSETS_EACH = 4
SEED = 20261121
MENDED = ("normal", "paper full", "on")


def at(printer: EmulatedPrinter, *, answer_s: float = ANSWER_S, send_s: float = STALL_S) -> EscposPrinter:
    """`answer_s`: longer than the kiosk's where the test is about what a printer answers that was never heard."""
    connect = (
        NetworkPrinter(host="127.0.0.1", port=printer.port)
        if printer.target.startswith("tcp")
        else SerialPrinter(device=printer.device)
    )
    return EscposPrinter(connect, answer_s=answer_s, send_s=send_s)


def offsets(fault: str, end: tuple[str, ...]) -> list[int]:
    """Bytes of the job after which it happens, the same each time; the questions before come to nine."""
    dice = random.Random(f"{SEED} {fault} {end[0]}")
    return [10, *(dice.randrange(10, JOB_BYTES) for _ in range(OFFSETS_EACH - 1))]


PLACES = [(end, fault, offset) for end in ENDS for fault in FAULTS for offset in offsets(fault, end)]


@pytest.mark.parametrize(("end", "fault", "offset"), PLACES, ids=lambda value: "".join(map(str, (value,))))
def test_after_a_fault_at_any_byte_the_next_slip_is_alone_on_its_paper(
    emulate: Emulate, job_of: JobOf, end: tuple[str, ...], fault: str, offset: int
) -> None:
    there = emulate(*end)
    printer, first, second = at(there), job_of(576, ROWS), job_of(576, ROWS - 100)
    assert printer.state() is PrinterState.READY
    there.do(f"at {offset} {fault}")
    outcome = printer.print(first)
    assert outcome in (FAULTS[fault], PrintOutcome.FAILED)
    there.do(*MENDED)
    printer.state()
    there.until(lambda state: not state["busy"])
    assert printer.print(second) is PrintOutcome.PRINTED
    papers = [fallen.rows for fallen in there.paper()]
    assert papers[-1] == dots_of(second)
    assert papers.count(dots_of(second)) == 1
    assert papers.count(dots_of(first)) <= 1
    assert len(papers) <= 2


@pytest.mark.parametrize("fault", ["paper out", "cover open", "error on"])
def test_what_stops_a_printer_before_a_slip_keeps_the_slip_from_it(emulate: Emulate, job_of: JobOf, fault: str) -> None:
    there = emulate("--tcp", "0")
    printer = at(there, answer_s=HEARD_ANSWER_S)
    there.do(fault)
    assert printer.print(job_of(576, ROWS)) is FAULTS[fault]
    there.do(*MENDED)
    assert there.paper() == []
    assert printer.print(job_of(576, 300)) is PrintOutcome.PRINTED
    (only,) = there.paper()
    assert only.rows == dots_of(job_of(576, 300))


@pytest.mark.parametrize("end", ENDS, ids=["tcp", "serial"])
@pytest.mark.parametrize("fault", ["paper low", "mute", "late 250", "speed 900"])
def test_what_does_not_keep_a_printer_from_printing_makes_one_slip(
    emulate: Emulate, job_of: JobOf, end: tuple[str, ...], fault: str
) -> None:
    there = emulate(*end)
    there.do(fault)
    printer = at(there)
    printer.state()  # as the kiosk does before the first slip of the day
    for job in (job_of(576, ROWS), job_of(576, 300)):
        assert printer.print(job) is PrintOutcome.PRINTED
    assert [fallen.rows for fallen in there.paper()] == [dots_of(job_of(576, ROWS)), dots_of(job_of(576, 300))]
    assert printer.seen is {"paper low": PrinterState.PAPER_LOW, "mute": PrinterState.SILENT}.get(
        fault, PrinterState.READY
    )


def test_paper_that_ends_in_the_slip_is_told_at_once_and_nothing_comes_with_the_new_roll(
    emulate: Emulate, job_of: JobOf
) -> None:
    there = emulate("--tcp", "0")
    printer = at(there, answer_s=HEARD_ANSWER_S)
    there.do("paper 200", "speed 4000")
    assert printer.print(job_of(576, ROWS)) is PrintOutcome.OUT_OF_PAPER
    there.do("tear", "paper full")
    (torn,) = there.paper()
    assert len(torn.rows) == 200 * 72
    assert there.state()["rows_out"] == 0
    assert printer.print(job_of(576, 300)) is PrintOutcome.PRINTED
    assert [fallen.rows for fallen in there.paper()] == [torn.rows, dots_of(job_of(576, 300))]


def test_rubbish_that_a_printer_says_is_no_sign_that_it_prints(emulate: Emulate, job_of: JobOf) -> None:
    there = emulate("--tcp", "0")
    there.do("garbage")
    assert at(there, answer_s=HEARD_ANSWER_S).print(job_of(576, ROWS)) is PrintOutcome.FAILED
    assert there.paper() == []


def test_a_printer_that_has_answered_and_falls_silent_is_given_nothing(emulate: Emulate, job_of: JobOf) -> None:
    there = emulate("--tcp", "0")
    printer = at(there)
    assert printer.state() is PrinterState.READY
    there.do("hang")
    assert printer.print(job_of(576, 20)) is PrintOutcome.FAILED, "so short that the network would hold all of it"
    there.do("normal")
    assert there.paper() == []
    assert there.state()["rows_out"] == 0


@pytest.mark.parametrize("offset", [10, 40, 20_000])
def test_a_cheap_printer_s_torn_picture_is_filled_with_white_and_cut_off(
    emulate: Emulate, job_of: JobOf, offset: int
) -> None:
    """It knows no DLE DC4 8, and takes what comes next for the rest of the picture.

    Nearer to its end the line itself holds the rest, and a printer that never answers counts as having taken it.
    """
    there = emulate("--pty", "--simple")
    printer = at(there)
    there.do(f"at {offset} hang")
    assert printer.print(job_of(576, ROWS)) is PrintOutcome.FAILED
    there.do("normal")
    assert printer.print(job_of(576, 300)) is PrintOutcome.PRINTED
    papers = [fallen.rows for fallen in there.paper()]
    assert papers[-1] == dots_of(job_of(576, 300))
    assert dots_of(job_of(576, ROWS)) not in papers


def test_a_slow_line_is_not_given_up_while_it_takes_bytes(emulate: Emulate, job_of: JobOf) -> None:
    """A slip at 19200 baud takes a minute; here its printer holds little and prints on while more comes."""
    there = emulate("--tcp", "0")
    there.do("buffer 4096", "speed 600")
    assert at(there, send_s=SEND_S).print(job_of(576, ROWS)) is PrintOutcome.PRINTED
    (only,) = there.paper()
    assert only.rows == dots_of(job_of(576, ROWS))
