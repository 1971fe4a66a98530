"""Mandarin as older people in a town say it."""

from __future__ import annotations

import re
from datetime import date

from kiosk.speech.wording.characters import folded, ungrouped
from kiosk.speech.wording.mandarin.codes import codes_spoken, places_spoken
from kiosk.speech.wording.mandarin.counts import comparisons_spoken, counts_spoken
from kiosk.speech.wording.mandarin.days import days_spoken, spans_spoken
from kiosk.speech.wording.mandarin.hours import hours_spoken
from kiosk.speech.wording.mandarin.measures import HAN
from kiosk.speech.wording.mandarin.money import money_spoken
from kiosk.speech.wording.mandarin.signs import signs_spoken

RULES = (
    codes_spoken,
    days_spoken,
    hours_spoken,
    places_spoken,
    ungrouped,
    comparisons_spoken,
    money_spoken,
    counts_spoken,
)
"""In this order: what has the most particular form first; each leaves words that the next does not touch."""
HAS_NUMBER = re.compile(r"[\d/]")
AROUND_NUMBER = re.compile(
    rf"(?<={HAN}) (?=\d(?:[\d.,到至–~:-]*\d)? {HAN})"
    r"|(?<=\d) (?=[元块个人名位天小月年日号点岁公斤吨米亩件次楼层栋室分步页期]|平[方米])"
)
"""Blanks that only set a number off from Chinese characters: `还要 5 人`."""


def in_mandarin(text: str, *, today: date) -> str:
    """Return the Mandarin words for `text`, without digits; see `kiosk.speech.wording.spoken`."""
    words = folded(text)
    if HAS_NUMBER.search(words):
        words = AROUND_NUMBER.sub("", words)
        for rule in RULES:
            words = rule(words, today=today)
    return signs_spoken(spans_spoken(words))
