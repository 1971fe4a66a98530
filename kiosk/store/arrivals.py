"""The arrivals of each day: visits, the day's draw, moves by hand and calls."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from kiosk.domain.arrival import Arrived, Called, Draw, KeptDay, KeptMove, Move, Rule, Visit, by_arrival, order
from kiosk.domain.called_number import CalledNumber, number_told
from kiosk.domain.sign_in import Way
from kiosk.errors import ChangedMeanwhile, UnknownThing
from kiosk.store.database import Database
from kiosk.store.kept import Kept, KeptRows, Step
from kiosk.store.outbox import Field, OperationKind, wall_clock_ms
from kiosk.store.second_visits import second_visits
from kiosk.store.visit_numbers import numbers_of, numbers_of_day

VISITS = Kept(table="visits", kind=OperationKind.VISIT_SAVED, unsent=("person",))
DAYS = Kept(table="arrival_days", kind=OperationKind.ARRIVAL_DAY_SAVED, key="day", unsent=("is_ours",))
MOVES = Kept(table="arrival_moves", kind=OperationKind.ARRIVAL_MOVED)

SELECT = "select v.id, v.day, v.running, v.person, v.at_ms, v.way, v.left_at_ms from visits v"
LIST = f"""
select v.id, v.day, v.running, v.person, v.at_ms, v.way, v.left_at_ms, coalesce(whole.id, ''), coalesce(whole.name, ''),
    (select group_concat(trade, ' ') from (select trade from person_trades where person = whole.number order by trade)),
    (select at_ms from calls where seq = (
        select max(seq) from calls indexed by calls_of_visit where visit_id in (
            select v.id union all select w.id from visits w where w.day = v.day and w.person = v.person
        )
    )),
    exists (select 1 from slips s where s.visit_id = v.id and s.state <> 'cancelled')
    or exists (
        select 1 from people same join slips s on s.person = same.number
        where same.counts_as = p.counts_as and s.day = v.day and s.state <> 'cancelled'
    )
from visits v left join people p on p.number = v.person left join people whole on whole.number = p.counts_as
where v.day = :day and v.rowid not in ({second_visits("= :day")})
"""
"""The person is the one that the registration counts as; a call is one of the person, by whichever of their visits."""
MOVES_OF_DAY = """
select ifnull((
    select w.id from visits moved join visits w on w.day = moved.day and w.person = moved.person
    where moved.id = m.visit_id order by w.at_ms, w.id limit 1
), m.visit_id), m.to_place
from arrival_moves m where m.day = ? order by m.seq
"""


LATELY = timedelta(days=7)
"""So long ago another kiosk of the station gave out numbers, and may do so now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WholePerson:
    """The registration `number` that a person counts as after merging, and its `id`."""

    number: int
    id: str
    is_forgotten: bool


