"""What one station's sync takes: seconds, bytes, requests and memory, over a proxy that counts and slows.

Central is a process of its own (granian), the station another one with a real encrypted database that waits for its
disk (synchronous=FULL), and the proxy stands between them. Bytes are all those of the TCP connection, with headers.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sync.central.enrolment import Enrolment
from sync.central.importing import refresh_snapshot
from sync.central.server import signer_of
from sync.central.store.database import Store, open_engine
from sync.measure import postings, servers
from sync.measure.figures import Figure, load_before, median
from sync.measure.proxy import Count, Line, Proxy
from sync.measure.station import Station, station

TWO_G = Line(latency_s=0.3, bits_per_s=40_000)
TWO_G_20S_BYTES = 100_000
"""What a line of 40 kbit/s carries in 20 s."""
TIMES = 3
UPLOADED = 1000
CUT_CHANGED = 100
MOST_TRIES = 500


@dataclass(slots=True)
class _Bench:
    """One central with a county, and the stations that are made for each measurement."""

    folder: Path
    store: Store
    proxy: Proxy
    figures: dict[str, Figure] = field(default_factory=dict)
    stations: int = 0
    times: int = TIMES

    @contextmanager
    def new_station(self) -> Iterator[Station]:
        """A station that is enrolled and has not synced yet; nothing of its enrolment is counted."""
        self.stations += 1
        folder = self.folder / f"station{self.stations}"
        folder.mkdir()
        enrolment = Enrolment(self.store, signer_of(self.store).public_key)
        code = enrolment.add_station(f"测量{self.stations}", town=f"{postings.REGION}100").code
        before, self.proxy.line = self.proxy.line, Line()
        with station(folder) as one:
            one.ask("enrol", url=f"http://127.0.0.1:{self.proxy.port}", code=code)
            self.proxy.line = before
            self.proxy.counted()
            yield one

    def synced(self, one: Station) -> tuple[dict[str, Any], Count]:
        """Sync once, and return what the station and the proxy say of it."""
        self.proxy.counted()
        said = one.sync()
        return said, self.proxy.counted()


def measure(
    *,
    database: str = "sqlite",
    rows: int = 10_000,
    big_rows: int = 100_000,
    changed: int = 500,
    uploaded: int = UPLOADED,
    cut_changed: int = CUT_CHANGED,
    times: int = TIMES,
) -> dict[str, Figure]:
    """Measure all figures of a station's sync.

    A county with `big_rows` postings is left out where that is 0, and so are cut lines where `cut_changed` is.
    """
    figures: dict[str, Figure] = {"database": database, "load_before": load_before()}
    with _bench(database, rows) as bench:
        bench.figures = figures | bench.figures
        bench.times = times
        _first(bench, rows)
        with bench.new_station() as one:
            one.sync()
            _settle(one)
            _idle(bench, one)
            _one_posting(bench, one)
            _changed(bench, one, changed)
            _flip(bench, one)
            _upload(bench, one, uploaded)
        if cut_changed:
            _cuts(bench, cut_changed)
        figures = bench.figures
    if big_rows:
        with _bench(database, big_rows) as bench, bench.new_station() as one:
            figures["big_page_build_s"] = bench.figures["page_build_s"]
            said, count = bench.synced(one)
            _check(one, big_rows)
            figures |= {
                "big_sync_s": said["s"],
                "big_sync_mem_mib": said["mem_mib"],
                "big_sync_bytes": count.total_bytes,
            }
    return figures


@contextmanager
def _bench(database: str, rows: int) -> Iterator[_Bench]:
    """A county of `rows` postings whose snapshot is made before anybody asks for it, as after an import."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="yizhan-bench-")))
        url = stack.enter_context(servers.database(database, folder))
        store = Store(open_engine(url, pool=2))
        stack.callback(store.close)
        postings.fill(store, rows)
        begun = time.perf_counter()
        refresh_snapshot(store, signer_of(store), postings.REGION)
        build_s = time.perf_counter() - begun
        port = stack.enter_context(servers.serving(url))
        bench = _Bench(folder, store, stack.enter_context(Proxy(port)))
        bench.figures["page_build_s"] = build_s
        yield bench


def _first(bench: _Bench, rows: int) -> None:
    """Several stations, each for the first time: the medians."""
    said, counts = [], []
    for _ in range(bench.times):
        with bench.new_station() as one:
            answer, count = bench.synced(one)
            _check(one, rows)
            said.append(answer)
            counts.append(count)
    sizes = [postings.json_bytes(one) for one in postings.postings(min(rows, 1000))]
    bench.figures |= {
        "posting_json_bytes": round(sum(sizes) / len(sizes)),
        "first_sync_s": median([answer["s"] for answer in said]),
        "first_sync_cpu_s": median([answer["cpu_s"] for answer in said]),
        "first_sync_bytes": median([count.total_bytes for count in counts]),
        "first_sync_requests": median([count.requests for count in counts]),
        "first_sync_mem_mib": median([answer["mem_mib"] for answer in said]),
    }


