"""The dictionary of the keyboard: words by the syllables that are typed. Read-only; what is typed is kept nowhere."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from kiosk.pinyin.pairs import Pairs
from kiosk.pinyin.shape import FILE, cost_of_step, group_of, sections
from kiosk.pinyin.slots import Slot

MOST_FOUND = 400
"""Of one row of syllables; yi has 200 characters."""
KEPT_SEARCHES = 4096


@dataclass(frozen=True, slots=True)
class Found:
    """A word for a row of syllables. `cost` is in nats; `is_exact` where nothing was taken for something else."""

    text: str
    cost: float
    is_exact: bool = True


class Lexicon:
    """Words of one kind in groups (see `shape.group_of`), each a row of records."""

    def __init__(self, kind: str, groups: Mapping[str, bytes]) -> None:
        self._kind, self._groups = kind, groups
        self.find = lru_cache(maxsize=KEPT_SEARCHES)(self._find)

    def _find(self, slots: tuple[Slot, ...]) -> Sequence[Found]:
        """Return the words that `slots` may stand for, the exact ones first, each the cheapest first."""
        second = slots[1].sort if len(slots) > 1 else ""
        group = self._groups.get(group_of(self._kind, slots[0].sort, second, len(slots)))
        if group is None:
            return ()
        pattern = _pattern(tuple(slot.pattern for slot in slots))
        found = [_found(each, slots) for each, _ in zip(pattern.finditer(group), range(MOST_FOUND), strict=False)]
        return sorted(found, key=lambda each: (not each.is_exact, each.cost))

    def holds(self, text: str) -> bool:
        """Tell whether `text` is one of these words, however it is read."""
        word = re.compile(b"[!-~]" + text.encode() + b"(?:\n|$)")
        return any(word.search(lines) for name, lines in self._groups.items() if name[0] == self._kind)


@lru_cache(maxsize=1024)
def _pattern(slots: tuple[bytes, ...]) -> re.Pattern[bytes]:
    return re.compile(b"\n(" + b"".join(slots) + b")([!-~])([^\n]+)")


def _found(record: re.Match[bytes], slots: tuple[Slot, ...]) -> Found:
    codes, step, word = record.groups()
    own = cost_of_step(step[0])
    costs = [slot.cost_of(codes[place : place + 2]) for slot, place in zip(slots, range(0, 2 * len(slots), 2))]  # noqa: B905  as many by their making
    is_exact = not any(slot.costs.get(codes[2 * place : 2 * place + 2]) for place, slot in enumerate(slots))
    return Found(word.decode(), own + sum(costs), is_exact)


class Dictionary:
    """Everything of the file. Opening it reads the bytes; each part is unpacked when it is first asked for."""

    def __init__(self, file: Path = FILE) -> None:
        self._sections = dict(sections(file.read_bytes()))

    @cached_property
    def words(self) -> Lexicon:
        """Words and characters."""
        return Lexicon("w", _groups(self._sections["words"]))

    @cached_property
    def surnames(self) -> Lexicon:
        return Lexicon("x", self._names)

    @cached_property
    def given_names(self) -> Lexicon:
        return Lexicon("g", self._names)

    @cached_property
    def pairs(self) -> Pairs:
        """Words that like to follow each other."""
        return Pairs(zlib.decompress(self._sections["pairs"]))

    @cached_property
    def _names(self) -> Mapping[str, bytes]:
        return _groups(self._sections["names"])


def _groups(section: bytes) -> Mapping[str, bytes]:
    told, _, rest = zlib.decompress(section).partition(b"\n")
    groups, begin = {}, 0
    for each in told.split(b" "):
        name, _, length = each.decode("ascii").partition("=")
        groups[name] = rest[begin : begin + int(length)]
        begin += int(length)
    return groups
