"""One moment of rest after each cycle of touches: everything that the station's programs hold then."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from tests.soak.figures import Holding, family, files_in, holdings
from tests.soak.whole import Whole

GONE_WITHIN_S = 1.0
"""So soon after its death a child is waited for by its parent."""
SOUND_SERVERS = ("pulse/", ".config/")
"""What PulseAudio itself keeps in the runtime folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """`holding` by program: "kiosk", "kiosk.sync", "board.voice" ...; each may be several processes."""

    cycle: int
    at_s: float
    is_home: bool
    answer_ms: float
    holding: dict[str, list[Holding]]
    dead: int
    """Processes that have ended and that nobody has waited for."""
    fleeting_files: int
    """In the temporary and the runtime folder."""
    kept_files: int
    """In the data folder, without clips and backups: those have bounds of their own (`kiosk/speech/clips.py`,
    `kiosk/store/backups.py`)."""
    clips_bytes: int
    backups: int
    database_bytes: int
    log_bytes: int
    """What SQLite has written and not yet brought into the database (`-wal`)."""
    did: tuple[str, ...]

    def of(self, program: str, figure: str) -> float | None:
        """A figure of `Holding` summed over a program's processes; None when it does not run."""
        found = self.holding.get(program)
        return sum(getattr(each, figure) for each in found) if found else None

    @property
    def processes(self) -> int:
        """The kiosk and all below it."""
        return sum(len(found) for program, found in self.holding.items() if program.startswith("kiosk"))


def rest_of(whole: Whole, *, cycle: int, began_s: float, is_home: bool, answer_ms: float, did: tuple[str, ...]) -> Rest:
    """Measure now."""
    alive, dead = _families(whole)
    data = [(name, size) for name, size in files_in(whole.places.data) if not name.startswith("central/")]
    fleeting = [*files_in(whole.folder / "tmp"), *files_in(whole.folder / "run")]
    sizes = dict(data)
    return Rest(
        cycle=cycle,
        at_s=round(time.monotonic() - began_s, 1),
        is_home=is_home,
        answer_ms=round(answer_ms, 1),
        holding=alive,
        dead=len(dead),
        fleeting_files=sum(not name.startswith(SOUND_SERVERS) for name, _ in fleeting),
        kept_files=sum(not name.startswith(("clips/", "backups/")) for name, _ in data),
        clips_bytes=sum(size for name, size in data if name.startswith("clips/")),
        backups=sum(name.startswith("backups/station-") for name, _ in data),
        database_bytes=sizes.get("station.db", 0),
        log_bytes=sizes.get("station.db-wal", 0),
        did=did,
    )


def _families(whole: Whole) -> tuple[dict[str, list[Holding]], set[int]]:
    """The living by program, and the dead that stay dead."""
    found: dict[str, list[Holding]] = {}
    dead: set[int] = set()
    for name, root in whole.roots.items():
        alive, first = family(root)
        if first:
            time.sleep(GONE_WITHIN_S)
            dead |= set(first) & set(family(root)[1])
        for program, each in _named(name, alive):
            found.setdefault(program, []).append(each)
    return found, dead


def _named(root: str, pids: list[int]) -> Iterator[tuple[str, Holding]]:
    for each in holdings(pids):
        yield root if each.role == root else f"{root}.{each.role}", each


def open_files_of(rest: Rest, program: str) -> dict[str, int]:
    """What kinds of files a program has open."""
    kinds: Counter[str] = Counter()
    for each in rest.holding.get(program, ()):
        kinds.update(each.open_files)
    return dict(kinds)
