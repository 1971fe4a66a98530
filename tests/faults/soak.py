"""The fault model for hours: fresh seeds until the time is over. Run by `scripts/soak --faults`.

Once in the beginning the scaled-down tests run in full: 2,000 kills, 100,000 rows under the cursor.
"""

from __future__ import annotations

import argparse
import logging
import os
import secrets
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from hypothesis import seed
from hypothesis.stateful import run_state_machine_as_test

from tests.faults.conftest import sqlite_store
from tests.faults.test_any_order import STEPS, how, machine
from tests.faults.town import new_station

RUNS_AT_ONCE = 10
TELL_EVERY = 100
FULL = {"YIZHAN_FAULT_KILLS": "2000", "YIZHAN_FAULT_ROWS": "100000"}
FULL_WITHIN_S = 3 * 3600
"""A test that has not ended by then hangs; those of `scripts/test` have five minutes."""
FULL_TESTS = ("tests/faults/test_01_acknowledged_writes.py", "tests/faults/test_03_cursor.py")


def main(argv: Sequence[str] | None = None) -> int:
    """Return 0 when the time is over, 1 with the seed on stderr when something broke."""
    parser = argparse.ArgumentParser(prog="scripts/soak --faults", description="Run the fault model with fresh seeds.")
    parser.add_argument("--hours", type=float, required=True, metavar="N", help="how long")
    parser.add_argument("--seed", type=int, metavar="S", help="begin with this seed, as a failure named it")
    parser.add_argument("--only-model", action="store_true", help="leave out the 2,000 kills and 100,000 rows")
    asked = parser.parse_args(argv)
    until = time.monotonic() + asked.hours * 3600
    if not asked.only_model and asked.seed is None:
        argv_ = [sys.executable, "-m", "pytest", "-q", "-o", f"faulthandler_timeout={FULL_WITHIN_S}", *FULL_TESTS]
        full = subprocess.run(argv_, env={**os.environ, **FULL}, check=False)
        if full.returncode:
            return 1
    return _model(until, asked.seed if asked.seed is not None else secrets.randbits(48))


def _model(until: float, number: int) -> int:
    logging.getLogger("yizhan.central").disabled = True
    runs, happened, begun = 0, Counter[str](), time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        template = new_station(Path(folder) / "station")
        while runs == 0 or time.monotonic() < until:
            try:
                with machine(template, lambda place: sqlite_store(place / "central.db"), tells=False) as county:
                    settings = how(RUNS_AT_ONCE, STEPS, derandomize=False)
                    run_state_machine_as_test(seed(number)(county), settings=settings)
            except Exception:  # noqa: BLE001  whatever broke, its seed is told
                traceback.print_exc()
                print(
                    f"broken: replay with scripts/soak --faults --hours 0 --seed {number}", file=sys.stderr, flush=True
                )
                return 1
            happened.update(county.happened)
            runs += RUNS_AT_ONCE
            if runs % TELL_EVERY == 0:
                minutes = (time.monotonic() - begun) / 60
                print(f"{runs} runs, {minutes:.0f} min, {happened.total()} faults, last seed {number}", flush=True)
            number += 1
    print(f"{runs} runs, {happened.total()} faults: {dict(happened)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