class ArrivalStore:
    """All arrivals of this station. What changes something must be called within a transaction."""

    def __init__(self, database: Database, *, clock_ms: Callable[[], int] = wall_clock_ms) -> None:
        self._database = database
        self._visits = KeptRows(database, VISITS, clock_ms=clock_ms)
        self._days = KeptRows(database, DAYS, clock_ms=clock_ms)
        self._moves = KeptRows(database, MOVES, clock_ms=clock_ms)

    def whole_person(self, person_id: str) -> WholePerson:
        """Return whom the registration `person_id` counts as; raise `UnknownThing` if there is none."""
        row = self._database.row(
            "select w.number, w.id, w.forgotten_at_ms is not null or p.forgotten_at_ms is not null"
            " from people p join people w on w.number = p.counts_as where p.id = ?",
            (person_id,),
        )
        if row is None:
            raise UnknownThing(what=person_id)
        number, whole_id, is_forgotten = row
        return WholePerson(number=number, id=whole_id, is_forgotten=bool(is_forgotten))

    def visit(self, visit_id: str) -> Visit:
        """Return the visit; raise `UnknownThing` if there is none."""
        row = self._database.row(f"{SELECT} where v.id = ?", (visit_id,))
        if row is None:
            raise UnknownThing(what=visit_id)
        return self._numbered(_visit(row))

    def _numbered(self, visit: Visit) -> Visit:
        return replace(visit, running=numbers_of(self._database, [visit.id]).get(visit.id, visit.running))

    def visit_of(self, person: WholePerson, day: date) -> Visit | None:
        """Return the person's first visit on `day`, by whichever of their registrations; None if there is none.

        Of visits at two kiosks it is the one that `arrived` shows.
        """
        row = self._database.row(
            f"{SELECT} join people p on p.number = v.person where v.day = :day and p.counts_as = :person"
            f" and v.rowid not in ({second_visits('= :day')}) order by v.running, v.at_ms, v.id limit 1",
            {"day": day.isoformat(), "person": person.number},
        )
        return None if row is None else self._numbered(_visit(row))

    def next_running(self, day: date) -> int:
        """Return the number of the day's next arrival: after all that are known here, by whichever kiosk.

        By the numbers that are there and not by the clock.
        """
        last = self._database.value("select max(running) from visits where day = ?", (day.isoformat(),))
        return int(last or 0) + 1

    def has_company(self, day: date) -> bool:
        """Tell whether other kiosks of the station gave out numbers on `day` or lately before, as is known here."""
        return bool(
            self._database.value(
                "select exists (select 1 from visits where not is_ours and day between ? and ?)",
                ((day - LATELY).isoformat() if day - date.min > LATELY else "", day.isoformat()),
            )
        )

    def add(self, visit: Visit, person: WholePerson) -> Step:
        """Save a new visit; central is told the person's id, as the number means nothing elsewhere."""
        fields: dict[str, Field] = {
            "id": visit.id,
            "day": visit.day.isoformat(),
            "running": int(visit.running),
            "person": person.number,
            "at_ms": visit.at_ms,
            "way": visit.way.value,
        }
        return self._visits.add(fields, also={"person_id": person.id})

    def take_back(self, step: Step) -> None:
        """Undo a sign-in, or that somebody left; raise `ChangedMeanwhile` if anything was built on it since."""
        if step.before is None and self._is_built_on(step.row_id):
            raise ChangedMeanwhile
        self._visits.take_back(step)

    def _is_built_on(self, visit_id: str) -> bool:
        return bool(
            self._database.value(
                "select exists (select 1 from calls where visit_id = ?1)"
                " or exists (select 1 from arrival_moves where visit_id = ?1)"
                " or exists (select 1 from slips where visit_id = ?1)"
                " or exists (select 1 from visits v join arrival_days d on d.day = v.day"
                " where v.id = ?1 and v.running <= d.drawn_through)",
                (visit_id,),
            )
        )

    def set_left(self, visit_id: str, left_at_ms: int | None) -> Step:
        """Keep when somebody left, None when they are back."""
        return self._visits.change(visit_id, {"left_at_ms": left_at_ms})

    def arrived(self, day: date) -> tuple[Arrived, ...]:
        """Return the day's visits with what the list shows, as `by_arrival` orders them; `place` is from 1.

        Whoever was signed in at two kiosks is there once. Each has the number that they are called by.
        """
        arrived = {row[0]: _arrived(row) for row in self._database.rows(LIST, {"day": day.isoformat()})}
        numbers = numbers_of_day(self._database, day)
        came = by_arrival(one.visit for one in arrived.values())
        return tuple(
            replace(one, place=place, visit=replace(one.visit, running=numbers.get(one.visit.id, one.visit.running)))
            for place, one in enumerate((arrived[visit_id] for visit_id in came), start=1)
        )

    def person_called(self, number: int, day: date) -> str | None:
        """Return the id of whoever is called by this number on `day`; None for nobody, or nobody who is remembered."""
        found = [one for one in self.arrived(day) if one.visit.running == number]
        return found[0].person_id or None if len(found) == 1 else None

    def own_order(self, day: date) -> tuple[str, ...]:
        """Return this kiosk's own visits of the day in the order that the draw and the moves lead to, without others'.

        The log of this kiosk knows these and no others.
        """
        rows = self._database.rows(
            "select id, running from visits where day = ? and is_ours order by running", (day.isoformat(),)
        )
        own = [(visit_id, number_told(visit_id, running)) for visit_id, running in rows]
        moves = self._database.rows(
            "select visit_id, to_place from arrival_moves where day = ? order by seq", (day.isoformat(),)
        )
        as_kept = [Move(visit_id=visit_id, to_place=to_place) for visit_id, to_place in moves]
        return order(own, self.draw_of(day), as_kept)

    def kept(self, day: date) -> KeptDay:
        """Return what is kept of a day's draw and moves, and by whom: this kiosk's log knows its own and no others."""
        theirs = self._database.value("select 1 from arrival_days where day = ? and not is_ours", (day.isoformat(),))
        rows = self._database.rows(
            "select id, visit_id, to_place, is_ours from arrival_moves where day = ? order by seq", (day.isoformat(),)
        )
        return KeptDay(
            draw_elsewhere=self.draw_of(day) if theirs else None,
            moves=tuple(
                KeptMove(id=id_, move=Move(visit_id=visit_id, to_place=to_place), is_ours=bool(is_ours))
                for id_, visit_id, to_place, is_ours in rows
            ),
        )

    def draw_of(self, day: date) -> Draw:
        """Return the day's rule: by arrival where nothing was said."""
        row = self._database.row("select rule, seed, drawn_through from arrival_days where day = ?", (day.isoformat(),))
        return Draw() if row is None else Draw(rule=Rule(row[0]), seed=row[1], drawn_through=row[2])

    def set_draw(self, day: date, draw: Draw, *, at_ms: int, staff_id: str) -> None:
        """Keep the day's draw in place of an earlier one."""
        fields: dict[str, Field] = {
            "rule": draw.rule.value,
            "seed": draw.seed,
            "drawn_through": draw.drawn_through,
            "drawn_at_ms": at_ms,
            "drawn_by": staff_id,
            "is_ours": 1,
        }
        if self._days.version(day.isoformat()):
            self._days.change(day.isoformat(), fields)
        else:
            self._days.add({"day": day.isoformat(), **fields})

    def moves(self, day: date) -> tuple[Move, ...]:
        """Return the day's moves, oldest first, each of the visit that `arrived` shows of whoever was moved."""
        rows = self._database.rows(MOVES_OF_DAY, (day.isoformat(),))
        return tuple(Move(visit_id=visit_id, to_place=to_place) for visit_id, to_place in rows)

    def add_move(self, move_id: str, day: date, move: Move, *, reason: str, staff_id: str, at_ms: int) -> None:
        """Keep a move; there is no changing and no deleting of one."""
        self._moves.add(
            {
                "id": move_id,
                "day": day.isoformat(),
                "visit_id": move.visit_id,
                "to_place": move.to_place,
                "reason": reason,
                "staff_id": staff_id,
                "at_ms": at_ms,
            }
        )

    def add_call(self, visit: Visit, *, at_ms: int, staff_id: str) -> int:
        """Keep a call and return its number; the board shows it. Calls stay in the station."""
        return int(
            self._database.value(
                "insert into calls (day, visit_id, at_ms, staff_id) values (?, ?, ?, ?) returning seq",
                (visit.day.isoformat(), visit.id, at_ms, staff_id),
            )
        )

    def take_call_back(self, seq: int) -> None:
        """Undo a call; raise `ChangedMeanwhile` if it is not there any more."""
        if not self._database.execute("delete from calls where seq = ?", (seq,)):
            raise ChangedMeanwhile

    def last_called(self, day: date, *, limit: int) -> tuple[Called, ...]:
        """Return the numbers called last, each once, newest first."""
        rows = self._database.rows(
            "select v.running, c.at_ms, v.id from calls c join visits v on v.id = c.visit_id where c.day = ?1"
            " and c.seq in (select max(seq) from calls where day = ?1 group by visit_id) order by c.seq desc limit ?2",
            (day.isoformat(), limit),
        )
        numbers = numbers_of(self._database, [visit_id for _, _, visit_id in rows])
        return tuple(
            Called(running=numbers.get(visit_id, CalledNumber(running)), at_ms=at_ms, visit_id=visit_id)
            for running, at_ms, visit_id in rows
        )


def _visit(row: Sequence[Any]) -> Visit:
    visit_id, day, running, person, at_ms, way, left_at_ms = row
    return Visit(
        id=visit_id,
        day=date.fromisoformat(day),
        running=running,
        person=person,
        at_ms=at_ms,
        way=Way(way),
        left_at_ms=left_at_ms,
    )


def _arrived(row: Sequence[Any]) -> Arrived:
    *visit, person_id, name, trades, called_at_ms, is_sent = row
    return Arrived(
        place=visit[2],
        visit=_visit(visit),
        person_id=person_id,
        name=name,
        trades=tuple((trades or "").split()),
        called_at_ms=called_at_ms,
        is_sent=bool(is_sent),
    )
