"""How much there is to say in a text, without knowing how it will be said."""

from __future__ import annotations

import re
import unicodedata

from kiosk.domain.tongue import Tongue
from kiosk.speech.pace import SYLLABLES_PER_S

VOWELS = re.compile("[aeiouy]+")
SHORTEST_SHARE = 0.3
"""A clip that takes under this share of its usual time has lost words. Fast talkers and short vowels stay above."""


def syllables(text: str) -> int:
    """Count what takes a beat to say: a Chinese character, a digit, a group of vowels; 0 if nothing can be said."""
    beats, word = 0, ""
    for character in unicodedata.normalize("NFKC", text):
        if _is_latin(character):
            word += character.lower()
            continue
        beats += _beats_of(word)
        word = ""
        beats += unicodedata.category(character)[0] in "LN"
    return beats + _beats_of(word)


def _is_latin(character: str) -> bool:
    return "a" <= character.lower() <= "z"


def _beats_of(word: str) -> int:
    return max(1, len(VOWELS.findall(word))) if word else 0


def least_seconds(text: str, *, rate: float, tongue: Tongue) -> float:
    """The time under which nobody can have said `text` whole at `rate`."""
    return SHORTEST_SHARE * syllables(text) / (SYLLABLES_PER_S[tongue] * rate)
