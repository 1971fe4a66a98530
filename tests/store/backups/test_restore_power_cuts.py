"""A restore that is cut off at any change of the disk leaves the old station or the new one, and can be repeated."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from kiosk.store.integrity import check
from tests.store.backups.conftest import CODE, Machine

PROGRAM = str(Path(__file__).with_name("restore_cut.py"))
NEVER = 10**9
OLD, NEW = ["现在的"], ["招瓦工"]
MOST_STEPS = 100


def cut(root: Path, source: Path, step: int) -> int | None:
    """Run a restore that is killed at a step; return the number of its steps where it came to its end."""
    command = [sys.executable, PROGRAM, str(step), str(root), str(source), CODE.shown()]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert not done.stderr
    return int(done.stdout.split()[1]) if done.stdout else None


def cut_at_each_step(machine: Machine, source: Path, *, after: list[list[str]]) -> None:
    """Restore copies of the machine, each killed a step later than the one before, until one comes to its end."""
    machine.close()
    seen = []
    for step in range(1, MOST_STEPS):
        root = machine.root.with_name(f"cut-{step}")
        shutil.copytree(machine.root, root)
        is_done = cut(root, source, step) is not None
        copy = Machine(root)
        found = copy.titles() if copy.places.database.exists() else []
        assert found in after, f"step {step}"
        seen.append(found)
        copy.close()
        copy.restore(source, code=CODE)
        if found == OLD:
            assert len(list(copy.places.damaged.glob("*.db"))) == 1, f"step {step}"
        assert copy.titles() == NEW, f"step {step}"
        assert check(copy.places.database, copy.key) == [], f"step {step}"
        assert not list(copy.places.data.glob("**/*.tmp"))
        copy.close()
        shutil.rmtree(root)
        if is_done:
            break
    assert seen[0] == after[0]
    assert seen[-1] == NEW
    assert seen == sorted(seen, key=after.index), "never back again"


def test_it_is_the_old_station_or_the_new_one(here: Machine, stick: Path) -> None:
    file = here.carry(stick).path
    with here.open() as station:
        station.database.execute("update postings set title = '当中的'")
    with here.open() as station:
        station.database.execute("update postings set title = ?", OLD)
        left = [path.read_bytes() for path in here.places.data.glob("station.db-wal")]
        assert left, "there is something in the write-ahead log"
        database = here.places.database.read_bytes()
    here.close()
    here.places.database.write_bytes(database)
    here.places.database.with_name("station.db-wal").write_bytes(left[0])
    cut_at_each_step(here, file, after=[OLD, NEW])


def test_it_is_no_station_or_the_whole_one_on_a_new_machine(here: Machine, machine_at, stick: Path) -> None:
    new = machine_at("new")
    new.root.mkdir()
    cut_at_each_step(new, here.carry(stick).path, after=[[], NEW])
