"""People's names for typed letters: a surname and a given name of one or two characters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from heapq import nsmallest
from itertools import product

from kiosk.pinyin.dictionary import KEPT_SEARCHES, Dictionary, Found
from kiosk.pinyin.slots import Slot, ways_from

LONGEST_NAME, LONGEST_SURNAME = 4, 2
WITHIN_SENTENCES = (3, 4)
"""Syllables of names that are looked for where none is asked for: shorter ones are mostly something else."""
NO_NAME = 3.5
"""Costs, on top, of a name where none is asked for."""
BEST_NAMES = 2
MOST_SURNAMES, MOST_GIVEN, MOST_NAMES = 8, 24, 40
TOGETHER = 1.5
"""Costs, on top, of two characters that are known as given names, but not with each other."""


class Names:
    """Makes names of the parts that the dictionary has; none of them is a person of the station."""

    def __init__(self, dictionary: Dictionary) -> None:
        self._surnames, self._given = dictionary.surnames, dictionary.given_names
        self.find = lru_cache(maxsize=KEPT_SEARCHES)(self._find)

    def whole(self, letters: str) -> list[Found]:
        """Return the names for all of `letters`, the likeliest first."""
        found = [name for slots in _ways_to_end(letters, LONGEST_NAME) for name in self._names(slots)]
        return _likeliest(found, MOST_NAMES)

    def given(self, letters: str) -> list[Found]:
        """Return the given names for all of `letters`: somebody has written the surname."""
        found = [name for slots in _ways_to_end(letters, 2) for name in self._given_names(slots)]
        return _likeliest(found, MOST_NAMES)

    def surnames(self, letters: str) -> list[tuple[int, Found]]:
        """Return surnames that begin `letters`, each with the place where it ends, the longest and likeliest first."""
        ways = [(end, slots) for end, slots in ways_from(letters) if len(slots) <= LONGEST_SURNAME]
        found = [(end, each) for end, slots in ways for each in self._surnames.find(slots)[:MOST_SURNAMES]]
        return nsmallest(MOST_SURNAMES, found, key=lambda one: (not one[1].is_exact, -len(one[1].text), one[1].cost))

    def is_surname(self, text: str) -> bool:
        """Tell whether `text` is a surname."""
        return 0 < len(text) <= LONGEST_SURNAME and self._surnames.holds(text)

    def _find(self, slots: tuple[Slot, ...]) -> Sequence[Found]:
        """Return the likeliest names for `slots` within a sentence, where none is asked for."""
        if len(slots) not in WITHIN_SENTENCES or not all(slot.is_whole for slot in slots):
            return ()
        return [replace(each, cost=each.cost + NO_NAME) for each in _likeliest(list(self._names(slots)), BEST_NAMES)]

    def _names(self, slots: tuple[Slot, ...]) -> Iterator[Found]:
        for length in (1, 2):
            if 1 <= len(slots) - length <= 2:
                surnames = self._surnames.find(slots[:length])[:MOST_SURNAMES]
                for one, two in product(surnames, self._given_names(slots[length:])[:MOST_GIVEN]):
                    yield _joined(one, two)

    def _given_names(self, slots: tuple[Slot, ...]) -> Sequence[Found]:
        known = self._given.find(slots)
        if len(slots) == 1:
            return known
        ones, twos = (self._given.find((slot,))[:MOST_SURNAMES] for slot in slots)
        made = [_joined(one, two, TOGETHER) for one, two in product(ones, twos)]
        return _likeliest([*known, *made], MOST_NAMES)


def _ways_to_end(letters: str, most: int) -> list[tuple[Slot, ...]]:
    return [slots for end, slots in ways_from(letters) if end == len(letters) and len(slots) <= most]


def _joined(one: Found, two: Found, more: float = 0.0) -> Found:
    return Found(one.text + two.text, one.cost + two.cost + more, one.is_exact and two.is_exact)


def _likeliest(found: Sequence[Found], most: int) -> list[Found]:
    cheapest: dict[str, Found] = {}
    for each in found:
        known = cheapest.get(each.text)
        if known is None or each.cost < known.cost:
            cheapest[each.text] = each
    return nsmallest(most, cheapest.values(), key=lambda each: (not each.is_exact, each.cost))
