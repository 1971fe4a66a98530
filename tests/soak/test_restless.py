"""The restless hand in short: twenty touches a second for half a minute, and what is wrong is told."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.alone

ROOT = Path(__file__).parents[2]
SECONDS = 20


def test_twenty_touches_a_second_break_nothing(tmp_path: Path) -> None:
    told = tmp_path / "told.json"
    argv = [sys.executable, "-m", "tests.soak.restless", "--seconds", str(SECONDS), "--json", str(told)]
    run = subprocess.run(argv, cwd=ROOT, capture_output=True, text=True, check=False, timeout=280)
    assert run.returncode == 0, run.stdout + run.stderr
    figures = json.loads(told.read_text("utf-8"))
    assert figures["wrong"] == []
    assert figures["touches"] >= 0.9 * 20 * SECONDS
    assert set(figures["kinds"]) >= {"tap", "slide", "two", "hand", "drops", "long"}
    assert len(figures["screens"]) >= 3
    assert figures["acted"] > SECONDS / 4
