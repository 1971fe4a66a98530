"""The arrivals list as it is put on paper, and the words by which a number is called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kiosk.domain.arrival import Arrived, Draw, Move, Rule
from kiosk.texts.catalogue import Texts
from kiosk.texts.phrases import number_said


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrivalSheet:
    """The printed list: `facts` say by which rule and how to check it; a row is place, number, name.

    `seed` is what was drawn, empty where nobody drew.
    """

    title: str
    facts: tuple[str, ...]
    headings: tuple[str, str, str]
    rows: tuple[tuple[str, str, str], ...]
    seed: str = ""


def arrival_sheet(
    arrivals: Sequence[Arrived], *, day: date, draw: Draw, moves: Sequence[Move], texts: Texts
) -> ArrivalSheet:
    """Compose the list of `day`; whoever was moved by hand is told too, by number and without the reason."""
    running = {one.visit.id: one.visit.running for one in arrivals}
    return ArrivalSheet(
        title=texts("arrivals-sheet-title", day=day.isoformat()),
        facts=(*_rule(draw, texts), *_moved(moves, running, texts)),
        headings=(
            texts("arrivals-sheet-place"),
            texts("arrivals-sheet-number"),
            texts("arrivals-sheet-name"),
        ),
        rows=tuple((str(one.place), str(one.visit.running), one.name) for one in arrivals),
        seed=draw.seed if draw.rule is Rule.LOTTERY else "",
    )


def _rule(draw: Draw, texts: Texts) -> tuple[str, ...]:
    if draw.rule is Rule.ARRIVAL:
        return (texts("arrivals-sheet-by-arrival"),)
    return (
        texts("arrivals-sheet-by-lottery", through=str(draw.drawn_through), seed=draw.seed),
        texts("arrivals-sheet-recipe", seed=draw.seed),
    )


def _moved(moves: Sequence[Move], running: Mapping[str, int], texts: Texts) -> tuple[str, ...]:
    return tuple(
        texts("arrivals-sheet-moved", number=str(running[move.visit_id]), place=str(move.to_place))
        for move in moves
        if move.visit_id in running
    )


def call_words(running: int, texts: Texts) -> str:
    """Return what is said aloud when number `running` is called."""
    return texts("board-call", number=number_said(running, texts))
