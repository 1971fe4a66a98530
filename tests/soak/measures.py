"""What is judged, and how much growth a cycle each figure is allowed: below the smallest leak worth the name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from tests.soak.judge import Slope, slope_of, without_warm_up
from tests.soak.rests import Rest

PROGRAMS = ("kiosk", "kiosk.sync", "kiosk.voice", "kiosk.player", "board", "board.voice", "board.player", "central")
MEMORY_KB = 15.0
"""A cycle is about twenty touches. Less than a third of 50 kB a cycle, which half an hour finds through the 700 kB by
which a kiosk's memory differs from one rest to another; with 500 visitors a day this much would be 8 MB a day."""
FILLING_KB = 40_000.0
"""Letters, pictures and the database's pages are kept once they were shown: so much over the square of the cycles, as
what fills in the first of them leaves a slope that falls so. With 6 cycles 1,100 kB a cycle, of which 700 were seen;
with 60 it is 11 kB."""
ONE_IN_FIFTY = 0.02
"""Descriptors, threads, processes and files come in whole ones. One in fifty cycles would be twenty after a day of
1,000 visitors, of 1,024 descriptors that there may be; one a cycle is fifty times as much."""
DATABASE_KB = 120.0
"""A cycle leaves some slips and lines of the log, an import some postings, a backup nothing: a few pages of 4 kB, and
as many for their indexes."""
WRITTEN_KB = 25.0
"""The write-ahead log is used again from its beginning after 1,000 pages (4 MB): it may be large, and not grow."""
SLOWER = 2.0
"""A touch may take twice as long in the last third as in the first: the machine may have others to work for by then."""
AT_ONCE_MS = 100.0
"""What is answered so soon is answered at once (Miller 1968), whatever it was before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One figure over all cycles after the warm-up."""

    name: str
    unit: str
    first: float
    last: float
    slope: Slope
    bound: float

    @property
    def grows(self) -> bool:
        return self.slope.at_least > self.bound


Read = Callable[[Rest], float | None]


def verdicts(rests: Sequence[Rest]) -> list[Verdict]:
    """Judge every figure; one that was never there is left out."""
    return [found for row in _measures() if (found := _judged(rests, *row)) is not None]


def slower(rests: Sequence[Rest]) -> tuple[float, float]:
    """The median milliseconds to the first answer to a touch, in the first and in the last third."""
    third = max(1, len(rests) // 3)
    return median(each.answer_ms for each in rests[:third]), median(each.answer_ms for each in rests[-third:])


def _measures() -> Iterator[tuple[str, str, float, Read]]:
    for program in PROGRAMS:
        yield f"{program}: memory of its own", "kB", MEMORY_KB, _of(program, "own_kb")
        yield f"{program}: resident", "kB", 4 * MEMORY_KB, _of(program, "rss_kb")
        yield f"{program}: proportional", "kB", 4 * MEMORY_KB, _of(program, "pss_kb")
    for program in (*PROGRAMS, "printer"):
        yield f"{program}: descriptors", "", ONE_IN_FIFTY, _of(program, "descriptors")
        yield f"{program}: threads", "", ONE_IN_FIFTY, _of(program, "threads")
    yield "kiosk: processes below it", "", ONE_IN_FIFTY, lambda rest: rest.processes
    yield "files, temporary", "", ONE_IN_FIFTY, lambda rest: rest.fleeting_files
    yield "files, kept", "", ONE_IN_FIFTY, lambda rest: rest.kept_files
    yield "database", "kB", DATABASE_KB, lambda rest: rest.database_bytes / 1024
    yield "write-ahead log", "kB", WRITTEN_KB, lambda rest: rest.log_bytes / 1024


def _of(program: str, figure: str) -> Read:
    return lambda rest: rest.of(program, figure)


def _judged(rests: Sequence[Rest], name: str, unit: str, bound: float, read: Read) -> Verdict | None:
    all_points = [(float(rest.cycle), value) for rest in rests if (value := read(rest)) is not None]
    points = without_warm_up(all_points, cycles=len(rests))
    if not points:
        return None
    third = max(1, len(points) // 3)
    first, last = (median(y for _, y in part) for part in (points[:third], points[-third:]))
    if unit == "kB":
        bound += FILLING_KB / len(points) ** 2
    return Verdict(name=name, unit=unit, first=first, last=last, slope=slope_of(points), bound=bound)
