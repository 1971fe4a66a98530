"""How the dictionary lies in its file: written by `scripts/pinyin_words.py`, read by the keyboard and the search."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from pathlib import Path

from kiosk.pinyin.syllables import initial_class
from kiosk.texts.catalogue import ASSETS

FILE: Path = ASSETS / "pinyin" / "words.bin"
MAGIC = b"yizhan-pinyin-1"
STEP = 0.2
"""Nats between two steps of frequency."""
FIRST_STEP = ord("0")
MOST_STEPS = ord("~") - FIRST_STEP

Record = tuple[str, tuple[str, ...], float]
"""A word, the codes of its syllables, and its cost (nats: minus the logarithm of its share of all words)."""


def group_of(kind: str, first: str, second: str, length: int) -> str:
    """Return the group in which a record stands: words are looked for in one group only.

    `kind` is w for words, x for surnames, g for given names; `first` and `second` are classes of initials.
    """
    return f"{kind}{length}{first}{second if length > 1 else ''}"


def grouped(kind: str, records: Iterable[Record]) -> dict[str, bytes]:
    """Return the groups of records as they are written, in each the likeliest first."""
    groups: dict[str, list[Record]] = {}
    for record in sorted(records, key=lambda record: record[2]):
        codes = record[1]
        name = group_of(kind, initial_class(codes[0]), initial_class(codes[1]) if len(codes) > 1 else "", len(codes))
        groups.setdefault(name, []).append(record)
    return {name: "".join(map(_line, found)).encode() for name, found in sorted(groups.items())}


def _line(record: Record) -> str:
    word, codes, cost = record
    step = min(MOST_STEPS, max(0, round(cost / STEP)))
    return f"\n{''.join(codes)}{chr(FIRST_STEP + step)}{word}"


def cost_of_step(sign: int) -> float:
    """Return the cost that stands in a record as one sign."""
    return (sign - FIRST_STEP) * STEP


def cost_of_share(share: float) -> float:
    """Return the cost of what is `share` of all."""
    return -math.log(share)


def sections(whole: bytes) -> Iterator[tuple[str, bytes]]:
    """Return the sections of a file, still compressed. Raises `ValueError` where it is none of ours."""
    head, _, rest = whole.partition(b"\n")
    magic, *told = head.split(b" ")
    if magic != MAGIC:
        raise ValueError("not a dictionary of this program")
    for each in told:
        name, _, length = each.decode("ascii").partition("=")
        yield name, rest[: int(length)]
        rest = rest[int(length) :]
