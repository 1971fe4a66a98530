"""How a class's day, hours and seats read, on screen, on paper and in the voice."""

from __future__ import annotations

from datetime import date

from kiosk.domain.training import TrainingClass
from kiosk.texts.catalogue import Texts
from kiosk.texts.phrases import clock_text, long_day, readable


def class_title(held: TrainingClass, texts: Texts) -> str:
    """What is learnt; the trade's name where the title cannot be read."""
    key = f"trade-{held.trade}"
    return readable(held.title) or (texts(key) if texts.has(key) else texts("class-some"))


def class_day(held: TrainingClass, texts: Texts, *, today: date) -> str:
    """`明天 11月22日 周日`."""
    return long_day(held.day, texts, today=today)


def class_hours(held: TrainingClass, texts: Texts) -> str:
    """`9:00–11:30`."""
    return texts("hours-from-to", start=clock_text(held.starts), end=clock_text(held.ends))


def seats_line(held: TrainingClass, texts: Texts) -> str:
    """`还有3个座位`, `坐满了`."""
    return texts("class-seats-left", count=held.seats_left) if held.seats_left > 0 else texts("class-full")
