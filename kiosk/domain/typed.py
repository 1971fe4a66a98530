"""What somebody typed: kept exactly as it is, or refused in plain words."""

from __future__ import annotations

import unicodedata

from kiosk.errors import Refused

LINE_ENDS = "\n"
DIRECTION_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""They make a text show something else than it says (Unicode TR 36, "Bidirectional Text Spoofing")."""


def typed(text: str, *, most: int, lines: bool = False) -> str:
    """Return `text` as it is; raise `Refused` where it is longer than `most` characters or cannot be kept.

    No database keeps halves of a surrogate pair, and no screen shows control characters; `lines` lets line ends pass.
    """
    if len(text) > most:
        raise Refused("refused-text-too-long", most=most, length=len(text))
    if any(_is_unreadable(char, lines=lines) for char in text):
        raise Refused("refused-unreadable-text")
    return text


def shown_to_all(text: str, *, most: int, lines: bool = False) -> str:
    """Return `text` as `typed` does; refuse those too that would show something else than they say."""
    if not DIRECTION_OVERRIDES.isdisjoint(text):
        raise Refused("refused-unreadable-text")
    return typed(text, most=most, lines=lines)


def _is_unreadable(char: str, *, lines: bool) -> bool:
    return unicodedata.category(char) in ("Cc", "Cs") and not (lines and char in LINE_ENDS)
