"""The rules of the design, held against what a tour measured: each returns what breaks it, by a name that finds it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

CAPITALS_MM, TARGET_MM, GAP_MM, FROM_BEZEL_MM = 5.6, 20, 3, 15
CONTRAST, STRONG_CONTRAST = 10, 20
"""Of letters with their ground; the two strong themes keep the second (worker-experience.md)."""
SAMPLES = "setting-colours: colours-"
ROUNDED_MM = 0.3
"""Rectangles are whole pixels, four to a millimetre here."""
MUTE_SIGNS = "/–¥"
IN_SHADE = {"home-explained"}
"""What lies under these is shaded, and not read: only what is said of it is."""
WORDLESS = {"say-meter"}
"""How loud it is at the microphone: nothing is said while it listens."""
WAYS_OUT = ("nav-back", "nav-home", "nav-listen", "nav-staff")
Item = dict[str, Any]
Shown = dict[str, Any]
"""A screen, as `screens.json` tells of it."""


@dataclass(frozen=True, kw_only=True)
class Toured:
    """What one tour left behind, in one look."""

    folder: Path
    panel: dict[str, list[float]]
    screens: list[Shown]
    look: dict[str, int] | None = None
    """Size of letters, colours and low reach, where the screens were shown in another look than the tour's own."""

    @property
    def colours(self) -> int | None:
        return self.look["colours"] if self.look else None

    @property
    def text_size(self) -> int | None:
        return self.look["text_size"] if self.look else None

    @property
    def low_reach(self) -> bool:
        """Whether the screens were shown to somebody who reaches no higher than the middle."""
        return bool(self.look and self.look["low_reach"])

    def names(self) -> list[str]:
        """The screens as they were met."""
        return [screen["name"] for screen in self.screens]

    def of_workers(self) -> list[Shown]:
        """The screens that a worker meets, which are read aloud and have their ways out."""
        return [screen for screen in self.screens if screen["audience"] == "worker"]

    def of_desk(self) -> list[Shown]:
        """The screens before which staff sit."""
        return [screen for screen in self.screens if screen["name"].startswith("desk-")]

    def of_hall(self) -> list[Shown]:
        """The screens before which people stand: the worker's, and the board."""
        return [screen for screen in self.screens if not screen["name"].startswith("desk-")]

    def items(self) -> Iterator[tuple[str, Item]]:
        """What is read and touched by people who stand before the screen."""
        return items_of(self.of_hall())

    def desk_items(self) -> Iterator[tuple[str, Item]]:
        """What is read and touched by staff."""
        return items_of(self.of_desk())


def read_tour(folder: Path) -> Toured:
    """Read what a tour left in `folder`."""
    told = json.loads((folder / "screens.json").read_text("utf-8"))
    return Toured(folder=folder, panel=told["panel"], screens=told["screens"], look=told.get("look"))


def items_of(screens: Iterable[Shown]) -> Iterator[tuple[str, Item]]:
    """All items of `screens`, each with the name by which it is found."""
    for screen in screens:
        for item in screen["items"]:
            yield f"{screen['name']}: {item['name']}", item


def clipped(tour: Toured) -> list[str]:
    """What is not whole, or lies under something else, or over the bezel."""
    return [name for name, item in tour.items() if item["clipped"]]


def torn(tour: Toured) -> list[str]:
    """Where a word is broken that is no number and no place's name as long as a line."""
    return [name for name, item in tour.items() if item["torn"]]


def low_capitals(tour: Toured) -> list[tuple[str, float]]:
    """Texts whose capitals cannot be read from where people stand."""
    heights = [(name, item["cap_height_mm"]) for name, item in tour.items() if item["text"]]
    return [one for one in heights if one[1] < CAPITALS_MM]


def faint(tour: Toured, least: float = CONTRAST) -> list[tuple[str, float]]:
    """Texts that do not stand out from their ground; a sample of other colours has those colours' contrast."""
    return [
        (name, item["contrast"])
        for name, item in tour.items()
        if item["text"]
        and (item["contrast"] is None or item["contrast"] < (CONTRAST if name.startswith(SAMPLES) else least))
    ]


def small_targets(tour: Toured) -> list[tuple[str, list[float]]]:
    """Buttons that a finger misses."""
    return [
        (name, item["rect_mm"])
        for name, item in tour.items()
        if item["kind"] == "button" and min(item["rect_mm"][2:]) < TARGET_MM - ROUNDED_MM
    ]


def close_targets(tour: Toured) -> list[tuple[str, str, str]]:
    """Buttons between which a finger hits both."""
    return [
        (screen["name"], one["name"], other["name"])
        for screen in tour.of_hall()
        for one, other in combinations(buttons(screen), 2)
        if gap_mm(one, other) < GAP_MM
    ]


