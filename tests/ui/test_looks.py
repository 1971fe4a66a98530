"""`yizhan-kiosk tour --looks`: each screen of the worker in other sizes of letters, in other colours and in low reach,
held against the rules of the design. A sample of panels and looks, or all of them where `YIZHAN_LOOKS` says so
(`scripts/test --all`).
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import pytest

from kiosk.domain.preferences import Colours, TextSize
from tests.ui import rules_of_design as rules
from tests.ui.rules_of_design import CONTRAST, STRONG_CONTRAST, read_tour
from tests.ui.side_by_side import side_by_side

pytestmark = pytest.mark.alone

PANELS = {
    "upright": ("1080x1920", "268x476"), "wide": ("1920x1080", "476x268"), "small": ("1280x800", "217x136"),
    "square": ("1024x768", "211x158"), "large": ("1920x1080", "708x398"),
}  # fmt: skip
"""10 to 32 inches."""
HAVE_LOW_REACH = ("upright", "wide", "large")
LANGUAGES = ("zh-CN", "en")
WHICH = os.environ.get("YIZHAN_LOOKS", "sample")
SAMPLE = (("upright", "zh-CN"), ("square", "en"))
WALKS = tuple(product(PANELS, LANGUAGES)) if WHICH == "all" else SAMPLE
STRONG = (Colours.BLACK_ON_WHITE, Colours.WHITE_ON_BLACK)
ASIDE = ("nav-", "page-", "no-sound")
"""What helps with the rest may keep to the usual letters."""
MOST_S = 800


Walked = Callable[[tuple[str, str]], Path]


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walked]:
    """Tells where a walk left its looks."""
    out = tmp_path_factory.mktemp("looks")
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PULSE_SERVER": f"unix:{out}/nobody"}

    def walk(which: tuple[str, str]) -> Path:
        panel, language = which
        (size, mm), folder = PANELS[panel], out / panel / language
        command = [sys.executable, "-m", "ui.cli", "tour", "--out", str(folder), "--lang", language]
        command += ["--size", size, "--panel-mm", mm, "--data", str(out / "data" / panel / language)]
        command += ["--looks", WHICH, "--no-desk"]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=MOST_S, check=False)
        assert done.returncode == 0, f"{panel} {language}: {done.stderr}"
        return folder / "looks"

    with side_by_side(walk, WALKS) as walked:
        yield walked


@pytest.mark.parametrize("which", WALKS, ids="-".join)
def test_the_rules_hold_in_every_look(walked: Walked, which: tuple[str, str]) -> None:
    broken = {}
    for folder in sorted(walked(which).iterdir()):
        tour = read_tour(folder)
        contrast = STRONG_CONTRAST if tour.colours in STRONG else CONTRAST
        if found := rules.breaches(tour, contrast=contrast):
            broken[folder.name] = found
    assert broken == {}


@pytest.mark.parametrize("which", WALKS, ids="-".join)
def test_every_screen_is_there_in_each_look(walked: Walked, which: tuple[str, str]) -> None:
    looks = [read_tour(folder) for folder in sorted(walked(which).iterdir())]
    low = len(TextSize) if which[0] in HAVE_LOW_REACH else 0
    assert len(looks) == (len(TextSize) * len(Colours) + low if WHICH == "all" else 2)
    assert sum(tour.low_reach for tour in looks) == (low if WHICH == "all" else 0)
    first, *others = [{name for name in tour.names() if "-page-" not in name} for tour in looks]
    assert len(first) > 70
    assert all(names == first for names in others)
    for tour in looks:
        assert len(tour.names()) == len(set(tour.names()))


@pytest.mark.parametrize("which", WALKS, ids="-".join)
def test_letters_grow_with_their_size(walked: Walked, which: tuple[str, str]) -> None:
    """What is read is no smaller in the largest letters than the usual ones must be, and most of it is larger."""
    tours = [read_tour(folder) for folder in walked(which).iterdir()]
    for tour in tours:
        if tour.text_size == TextSize.LARGEST:
            read = [item for _, item in tour.items() if item["text"] and not item["name"].startswith(ASIDE)]
            heights = sorted(item["cap_height_mm"] for item in read)
            assert heights[len(heights) // 2] > rules.CAPITALS_MM * 1.1
