"""The likeliest words for a whole row of letters."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import Protocol

from kiosk.pinyin.dictionary import Found
from kiosk.pinyin.pairs import Pairs
from kiosk.pinyin.slots import Slot, Way, start_of, ways_from

BEST = 3
"""Sentences that are offered; more are looked at by nobody."""
KEPT, FEW = 4, 4
"""Sentences that are kept at each place, and words that each is gone on with: more take time and change nothing."""
LONELY = 4.0
"""Costs, on top, of a character alone that is typed by its initial alone, unless it is all that is typed."""


class WordSource(Protocol):
    """What knows words for a row of syllables, the exact ones first, each the cheapest first."""

    @property
    def find(self) -> Callable[[tuple[Slot, ...]], Sequence[Found]]: ...


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words in a row."""

    text: str
    cost: float
    words: int
    is_exact: bool
    last: str = ""
    """The last word."""


def found_in(sources: Iterable[WordSource], slots: tuple[Slot, ...]) -> Sequence[Found]:
    """Return what all `sources` know for `slots`, the exact ones first, each the cheapest first."""
    found = [each for lexicon in sources for each in lexicon.find(slots)]
    return sorted(found, key=lambda each: (not each.is_exact, each.cost))


def sentences(letters: str, sources: Sequence[WordSource], pairs: Pairs) -> list[Sentence]:
    """Return at most `BEST` sentences for all of `letters`, the likeliest first; none where they make no syllables."""
    begin = start_of(letters, 0)
    best: dict[int, dict[str, Sentence]] = {begin: {"": Sentence("", 0.0, 0, True)}}
    for place in range(begin, len(letters)):
        before = best.pop(place, None)
        if before is None:
            continue
        cheapest = nsmallest(KEPT, before.values(), key=lambda each: each.cost)
        for end, slots in _here(letters, place):
            ends = best.setdefault(end, {})
            for word in _few(sources, slots):
                for each in cheapest:
                    _keep(ends, _longer(each, word, slots, pairs.gain(each.last, word.text)))
    return nsmallest(BEST, best.get(len(letters), {}).values(), key=lambda each: each.cost)


def _here(letters: str, place: int) -> Iterable[Way]:
    return ((place + end, slots) for end, slots in ways_from(letters[place:]))


def _few(sources: Sequence[WordSource], slots: tuple[Slot, ...]) -> Sequence[Found]:
    """The cheapest, exact or not."""
    found = [each for lexicon in sources for each in lexicon.find(slots)[: 2 * FEW]]
    return nsmallest(FEW, found, key=lambda each: each.cost)


def _longer(sentence: Sentence, word: Found, slots: tuple[Slot, ...], gain: float) -> Sentence:
    lonely = LONELY if len(slots) == 1 and not slots[0].is_whole else 0.0
    return Sentence(
        sentence.text + word.text, sentence.cost + word.cost + lonely - gain, sentence.words + 1,
        sentence.is_exact and word.is_exact, word.text,
    )  # fmt: skip


def _keep(ends: dict[str, Sentence], sentence: Sentence) -> None:
    known = ends.get(sentence.text)
    if known is None or sentence.cost < known.cost:
        ends[sentence.text] = sentence
