"""The page for whoever makes a lesson says what is so: its example is right, and the names of all trades are there."""

from __future__ import annotations

import re
from pathlib import Path

from PIL import Image

from kiosk.domain.trade import TRADES
from kiosk.lessons import checks, drawings, shelf
from kiosk.lessons.reading import read_lesson
from kiosk.lessons.stated import STATED

PAGE = (Path(__file__).parents[2] / "docs" / "lessons.md").read_text("utf-8")


def test_the_example_is_a_right_lesson(tmp_path: Path) -> None:
    found = re.search(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    assert found
    folder = tmp_path / "fish-pond"
    folder.mkdir()
    (folder / "lesson.toml").write_text(found[1], "utf-8")
    for name in ("cover.png", "1.png", "2.png"):
        Image.new("RGB", (160, 120)).save(folder / name)
    read = read_lesson(folder, is_own=True)
    assert read.mistakes == ()
    assert read.lesson is not None


def test_every_trade_is_named() -> None:
    names = PAGE.partition("## The names of the trades")[2]
    assert {trade.id for trade in TRADES} <= set(re.findall("`([a-z-]+)`", names))


def test_what_it_says_needs_a_source_does_and_the_rest_does_not() -> None:
    (line,) = [line for line in PAGE.splitlines() if line.startswith("  In Chinese signs it is the same")]
    need, need_not = (re.findall("`([^`]+)`", part) for part in line.split("need it"))
    assert (len(need), len(need_not)) == (6, 3)
    need[need.index("《》")] = "《农药管理条》"
    assert [words for words in need if not STATED.search(words)] == []
    assert [words for words in need_not if STATED.search(words)] == []


def test_the_bounds_are_those_that_are_checked() -> None:
    for bound in (
        f"{checks.LONGEST_TEXT} Chinese characters or {checks.MOST_WORDS} English words",
        f"{checks.MOST_PAGES} pages at most",
        f"{drawings.LARGEST_PNG_BYTES >> 20} MB and {drawings.MOST_PIXELS // 1_000_000} million dots",
        f"{drawings.LARGEST_SVG_BYTES >> 10} KB",
        f"{shelf.MOST_OWN} folders",
    ):
        assert bound in PAGE
