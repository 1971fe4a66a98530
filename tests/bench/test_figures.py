"""The figures of the bench, and that its parts run on a small county."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from kiosk.desk.importing import EmptyShelf, import_file
from ui.bench.county import write_rows
from ui.bench.figures import median, percentile

pytestmark = pytest.mark.alone


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [([3, 1, 2], 50, 2), ([1, 2, 3, 4], 50, 2), (range(1, 101), 99, 99), ([7], 99, 7), (range(1, 11), 100, 10)],
)
def test_percentiles_are_values_that_were_measured(values: list[float], share: float, expected: float) -> None:
    assert percentile(list(values), share) == expected


def test_the_median_is_the_middle_value() -> None:
    assert median([9, 1, 5]) == 5


def test_the_file_of_the_bench_has_as_many_different_rows_as_it_says(tmp_path: Path) -> None:
    today = date(2026, 11, 21)
    report = import_file(write_rows(tmp_path, rows=700, today=today), store=EmptyShelf(), today=today, dry_run=True)
    assert len(report.rows) == 700
    assert {row.status.value for row in report.rows} <= {"accepted", "warned"}


def test_bench_prints_one_json_object_with_the_figures_of_the_parts_that_were_asked_for(tmp_path: Path) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "TMPDIR": str(tmp_path)}
    argv = [
        sys.executable,
        "-m",
        "ui.cli",
        "bench",
        "--json",
        "--postings",
        "600",
        "--only",
        "lists",
        "--only",
        "start",
    ]
    done = subprocess.run(argv, capture_output=True, text=True, env=environment, check=True, timeout=120)
    figures = json.loads(done.stdout)
    assert set(figures) == {"list_p50_ms", "list_p99_ms", "start_ms", "bare_start_ms", "start_ratio"}
    assert figures["start_ratio"] == pytest.approx(figures["start_ms"] / figures["bare_start_ms"], rel=0.01)
    assert 0 < figures["list_p50_ms"] <= figures["list_p99_ms"]
