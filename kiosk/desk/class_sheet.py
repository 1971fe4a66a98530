"""The list of a class for its teacher: pure lines, to be printed or shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kiosk.domain.training import SignUp, SignUpState, TrainingClass
from kiosk.slips.lines import shortened
from kiosk.texts.catalogue import Texts
from kiosk.texts.phrases import clock_text, day_text

NAME_BYTES = 60
"""About 20 Chinese characters: names share their line with a masked phone on 80 mm of paper."""
LINE_BYTES = 150


def class_sheet(held: TrainingClass, signed_up: Sequence[SignUp], texts: Texts, *, today: date) -> tuple[str, ...]:
    """Return the lines: what, when, where, who teaches; then one line for each seat taken, with its masked phone."""
    seats = [seat for seat in signed_up if seat.state is not SignUpState.GAVE_UP]
    return (*_heading(held, texts, today=today), *_seats(seats, texts), *_foot(held, len(seats), texts))


def _heading(held: TrainingClass, texts: Texts, *, today: date) -> tuple[str, ...]:
    hours = texts("hours-from-to", start=clock_text(held.starts), end=clock_text(held.ends))
    teacher = (texts("class-teacher", name=shortened(held.teacher, most=LINE_BYTES)),) if held.teacher.strip() else ()
    return (
        shortened(held.title, most=LINE_BYTES),
        texts("class-when", day=day_text(held.day, texts, today=today), hours=hours),
        texts("class-where", place=shortened(held.place, most=LINE_BYTES)),
        *teacher,
    )


def _seats(seats: Sequence[SignUp], texts: Texts) -> tuple[str, ...]:
    return tuple(
        texts(
            "class-seat-came" if seat.state is SignUpState.CAME else "class-seat",
            place=str(place),
            name=shortened(seat.name, most=NAME_BYTES) or seat.number or texts("class-name-unknown"),
            phone=seat.masked_phone,
        ).rstrip()
        for place, seat in enumerate(seats, start=1)
    )


def _foot(held: TrainingClass, taken: int, texts: Texts) -> tuple[str, ...]:
    return (texts("class-seats", taken=str(taken), seats=str(held.seats)),)
