"""Numbered lists within a line: `1. 摘果 2. 装箱`, `(1) gloves (2) water`."""

from __future__ import annotations

import re
from collections.abc import Callable

MARK = re.compile(r"(?:^|(?<=[\s,;:!.，。；：、！]))[(（]?(?P<number>\d{1,2})\s?[.、)）](?!\d)\s?(?=[^\d\s])")
CLOSED_BEFORE = re.compile(r"(?:^|[\n,;:!.，。；：、！]\s?)$")


def lists_spoken(text: str, *, say: Callable[[int], str]) -> str:
    """Return `text` with the numbers of its list, from 1 in order, as `say` words them.

    A number that merely ends a sentence (`over 60. Please ask`) is out of order and stays.
    """
    awaited = 1

    def mark(match: re.Match[str]) -> str:
        nonlocal awaited
        begins = awaited > 1 or CLOSED_BEFORE.search(match.string, max(0, match.start() - 2), match.start())
        if int(match["number"]) != awaited or not begins:
            return match.group()
        awaited += 1
        return say(awaited - 1)

    return MARK.sub(mark, text)
