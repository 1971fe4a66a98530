"""Serial lines, files and device files: whole or given up, never waited for without end."""

from __future__ import annotations

import os
import select
import stat
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.errors import UnknownThing
from kiosk.printing.asking import ASK_PAPER
from kiosk.printing.escpos import SEND_S, EscposPrinter
from kiosk.printing.file import FilePrinter
from kiosk.printing.links import NetworkPrinter, SerialLink, SerialPrinter, UsbPrinter
from kiosk.printing.printer import NoPrinter, Printer, PrintJob, PrintOutcome
from kiosk.printing.target import describe_target

JobOf = Callable[..., PrintJob]


class WoodenLine:
    """The far end of a serial line (a pty): takes what comes while `reading`, answers if it `talks`."""

    def __init__(self, *, reading: bool = True, talks: bool = False) -> None:
        self._ours, self._theirs = os.openpty()
        self.device = os.ttyname(self._theirs)
        self.received = bytearray()
        self._talks = talks
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._read, daemon=True)
        if reading:
            self._thread.start()

    def _read(self) -> None:
        while not self._stop.is_set():
            if select.select([self._ours], [], [], 0.05)[0]:
                piece = os.read(self._ours, 65_536)
                self.received += piece
                if self._talks and piece.endswith(ASK_PAPER):
                    os.write(self._ours, b"\x12")
                elif self._talks and self.received.endswith(b"\x1dr\x01"):
                    os.write(self._ours, b"\x00")

    def close(self) -> None:
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(5)
        os.close(self._ours)
        os.close(self._theirs)


@pytest.fixture
def line() -> Iterator[Callable[..., WoodenLine]]:
    made: list[WoodenLine] = []

    def make(**habits: bool) -> WoodenLine:
        made.append(WoodenLine(**habits))
        return made[-1]

    yield make
    for one in made:
        one.close()


def wait_until(condition: Callable[[], bool], *, within_s: float = 60.0) -> None:
    until = time.monotonic() + within_s
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.01)


@pytest.mark.parametrize("talks", [True, False])
def test_a_job_arrives_whole_over_a_serial_line(job_of: JobOf, line: Any, decode: Any, talks: bool) -> None:
    far = line(talks=talks)
    job = job_of(384, 300)
    printer = EscposPrinter(SerialPrinter(device=far.device))
    assert printer.print(job) is PrintOutcome.PRINTED
    wait_until(lambda: b"\x1dV" in far.received)
    assert decode(bytes(far.received)).rows == job.rows


def test_a_serial_printer_that_takes_nothing_is_given_up(job_of: JobOf, line: Any) -> None:
    far = line(reading=False)
    start = time.monotonic()
    printer = EscposPrinter(SerialPrinter(device=far.device), send_s=0.5)
    assert printer.print(job_of()) is PrintOutcome.FAILED
    assert time.monotonic() - start < SEND_S


class WoodenCable:
    """A serial port and its printer, which holds `room` bytes and says over CTS when it is full.

    The port holds back what the printer does not take, where it is told to heed CTS; otherwise that is lost.
    """

    timeout = write_timeout = 1.0

    def __init__(self, *, room: int, has_cts: bool = True) -> None:
        self.device, self.rtscts, self.has_cts, self.room = self, False, has_cts, room
        self.taken, self.held = bytearray(), bytearray()

    @property
    def cts(self) -> bool:
        return self.has_cts and len(self.taken) < self.room

    @property
    def out_waiting(self) -> int:
        return len(self.held)

    def _raw(self, data: bytes) -> None:
        fits = self.room - len(self.taken)
        self.taken += data[:fits]
        if self.rtscts:
            self.held += data[fits:]


@pytest.mark.parametrize("left", [1, 0])
def test_a_serial_printer_that_hangs_at_the_very_end_of_a_slip_has_not_taken_it(left: int) -> None:
    """Nothing of it waits in the port any more, or one byte; the printer is not ready for another one."""
    cable = WoodenCable(room=10_000)
    link = SerialLink(cable)
    with pytest.raises(TimeoutError):
        link.send(bytes(10_000 + left), within_s=5, stall_s=0.1)
    assert len(cable.taken) + len(cable.held) == 10_000 + left


def test_a_serial_printer_that_says_nothing_over_its_cable_is_not_waited_for() -> None:
    cable = WoodenCable(room=10_000, has_cts=False)
    SerialLink(cable).send(bytes(10_000), within_s=5, stall_s=0.1)
    assert not cable.rtscts, "on a cable without that wire not a byte would come through"


def test_a_serial_line_that_is_not_there_is_no_printer(job_of: JobOf, tmp_path: Path) -> None:
    printer = EscposPrinter(SerialPrinter(device=str(tmp_path / "ttyUSB0")))
    assert printer.print(job_of()) is PrintOutcome.NO_PRINTER


