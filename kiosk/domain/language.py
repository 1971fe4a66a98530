"""The languages a station shows, speaks and prints."""

from __future__ import annotations

from enum import StrEnum

WRITTEN_FROM_THE_RIGHT = frozenset({"ar", "fa", "he", "kk-Arab", "ug", "ur"})
"""The beginnings of their tags; Uyghur is the one that towns of the county's kind may ask for."""


class Direction(StrEnum):
    """Which way a language is written, and with it which way a screen is laid out."""

    LEFT_TO_RIGHT = "left-to-right"
    RIGHT_TO_LEFT = "right-to-left"


class Language(StrEnum):
    """A language as a BCP 47 tag; also the name of its folder below `assets/texts/`."""

    ZH_CN = "zh-CN"
    EN = "en"

    @property
    def direction(self) -> Direction:
        """Which way it is written."""
        return direction_of(self)


def direction_of(tag: str) -> Direction:
    """Return which way the language of a BCP 47 tag is written."""
    is_from_right = any(tag == known or tag.startswith(f"{known}-") for known in WRITTEN_FROM_THE_RIGHT)
    return Direction.RIGHT_TO_LEFT if is_from_right else Direction.LEFT_TO_RIGHT
