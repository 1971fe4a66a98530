"""`python -m sync.measure sync|central|fleet [--json]`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from sync.measure.figures import Figure, told
from sync.measure.servers import DATABASES


def main(argv: Sequence[str] | None = None) -> int:
    """Measure one part and print its figures."""
    arguments = _parser().parse_args(argv)
    print(told(_measured(arguments), as_json=arguments.json))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="scripts/bench", description="The figures of sync, measured on this machine.")
    parts = parser.add_subparsers(dest="part", required=True, metavar="sync|central|fleet")
    sync = parts.add_parser("sync", help="what one station's sync takes")
    sync.add_argument("--database", choices=DATABASES, default="sqlite", help="central's (default sqlite)")
    sync.add_argument("--rows", type=int, default=10_000, help="postings of the county (default 10000)")
    sync.add_argument("--big-rows", type=int, default=100_000, help="of the big county, 0 for none (default 100000)")
    central = parts.add_parser("central", help="what one process of central bears")
    central.add_argument("--seconds", type=float, default=5.0, help="how long each part is measured (default 5)")
    fleet = parts.add_parser(
        "fleet", help="50,000 kiosks after a blackout, and slots shared by 200 stations; simulated"
    )
    fleet.add_argument("--only", choices=("blackout", "slots"), help="one of both")
    fleet.add_argument("--seed", type=int, default=1)
    fleet.add_argument("--stations", type=int, default=200, help="that share slots (default 200; fewer is sooner)")
    fleet.add_argument("--days", type=int, default=10, help="of sharing slots (default 10)")
    for part in (sync, central, fleet):
        part.add_argument("--json", action="store_true", help="print one JSON object")
    return parser


def _measured(arguments: argparse.Namespace) -> dict[str, Figure]:
    match arguments.part:
        case "sync":
            from sync.measure import sync_bench

            return sync_bench.measure(database=arguments.database, rows=arguments.rows, big_rows=arguments.big_rows)
        case "central":
            from sync.measure import central_bench

            return central_bench.measure(seconds=arguments.seconds)
    from sync.measure import fleet

    return fleet.measure(only=arguments.only, seed=arguments.seed, stations=arguments.stations, days=arguments.days)


if __name__ == "__main__":
    sys.exit(main())
