"""50,000 kiosks come back at once after a blackout, in simulated time.

Real: the stations' `Timetable`, by which they decide to speak, central's `Throttle` (one process), and `Feed` with its
pages on SQLite, which says what each station has to fetch. Simulated: clocks and the network; that a poll is idle when
its station knows all there is and says nothing, as `front.is_idle` has it; that a sync takes no time. All counties are
alike, so one stands for all in `Feed`, and each has the pages of its own.

Each station was heard of last just before the dark, when its `Schedule` had it; its county went on changing meanwhile,
and goes on now. So even once all have caught up most polls bring something, which is what central's throttle counts.
In the dark something was saved at every station, which waits there when it comes back; and its staff go on saving.
"""

from __future__ import annotations

import heapq
import random
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

from sync.central.feed import Feed, Head, News, heads
from sync.central.ledger import EVERYBODY
from sync.central.server import signer_of
from sync.central.store.database import Store, open_engine
from sync.central.throttle import Throttle
from sync.client.report import Outcome, Report
from sync.client.schedule import Schedule, Timetable
from sync.measure import postings, servers
from sync.measure.figures import Figure, percentile

KIOSKS, COUNTIES = 50_000, 50
WATCHED_S = 45 * 60.0
"""How long after the dark is watched."""
CHANGES_A_DAY = 500
"""Of one county (sync.md, property 10), all of them in the working day."""
WORKING_DAY_S = 12 * 3600.0
SAVED_A_DAY = 36
"""At one station, in the working day, as docs/scale.md counts them: each time it speaks with central soon after."""
CHANGED_AT_NIGHT = 200
"""What the import of the morning brought, which nobody has seen yet."""
ROWS = 500
"""Postings that a county of the simulation has; pages are of changes, so it does not matter how many more lie still."""


@dataclass(slots=True)
class _Tally:
    """Requests by second. `pages`: how often each page of each county was asked for."""

    posts: Counter[int] = field(default_factory=Counter)
    gets: Counter[int] = field(default_factory=Counter)
    misses: Counter[int] = field(default_factory=Counter)
    pages: Counter[tuple[int, str]] = field(default_factory=Counter)
    backoffs: int = 0
    worked: int = 0
    idle: int = 0
    caught_up_s: list[float] = field(default_factory=list)


class County:
    """What `Feed` says to a station that knows a county up to a position; asked once for each such position."""

    def __init__(self, store: Store, *, position: int) -> None:
        self._store, self._first = store, position
        self._news: dict[tuple[int, int], tuple[str, ...]] = {}
        self._signer = signer_of(store)

    @cached_property
    def head(self) -> Head:
        with self._store.look() as connection:
            return heads(connection, postings.REGION, [EVERYBODY])[0]

    def pages(self, start: int, end: int) -> tuple[str, ...]:
        """Return the names of the pages that a station has to fetch when the county stands at `end`."""
        if (start, end) not in self._news:
            with self._store.change() as connection:
                head = Head(
                    owner=EVERYBODY, position=end, digest=0, horizon=self.head.horizon, live=self.head.live,
                    snapshot=self.head.snapshot,
                )  # fmt: skip
                news: News = Feed(connection, postings.REGION, self._signer).since(start, head)
            self._news[start, end] = tuple(page.name for page in news.pages)
        return self._news[start, end]


