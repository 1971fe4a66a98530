"""The lists that a worker sees, as the store answers them, and the import of a file."""

from __future__ import annotations

import time
from pathlib import Path
from tempfile import TemporaryDirectory

from kiosk.desk.importing import RowStatus, import_file
from kiosk.domain.listing import Listing, OfTrade, SuitsOlder, Today
from kiosk.services import open_station
from ui.bench.county import write_rows
from ui.bench.figures import Figures, median, percentile
from ui.bench.where import bench_places

ROUNDS = 12
ROWS = 10_000
IMPORTS = 3


def measure_lists(folder: Path) -> Figures:
    """Ask for every trade, today's work and what suits older workers, as the screen does."""
    with open_station(bench_places(folder)) as station:
        listings: list[Listing] = [OfTrade(trade) for trade, _ in station.trades_on_offer()]
        listings += [Today(), SuitsOlder()] * (len(listings) // 2)
        times = []
        for _ in range(ROUNDS):
            for listing in listings:
                started = time.perf_counter()
                station.find(listing)
                times.append((time.perf_counter() - started) * 1000)
    return {"list_p50_ms": median(times), "list_p99_ms": percentile(times, 99)}


def measure_import(folder: Path) -> Figures:
    """Import 10,000 rows into a station that is new, several times."""
    return {"import_rows_per_s": median([_imported_a_second() for _ in range(IMPORTS)])}


def _imported_a_second() -> float:
    with TemporaryDirectory(prefix="yizhan-bench-") as made:
        with open_station(bench_places(Path(made))) as station:
            file = write_rows(Path(made), rows=ROWS, today=station.today)
            started = time.perf_counter()
            report = import_file(file, store=station.postings, today=station.today, regions=())
            took_s = time.perf_counter() - started
        stored = report.count(RowStatus.ACCEPTED) + report.count(RowStatus.WARNED)
    if stored != ROWS:
        raise RuntimeError(f"only {stored} of {ROWS} rows were stored")
    return ROWS / took_s
