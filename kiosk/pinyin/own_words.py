"""The station's own words for the keyboard: regions, trades, names. In memory only: some of them are people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice, product

from kiosk.pinyin.dictionary import Lexicon
from kiosk.pinyin.readings import Readings
from kiosk.pinyin.shape import Record, grouped
from kiosk.pinyin.slots import MOST_SYLLABLES
from kiosk.pinyin.syllables import code_of

COST = 7.0
"""As likely as 今天; a name of one character would be in everybody's way."""
SHORTEST = 2
MOST_READINGS = 4
MOST_WORDS = 5_000


def lexicon_of(words: Iterable[str], readings: Readings) -> Lexicon:
    """Return a lexicon of those of `words` that can be typed: 2 to 8 Chinese characters, by each usual reading."""
    kept = islice(dict.fromkeys(words), MOST_WORDS)
    return Lexicon("w", grouped("w", (record for word in kept for record in _records(word, readings))))


def _records(word: str, readings: Readings) -> Iterator[Record]:
    if not SHORTEST <= len(word) <= MOST_SYLLABLES:
        return
    coded = [[code for reading in readings.of(char)[:2] if (code := code_of(reading))] for char in word]
    for place, codes in enumerate(islice(product(*coded), MOST_READINGS)):
        yield word, codes, COST + place
