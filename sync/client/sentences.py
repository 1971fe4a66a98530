"""How it stands with central, in plain words for staff and technicians."""

from __future__ import annotations

import time

from kiosk.texts.catalogue import Texts
from sync.client.report import Outcome, Report
from sync.client.status import Status

MINUTE_MS, HOUR_MS, DAY_MS = 60_000, 3_600_000, 86_400_000
CLOCK_MATTERS_MS = 5 * MINUTE_MS


def report_sentence(report: Report, texts: Texts) -> str:
    """Say how one sync went."""
    said = texts(f"sync-state-{report.outcome.value}")
    if report.outcome is Outcome.DONE:
        return texts("sync-done", sent=str(report.sent), taken=str(report.written + report.gone))
    return said


def status_sentences(status: Status, texts: Texts, *, now_ms: int | None = None) -> list[str]:
    """Say when central was heard last, what waits, and what staff should look at."""
    if status.outcome == Outcome.NOT_ENROLLED.value:
        return [texts("sync-state-not-enrolled")]
    lines = [heard_sentence(status, texts, now_ms=now_ms)]
    if status.outcome not in (Outcome.DONE.value, Outcome.BUSY.value):
        lines.append(texts(f"sync-state-{status.outcome}"))
    if status.waiting:
        lines.append(texts("sync-waiting", count=str(status.waiting)))
    if status.refused:
        lines.append(texts("sync-refused", count=str(status.refused)))
    if status.agrees is False:
        lines.append(texts("sync-differs"))
    if abs(status.central_ahead_ms or 0) > CLOCK_MATTERS_MS:
        lines.append(texts("sync-clock-differs"))
    return lines


def heard_sentence(status: Status, texts: Texts, *, now_ms: int | None = None) -> str:
    """Say when this station last spoke with central: the line that stands at the foot of the desk."""
    if not status.heard_ms:
        return texts("sync-never-heard")
    now = time.time_ns() // 1_000_000 if now_ms is None else now_ms
    ago = now - status.heard_ms
    if ago < 0:
        return texts("sync-heard")  # the clock was set back since: nothing is known of how long ago
    if ago < 2 * MINUTE_MS:
        return texts("sync-heard-now")
    for length, word in ((DAY_MS, "days"), (HOUR_MS, "hours"), (MINUTE_MS, "minutes")):
        if ago >= length:
            return texts(f"sync-heard-{word}", count=str(ago // length))
    return texts("sync-heard-now")
