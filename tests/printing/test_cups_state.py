"""What CUPS says of a printer is what staff can do something about."""

from __future__ import annotations

import pytest

from kiosk.printing.cups_state import state_of_queue
from kiosk.printing.state import PrinterState


@pytest.mark.parametrize(
    ("state", "reasons", "accepts", "found"),
    [
        ("3", "none", "true", PrinterState.READY),
        ("4", "", "true", PrinterState.READY),
        ("3", "cups-waiting-for-job-completed", "true", PrinterState.READY),
        ("3", "toner-low-report,media-low-warning", "true", PrinterState.PAPER_LOW),
        ("3", "media-empty-error", "true", PrinterState.OUT_OF_PAPER),
        ("5", "paused,media-needed", "true", PrinterState.OUT_OF_PAPER),
        ("4", "cover-open,media-empty", "true", PrinterState.COVER_OPEN),
        ("4", "connecting-to-device", "true", PrinterState.NOT_THERE),
        ("3", "offline-report", "true", PrinterState.NOT_THERE),
        ("4", "media-jam-error", "true", PrinterState.ERROR),
        ("3", "cups-missing-filter-error", "true", PrinterState.ERROR),
        ("5", "none", "true", PrinterState.STOPPED),
        ("5", "paused", "true", PrinterState.STOPPED),
        ("3", "none", "false", PrinterState.STOPPED),
    ],
)
def test_a_state_of_the_queue_is_a_state_of_ours(state: str, reasons: str, accepts: str, found: PrinterState) -> None:
    assert state_of_queue(state=state, reasons=reasons, is_accepting=accepts) is found