def test_a_usb_printer_that_is_not_plugged_in_is_no_printer(job_of: JobOf) -> None:
    printer = EscposPrinter(UsbPrinter(vendor=0x04B8, product=0x0E15))
    assert printer.print(job_of()) is PrintOutcome.NO_PRINTER


def test_a_file_holds_the_last_job_only_and_is_for_its_owner_alone(job_of: JobOf, tmp_path: Path, decode: Any) -> None:
    path = tmp_path / "slip.bin"
    printer = FilePrinter(path)
    printer.warm_up()
    assert printer.print(job_of(576, 900)) is PrintOutcome.PRINTED
    assert printer.print(job_of(384, 300)) is PrintOutcome.PRINTED
    assert decode(path.read_bytes()).rows == job_of(384, 300).rows
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("path", ["nowhere/slip.bin", ".", "slip.txt/x"])
def test_a_place_that_cannot_be_written_is_no_printer(job_of: JobOf, tmp_path: Path, path: str) -> None:
    (tmp_path / "slip.txt").write_text("")
    assert FilePrinter(tmp_path / path).print(job_of()) is PrintOutcome.NO_PRINTER


def test_a_device_without_paper_says_so(job_of: JobOf) -> None:
    """The kernel's usblp answers ENOSPC when the paper is out; Linux' /dev/full answers nothing else."""
    device = Path("/dev/full")
    expected = PrintOutcome.OUT_OF_PAPER if device.exists() else PrintOutcome.NO_PRINTER
    assert FilePrinter(device).print(job_of()) is expected


def test_a_pipe_nobody_reads_is_no_printer_at_once(job_of: JobOf, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "lp0")
    start = time.monotonic()
    assert FilePrinter(tmp_path / "lp0").print(job_of()) is PrintOutcome.NO_PRINTER
    assert time.monotonic() - start < SEND_S


def test_a_device_that_takes_no_more_is_given_up(job_of: JobOf, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "lp0")
    reader = os.open(tmp_path / "lp0", os.O_RDONLY | os.O_NONBLOCK)
    start = time.monotonic()
    assert FilePrinter(tmp_path / "lp0", send_s=0.3).print(job_of(576, 3000)) is PrintOutcome.FAILED
    assert time.monotonic() - start < SEND_S
    os.close(reader)


def test_a_file_job_past_its_deadline_is_dropped(job_of: JobOf, tmp_path: Path) -> None:
    assert FilePrinter(tmp_path / "x").print(job_of(within_s=-1)) is PrintOutcome.FAILED
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize(
    ("target", "kind"),
    [
        ("none", NoPrinter),
        ("usb:04b8:0e15", EscposPrinter),
        ("USB:04B8:0E15", EscposPrinter),
        ("serial:/dev/ttyUSB0", EscposPrinter),
        ("serial:/dev/ttyUSB0,19200", EscposPrinter),
        ("serial:COM3", EscposPrinter),
        ("tcp:192.0.2.7:9100", EscposPrinter),
        ("tcp:192.0.2.7", EscposPrinter),
        ("file:/dev/usb/lp0", FilePrinter),
        (r"file:C:\slips\last.bin", FilePrinter),
    ],
)
def test_each_target_names_its_printer(target: str, kind: type) -> None:
    assert type(describe_target(target)) is kind


@pytest.mark.parametrize(
    ("target", "connect"),
    [
        ("usb:04b8:0e15", UsbPrinter(vendor=0x04B8, product=0x0E15)),
        ("serial:/dev/ttyS1,19200", SerialPrinter(device="/dev/ttyS1", baud=19_200)),
        ("tcp:printer.local", NetworkPrinter(host="printer.local", port=9100)),
        (" tcp:192.0.2.7:515 ", NetworkPrinter(host="192.0.2.7", port=515)),
    ],
)
def test_a_target_is_understood_to_the_last_digit(target: str, connect: object) -> None:
    printer = describe_target(target)
    assert isinstance(printer, EscposPrinter)
    assert printer.connect == connect


@pytest.mark.parametrize(
    "target",
    ["", "usb", "usb:", "usb:04b8", "usb:04b8:0e1g", "tcp:", "tcp:h:0", "tcp:h:65536", "tcp:h:x", "tcp:a:b:c",
     "serial:", "file:", "system:", "none:x", "lpt1", "tcp://192.0.2.7", "system:HP"],
)  # fmt: skip
def test_what_names_no_printer_is_refused_by_name(target: str) -> None:
    with pytest.raises(UnknownThing) as caught:
        describe_target(target)
    assert caught.value.details == {"what": target}


def test_the_system_s_printers_are_made_by_whom_they_belong_to() -> None:
    asked: list[str] = []

    def system(name: str) -> Printer:
        asked.append(name)
        return NoPrinter()

    describe_target("system:HP LaserJet: 2. Stock", system=system)
    assert asked == ["HP LaserJet: 2. Stock"]
