"""The lines in which a class is shown on cards and on its own screen."""

from __future__ import annotations

from kiosk.domain.training import TrainingClass
from kiosk.texts.catalogue import Texts
from kiosk.texts.class_phrases import class_day, class_hours, class_title, seats_line
from kiosk.texts.phrases import readable
from ui.screens.screen import Words
from ui.theme import Role
from ui.widgets.face import Line

SUBJECT = "classes"
"""The picture of a class for every trade, or for one that is unknown here."""


def class_picture(held: TrainingClass, texts: Texts) -> str:
    """The picture of what is learnt."""
    return held.trade if texts.has(f"trade-{held.trade}") else SUBJECT


def class_card_lines(held: TrainingClass, words: Words) -> tuple[Line, ...]:
    """What, which day, how many seats; hours and place where there is room."""
    texts = words.texts
    lines = (
        Line(text=class_title(held, texts), role=Role.TITLE),
        Line(text=class_day(held, texts, today=words.today), icon="calendar"),
        Line(text=seats_line(held, texts), icon="seat"),
        Line(text=class_hours(held, texts), icon="clock", optional=True),
        Line(text=readable(held.place), icon="place", optional=True),
    )
    return tuple(line for line in lines if line.text)


def class_fact_lines(held: TrainingClass, words: Words) -> tuple[Line, ...]:
    """All that a worker asks about a class, most important first."""
    texts, teacher = words.texts, readable(held.teacher)
    lines = (
        Line(text=class_day(held, texts, today=words.today), icon="calendar"),
        Line(text=class_hours(held, texts), icon="clock"),
        Line(text=readable(held.place), icon="place"),
        Line(text=seats_line(held, texts), icon="seat"),
        Line(text=texts("class-taught-by", name=teacher) if teacher else "", icon="people"),
        Line(text=readable(held.note), icon="note"),
    )
    return tuple(line for line in lines if line.text)
