"""Who offers work in the demo county, as listed by hand in `demo_employers.txt`.

County, towns, people and numbers do not exist; GB/T 2260 gives the code 430796 to no county and, as far as we know,
0742 is no area code in use.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

LISTED = Path(__file__).with_name("demo_employers.txt")
AREA_CODE = "0742"

PICK_UP = {
    "城关镇": ("城关镇汽车站门口", "零工驿站门口", "城关镇北门桥头"),
    "石桥镇": ("石桥镇政府门口", "石桥老街口"),
    "白果镇": ("白果镇卫生院门口", "白果镇大樟树下"),
    "双河镇": ("双河镇农贸市场", "双河大桥头"),
    "枫林铺镇": ("枫林铺镇中学门口", "枫林铺加油站"),
    "南湖镇": ("南湖镇渔港码头", "南湖镇信用社门口"),
    "茶山乡": ("茶山乡供销社门口", "茶山乡岔路口"),
    "龙门坳乡": ("龙门坳乡政府门口", "龙门坳凉亭"),
}


@dataclass(frozen=True, slots=True)
class Employer:
    """`contact` is how people call the one who answers the phone; `works` are the titles of each trade."""

    name: str
    town: str
    place: str
    contact: str
    landline: bool
    works: dict[str, tuple[str, ...]] = field(default_factory=dict)


def employers() -> tuple[Employer, ...]:
    """Return all of them, in the order of the list."""
    return tuple(_read(LISTED.read_text("utf-8").splitlines()))


def _read(lines: list[str]) -> Iterator[Employer]:
    town, current = "", None
    for line in lines:
        if line.startswith("== "):
            town = line.removeprefix("== ")
        elif line.startswith("    ") and current:
            trade, _, titles = line.strip().partition(": ")
            current.works[trade] = tuple(titles.split("、"))
        elif line and not line.startswith("#"):
            name, place, contact = line.split(" | ")
            current = Employer(name, town, place, contact.removesuffix("*"), contact.endswith("*"))
            yield current
