"""How soon the bundle shows its first picture, and how soon it is back with a large county in its database."""

from __future__ import annotations

import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.bundle.conftest import ROOT, Bundle
from tests.pieces import quickest
from tests.ui.watched import WatchedKiosk
from ui.bench.county import make_county

TIMES = 7
MOST_RATIO = 1.3
POSTINGS = 100_000
BACK_WITHIN_S = 5.0


def first_picture_s(argv: Sequence[str], bundle: Bundle) -> float:
    """Seconds from the start of the process to the first painted screen."""
    began = time.monotonic()
    ended = subprocess.run(
        [*argv, "run", "--data", str(bundle.data), "--windowed", "1080x1920", "--first-picture"],
        env=dict(bundle.environment), cwd=ROOT, capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    return float(ended.stdout.split()[-1]) - began


@pytest.mark.alone
def test_the_first_picture_comes_about_as_soon_as_from_the_checkout(bundle: Bundle) -> None:
    bundle.done("demo", "--data", bundle.data)
    checkout = [
        sys.executable,
        "-P",
        "-c",
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); from ui.cli import main; main()",
    ]

    def ratio() -> float:
        times: tuple[list[float], list[float]] = ([], [])
        for _ in range(TIMES):
            for argv, taken in zip((bundle.argv(), checkout), times, strict=True):
                taken.append(first_picture_s(argv, bundle))
        slower = statistics.median(times[0]) / statistics.median(times[1])
        print(f"first picture: {statistics.median(times[0]):.3f} s, {slower:.2f} times the checkout's")
        return slower

    assert quickest(ratio, bar=MOST_RATIO, runs=3) < MOST_RATIO


@pytest.mark.alone
def test_with_a_hundred_thousand_postings_a_killed_kiosk_is_usable_within_five_seconds(
    bundle: Bundle, tmp_path: Path
) -> None:
    make_county(tmp_path, postings=POSTINGS)
    environment = {**bundle.environment, "YIZHAN_KEYS": str(tmp_path / "keys")}
    watched = WatchedKiosk(bundle.argv(), tmp_path / "data", environment=environment)
    try:
        watched.wait_until_open()
        seconds = [watched.hurt(signal.SIGKILL) for _ in range(2)]
        print(f"open again {max(seconds):.1f} s after kill -9, with {POSTINGS} postings")
        assert max(seconds) <= BACK_WITHIN_S
    finally:
        assert watched.end() == 0
