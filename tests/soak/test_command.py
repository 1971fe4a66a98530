"""`scripts/soak`: the whole station by default, the fault model of sync where it is asked for."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((), "A whole station under random touches"),
        (("--faults",), "the fault model with fresh seeds"),
        (("--restless",), "Twenty touches a second on the worker's window"),
    ],
)
def test_it_offers_all(words: tuple[str, ...], says: str) -> None:
    told = subprocess.run(
        [ROOT / "scripts" / "soak", *words, "-h"], capture_output=True, text=True, check=True, timeout=120
    )
    assert says in told.stdout
    assert " ".join(("scripts/soak", *words)) in told.stdout


def test_the_readme_names_all() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert "`scripts/soak`" in readme
    assert "`scripts/soak --faults`" in readme
    assert "`scripts/soak --restless`" in readme


def test_a_length_that_is_none_is_refused() -> None:
    refused = subprocess.run(
        [ROOT / "scripts" / "soak", "--minutes", "1", "--hours", "1"], capture_output=True, check=False, timeout=120
    )
    assert refused.returncode == 2
