"""A work recorded once, and its power cut after any of its changes: what the disk then holds is started and judged."""

from __future__ import annotations

import shutil
import tempfile
import traceback
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.power.all_works import WORKS
from tests.power.disk import SHARED_MEMORY, Disk, Loss, laid_out
from tests.power.recording import Content, Recording, What, compiled_shim, content_of, recorded
from tests.power.work import Said, Work
from tests.store.backups.conftest import Machine

VARIANTS = 4
"""So many runs of each work are recorded, each with its own numbers drawn; a seed's rest says which is cut."""
TURNS = 0.5
"""So many of the cuts come just before or after something else than bytes written, of which there are most."""
LOSSES = (Loss.KILLED, Loss.IN_ORDER, Loss.IN_ORDER, Loss.ANY, Loss.ANY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One power cut, all of it given by `seed`: after `at` of `of` changes. `wrong` is what broke, "" for nothing."""

    seed: int
    work: str
    loss: Loss
    at: int
    of: int
    wrong: str = ""

    def __str__(self) -> str:
        cut = f"{self.work}, cut after {self.at} of {self.of} changes, {self.loss.value}"
        return f"{cut}: {self.wrong or 'well'} (scripts/power-cuts --work {self.work} --points 1 --seed {self.seed})"


@dataclass(slots=True)
class Cutter:
    """Cuts in the folder `at`; what it records stays there, so that many cuts share it."""

    at: Path
    works: Sequence[Work] = WORKS
    program: Sequence[str] = ("-m", "tests.power.child")
    _recordings: dict[tuple[str, int], Recording] = field(default_factory=dict, init=False)

    @property
    def changes(self) -> int:
        """How many changes of the disk were recorded: so many places there are to cut at."""
        return sum(len(recording.changes) for recording in self._recordings.values())

    def cut(self, seed: int, *, after: What | None = None, keep: bool = False) -> Point:
        """Cut once; with `keep` the files of a cut that went wrong stay where the answer says.

        With `after` it comes right after the last change of that kind.
        """
        work, chance = Random(str(seed)).choice(self.works), Random(seed)
        recording = self._recording(work, seed % VARIANTS)
        of, loss = len(recording.changes), chance.choice(LOSSES)
        at = chance.choice(recording.turns) if chance.random() < TURNS else chance.randint(0, of)
        if after is not None:
            at = max(place for place, change in enumerate(recording.changes, start=1) if change.what is after)
        content = Disk.replayed(recording, until=at, loss=loss).after_cut(chance)
        wrong = self._judged(work, content, said_by(recording, until=at), keep=keep)
        return Point(seed=seed, work=work.name, loss=loss, at=at, of=of, wrong=wrong)

    def _judged(self, work: Work, content: dict[str, Content], said: Said, *, keep: bool) -> str:
        root = Path(tempfile.mkdtemp(dir=self.at)) / "station"
        laid_out(content, root)
        machine = Machine(root)
        try:
            work.judge(machine, said)
        except Exception as error:  # noqa: BLE001  whatever breaks is what was looked for
            *_, where = traceback.extract_tb(error.__traceback__)
            wrong = f"{error!r} at {Path(where.filename).name}:{where.lineno}"
            if not keep:
                return wrong
            found = self.at / f"as-found-{root.parent.name}"
            laid_out(content, found)
            return f"{wrong}; the disk as it was found: {found}"
        finally:
            machine.close()
            shutil.rmtree(root.parent)
        return ""

    def _recording(self, work: Work, variant: int) -> Recording:
        if (work.name, variant) not in self._recordings:
            self._recordings[work.name, variant] = self._recorded(work, variant)
        return self._recordings[work.name, variant]

    def _recorded(self, work: Work, variant: int) -> Recording:
        machine = Machine(self.at / f"{work.name}-{variant}" / "station")
        work.prepare(machine, Random(variant))
        machine.close()
        command = [*self.program, work.name, str(machine.root), str(variant)]
        recording = recorded(command, machine.root, shim=compiled_shim(self.at), seed=variant)
        assert_complete(recording, machine.root)
        shutil.rmtree(machine.root.parent)
        return recording


def said_by(recording: Recording, *, until: int) -> Said:
    """Return the lines that the program had said before the cut, in words."""
    said = b"".join(change.data for change in recording.changes[:until] if change.what is What.SAID)
    return [line.split() for line in said.decode().splitlines()]


def assert_complete(recording: Recording, root: Path) -> None:
    """The changes that were recorded make the files that are there: no change went past the recording."""
    disk = Disk.replayed(recording, until=len(recording.changes), loss=Loss.KILLED)
    replayed, there = disk.after_cut(Random(0)), content_of(root)
    assert replayed.keys() == there.keys()
    for name in there:
        assert replayed[name] == there[name] or name.endswith(SHARED_MEMORY), f"changes of {name} were not recorded"
