"""The languages a station shows, speaks and prints."""

from __future__ import annotations

from enum import StrEnum


class Language(StrEnum):
    """A language as a BCP 47 tag; also the name of its folder below `assets/texts/`."""

    ZH_CN = "zh-CN"
    EN = "en"
