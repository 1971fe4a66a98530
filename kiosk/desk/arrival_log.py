"""The order of a day worked out from this kiosk's desk log, to be held against the one that is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kiosk.domain.arrival import Draw, KeptDay, KeptMove, Move, Rule, order
from kiosk.domain.called_number import number_told
from kiosk.domain.log_entry import LogEntry


def replayed(entries: Iterable[LogEntry], kept: KeptDay) -> tuple[str, ...]:
    """Return the visits in the order that a day's lines of the log, oldest first, lead to.

    What another kiosk did stands in its own log: it is taken from `kept` as it is.
    """
    visits: dict[str, int] = {}
    draw, moves = Draw(), list[tuple[str, Move]]()
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
                move = Move(visit_id=visit_id, to_place=int(entry.details["to_place"] or 0))
                moves.append((str(entry.details.get("move", "")), move))
    told = [(visit_id, number_told(visit_id, running)) for visit_id, running in visits.items()]
    return order(told, kept.draw_elsewhere or draw, _among_others(moves, kept.moves))


def _among_others(noted: Sequence[tuple[str, Move]], kept: Iterable[KeptMove]) -> Iterator[Move]:
    """Yield the moves of the log, in its order, where own ones are kept, and between them those of other kiosks.

    One that the log knows is an own one, whatever is kept of it.
    """
    ids, own = {move_id for move_id, _ in noted}, (move for _, move in noted)
    for one in kept:
        if not one.is_ours and one.id not in ids:
            yield one.move
        elif (move := next(own, None)) is not None:
            yield move
    yield from own
