"""English in short plain words."""

from __future__ import annotations

import re
from datetime import date

from kiosk.speech.wording.characters import folded, ungrouped
from kiosk.speech.wording.english.codes import codes_spoken, long_codes_spoken
from kiosk.speech.wording.english.counts import counts_spoken
from kiosk.speech.wording.english.days import days_spoken
from kiosk.speech.wording.english.hours import hours_spoken
from kiosk.speech.wording.english.money import money_spoken
from kiosk.speech.wording.english.signs import signs_spoken
from kiosk.speech.wording.mandarin import in_mandarin

RULES = (codes_spoken, days_spoken, hours_spoken, long_codes_spoken, ungrouped, money_spoken, counts_spoken)
"""In this order: what has the most particular form first; each leaves words that the next does not touch."""
CHINESE = re.compile(
    r"(?:(?<![\d.:¥A-Za-z])\d{1,4})?[\u3400-\u9fff](?:\d|[\u3400-\u9fff]|[-·、#](?=\d|[\u3400-\u9fff]))*"
)


def in_english(text: str, *, today: date) -> str:
    """Return the English words for `text`, without digits; see `kiosk.speech.wording.spoken`.

    Chinese names within it keep their characters; the numbers that belong to them are Chinese words.
    """
    words = CHINESE.sub(lambda match: in_mandarin(match.group(), today=today), folded(text))
    for rule in RULES:
        words = rule(words, today=today)
    return signs_spoken(words)
