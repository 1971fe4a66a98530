"""The technicians' pages, and what is to be read in them: words, commands, paths, headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
NAMES = ("install-linux", "install-windows", "lock-down", "symptoms", "hardware")
FENCED = re.compile(r"^ *```\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
IN_WORDS = re.compile(r"`([^`\n]+)`")
GAP = re.compile(r"\s{2,}")
"""In a block the command stands to the left, and after some blanks what it does."""
PROGRAM = re.compile(r"(?:\bas-station|(?<![\w/-])yizhan-kiosk|yizhan-kiosk\.exe\"?) +(?P<words>[a-z].*)")


@dataclass(frozen=True, slots=True)
class Page:
    """One page; `code` is each line of its blocks and all that stands in backticks."""

    name: str
    text: str = field(repr=False)

    @property
    def code(self) -> tuple[str, ...]:
        blocks = FENCED.findall(self.text)
        lines = [GAP.split(line.strip())[0] for block in blocks for line in block.splitlines()]
        return (*lines, *self.inline)

    @property
    def inline(self) -> tuple[str, ...]:
        """What stands in backticks within the sentences."""
        return tuple(IN_WORDS.findall(FENCED.sub("", self.text)))

    @property
    def headings(self) -> tuple[str, ...]:
        return tuple(re.findall(r"^#+ (.*)$", self.text, re.MULTILINE))

    def commands(self) -> Iterator[Sequence[str]]:
        """Each command of the program with its words; where its output goes is no part of it."""
        for code in self.code:
            if found := PROGRAM.search(code):
                words = found["words"].split(" > ")[0].split()
                if words[0] not in ("COMMAND", "and"):
                    yield words


def pages() -> tuple[Page, ...]:
    """Return the technicians' pages."""
    return tuple(page(name) for name in NAMES)


def page(name: str) -> Page:
    """Return `docs/NAME.md`."""
    return Page(name, (ROOT / "docs" / f"{name}.md").read_text("utf-8"))
