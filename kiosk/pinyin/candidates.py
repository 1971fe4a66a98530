"""What typed letters may mean, in the order in which it is offered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from kiosk.pinyin.dictionary import Dictionary, Found, Lexicon
from kiosk.pinyin.names import BEST_NAMES, NO_NAME, Names
from kiosk.pinyin.own_words import lexicon_of
from kiosk.pinyin.readings import Readings
from kiosk.pinyin.sentence import WordSource, found_in, sentences
from kiosk.pinyin.slots import ways_from

A_NAME = -6.0
"""What is added to the cost of a person's name where one is asked for."""
MOST_NAMES = 4
"""Whole names that are offered; whose is another chooses the surname first, which stands right behind them."""
MOST_WORDS, MOST_CHARACTERS = 12, 300
"""Offered of one length; characters alone are the way out, and all of them are wanted."""
LONGEST = 48
"""Letters that are understood together."""


class Wanted(Enum):
    """What is written: any words, a person's name, or what follows a surname."""

    WORDS = auto()
    NAME = auto()
    GIVEN_NAME = auto()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A text to choose, and how many of the letters it stands for."""

    text: str
    letters: int


class Pinyin:
    """Understands letters by the dictionary and by `words`, which the station gives and nobody writes down."""

    def __init__(self, dictionary: Dictionary, readings: Readings, words: Iterable[str] = ()) -> None:
        self._names, self._pairs = Names(dictionary), dictionary.pairs
        self._words: Sequence[Lexicon] = (lexicon_of(words, readings), dictionary.words)
        self._parts: Sequence[WordSource] = (*self._words, self._names)

    def candidates(self, letters: str, wanted: Wanted = Wanted.WORDS) -> list[Candidate]:
        """Return what `letters` (a to z and apostrophes, at most `LONGEST`) may mean, the likeliest first.

        First comes what stands for all of them, then words for the first of them, the longest first, then characters.
        What takes a sound for another (zh and z, n and l, an and ang) stands behind what does not.
        """
        first = [Candidate(each.text, len(letters)) for each in self._for_all(letters, wanted)]
        if wanted is Wanted.NAME:
            first[MOST_NAMES:MOST_NAMES] = self._surnames(letters)
        found: dict[str, Candidate] = {}
        for candidate in (*first, *self._for_beginning(letters)):
            found.setdefault(candidate.text, candidate)
        return list(found.values())

    def is_surname(self, text: str) -> bool:
        """Tell whether `text` is a surname."""
        return self._names.is_surname(text)

    def _surnames(self, letters: str) -> list[Candidate]:
        found = self._names.surnames(letters)
        return [Candidate(each.text, end) for end, each in found if end < len(letters)]

    def _for_all(self, letters: str, wanted: Wanted) -> list[Found]:
        words, found = self._words_for_all(letters), self._people(letters, wanted)
        whole = max((each.cost for each in words if each.is_exact), default=0.0)
        several = (each for each in sentences(letters, self._parts, self._pairs) if each.words > 1)
        found += [Found(each.text, each.cost, each.is_exact) for each in several]
        found += [each if each.is_exact else replace(each, cost=max(each.cost, whole)) for each in words]
        return sorted(found, key=lambda each: (each.cost, not each.is_exact))

    def _words_for_all(self, letters: str) -> list[Found]:
        found: list[Found] = []
        for end, slots in ways_from(letters):
            if end == len(letters):
                found += found_in(self._words, slots)[: MOST_WORDS if len(slots) > 1 else MOST_CHARACTERS]
        return found

    def _people(self, letters: str, wanted: Wanted) -> list[Found]:
        match wanted:
            case Wanted.GIVEN_NAME:
                found, more = self._names.given(letters), A_NAME
            case Wanted.NAME:
                surnames = [each for end, each in self._names.surnames(letters) if end == len(letters)]
                found, more = [*surnames, *self._names.whole(letters)[:MOST_NAMES]], A_NAME
            case Wanted.WORDS:
                found, more = self._names.whole(letters)[:BEST_NAMES], NO_NAME
        return [replace(each, cost=each.cost + more) for each in found]

    def _for_beginning(self, letters: str) -> Iterator[Candidate]:
        ways = [(end, slots) for end, slots in ways_from(letters) if end < len(letters)]
        for end, slots in sorted(ways, key=lambda way: (len(way[1]) == 1, -way[0], -len(way[1]))):
            most = MOST_WORDS if len(slots) > 1 else MOST_CHARACTERS
            for each in found_in(self._words, slots)[:most]:
                yield Candidate(each.text, end)
