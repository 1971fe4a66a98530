"""The marks that work is chosen by, as they are shown and said."""

from __future__ import annotations

from collections.abc import Mapping, Set

from kiosk.domain.filters import Filter
from kiosk.texts.catalogue import Texts
from kiosk.texts.phrases import listed

PICTURES: Mapping[Filter, str] = {
    Filter.TODAY: "today",
    Filter.TOMORROW: "tomorrow",
    Filter.PAID_SAME_DAY: "paid-same-day",
    Filter.MEALS: "meals",
    Filter.LODGING: "lodging",
    Filter.TRANSPORT: "transport",
    Filter.SUITS_OLDER: "older",
    Filter.WOMEN: "women-toilet",
    Filter.MEN: "men-toilet",
}


def mark_word(mark: Filter, texts: Texts) -> str:
    """The mark as people say it."""
    return texts(f"filter-{mark}")


def in_order(chosen: Set[Filter]) -> list[Filter]:
    """What is chosen, in the order in which it is always shown."""
    return [mark for mark in Filter if mark in chosen]


def chosen_words(chosen: Set[Filter], texts: Texts) -> str:
    """All that is chosen, one after the other."""
    return listed((mark_word(mark, texts) for mark in in_order(chosen)), texts)
