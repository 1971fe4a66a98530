"""A whole station under random touches for as long as wanted: does anything of it grow? Run by `scripts/soak`."""

from __future__ import annotations

import argparse
import json
import secrets
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random

from kiosk.care.program import program_argv
from tests.soak.hand import HURRIED, UNHURRIED, Hand
from tests.soak.papers import papers
from tests.soak.pulse import pulse_of
from tests.soak.report import Report, broken_lines, out_of_step
from tests.soak.soaking import Lost, Soak
from tests.soak.whole import furnish, whole_station

LEAST_CYCLES = 7
TELL_EVERY_S = 60.0
SETTLES_S = 4.0
"""Until the rest of the program is loaded and the first sync has begun."""
LEAKING = Path(__file__).with_name("leaking.py")
NEEDED = ("Xvfb", "xdotool", "openbox", "pulseaudio", "pactl", "parec")


def main(argv: Sequence[str] | None = None) -> int:
    """Return 0 when nothing grows and nothing was wrong, 1 with what and the seed, 2 where it cannot run."""
    asked = _parser().parse_args(argv)
    if missing := [name for name in NEEDED if shutil.which(name) is None]:
        print(f"soak: not here: {', '.join(missing)} (scripts/test installs what is needed)", file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(2))
    seed = asked.seed if asked.seed is not None else secrets.randbits(32)
    print(f"soak: seed {seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="soak-", ignore_cleanup_errors=True) as made:
        report = _soaked(asked, Path(made), seed)
        if asked.keep is not None:
            shutil.copytree(made, asked.keep, dirs_exist_ok=True, ignore=shutil.ignore_patterns("native", "glass"))
    if asked.json is not None:
        asked.json.write_text(json.dumps(report.as_json(), indent=1), "utf-8")
    print(report.table(), flush=True)
    if report.wrong:
        print(f"soak: not well; the same touches again: scripts/soak --seed {seed}", file=sys.stderr)
    return 1 if report.wrong else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="scripts/soak",
        description="A whole station under random touches: does anything grow? With --faults as the first word: "
        "the fault model of sync instead.",
    )
    how_long = parser.add_mutually_exclusive_group()
    how_long.add_argument("--minutes", type=float, metavar="N", help="how long (default 30)")
    how_long.add_argument("--hours", type=float, metavar="N", help="how long")
    how_long.add_argument("--cycles", type=int, metavar="N", help=f"so many visits, at least {LEAST_CYCLES} are judged")
    parser.add_argument("--seed", type=int, metavar="S", help="the touches of this seed again")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write everything that was measured")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="leave the station and its logs there")
    parser.add_argument("--hurried", action="store_true", help="cycles of some seconds, as the tests have them")
    parser.add_argument("--leaking", metavar="KIND[:EVERY],...", help=argparse.SUPPRESS)
    return parser


def _soaked(asked: argparse.Namespace, folder: Path, seed: int) -> Report:
    spots = furnish(folder)
    program = (sys.executable, "-P", str(LEAKING), asked.leaking) if asked.leaking else program_argv()
    with whole_station(folder, program=program) as whole:
        hand = Hand(whole.glass, spots, seed=seed, tempo=HURRIED if asked.hurried else UNHURRIED)
        hand.wait_for_home()
        time.sleep(SETTLES_S)
        since_s = time.time()
        soak = Soak(whole, hand, Random(seed + 1))
        with pulse_of(whole.kiosk.pid) as beats:
            _go_on(soak, asked)
        soak.troubles += out_of_step(whole.places.data / "sync" / "status.json", now_s=time.time())
        found = papers(whole.places, [Path(each) for each in whole.printer.state()["slips"]],
                       since_s=since_s, faults=soak.faults)  # fmt: skip
    return Report(
        seed=seed, touches=hand.touches, heard_s=whole.hearing.heard_s, rests=soak.rests, papers=found,
        troubles=[*soak.troubles, *broken_lines(whole.logs)], beats=beats,
    )  # fmt: skip


def _go_on(soak: Soak, asked: argparse.Namespace) -> None:
    """Cycle until the time is over, or until it is no use."""
    minutes = asked.hours * 60 if asked.hours else asked.minutes or 30
    until_s = soak.began_s + minutes * 60
    told_s = soak.began_s
    while (
        len(soak.rests) < asked.cycles if asked.cycles else time.monotonic() < until_s or len(soak.rests) < LEAST_CYCLES
    ):
        try:
            rest = soak.cycle()
        except Lost as lost:
            soak.troubles.append(f"cycle {len(soak.rests)}: {lost}")
            return
        if time.monotonic() - told_s >= TELL_EVERY_S or asked.cycles:
            told_s = time.monotonic()
            print(
                f"{rest.at_s / 60:5.1f} min, cycle {rest.cycle}: {rest.of('kiosk', 'own_kb')} kB, "
                f"{rest.of('kiosk', 'descriptors')} descriptors, {rest.of('kiosk', 'threads')} threads, "
                f"{rest.processes} processes, answer {rest.answer_ms:.0f} ms {' + '.join(rest.did)}",
                flush=True,
            )


if __name__ == "__main__":
    sys.exit(main())
