"""Figures that were measured, and how they are printed."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress

Figure = float | int | str | None
MOST: Mapping[str, float] = {
    "first_sync_s": 1.0,
    "first_sync_bytes": 900_000,
    "first_sync_requests": 8,
    "first_sync_mem_mib": 12,
    "changed_bytes": 48_000,
    "changed_requests": 2,
    "changed_2g_s": 12,
    "field_bytes": 10_000,
    "idle_bytes": 500,
    "idle_requests": 1,
    "one_posting_body_bytes": 600,
    "big_sync_s": 10,
    "big_sync_mem_mib": 12,
    "flip_repair_bytes": 20_000,
    "cut_20s_2g_wasted": 0.15,
    "fleet_minutes": 30,
    "fleet_rps": 200,
    "overbooked": 0,
}
LEAST: Mapping[str, float] = {
    "polls_per_s": 3000,
    "syncs_per_s": 300,
    "ops_per_s": 3000,
    "polls_scale": 1.6,
    "fleet_cacheable": 0.98,
    "slots_served": 0.95,
}


def median(values: Sequence[float]) -> float:
    """Return the middle value, the lower of two; one that was measured."""
    return sorted(values)[(len(values) - 1) // 2]


def percentile(values: Sequence[float], share: float) -> float:
    """Return the least value that at least `share` per cent of `values` do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * share // 100).__int__() - 1)]


def load_before() -> float:
    """Return how busy the machine is with others: its load of the last minute, in processes; 0 where nobody knows."""
    with suppress(OSError, AttributeError):
        return os.getloadavg()[0]
    return 0.0


def told(figures: Mapping[str, Figure], *, as_json: bool) -> str:
    """Return the figures as one JSON object, or as a table with the bars they are held against."""
    rounded = {key: round(value, 3) if isinstance(value, float) else value for key, value in figures.items()}
    if as_json:
        return json.dumps(rounded, ensure_ascii=False)
    return "\n".join(f"{key:24} {'-' if value is None else value}{_bar(key, value)}" for key, value in rounded.items())


def _bar(key: str, value: Figure) -> str:
    if key in MOST:
        missed = isinstance(value, (int, float)) and value > MOST[key]
        return f"  (bar <= {MOST[key]:g}{', MISSED' if missed else ''})"
    if key in LEAST:
        missed = isinstance(value, (int, float)) and value < LEAST[key]
        return f"  (bar >= {LEAST[key]:g}{', MISSED' if missed else ''})"
    return ""
