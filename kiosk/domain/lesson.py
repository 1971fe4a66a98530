"""A lesson: a few pages of one picture and one to three spoken sentences, about something that helps at work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.domain.language import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonPage:
    """`picture` is the name of a file in the lesson's folder; `sources` say where the page's facts stand."""

    picture: str
    text: Mapping[Language, str]
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """`id` is the name of its folder, which is `folder`; `cover` is the name of the picture by which it is chosen.

    `trades` are ids of the trades before whose work it is worth hearing; empty where it is for everybody alike.
    `is_own` tells that the station made it itself.
    """

    id: str
    order: int
    title: Mapping[Language, str]
    cover: str
    pages: tuple[LessonPage, ...]
    trades: tuple[str, ...] = ()
    folder: str = ""
    is_own: bool = False

    def speaks(self, language: Language) -> bool:
        """Tell whether it is there in `language`; a station's own need not be there in English."""
        return language in self.title

    def picture(self, name: str) -> str:
        """Return the file of a picture of this lesson, by whose name screens ask for it."""
        return f"{self.folder}/{name}"

    def is_about(self, trade_id: str) -> bool:
        """Tell whether somebody who goes to work in this trade should hear it first."""
        return trade_id in self.trades
