"""The power goes while a station is at work: it opens again, and nothing that was acknowledged is lost.

A share of the cuts; `scripts/power-cuts` makes as many as it is asked for.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.power.all_works import WORKS
from tests.power.careless import CARELESS, Careful
from tests.power.cutting import VARIANTS, Cutter
from tests.power.recording import What
from tests.power.work import Work
from tests.power.works.copies import RestoresOverRemains

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="what is written is recorded on Linux only")

CUTS, SLOW_CUTS, RENAME_CUTS, CARELESS_CUTS = 12, 4, 80, 400
SLOW = {"new-machine", "recovery-codes"}
"""Their keys are stretched for a tenth of a second at each look."""
CARELESS_PROGRAM = ("-m", "tests.power.careless")


def seeds(count: int) -> range:
    """The seeds that cut the first variant of each work: each other one would have to be recorded, too."""
    return range(0, count * VARIANTS, VARIANTS)


@pytest.mark.parametrize("work", WORKS, ids=lambda work: work.name)
def test_what_was_acknowledged_is_there_when_the_power_is_back(tmp_path: Path, work: Work) -> None:
    cutter = Cutter(tmp_path, works=(work,))
    points = [cutter.cut(seed) for seed in seeds(SLOW_CUTS if work.name in SLOW else CUTS)]
    assert [str(point) for point in points if point.wrong] == []


def test_the_log_of_the_one_before_is_never_played_into_a_restored_database(tmp_path: Path) -> None:
    """Between the rename and its sync a log that was removed may be back: few cuts come there by chance."""
    cutter = Cutter(tmp_path, works=(RestoresOverRemains(),))
    points = [cutter.cut(seed, after=What.RENAMED) for seed in seeds(RENAME_CUTS)]
    assert [str(point) for point in points if point.wrong] == []


@pytest.mark.parametrize("work", CARELESS, ids=lambda work: work.name)
def test_a_program_that_is_careless_is_found_out(tmp_path: Path, work: Work) -> None:
    cutter = Cutter(tmp_path, works=(work,), program=CARELESS_PROGRAM)
    assert any(cutter.cut(seed).wrong for seed in seeds(CARELESS_CUTS))


def test_a_program_that_is_careful_is_not(tmp_path: Path) -> None:
    cutter = Cutter(tmp_path, works=(Careful(),), program=CARELESS_PROGRAM)
    assert [str(point) for seed in seeds(CARELESS_CUTS) if (point := cutter.cut(seed)).wrong] == []


def test_a_seed_cuts_at_the_same_place_again(tmp_path: Path) -> None:
    points = []
    for number in range(2):
        (tmp_path / str(number)).mkdir()
        points.append(Cutter(tmp_path / str(number), works=(Careful(),), program=CARELESS_PROGRAM).cut(8))
    assert points[0] == points[1]
