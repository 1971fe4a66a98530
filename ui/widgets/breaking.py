"""Where a text of two or three lines is broken: after a comma rather than within a word, never within a date."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from PySide6.QtCore import Qt, QTextBoundaryFinder
from PySide6.QtGui import QTextLayout, QTextLine

MOST_LINES = 3
MOST_WAYS = 400
"""More ways to break a text are not tried: it would take a millisecond."""
PAUSES = "，。；：、！？,.;:!?–"
ZERO_WIDTH_SPACE = "\u200b"
PARTICLES = "的了吗呢吧啊着过们子儿"
"""They belong to the word before them."""
WORDS = (
    "什么，怎么，哪个，哪天，这个，这条，几个，别的，工作，人员，手机，号码，通知，座位，单子，名额，身份，"
    "没有，眼下，刚刚，已经，可以，先看，再来，开始，直接，自己，年纪，返回，一起，一样，回事，电话，告诉，三张，机号"
)
"""Words of two signs that screens often use: nobody would break them."""
TOGETHER = frozenset(WORDS.split("，"))
COUNTED = "年月日号点元人名个岁件小天"
"""They belong to the number before them."""
AT_PAUSE, AT_SPACE, AFTER_NUMBER, BETWEEN_CHARACTERS, WITHIN_WORD, IN_NUMBER = 0.0, 0.05, 0.25, 0.25, 0.6, 4.0
"""What a break costs; two centred lines as uneven as 3 to 1 cost a quarter."""
FROM_THE_RIGHT = ("R", "AL", "RLE", "RLO", "RLI")
"""Unicode's classes of signs that are written, or make others be written, from the right."""
LABEL = 3
"""So few Chinese signs, and the number before them, are one word to the eye: nobody reads 听一 with 听 below it."""
SHORT = 0.5
"""A line of less than this share of the longest looks forgotten."""


def better_breaks(layout: QTextLayout, width: float, *, centered: bool) -> list[float] | None:
    """Return the widths of all lines of `layout` but the last at which it reads best; None to leave it as it is.

    It keeps as many lines as it has; `centered` ones are best when equally long.
    """
    text, count = layout.text(), layout.lineCount()
    if not 1 < count <= MOST_LINES or not _is_plain(text):
        return None
    at = _advances(layout)
    places = list(_places(text))
    if len(places) ** (count - 1) > MOST_WAYS:
        return None
    best: tuple[int, ...] | None = None
    least = float("inf")
    for chosen in combinations(places, count - 1):
        widths = [_width(text, at, start, end) for start, end in pairwise((0, *chosen, len(text)))]
        if max(widths) > width:
            continue
        cost = _unevenness(widths, width, centered=centered) + sum(_cost(text, place) for place in chosen)
        if cost <= least:
            best, least = chosen, cost
    if best is None:
        return None
    return [_room(at, places, start, end) for start, end in pairwise((0, *best))]


def torn_count(layout: QTextLayout) -> int:
    """How many lines end where nobody pauses."""
    text = layout.text()
    ends = [layout.lineAt(index).textStart() for index in range(1, layout.lineCount())]
    return sum(text[end - 1 : end] not in (*PAUSES, " ", ZERO_WIDTH_SPACE) for end in ends)


def is_split_label(layout: QTextLayout) -> bool:
    """Tell whether a text of two or three Chinese signs, or a number of them, does not keep to one line."""
    text = layout.text().lstrip("0123456789")
    return layout.lineCount() > 1 and len(text) <= LABEL and all(unicodedata.category(sign) == "Lo" for sign in text)


def _unevenness(widths: Sequence[float], width: float, *, centered: bool) -> float:
    if centered:
        mean = sum(widths) / len(widths)
        return sum((one - mean) ** 2 for one in widths) / width**2
    return sum(max(0.0, SHORT - one / max(widths)) for one in widths)


def _room(at: Sequence[float], places: Sequence[int], start: int, end: int) -> float:
    """A width that holds the text as far as `end`, and not as far as the place after it."""
    following = next((place for place in places if place > end), len(at) - 1)
    return (at[end] + at[following]) / 2 - at[start]


def layout_direction(text: str) -> Qt.LayoutDirection:
    """Return which way `text` is set: from the right where any letter of it is written so.

    A number, a phone and a name in another script are set from the left, whichever way the screen is laid out.
    """
    is_from_right = any(unicodedata.bidirectional(sign) in FROM_THE_RIGHT for sign in text)
    return Qt.LayoutDirection.RightToLeft if is_from_right else Qt.LayoutDirection.LeftToRight


def _is_plain(text: str) -> bool:
    """Tell whether places in `text` are those of Qt, and lie from left to right."""
    return all(ord(sign) < 0x10000 and unicodedata.bidirectional(sign) not in FROM_THE_RIGHT for sign in text)


def _advances(layout: QTextLayout) -> list[float]:
    """How far each place of the text lies from its beginning, were it one line."""
    at = [0.0]
    for index in range(layout.lineCount()):
        line = layout.lineAt(index)
        start, before = line.textStart(), at[-1]
        left = _x(line, start)
        at.extend(before + _x(line, start + step) - left for step in range(1, line.textLength() + 1))
    return at


def _x(line: QTextLine, place: int) -> float:
    found: tuple[float, int] = line.cursorToX(place)  # type: ignore[assignment]  # the stubs know of no place
    return found[0]


def _places(text: str) -> Iterator[int]:
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Line, text)
    while 0 <= (place := finder.toNextBoundary()) < len(text):
        yield place


def _width(text: str, at: Sequence[float], start: int, end: int) -> float:
    """The width of a line without the blanks at its end."""
    return at[start + len(text[start:end].rstrip())] - at[start]


def _cost(text: str, place: int) -> float:
    before, after = text[place - 1], text[place]
    if before == " ":
        if text[place - 2].isdigit() or after in PAUSES:
            return AFTER_NUMBER
        return AT_PAUSE if text[place - 2] in PAUSES else AT_SPACE
    if _is_in_number(before, after):
        return IN_NUMBER
    if before in PAUSES:
        return AT_PAUSE
    return WITHIN_WORD if after in PARTICLES or before + after in TOGETHER else BETWEEN_CHARACTERS


def _is_in_number(before: str, after: str) -> bool:
    return (before.isdigit() and after in COUNTED) or (before in "月" and after.isdigit()) or "/" in (before, after)
