"""The list of a class as it is put on paper, for its teacher to tick off who came."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kiosk.domain.station import Station
from kiosk.domain.training import SignUp, SignUpState, TrainingClass
from kiosk.slips.document import Document, Rule, Table, Text, TextRole
from kiosk.slips.lines import shortened
from kiosk.texts.catalogue import Texts
from kiosk.texts.phrases import clock_text, day_text, readable

NAME_BYTES = 60
"""About 20 Chinese characters: names share their line with a masked phone on 80 mm of paper."""
WEIGHTS = (1.0, 3.0, 3.0, 2.0)


def class_document(
    held: TrainingClass, signed_up: Sequence[SignUp], station: Station, texts: Texts, *, today: date
) -> Document:
    """Return the list: what, when, where, who teaches; a line a seat with its masked phone, and room for a mark."""
    seats = [seat for seat in signed_up if seat.state is not SignUpState.GAVE_UP]
    hours = texts("hours-from-to", start=clock_text(held.starts), end=clock_text(held.ends))
    teacher = (Text(texts("class-teacher", name=held.teacher)),) if held.teacher.strip() else ()
    headings = (texts("classes-number"), texts("classes-name"), texts("classes-phone"), texts("classes-came-mark"))
    return Document(
        language=texts.language,
        title=held.title,
        subtitle=station.name,
        blocks=(
            Text(texts("class-when", day=day_text(held.day, texts, today=today), hours=hours), TextRole.STRONG),
            Text(texts("class-where", place=held.place)),
            *teacher,
            Rule(),
            Table(headings, tuple(_row(place, seat, texts) for place, seat in enumerate(seats, 1)), weights=WEIGHTS),
            Text(texts("class-seats", taken=str(len(seats)), seats=str(held.seats)), TextRole.SMALL),
        ),
    )


def _row(place: int, seat: SignUp, texts: Texts) -> tuple[str, str, str, str]:
    name = shortened(readable(seat.name), most=NAME_BYTES) or seat.number or texts("class-name-unknown")
    came = texts("classes-came-yes") if seat.state is SignUpState.CAME else ""
    return (str(place), name, seat.masked_phone, came)
