"""English in short plain words."""

from __future__ import annotations

import re
from datetime import date

from kiosk.speech.wording.characters import folded, ungrouped
from kiosk.speech.wording.english.codes import codes_spoken, long_codes_spoken
from kiosk.speech.wording.english.counts import comparisons_spoken, counts_spoken
from kiosk.speech.wording.english.days import days_spoken
from kiosk.speech.wording.english.hours import hours_spoken
from kiosk.speech.wording.english.money import money_spoken
from kiosk.speech.wording.english.signs import abbreviations_spoken, signs_spoken
from kiosk.speech.wording.mandarin import in_mandarin

RULES = (
    abbreviations_spoken,
    codes_spoken,
    days_spoken,
    hours_spoken,
    long_codes_spoken,
    ungrouped,
    comparisons_spoken,
    money_spoken,
    counts_spoken,
)
"""In this order: what has the most particular form first; each leaves words that the next does not touch."""
CHINESE = re.compile(
    r"(?:(?<![\w.:¥$-])(?<!\d[ -])¥?\d(?:\d|[.,:~–-](?=\d)){0,24}+)?[\u3400-\u9fff]"
    r"(?:\d|[\u3400-\u9fff]|[-·、#/.:~–](?=\d|[\u3400-\u9fff])|(?<=[\u3400-\u9fff])[A-Z][A-Z\d]{5,6}(?![A-Za-z\d]))*"
)
"""Chinese words with the numbers that touch them: `180元/天`, `早上6:00集合`, `云A12345`."""


def in_english(text: str, *, today: date) -> str:
    """Return the English words for `text`, without digits; see `kiosk.speech.wording.spoken`.

    Chinese names within it keep their characters; the numbers that belong to them are Chinese words.
    """
    words = CHINESE.sub(lambda match: in_mandarin(match.group(), today=today), folded(text))
    for rule in RULES:
        words = rule(words, today=today)
    return signs_spoken(words)
