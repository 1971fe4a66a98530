"""A town in words: its name, and how far it is, told as people tell it."""

from __future__ import annotations

from kiosk.domain.language import Language
from kiosk.domain.near import LONG_FROM_MIN, Means, TownNear
from kiosk.domain.region import Region
from kiosk.texts.catalogue import Texts

HALF_HOUR_MIN, HOUR_MIN = 30, 60


def town_name(town: Region, texts: Texts) -> str:
    """The town's name in the language of `texts`, where it has one there."""
    return town.name_en if texts.language is Language.EN and town.name_en else town.name


def distance_words(near: TownNear, texts: Texts) -> str:
    """`走路大约15分钟`, `坐车大约一个半钟头`."""
    if near.means in (Means.HERE, Means.UNKNOWN):
        return texts(f"near-{near.means}")
    return texts(f"near-{near.means}", time=time_words(near.minutes, texts))


def time_words(minutes: int, texts: Texts) -> str:
    """Minutes as one says them: half hours and hours from half an hour on, where they are whole."""
    if minutes == HALF_HOUR_MIN:
        return texts("near-half-hour")
    if minutes < LONG_FROM_MIN:
        return texts("near-minutes", minutes=minutes)
    hours, rest = divmod(minutes, HOUR_MIN)
    if hours == 1:
        return texts("near-hour-and-half" if rest else "near-hour")
    return texts("near-hours-and-half" if rest else "near-hours", hours=hours)
