"""What the process that prints is asked (a slip, sheets of A4, how the printer is), its answer: as bytes, and back."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import BinaryIO

from kiosk.printing.printer import PdfJob, PrintJob, PrintOutcome
from kiosk.printing.state import PrinterState

NO_JOB = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintRequest:
    """Print `job` on the system's printer `printer` under the name `title`, within `within_s` seconds or not at all.

    The jobs named in `take_back` are taken out of the printer's queue before. Without a job the printer is only asked
    how it is.
    """

    printer: str
    title: str
    take_back: tuple[str, ...]
    within_s: float
    job: PrintJob | PdfJob | None

    def to_bytes(self) -> bytes:
        """A line that describes the job, then its dots, or its PDF."""
        header: dict[str, object] = {
            "printer": self.printer,
            "title": self.title,
            "take_back": self.take_back,
            "within_s": self.within_s,
        }
        if self.job is None:
            return json.dumps({**header, "only_asks": True}).encode() + b"\n"
        if isinstance(self.job, PdfJob):
            return json.dumps(header).encode() + b"\n" + self.job.pdf
        header |= {"dots": [self.job.width_dots, self.job.height_dots], "width_mm": self.job.width_mm}
        return json.dumps(header).encode() + b"\n" + self.job.rows

    @staticmethod
    def from_stream(stream: BinaryIO) -> PrintRequest:
        """Read what `to_bytes` made."""
        header = json.loads(stream.readline())
        job: PrintJob | PdfJob | None = None
        if header.pop("only_asks", False):
            pass
        elif "dots" in header:
            width, height = header.pop("dots")
            job = PrintJob(width_dots=width, height_dots=height, rows=stream.read(), width_mm=header.pop("width_mm"))
        else:
            job = PdfJob(pdf=stream.read(), deadline=time.monotonic() + header["within_s"])
        return PrintRequest(job=job, take_back=tuple(header.pop("take_back")), **header)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintAnswer:
    """What became of the job, None where only a question was asked; and how the printer was then."""

    outcome: PrintOutcome | None
    state: PrinterState

    def to_bytes(self) -> bytes:
        """Two words."""
        return f"{self.outcome.value if self.outcome else NO_JOB} {self.state.value}".encode()

    @staticmethod
    def from_bytes(said: bytes) -> PrintAnswer | None:
        """Read what `to_bytes` made; None where the process did not say."""
        try:
            outcome, state = said.decode().split()
            return PrintAnswer(outcome=None if outcome == NO_JOB else PrintOutcome(outcome), state=PrinterState(state))
        except ValueError:
            return None
