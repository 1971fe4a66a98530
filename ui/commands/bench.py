"""`yizhan-kiosk bench`: how fast this machine is as a kiosk."""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from kiosk.cli import EXIT_FAILED, EXIT_OK

HELP = "measure how fast this machine is as a kiosk"
AT_THE_KIOSK = ("start", "blocks", "import", "lists", "touches", "sound", "slips", "memory")
AT_THE_DESK = ("people", "matching", "report", "desk")
PARTS = (*AT_THE_KIOSK, *AT_THE_DESK)
"""What a tired computer falsifies most comes first: a shared one slows down after minutes of work."""
BARS = {
    "start_ratio": 2.0,
    "touch_p50_ms": 16.0,
    "touch_p99_ms": 33.0,
    "list_p99_ms": 10.0,
    "sound_cached_ms": 30.0,
    "sound_fresh_ms": 200.0,
    "slip_screen_ms": 100.0,
    "slip_printer_ms": 200.0,
    "ui_block_max_ms": 33.0,
    "rss_mb": 160.0,
    "rss_growth_mb": 3.0,
    "person_search_p99_ms": 30.0,
    "match_p99_ms": 50.0,
    "report_s": 2.0,
    "walkin_events": 25.0,
    "desk_paint_p99_ms": 50.0,
}
LEAST = {"import_rows_per_s": 5000.0}
MOST_POSTINGS = 10_000_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `bench`."""
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--postings", type=_count, default=100_000, metavar="N", help="in the store (default 100000)")
    parser.add_argument(
        "--people", type=_count, default=50_000, metavar="N", help="who have come to the desk (default 50000)"
    )
    parser.add_argument("--only", choices=PARTS, action="append", metavar="PART", help=f"one of {', '.join(PARTS)}")


def run(arguments: argparse.Namespace) -> int:
    """Measure every part in a process of its own, on a county or a hall made for it."""
    from ui.bench.loudspeaker import loudspeaker

    environment = dict(os.environ)
    if sys.platform == "linux" and not (environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")):
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    figures: dict[str, float | None] = {}
    with tempfile.TemporaryDirectory(prefix="yizhan-bench-") as made:
        folder = Path(made)
        environment["YIZHAN_KEYS"] = str(folder / "keys")
        made_for: set[tuple[str, ...]] = set()
        with loudspeaker(environment, folder) as heard:
            for part in arguments.only or PARTS:
                stage = AT_THE_DESK if part in AT_THE_DESK else AT_THE_KIOSK
                if stage not in made_for:
                    _make(stage, folder, arguments)
                    made_for.add(stage)
                measured = _measured([sys.executable, "-m", "ui.bench", part, made], heard)
                if measured is None:
                    print(f"bench: {part} could not be measured", file=sys.stderr)
                    return EXIT_FAILED
                figures |= measured
    _print(figures, as_json=arguments.json)
    return EXIT_OK


def _make(stage: tuple[str, ...], folder: Path, arguments: argparse.Namespace) -> None:
    """Make the station that the parts of `stage` work on."""
    if stage is AT_THE_KIOSK:
        from ui.bench.county import make_county

        make_county(folder, postings=arguments.postings)
    else:
        from ui.bench.hall import make_hall

        make_hall(folder, postings=arguments.postings, people=arguments.people)


def _measured(argv: list[str], environment: dict[str, str]) -> dict[str, float | None] | None:
    """What the process `argv` measures, None if it fails. With us ends all that it started: it leads a group."""
    process = subprocess.Popen(argv, env=environment, stdout=subprocess.PIPE, text=True, process_group=0)
    try:
        told, _ = process.communicate()
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    figures: dict[str, float | None] = {} if process.returncode else json.loads(told)
    return figures or None


def _count(word: str) -> int:
    count = int(word) if word.isdecimal() else 0
    if not 0 < count <= MOST_POSTINGS:
        raise argparse.ArgumentTypeError(f"{word!r} is not a whole number between 1 and {MOST_POSTINGS}")
    return count


def _print(figures: dict[str, float | None], *, as_json: bool) -> None:
    rounded = {key: None if value is None else round(value, 2) for key, value in figures.items()}
    if as_json:
        print(json.dumps(rounded))
        return
    for key, value in rounded.items():
        bar = f"  (bar <= {BARS[key]:g})" if key in BARS else f"  (bar >= {LEAST[key]:g})" if key in LEAST else ""
        print(f"{key:22} {'no sound device' if value is None else value}{bar}")
