"""On which line of a `lesson.toml` something stands: tomllib tells values only."""

from __future__ import annotations

import re
from collections.abc import Mapping

Place = tuple[str, int, str]
"""Section, the number of the page in `[[pages]]` from 1 (0 elsewhere), and the key; "" is the section's own line."""

HEADER = re.compile(r"""^\s*\[\[?\s*["']?([\w-]+)["']?\s*\]\]?""")
KEY = re.compile(r"""^\s*["']?([\w-]+)["']?\s*=""")


def lines_of(text: str) -> Mapping[Place, int]:
    """Return the line, from 1, of each section and of each key in it, as people write such files: a key a line."""
    lines: dict[Place, int] = {("", 0, ""): 1}
    section, page = "", 0
    for number, line in enumerate(text.split("\n"), 1):
        if header := HEADER.match(line):
            section = header[1]
            page = page + 1 if section == "pages" else page
            lines.setdefault((section, page if section == "pages" else 0, ""), number)
        elif key := KEY.match(line):
            lines.setdefault((section, page if section == "pages" else 0, key[1]), number)
    return lines


def line_at(lines: Mapping[Place, int], place: Place) -> int:
    """Return the line of `place`; where it is missing, that of its section, or the first."""
    section, page, _ = place
    return lines.get(place) or lines.get((section, page, "")) or 1