def _check(one: Station, rows: int) -> None:
    found = one.ask("count", table="postings")["rows"]
    if found != rows:
        raise RuntimeError(f"{found} postings instead of {rows}")


def _settle(one: Station) -> None:
    """Sync until the station has nothing more to say."""
    for _ in range(3):
        one.sync()


def _idle(bench: _Bench, one: Station) -> None:
    counts = [bench.synced(one)[1] for _ in range(bench.times)]
    bench.figures |= {
        "idle_bytes": median([count.total_bytes for count in counts]),
        "idle_requests": median([count.requests for count in counts]),
    }


def _one_posting(bench: _Bench, one: Station) -> None:
    """The body of the reply when one posting was changed wholly: all that came down, without its headers."""
    bodies, totals = [], []
    for number in range(bench.times):
        postings.change_wholly(bench.store, 1, seed=100 + number)
        _, count = bench.synced(one)
        bodies.append(count.down_bytes - count.down_head_bytes)
        totals.append(count.total_bytes)
        _settle(one)
    bench.figures |= {"one_posting_body_bytes": median(bodies), "one_posting_bytes": median(totals)}


def _changed(bench: _Bench, one: Station, changed: int) -> None:
    """Many changed wholly, then in one field, then wholly over a line of the second generation."""
    for name, change in (("changed", postings.change_wholly), ("field", postings.change_state)):
        postings_changed: Callable[..., None] = change
        counts, said = [], []
        for number in range(1 if name == "field" else bench.times):
            postings_changed(bench.store, changed, seed=200 + number)
            answer, count = bench.synced(one)
            said.append(answer)
            counts.append(count)
            _settle(one)
        bench.figures |= {
            f"{name}_bytes": median([count.total_bytes for count in counts]),
            f"{name}_requests": median([count.requests for count in counts]),
            f"{name}_s": median([answer["s"] for answer in said]),
        }
    postings.change_wholly(bench.store, changed, seed=300)
    bench.proxy.line = TWO_G
    answer, _ = bench.synced(one)
    bench.proxy.line = Line()
    bench.figures["changed_2g_s"] = answer["s"]
    _settle(one)


def _flip(bench: _Bench, one: Station) -> None:
    """One row that changed by itself: what it takes to find and mend it."""
    counts = []
    for _ in range(bench.times):
        one.ask("flip")
        said, count = bench.synced(one)
        if said["repaired"] != 1:
            raise RuntimeError(f"the flipped row was not found: {said}")
        counts.append(count)
    bench.figures |= {
        "flip_repair_bytes": median([count.total_bytes for count in counts]),
        "flip_repair_requests": median([count.requests for count in counts]),
    }


def _upload(bench: _Bench, one: Station, uploaded: int) -> None:
    """Slips that were given out while the station was away."""
    waiting = one.ask("slips", count=uploaded)["waiting"]
    said, count = bench.synced(one)
    if said["refused"] or said["sent"] < waiting:
        raise RuntimeError(f"not all that waited was taken: {said}")
    bench.figures |= {
        "upload_operations": waiting,
        "upload_bytes": count.total_bytes,
        "upload_up_bytes": count.up_bytes,
        "upload_s": said["s"],
        "upload_requests": count.requests,
    }


def _cuts(bench: _Bench, changed: int) -> None:
    """A line that is cut again and again: whether a sync ends at last, and how many bytes went over it in vain.

    The share is of the bytes that the same sync takes on a good line: a first sync cut as often as 2G cuts it, and
    `changed` postings on lines on which hardly anything gets through.
    """
    with bench.new_station() as one:
        whole = bench.synced(one)[1].total_bytes
    with bench.new_station() as one:
        _cut(bench, one, "cut_20s_2g", TWO_G_20S_BYTES, whole)
    for name, each in (("cut_8k", 8192), ("cut_2k", 2048)):
        with bench.new_station() as straight, bench.new_station() as one:
            for either in (straight, one):
                _settle(either)
            postings.change_wholly(bench.store, changed, seed=each)
            whole = bench.synced(straight)[1].total_bytes
            _cut(bench, one, name, each, whole)


def _cut(bench: _Bench, one: Station, name: str, each: int, whole: int) -> None:
    bench.proxy.line = Line(cut_after_bytes=each)
    bench.proxy.counted()
    tries = 1
    while one.ask("sync")["outcome"] != "done" and tries < MOST_TRIES:
        tries += 1
    total = bench.proxy.counted().total_bytes
    bench.proxy.line = Line()
    has_ended = tries < MOST_TRIES and one.ask("sync")["agrees"] is True
    bench.figures |= {f"{name}_tries": tries if has_ended else None, f"{name}_wasted": total / whole - 1}
