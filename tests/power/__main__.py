"""Power cuts by the thousand, at places that seeds choose. Run by `scripts/power-cuts`."""

from __future__ import annotations

import argparse
import logging
import secrets
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tests.power.all_works import WORKS
from tests.power.cutting import Cutter

POINTS, TELL_EVERY, MOST_TOLD = 1_000, 100, 10


def main(argv: Sequence[str] | None = None) -> int:
    """Return 0 when every cut was survived, 1 with the seeds on stderr of those that were not."""
    asked = _parser().parse_args(argv)
    logging.getLogger("kiosk").addHandler(logging.NullHandler())
    first = asked.seed if asked.seed is not None else secrets.randbits(32)
    works = tuple(work for work in WORKS if asked.work in (None, work.name))
    folder, begun = Path(tempfile.mkdtemp(prefix="power-cuts-")), time.monotonic()
    cutter, cuts, wrong = Cutter(folder, works=works), Counter[str](), 0
    for done, seed in enumerate(range(first, first + asked.points), start=1):
        point = cutter.cut(seed, keep=wrong < MOST_TOLD)
        cuts.update((point.work, point.loss.value))
        if point.wrong:
            wrong += 1
            if wrong <= MOST_TOLD:
                print(f"broken: {point}", file=sys.stderr, flush=True)
        if done % TELL_EVERY == 0:
            print(f"{done} power cuts, {time.monotonic() - begun:.0f} s, {wrong} broken", flush=True)
    print(*(f"{name} {cuts[name]}" for name in sorted(cuts)), sep=", ")
    print(f"{asked.points} power cuts from seed {first} on, at {cutter.changes} recorded changes: {wrong} broken")
    if not wrong:
        shutil.rmtree(folder)
    return int(bool(wrong))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="scripts/power-cuts", description="Cut the power of a station at work.")
    parser.add_argument("--points", type=int, default=POINTS, metavar="N", help="how many cuts (%(default)s)")
    parser.add_argument("--seed", type=int, metavar="S", help="begin with this seed, as a failure named it")
    parser.add_argument("--work", choices=[work.name for work in WORKS], help="cut this work only")
    return parser


if __name__ == "__main__":
    sys.exit(main())
