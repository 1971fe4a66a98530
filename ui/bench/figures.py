"""Figures out of measurements."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

Figures = dict[str, float | None]
"""Key of the issue's table -> figure; None where this machine has not what it takes (no sound device)."""


def median(values: Sequence[float]) -> float:
    """The middle value."""
    return percentile(values, 50)


def percentile(values: Sequence[float], share: float) -> float:
    """The nearest-rank percentile: the smallest value that `share` per cent of the values do not exceed."""
    ranked = sorted(values)
    return ranked[max(0, math.ceil(len(ranked) * share / 100) - 1)]


def resident_mb(process: int | str = "self") -> float:
    """Resident memory of a process in MB (10^6 bytes), as Linux counts it; 0 for one that has gone."""
    try:
        status = Path(f"/proc/{process}/status").read_text("ascii")
    except OSError:
        return 0.0
    kib = next((line.split()[1] for line in status.splitlines() if line.startswith("VmRSS")), "0")
    return int(kib) * 1024 / 1_000_000
