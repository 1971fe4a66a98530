"""The soak in short: well at the kiosk as it is, and not at one that leaks."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.soak.leaking import LEAKS

pytestmark = pytest.mark.alone

ROOT = Path(__file__).parents[2]
WITHIN_S = 280.0
CYCLES = 8


@dataclass(frozen=True, kw_only=True)
class Soaked:
    code: int
    said: str
    report: dict[str, Any]

    @property
    def grown(self) -> set[str]:
        return {figure["name"] for figure in self.report["figures"] if figure["grows"]}


@pytest.fixture(scope="module")
def soaked(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Soaked]:
    """Two stations side by side, one of them with every leak there is at every touch."""
    folder = tmp_path_factory.mktemp("soak")
    asked = {"well": [], "leaking": ["--leaking", ",".join(sorted(set(LEAKS) - {"little"}))]}
    runs = {
        name: subprocess.Popen(
            [sys.executable, "-m", "tests.soak", "--hurried", "--cycles", str(CYCLES), "--seed", "11",
             "--json", str(folder / f"{name}.json"), *options],
            cwd=ROOT, env=os.environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )
        for name, options in asked.items()
    }  # fmt: skip
    said = {name: run.communicate(timeout=WITHIN_S)[0] for name, run in runs.items()}
    return {
        name: Soaked(code=run.returncode, said=said[name], report=json.loads((folder / f"{name}.json").read_text()))
        for name, run in runs.items()
    }


def test_nothing_grows_at_the_kiosk_as_it_is(soaked: dict[str, Soaked]) -> None:
    well = soaked["well"]
    assert well.report["wrong"] == [], well.said
    assert well.code == 0


def test_a_short_soak_has_seen_the_whole_station(soaked: dict[str, Soaked]) -> None:
    """Slips came out, something was said, staff were at the desk, postings came in, everything was measured."""
    report = soaked["well"].report
    did = {deed for rest in report["rests"] for deed in rest["did"]}
    assert {"desk", "import at central", "slip"} <= did
    assert report["papers"]["right"] >= 1
    assert report["heard_s"] > 1
    programs = {"kiosk", "kiosk.sync", "kiosk.voice", "kiosk.player", "board", "central", "printer"}
    assert programs <= set(report["rests"][-1]["holding"])
    assert max(beat["processes"] for beat in report["beats"]) == 5  # the desk among them
    assert all(rest["is_home"] for rest in report["rests"])


def test_every_leak_is_found(soaked: dict[str, Soaked]) -> None:
    leaking = soaked["leaking"]
    assert leaking.code == 1
    assert {
        "kiosk: memory of its own", "kiosk: descriptors", "kiosk: threads", "kiosk: processes below it",
        "files, temporary",
    } <= leaking.grown, leaking.said  # fmt: skip
    assert "dead processes that nobody has waited for" in leaking.said


def test_a_leak_elsewhere_is_not_put_down_to_others(soaked: dict[str, Soaked]) -> None:
    assert not {name for name in soaked["leaking"].grown if name.startswith(("board", "central", "kiosk."))}


def test_what_was_wrong_is_told_with_the_seed(soaked: dict[str, Soaked]) -> None:
    assert "scripts/soak --seed 11" in soaked["leaking"].said