def measure(
    *,
    kiosks: int = KIOSKS,
    counties: int = COUNTIES,
    seed: int = 1,
    schedule: Schedule | None = None,
    watched_s: float = WATCHED_S,
    saved_a_day: float = SAVED_A_DAY,
    timetable: type[Timetable] = Timetable,
) -> dict[str, Figure]:
    """Simulate it. `schedule`, `timetable`: others than stations have, to see what they would do."""
    with TemporaryDirectory(prefix="yizhan-bench-") as folder, servers.database("sqlite", Path(folder)) as url:
        store = Store(open_engine(url, pool=1))
        try:
            postings.fill(store, ROWS)
            with store.look() as connection:
                before = heads(connection, postings.REGION, [EVERYBODY])[0].position
            total = round(CHANGES_A_DAY / WORKING_DAY_S * (3600 + watched_s)) + CHANGED_AT_NIGHT
            for part in range(0, total, ROWS // 2):
                postings.change_pay(store, min(ROWS // 2, total - part), seed=part)
            fleet = _Fleet(
                kiosks=kiosks, chance=random.Random(seed), rule=schedule or Schedule(), timetable=timetable,
                saved_per_s=saved_a_day / WORKING_DAY_S,
            )  # fmt: skip
            return _simulated(County(store, position=before), before, fleet, counties, seed, watched_s)
        finally:
            store.close()


@dataclass(slots=True, kw_only=True)
class _Fleet:
    """All kiosks, at second 0. `saved_s`: when each has saved, or will save, what it has not told yet."""

    kiosks: int
    chance: random.Random
    rule: Schedule
    timetable: type[Timetable]
    saved_per_s: float
    times: list[Timetable] = field(init=False)
    saved_s: list[float] = field(init=False)

    def __post_init__(self) -> None:
        self.times = [self.timetable.begun(self._schedule(), 0.0) for _ in range(self.kiosks)]
        self.saved_s = [0.0] * self.kiosks

    def _schedule(self) -> Schedule:
        chance = random.Random(self.chance.random())
        return Schedule(every_s=self.rule.every_s, start_within_s=self.rule.start_within_s, chance=chance)

    def has_waiting(self, kiosk: int, now: float) -> bool:
        return self.saved_s[kiosk] <= now

    def told(self, kiosk: int, now: float) -> None:
        """Nothing waits at a kiosk until somebody saves the next thing."""
        self.saved_s[kiosk] = now + self.chance.expovariate(self.saved_per_s) if self.saved_per_s else float("inf")

    def next_s(self, kiosk: int, now: float) -> float:
        """Return when a kiosk speaks, or when somebody saves something there before that: then it decides anew."""
        at = self.times[kiosk].next_s(has_waiting=self.has_waiting(kiosk, now))
        return at if self.has_waiting(kiosk, now) else min(at, self.saved_s[kiosk])


def _simulated(
    county: County, first: int, fleet: _Fleet, counties: int, seed: int, watched_s: float
) -> dict[str, Figure]:
    chance, kiosks, now = fleet.chance, fleet.kiosks, 0.0
    throttle = Throttle(clock=lambda: now, chance=random.Random(seed))
    per_s = CHANGES_A_DAY / WORKING_DAY_S
    at_dark = first + round(3600 * per_s)
    offsets = [chance.uniform(0, 1 / per_s) for _ in range(counties)]

    def position(number: int, moment: float) -> int:
        return at_dark + CHANGED_AT_NIGHT + int((moment + offsets[number]) * per_s)

    known, caught = [0] * kiosks, [False] * kiosks
    due: list[tuple[float, int]] = []
    for kiosk, times in enumerate(fleet.times):
        last = times.schedule.after_s(Report(outcome=Outcome.DONE)) * chance.random()
        known[kiosk] = at_dark - int(last * per_s)
        due.append((fleet.next_s(kiosk, now), kiosk))
    heapq.heapify(due)
    tally = _Tally()
    while due and due[0][0] <= watched_s:
        now, kiosk = heapq.heappop(due)
        has_waiting = fleet.has_waiting(kiosk, now)
        if now < fleet.times[kiosk].next_s(has_waiting=has_waiting):
            heapq.heappush(due, (fleet.next_s(kiosk, now), kiosk))
            continue
        number = kiosk % counties
        head = position(number, now)
        tally.posts[int(now)] += 1
        report = Report(outcome=Outcome.DONE)
        if known[kiosk] == head and not has_waiting:
            tally.idle += 1
        elif wait_s := throttle.wait_s():
            tally.backoffs += 1
            report = Report(outcome=Outcome.BUSY, backoff_s=wait_s)
        else:
            tally.worked += 1
            for name in county.pages(known[kiosk], head):
                tally.gets[int(now)] += 1
                tally.misses[int(now)] += (number, name) not in tally.pages
                tally.pages[number, name] += 1
            known[kiosk] = head
            if has_waiting:
                fleet.told(kiosk, now)
        if report.outcome is Outcome.DONE and not caught[kiosk]:
            caught[kiosk] = True
            tally.caught_up_s.append(now)
        fleet.times[kiosk].ended(now, report)
        heapq.heappush(due, (fleet.next_s(kiosk, now), kiosk))
    return _figures(tally, kiosks, watched_s)


def _figures(tally: _Tally, kiosks: int, watched_s: float) -> dict[str, Figure]:
    seconds = range(int(watched_s))
    all_ = [tally.posts[second] + tally.gets[second] for second in seconds]
    central = [tally.posts[second] + tally.misses[second] for second in seconds]
    fetched = sum(tally.pages.values())
    is_whole = len(tally.caught_up_s) == kiosks
    return {
        "fleet_kiosks": kiosks,
        "fleet_minutes": max(tally.caught_up_s) / 60 if is_whole else None,
        "fleet_caught_up": len(tally.caught_up_s),
        "fleet_rps": percentile(central, 100),
        "fleet_rps_p99": percentile(central, 99),
        "fleet_rps_mean": sum(central) / len(central),
        "fleet_rps_without_cache": percentile(all_, 100),
        "fleet_cacheable": 1 - len(tally.pages) / fetched if fetched else None,
        "fleet_pages": len(tally.pages),
        "fleet_page_requests": fetched,
        "fleet_backoffs": tally.backoffs,
        "fleet_idle_polls": tally.idle,
        "fleet_syncs": tally.worked,
    }
