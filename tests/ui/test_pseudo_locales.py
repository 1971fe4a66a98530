"""The tour in languages that nobody speaks: there is room for a language longer than English, and from the right."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import pytest

from kiosk.texts.pseudo import Pseudo
from tests.ui import rules_of_design as rules
from tests.ui.rules_of_design import Toured, read_tour
from tests.ui.side_by_side import side_by_side

pytestmark = pytest.mark.alone

PANELS = {
    "upright": ("1080x1920", "268x476"),
    "wide": ("1920x1080", "476x268"),
    "low": ("1280x800", "217x136"),
    "small": ("1024x768", "211x158"),
}
SAMPLE = [(Pseudo.LONGER, "small"), (Pseudo.MIRRORED, "wide")]
"""The longer one where there is least room, and the mirrored one where most stands beside each other."""
HEARD = {"mute"}
"""Rules of the voice: it reads English, and knows no pay and no day of languages that nobody speaks."""


def walks() -> list[object]:
    """Each pseudo-locale on each panel; all but a sample are walked by `scripts/test --all` alone."""
    return [
        pytest.param(which, id="-".join(which), marks=() if which in SAMPLE else pytest.mark.whole)
        for which in product(Pseudo, PANELS)
    ]


Tours = Callable[[tuple[str, str]], Toured]


@pytest.fixture(scope="module")
def tours(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tours]:
    """The tours that are asked for."""
    out = tmp_path_factory.mktemp("pseudo")
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PULSE_SERVER": f"unix:{out}/nobody"}

    def walk(which: tuple[str, str]) -> Toured:
        pseudo, panel = which
        (size, mm), folder = PANELS[panel], out / panel / pseudo
        command = [sys.executable, "-m", "ui.cli", "tour", "--out", str(folder), "--pseudo", pseudo]
        command += ["--size", size, "--panel-mm", mm]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=800, check=False)
        assert done.returncode == 0, f"{pseudo} {panel}: {done.stderr}"
        return read_tour(folder)

    asked = [item.callspec.params["which"] for item in request.session.items if is_walk(item)]
    with side_by_side(walk, asked) as walked:
        yield walked


def is_walk(item: pytest.Item) -> bool:
    return isinstance(item, pytest.Function) and item.path == Path(__file__) and "which" in item.callspec.params


@pytest.mark.parametrize("which", walks())
def test_no_rule_of_the_design_is_broken(which: tuple[Pseudo, str], tours: Tours) -> None:
    tour = tours(which)
    broken = rules.breaches(tour, contrast=rules.CONTRAST)
    assert {rule: found for rule, found in broken.items() if rule not in HEARD} == {}
    assert len(tour.of_workers()) > 80
