"""A slip, or sheets of A4, on the way to the process that prints, and that process's answer: as bytes, and back."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import BinaryIO

from kiosk.printing.printer import PdfJob, PrintJob, PrintOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintRequest:
    """Print `job` on the system's printer `printer` under the name `title`, within `within_s` seconds or not at all.

    The jobs named in `take_back` are taken out of the printer's queue before.
    """

    printer: str
    title: str
    take_back: tuple[str, ...]
    within_s: float
    job: PrintJob | PdfJob

    def to_bytes(self) -> bytes:
        """A line that describes the job, then its dots, or its PDF."""
        header: dict[str, object] = {
            "printer": self.printer,
            "title": self.title,
            "take_back": self.take_back,
            "within_s": self.within_s,
        }
        if isinstance(self.job, PdfJob):
            return json.dumps(header).encode() + b"\n" + self.job.pdf
        header |= {"dots": [self.job.width_dots, self.job.height_dots], "width_mm": self.job.width_mm}
        return json.dumps(header).encode() + b"\n" + self.job.rows

    @staticmethod
    def from_stream(stream: BinaryIO) -> PrintRequest:
        """Read what `to_bytes` made."""
        header = json.loads(stream.readline())
        job: PrintJob | PdfJob
        if "dots" in header:
            width, height = header.pop("dots")
            job = PrintJob(width_dots=width, height_dots=height, rows=stream.read(), width_mm=header.pop("width_mm"))
        else:
            job = PdfJob(pdf=stream.read(), deadline=time.monotonic() + header["within_s"])
        return PrintRequest(job=job, take_back=tuple(header.pop("take_back")), **header)


def outcome_to_bytes(outcome: PrintOutcome) -> bytes:
    """The answer."""
    return outcome.value.encode()


def outcome_from_bytes(answer: bytes) -> PrintOutcome | None:
    """What became of the job; None where the process did not say."""
    try:
        return PrintOutcome(answer.decode())
    except ValueError:
        return None
