"""What the soak found: one table for people, one JSON for machines, and whether all is well."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from kiosk.speech.clips import LIMIT_BYTES
from kiosk.store.backups import KEEPING
from tests.soak.measures import AT_ONCE_MS, SLOWER, Verdict, slower, verdicts
from tests.soak.papers import Papers
from tests.soak.pulse import Beat, peaks
from tests.soak.rests import Rest, open_files_of

BROKEN = re.compile(r"Traceback|CRITICAL|a mistake of ours|Fatal Python error|QObject::|QThread:")
SHOWN_LINES = 5
HEARD_WITHIN_S = 90.0
"""The soak's station asks each 15 s; a busy machine may be late, not so late."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything that was seen in one soak."""

    seed: int
    touches: int
    heard_s: float
    rests: Sequence[Rest]
    papers: Papers
    troubles: Sequence[str]
    beats: Sequence[Beat]

    @property
    def verdicts(self) -> list[Verdict]:
        return verdicts(self.rests)

    @property
    def wrong(self) -> list[str]:
        """Every reason to fail, in sentences."""
        return [
            *self._grown(),
            *self._left_over(),
            *self._overfull(),
            *self._printed(),
            *self._answered(),
            *self.troubles,
        ]

    def _grown(self) -> Iterator[str]:
        for each in self.verdicts:
            if each.grows:
                yield (
                    f"{each.name} grows: {each.slope.likely:.2f} {each.unit} a cycle, at least "
                    f"{each.slope.at_least:.2f}; allowed {each.bound:g}"
                )

    def _left_over(self) -> Iterator[str]:
        if dead := [rest for rest in self.rests if rest.dead]:
            yield f"{dead[-1].dead} dead processes that nobody has waited for, first in cycle {dead[0].cycle}"
        for program in sorted({name for rest in self.rests for name in rest.holding if name.startswith("kiosk")}):
            if many := [rest for rest in self.rests if len(rest.holding.get(program, ())) > 1]:
                yield f"{len(many[-1].holding[program])} times {program}, first in cycle {many[0].cycle}"

    def _overfull(self) -> Iterator[str]:
        """What grows by design, up to a bound."""
        if (backups := max(rest.backups for rest in self.rests)) > KEEPING.most:
            yield f"{backups} backups, of {KEEPING.most} that are kept"
        if (clips_bytes := max(rest.clips_bytes for rest in self.rests)) > LIMIT_BYTES:
            yield f"{clips_bytes} bytes of clips, of {LIMIT_BYTES} that are kept"

    def _printed(self) -> Iterator[str]:
        for what in ("missing", "twice", "unasked"):
            if numbers := getattr(self.papers, what):
                yield f"slips {what}: {', '.join(numbers)}"
        if not self.papers.right:
            yield "no slip was printed at all"

    def _answered(self) -> Iterator[str]:
        first, last = slower(self.rests)
        if last > max(SLOWER * first, AT_ONCE_MS):
            yield f"a touch is answered after {last:.0f} ms, and was after {first:.0f} ms"
        if not self.heard_s:
            yield "nothing was to be heard"

    def table(self) -> str:
        """All figures, what grows marked; then the rest in lines."""
        head = f"{'':34}{'first third':>12}{'last third':>12}{'a cycle':>10}{'at least':>10}{'allowed':>9}"
        rows = [
            f"{each.name + (', ' + each.unit if each.unit else ''):34}{each.first:12.0f}{each.last:12.0f}"
            f"{each.slope.likely:10.2f}{each.slope.at_least:10.2f}{each.bound:9.2f}{'  GROWS' if each.grows else ''}"
            for each in self.verdicts
        ]
        return "\n".join([head, *rows, *self._lines()])

    def _lines(self) -> Iterator[str]:
        first, last = slower(self.rests)
        papers, minutes = self.papers, self.rests[-1].at_s / 60
        yield f"{len(self.rests)} cycles, {self.touches} touches in {minutes:.1f} min, seed {self.seed}"
        yield f"a touch is answered after {first:.0f} ms, at the end {last:.0f} ms; heard for {self.heard_s:.0f} s"
        yield f"{papers.asked} slips: {papers.right} printed once, {papers.excused} given back or the printer failed"
        yield f"at most, at any time: {peaks(self.beats)}"
        yield f"kiosk holds {open_files_of(self.rests[-1], 'kiosk')}"
        yield from (f"WRONG: {each}" for each in self.wrong)

    def as_json(self) -> dict[str, object]:
        """Everything, each rest with it."""
        judged = [
            {
                "name": each.name, "unit": each.unit, "first": each.first, "last": each.last,
                "per_cycle": each.slope.likely, "per_cycle_at_least": each.slope.at_least, "allowed": each.bound,
                "grows": each.grows,
            }
            for each in self.verdicts
        ]  # fmt: skip
        return {
            "seed": self.seed, "touches": self.touches, "heard_s": self.heard_s, "figures": judged,
            "papers": asdict(self.papers), "answer_ms": slower(self.rests), "wrong": self.wrong,
            "beats": [asdict(beat) for beat in self.beats], "rests": [asdict(rest) for rest in self.rests],
        }  # fmt: skip


def out_of_step(status: Path, *, now_s: float) -> list[str]:
    """What is wrong with the station's last exchange with central, by the status that it keeps of it."""
    told = json.loads(status.read_text("utf-8")) if status.exists() else {"outcome": "never"}
    if told["outcome"] != "done":
        return [f"the last exchange with central: {told['outcome']}"]
    silent_s = now_s - told["heard_ms"] / 1000
    return [f"central was last heard {silent_s:.0f} s ago"] if silent_s > HEARD_WITHIN_S else []


def broken_lines(logs: Sequence[Path]) -> list[str]:
    """What stands in the programs' logs and should not, a few lines of each."""
    found = []
    for log in logs:
        lines = [line for line in log.read_text(errors="replace").splitlines() if BROKEN.search(line)]
        found += [f"{log.name}: {line.strip()[:200]}" for line in lines[:SHOWN_LINES]]
    return found
