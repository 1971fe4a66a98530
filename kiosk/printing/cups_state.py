"""How a printer of CUPS is, from what CUPS says of it; words as in RFC 8011, 5.4.11 and 5.4.12."""

from __future__ import annotations

from kiosk.printing.state import PrinterState

STOPPED = "5"
NOTHING = "none"
REPORT, WARNING, ERROR = "-report", "-warning", "-error"
BY_REASON = (
    (PrinterState.COVER_OPEN, {"cover-open", "door-open", "interlock-open"}),
    (PrinterState.OUT_OF_PAPER, {"media-empty", "media-needed", "input-tray-missing"}),
    (PrinterState.NOT_THERE, {"offline", "shutdown", "connecting-to-device", "timed-out"}),
    (PrinterState.ERROR, {"media-jam", "cutter-failure", "spool-area-full"}),
    (PrinterState.STOPPED, {"paused", "moving-to-paused", "stopped-partly"}),
)
"""From what somebody must see to first."""
LOW = {"media-low"}


def state_of_queue(*, state: str, reasons: str, is_accepting: str) -> PrinterState:
    """Return the state for `printer-state`, `printer-state-reasons` and `printer-is-accepting-jobs`.

    CUPS knows what its driver told it, mostly with the last job: a printer that was switched off since is `READY`.
    """
    said = {reason for reason in reasons.split(",") if reason not in ("", NOTHING)}
    plain = {reason.removesuffix(REPORT).removesuffix(WARNING).removesuffix(ERROR) for reason in said}
    for found, words in BY_REASON:
        if plain & words:
            return found
    if any(reason.endswith(ERROR) for reason in said):
        return PrinterState.ERROR
    if state == STOPPED or is_accepting == "false":
        return PrinterState.STOPPED
    return PrinterState.PAPER_LOW if plain & LOW else PrinterState.READY
