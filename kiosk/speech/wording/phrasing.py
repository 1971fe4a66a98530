"""Shown text cut into phrases: short enough to be highlighted while spoken and to be interrupted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from kiosk.domain.language import Language

LONGEST = {Language.ZH_CN: 20, Language.EN: 12}
"""Characters of Chinese, words of English: about four seconds of speech."""
LONGEST_UNMARKED = {Language.ZH_CN: 60, Language.EN: 36}
"""Text without any mark or blank is cut at last, so that hostile text cannot make one endless phrase."""

OPENING, CLOSING = "(（[【《“「", ")）]】》”」"
BRACKET = rf"[{re.escape(OPENING)}][^{re.escape(OPENING + CLOSING)}\n]{{1,24}}[{re.escape(CLOSING)}]"
ABBREVIATION = r"\b(?:Nos?|St|Rd|Ave|Mr|Mrs|Ms|Dr|Tel|approx|incl|max|min|e\.g|i\.e)\.\s?\w"
INNER = r"[\d.:：/／*~年月日号点时分秒元到至()（） –—\-]{0,24}\d|,\d{3}(?!\d)"
NUMBER = rf"[¥$+#-]?\d(?:{INNER}){{0,2}}(?:\s?[^\W\d_]|[%℃°])?"
UNCUT = re.compile(f"{BRACKET}|{ABBREVIATION}|{NUMBER}")
END = re.compile(rf"(?:[。！？!?；;…\n]|\.(?=\s|$))[。！？!?…\s.{re.escape(CLOSING)}\"']*")
CLAUSE = re.compile(r"[，,：:]\s*|\s[–—-]+\s|——")
ITEM = re.compile(
    rf"、\s*|\s(?=(?:and|or|but|because|so|then|with|when|if)\s)|(?<=[{re.escape(CLOSING)}])|(?=[{re.escape(OPENING)}])"
)
BLANK = re.compile(r"\s+|/|\|")
ANYWHERE = re.compile(r"(?<=[^\s\d])(?=[^\s\d])")
MARKS = (CLAUSE, ITEM, BLANK)
SAYABLE = re.compile(r"[^\W_]")


def phrases(text: str, language: Language) -> tuple[str, ...]:
    """Cut `text` at the ends of sentences, and long ones at their commas, into phrases in the text's order.

    A phrase has at most about 20 Chinese characters or 12 words where the text has a mark to cut at; a number,
    phone, date, time or short bracket stays whole. No character but outer blanks is lost, and every phrase holds
    something to say; a text without anything to say has no phrase.
    """
    kept = [match.span() for match in UNCUT.finditer(text)]
    sentences = _pieces(text, 0, len(text), _cuts(text, 0, len(text), END, kept))
    spans = [span for start, end in sentences for span in _short(text, start, end, kept, language, MARKS)]
    return tuple(text[start:end].strip() for start, end in _sayable(text, spans))


def length(text: str, language: Language) -> int:
    """Return how long `text` is to the ear: Chinese characters with other words as two, or English words."""
    words = len(text.split())
    if language is Language.EN:
        return words
    return len(re.findall(r"[\u3400-\u9fff\d]", text)) + 2 * len(re.findall(r"[A-Za-z]+", text))


def _short(
    text: str,
    start: int,
    end: int,
    kept: list[tuple[int, int]],
    language: Language,
    marks: tuple[re.Pattern[str], ...],
) -> Iterator[tuple[int, int]]:
    """Cut one sentence at its best marks; what is still too long at the next best."""
    piece_length = length(text[start:end], language)
    if piece_length <= LONGEST[language] or (not marks and piece_length <= LONGEST_UNMARKED[language]):
        yield start, end
    elif not marks:
        yield from _forced(text, start, end, kept, LONGEST_UNMARKED[language])
    else:
        pieces = _pieces(text, start, end, _cuts(text, start, end, marks[0], kept))
        for first, last in _packed(text, pieces, language):
            yield from _short(text, first, last, kept, language, marks[1:])


def _cuts(text: str, start: int, end: int, mark: re.Pattern[str], kept: list[tuple[int, int]]) -> list[int]:
    """Where `mark` lets the text be cut, outside what must stay whole."""
    found = [match.end() for match in mark.finditer(text, start, end)]
    return _outside(found, kept)


def _outside(places: Iterable[int], kept: list[tuple[int, int]]) -> list[int]:
    """Both lists ascend, so one walk is enough."""
    free = []
    spans = iter(kept)
    first, last = next(spans, (0, 0))
    for place in places:
        while place >= last and last:
            first, last = next(spans, (0, 0))
        if not first < place < last:
            free.append(place)
    return free


def _pieces(text: str, start: int, end: int, cuts: list[int]) -> list[tuple[int, int]]:
    places = [start, *(cut for cut in cuts if start < cut < end), end]
    return [(first, last) for first, last in pairwise(places) if text[first:last].strip()]


def _packed(text: str, pieces: list[tuple[int, int]], language: Language) -> Iterator[tuple[int, int]]:
    """Join neighbours as long as they stay short together, so that speech is not chopped at every comma."""
    if not pieces:
        return
    start, end = pieces[0]
    for first, last in pieces[1:]:
        if length(text[start:last], language) > LONGEST[language]:
            yield start, end
            start = first
        end = last
    yield start, end


def _forced(text: str, start: int, end: int, kept: list[tuple[int, int]], most: int) -> Iterator[tuple[int, int]]:
    """Cut a run without any mark after every `most` characters, or as soon after as no number is torn."""
    free = _outside((match.end() for match in ANYWHERE.finditer(text, start, end)), kept)
    for place in free:
        if place - start >= most:
            yield start, place
            start = place
    if start < end:
        yield start, end


def _sayable(text: str, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join a piece of mere marks to the phrase before it, or to the one after it at the start."""
    whole: list[tuple[int, int]] = []
    for start, end in spans:
        if whole and not (SAYABLE.search(text, start, end) and SAYABLE.search(text, *whole[-1])):
            whole[-1] = (whole[-1][0], end)
        else:
            whole.append((start, end))
    return [span for span in whole if SAYABLE.search(text, *span)]
