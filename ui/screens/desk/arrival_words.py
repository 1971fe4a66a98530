"""How the arrivals of a day read: pure words, made beside the screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.arrival import Arrived, Draw, Rule
from kiosk.domain.person_summary import PersonSummary
from kiosk.texts.catalogue import Texts
from kiosk.texts.phrases import clock_text
from ui.screens.desk.shown_names import shown_name, shown_trades
from ui.widgets.desk.rows import Row

LONGEST_PLACE = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class DayList:
    """The day's list as the screen shows it; `rows` are in the order of `arrivals`."""

    arrivals: tuple[Arrived, ...]
    draw: Draw
    rows: tuple[Row, ...]

    @property
    def waiting(self) -> int:
        """How many were neither called nor sent out yet and are still here."""
        return sum(one.is_waiting for one in self.arrivals)

    @property
    def next_one(self) -> Arrived | None:
        """Who is called next."""
        return next((one for one in self.arrivals if one.is_waiting), None)

    @property
    def last_called(self) -> Arrived | None:
        """Who was called last."""
        called = [one for one in self.arrivals if one.called_at_ms is not None]
        return max(called, key=lambda one: one.called_at_ms or 0, default=None)

    def of_visit(self, visit_id: str | None) -> Arrived | None:
        """The line of a visit."""
        return next((one for one in self.arrivals if one.visit.id == visit_id), None)


NOBODY = DayList(arrivals=(), draw=Draw(), rows=())


def day_list(arrivals: tuple[Arrived, ...], draw: Draw, texts: Texts, *, is_compact: bool) -> DayList:
    """Put the day's list in words; a compact row leaves trades, way and time to the marked one."""
    rows = tuple(_row(one, texts, is_compact=is_compact) for one in arrivals)
    return DayList(arrivals=arrivals, draw=draw, rows=rows)


def _row(one: Arrived, texts: Texts, *, is_compact: bool) -> Row:
    begin = (str(one.place), str(one.visit.running), shown_name(one.name, texts))
    how = (shown_trades(one.trades, texts), way_text(one, texts), clock(one.visit.at_ms))
    return Row(key=one.visit.id, cells=(*begin, *(() if is_compact else how), state_text(one, texts)))


def way_text(one: Arrived, texts: Texts) -> str:
    """How they signed in."""
    return texts(f"arrived-by-{one.visit.way}")


def state_text(one: Arrived, texts: Texts) -> str:
    """`等着`, `6:41叫过`, `派出去了`, `走了`."""
    if one.visit.left_at_ms is not None:
        return texts("arrived-left")
    if one.is_sent:
        return texts("arrived-sent")
    if one.called_at_ms is not None:
        return texts("arrived-called", time=clock(one.called_at_ms))
    return texts("arrived-waiting")


def clock(at_ms: int) -> str:
    """`6:41`."""
    return clock_text(datetime.fromtimestamp(at_ms / 1000).time())


def facts_line(one: Arrived, texts: Texts) -> str:
    """Everything but number and name, on one line."""
    place = texts("arrivals-at-place", place=str(one.place))
    by = texts("arrivals-came", time=clock(one.visit.at_ms), way=way_text(one, texts))
    parts = (place, shown_trades(one.trades, texts), by, state_text(one, texts))
    return " · ".join(part for part in parts if part)


def rule_line(draw: Draw, texts: Texts) -> str:
    """By which rule today's order came about."""
    if draw.rule is Rule.ARRIVAL:
        return texts("arrivals-by-arrival")
    return texts("arrivals-by-lottery", seed=draw.seed)


def found_rows(found: Sequence[PersonSummary], today: DayList, texts: Texts, *, is_compact: bool) -> tuple[Row, ...]:
    """People whom the line means: name, phone, and whether they are on today's list already."""
    here = {one.person_id: one for one in today.arrivals}
    return tuple(_found_row(person, here.get(person.id), texts, is_compact=is_compact) for person in found)


def _found_row(person: PersonSummary, here: Arrived | None, texts: Texts, *, is_compact: bool) -> Row:
    year = "" if person.birth_year is None else texts("arrivals-born", year=str(person.birth_year))
    phone = texts("arrivals-phone-tail", tail=person.phone_tail) if person.phone_tail else ""
    place = person.village[:LONGEST_PLACE]
    state = "" if here is None else texts("arrivals-is-here", number=str(here.visit.running))
    middle = () if is_compact else (year, place)
    return Row(key=person.id, cells=(shown_name(person.name, texts), phone, *middle, state))
