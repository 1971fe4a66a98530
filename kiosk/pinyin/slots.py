"""What typed letters may stand for: whole syllables, their initials alone, and one that is still being typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from kiosk.pinyin.syllables import CODES, INITIALS, code_of, confused_with, initial_class, initial_codes

CONFUSED, SHORTENED, UNFINISHED = 5.0, 2.0, 1.0
"""Costs (nats) of a syllable that was taken for another, of an initial alone, and of what is not yet typed to its end.
Chosen so that the acceptance list of `tests/pinyin` comes out best."""
LONGEST_SYLLABLE = max(map(len, CODES))
MOST_SYLLABLES = 8
"""Of one word: idioms and long names of offices have no more."""
MOST_WAYS = 16
"""In which the letters from one place on are cut into syllables."""
VOWELS = frozenset("aeiouv")
BEGUN = frozenset(typed[:length] for typed in CODES for length in range(2, len(typed))) - frozenset(INITIALS)
"""Beginnings of syllables that are more than an initial."""


@dataclass(frozen=True, slots=True, eq=False)
class Slot:
    """One syllable of what is typed. `pattern` finds the codes that it may have, `costs` says how dear each is.

    Two slots are the same when they were made of the same letters: they are kept (`lru_cache`), never made twice.
    """

    pattern: bytes
    sort: str
    """The class of its initial (`initial_class`)."""
    cost: float
    costs: Mapping[bytes, float] = field(default_factory=dict, repr=False)
    is_whole: bool = True

    def cost_of(self, code: bytes) -> float:
        """Return what it costs to take `code` for what was typed."""
        return self.cost + self.costs.get(code, 0.0)


Way = tuple[int, tuple[Slot, ...]]
"""Where in the letters a row of syllables ends, and the syllables."""


def start_of(letters: str, place: int) -> int:
    """Return `place` or, where apostrophes stand there, the place behind them."""
    while place < len(letters) and letters[place] == "'":
        place += 1
    return place


@lru_cache(maxsize=4096)
def ways_from(letters: str) -> tuple[Way, ...]:
    """Return the ways to cut the beginning of `letters` into 1 to `MOST_SYLLABLES` slots, shortest first."""
    found: list[Way] = []
    begun: list[Way] = [(start_of(letters, 0), ())]
    for _ in range(MOST_SYLLABLES):
        longer = [(end, (*slots, slot)) for place, slots in begun for end, slot in _slots_at(letters, place)]
        begun = sorted(longer, key=_dearness)[:MOST_WAYS]
        found.extend(begun)
    return tuple(found)


def _dearness(way: Way) -> float:
    """Of ways with equally many slots those that say most of each syllable come first."""
    return sum(slot.cost for slot in way[1]) - way[0] / 100


def _slots_at(letters: str, place: int) -> Iterator[tuple[int, Slot]]:
    run = letters[place : place + LONGEST_SYLLABLE].split("'", 1)[0]
    for length in range(1, len(run) + 1):
        begun = run[:length]
        is_last = place + length == len(letters)
        if code_of(begun) is not None:
            yield start_of(letters, place + length), whole_slot(begun)
        elif begun in INITIALS and _stands_alone(letters, place, place + length):
            yield start_of(letters, place + length), initial_slot(begun)
        elif is_last and begun in BEGUN:
            yield place + length, unfinished_slot(begun)


def _stands_alone(letters: str, place: int, end: int) -> bool:
    """Whether an initial is meant for a whole syllable: nothing follows that it could begin, or precedes to end on it.

    The h of `sh` may be meant for 海 in 上海: but not where `shang` follows.
    """
    following, beyond = letters[end : end + 1], letters[end + 1 : end + 2]
    if following in VOWELS and following:
        return False
    if following == "h" and letters[place:end] in ("z", "c", "s") and beyond in VOWELS and beyond:
        return False
    return not (letters[place] in "ngr" and _ends_syllable(letters, place))


def _ends_syllable(letters: str, place: int) -> bool:
    """Whether the letter at `place` can be the end of a syllable before it."""
    before = letters[max(0, place - LONGEST_SYLLABLE + 1) : place].rsplit("'", 1)[-1]
    return any(code_of(before[begin:] + letters[place]) is not None for begin in range(len(before)))


@lru_cache(maxsize=512)
def whole_slot(syllable: str) -> Slot:
    """The slot of a syllable that is typed to its end."""
    code = code_of(syllable)
    assert code is not None
    costs = {other.encode(): CONFUSED * times for other, times in confused_with(syllable)}
    return Slot(_any_of([code, *(other.decode() for other in costs)]), initial_class(code), 0.0, costs)


@lru_cache(maxsize=64)
def initial_slot(initial: str) -> Slot:
    """The slot of an initial that stands for its syllable: zs is 张三."""
    codes = initial_codes(initial)
    return Slot(f"[{codes}].".encode(), initial_class(codes), SHORTENED, is_whole=False)


@lru_cache(maxsize=512)
def unfinished_slot(begun: str) -> Slot:
    """The slot of a syllable whose end is not typed yet."""
    codes = [code for typed, code in CODES.items() if typed.startswith(begun)]
    return Slot(_any_of(codes), initial_class(codes[0]), UNFINISHED, is_whole=False)


def _any_of(codes: Sequence[str]) -> bytes:
    """A pattern for codes that are all those with one of some initials and one of some finals, or nearly so."""
    initials, finals = ({code[place] for code in codes} for place in (0, 1))
    if len(initials) * len(finals) == len(codes):
        return f"[{''.join(sorted(initials))}][{''.join(sorted(finals))}]".encode()
    return f"(?:{'|'.join(codes)})".encode()
