"""The benches on small counties: every figure is there, from a real central and a real station."""

from __future__ import annotations

import pytest

from sync.measure import central_bench, sync_bench
from sync.measure.figures import Figure

SYNC = {
    "first_sync_s", "first_sync_bytes", "first_sync_requests", "first_sync_mem_mib", "changed_bytes",
    "changed_requests", "changed_2g_s", "field_bytes", "idle_bytes", "idle_requests", "one_posting_body_bytes",
    "flip_repair_bytes", "upload_bytes", "upload_s", "page_build_s",
}  # fmt: skip


def number(value: Figure) -> float:
    assert isinstance(value, (int, float))
    return value


@pytest.fixture(scope="module")
def figures() -> dict[str, Figure]:
    return sync_bench.measure(rows=60, big_rows=0, changed=20, uploaded=20, cut_changed=0, times=1)


def test_the_figures_of_a_stations_sync_are_all_measured(figures: dict[str, Figure]) -> None:
    assert set(figures) >= SYNC
    assert all(number(figures[key]) >= 0 for key in SYNC)


def test_an_idle_poll_is_one_small_request(figures: dict[str, Figure]) -> None:
    assert figures["idle_requests"] == 1
    assert 0 < number(figures["idle_bytes"]) <= 500


def test_a_line_of_2g_takes_its_time(figures: dict[str, Figure]) -> None:
    assert number(figures["changed_2g_s"]) > 1.2


def test_the_figures_of_central_are_all_measured() -> None:
    found = central_bench.measure(seconds=0.2, database="sqlite", kiosks=8, rows=10)
    for key in ("sqlite_polls_per_s", "sqlite_syncs_per_s", "sqlite_ops_per_s"):
        assert number(found[key]) > 0