def at_the_bezel(tour: Toured) -> list[tuple[str, str]]:
    """Buttons whose middle lies too near to where the glass ends."""
    width, height = tour.panel["mm"]
    return [
        (screen["name"], item["name"])
        for screen in tour.of_hall()
        for item in buttons(screen)
        if _least_distance(item["rect_mm"], width, height) < FROM_BEZEL_MM
    ]


def out_of_reach(tour: Toured) -> list[tuple[str, str]]:
    """Buttons whose middle lies in the upper half, in low reach."""
    middle = tour.panel["mm"][1] / 2
    return [
        (screen["name"], item["name"])
        for screen in tour.of_hall()
        for item in buttons(screen)
        if tour.low_reach and item["rect_mm"][1] + item["rect_mm"][3] / 2 < middle - ROUNDED_MM
    ]


def unheard(tour: Toured) -> list[tuple[str, str]]:
    """What is shown and not read aloud in its turn: the name of the screen first, the ways out last."""
    return [(screen["name"], name) for screen in tour.of_workers() for name in _unheard_of(screen)]


def mute_signs(tour: Toured) -> list[tuple[str, str]]:
    """Items of whose text the voice would read signs, or nothing."""
    return [(name, item["spoken"]) for name, item in tour.items() if any(sign in item["spoken"] for sign in MUTE_SIGNS)]


def wandering_ways(tour: Toured) -> list[str]:
    """Screens without the four ways out, or on which they stand elsewhere than on the one before."""
    found: list[str] = []
    before: list[object] | None = None
    for screen in tour.of_workers():
        if screen["name"] in IN_SHADE:
            continue
        ways: list[object] = [item["rect_mm"] for item in screen["items"] if item["name"] in WAYS_OUT]
        if len(ways) != len(WAYS_OUT) or (before is not None and ways != before):
            found.append(screen["name"])
        before = ways
    return found


def small_numbers(tour: Toured) -> list[str]:
    """Slips without their number, or beside it another text that is larger."""
    found: list[str] = []
    for screen in tour.screens:
        heights = {item["name"]: item["cap_height_mm"] for item in screen["items"] if item["name"].startswith("slip-")}
        facts = [height for name, height in heights.items() if name.startswith("slip-fact")]
        if "slip-number" in heights:
            if heights["slip-number"] < max(facts, default=0):
                found.append(screen["name"])
        elif "slip-status" in heights and "-page-" not in screen["name"]:
            found.append(screen["name"])
    return found


def breaches(tour: Toured, *, contrast: float) -> dict[str, Sequence[object]]:
    """All that breaks a rule in a look of the worker's screens; empty where nothing does."""
    found: dict[str, Sequence[object]] = {
        "clipped": clipped(tour),
        "torn": torn(tour),
        "capitals": low_capitals(tour),
        "contrast": faint(tour, contrast),
        "targets": small_targets(tour),
        "gaps": close_targets(tour),
        "bezel": at_the_bezel(tour),
        "reach": out_of_reach(tour),
        "unheard": unheard(tour),
        "mute": mute_signs(tour),
        "ways out": wandering_ways(tour),
        "slip's number": small_numbers(tour),
    }
    return {rule: broken for rule, broken in found.items() if broken}


def buttons(screen: Shown) -> list[Item]:
    """What can be touched on a screen."""
    return [item for item in screen["items"] if item["kind"] == "button"]


def gap_mm(one: Item, other: Item) -> float:
    """The distance of two rectangles along the axis on which they are further apart."""
    left, top, width, height = one["rect_mm"]
    x, y, w, h = other["rect_mm"]
    return float(max(x - left - width, left - x - w, y - top - height, top - y - h))


def _least_distance(rect_mm: Sequence[float], width: float, height: float) -> float:
    left, top, wide, high = rect_mm
    x, y = left + wide / 2, top + high / 2
    return min(x, y, width - x, height - y)


def _unheard_of(screen: Shown) -> list[str]:
    items = {item["name"]: item for item in screen["items"]}
    whole = " ".join(screen["spoken"])
    heard = {name: item["spoken"] for name, item in items.items() if name not in WORDLESS}
    found = [name for name, spoken in heard.items() if not spoken or spoken not in whole]
    if screen["name"] in IN_SHADE:
        return found
    if screen["spoken"][0] != items["heading"]["spoken"]:
        found.append("heading first")
    ways_out = [items[name]["spoken"] for name in WAYS_OUT]
    if screen["spoken"][-len(ways_out) :] != ways_out:
        found.append("ways out last")
    return found
