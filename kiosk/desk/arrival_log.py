"""The order of a day worked out from the desk log alone, to be held against the one that is shown."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk.domain.arrival import Draw, Move, Rule, order
from kiosk.domain.log_entry import LogEntry


def replayed(entries: Iterable[LogEntry]) -> tuple[str, ...]:
    """Return the visits in the order that a day's lines of the log, oldest first, lead to."""
    visits: dict[str, int] = {}
    draw, moves = Draw(), list[Move]()
    for entry in entries:
        visit_id = str(entry.details.get("visit", ""))
        match entry.action:
            case "signed-in":
                visits[visit_id] = int(entry.details["running"] or 0)
            case "undone" if entry.details["what"] == "signed-in":
                del visits[visit_id]
            case "arrivals-drawn":
                draw = Draw(
                    rule=Rule.LOTTERY,
                    seed=str(entry.details["seed"]),
                    drawn_through=int(entry.details["drawn_through"] or 0),
                )
            case "arrival-moved":
                moves.append(Move(visit_id=visit_id, to_place=int(entry.details["to_place"] or 0)))
    return order(visits.items(), draw, moves)
