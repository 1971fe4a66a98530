"""People found by what somebody typed: whole hits first, and among them who was here last."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Any

from kiosk.domain.person_summary import PersonSummary
from kiosk.domain.search_key import KeySearch
from kiosk.store.database import Database

LOOKED_UP = 250
"""So many people's last visits are looked up one by one; of more, those who were here last are found by the visits."""
VISITS_READ = 6_000
"""Weeks of a busy station; who matches a single letter and was not here since comes in the order of registration."""
BATCH = 500


SUMMARY = """
select p.id, p.number, p.card, p.name, substr(p.phone, -4), p.birth_year, p.region, ifnull(r.name, p.region),
    (select group_concat(trade, ' ') from (select trade from person_trades where person = p.number order by trade)),
    p.pictures,
    (select max((select max(v.day) from visits v where v.person = same.number))
        from people same where same.counts_as = p.number)
from people p left join regions r on r.code = p.region
where p.number = ? and p.counts_as = p.number and p.forgotten_at_ms is null
"""


class PersonSearch:
    """The search over all people of one station. It shows neither merged nor forgotten registrations."""

    def __init__(self, database: Database, *, looked_up: int = LOOKED_UP, visits_read: int = VISITS_READ) -> None:
        self._database = database
        self._looked_up, self._visits_read = looked_up, visits_read

    def best(self, searches: Iterable[KeySearch], *, limit: int) -> tuple[PersonSummary, ...]:
        """Return the best `limit` people whom any of `searches` finds."""
        exact, others = self._matching(searches)
        numbers = self._latest(exact, limit)
        if len(numbers) < limit:
            numbers += self._latest(others - exact, limit - len(numbers))
        return self.summaries(numbers)

    def summaries(self, numbers: Iterable[int]) -> tuple[PersonSummary, ...]:
        """Return the people with these numbers in this order, without those who are merged or forgotten."""
        rows = (self._database.row(SUMMARY, (number,)) for number in numbers)
        return tuple(_summary(row) for row in rows if row is not None)

    def _matching(self, searches: Iterable[KeySearch]) -> tuple[set[int], set[int]]:
        """Whom the searches hit wholly, and whom by the beginning of a key."""
        exact: set[int] = set()
        others: set[int] = set()
        for search in searches:
            whole = exact if search.is_exact else others
            whole.update(self._persons("key = ?", search.key))
            if search.also_longer:
                others.update(self._persons("key > ? and key < ?", search.key, search.end))
        return exact, others

    def _persons(self, condition: str, *values: str) -> list[int]:
        """A fifth of all people may match one letter: as one JSON text they come in half the time of rows."""
        question = f"select json_group_array(person) from person_keys where {condition}"
        numbers: list[int] = json.loads(self._database.value(question, values))
        return numbers

    def _latest(self, matching: Collection[int], limit: int) -> list[int]:
        """Return the `limit` of `matching` who were here last, latest first; behind them the newest registrations."""
        if len(matching) <= self._looked_up:
            return sorted(matching, key=lambda number: (self._last_visit(number), number), reverse=True)[:limit]
        found = self._latest_by_visits(frozenset(matching), limit)
        rest = sorted(set(matching) - set(found), reverse=True)
        return found + rest[: limit - len(found)]

    def _last_visit(self, number: int) -> str:
        return (
            self._database.value(
                "select max((select max(day) from visits where person = same.number))"
                " from people same where same.counts_as = ?",
                (number,),
            )
            or ""
        )

    def _latest_by_visits(self, matching: frozenset[int], limit: int) -> list[int]:
        whole = dict(self._database.rows("select number, counts_as from people where counts_as < number"))
        found: dict[int, None] = {}
        for person in self._latest_visitors():
            number = whole.get(person, person)
            if number in matching:
                found[number] = None
                if len(found) == limit:
                    break
        return list(found)

    def _latest_visitors(self) -> Iterator[int]:
        """Yield whose the last visits were, latest first, somebody who came often many times."""
        day, running, row_number = "~", 0, 0
        for _ in range(0, self._visits_read, BATCH):
            rows = self._database.rows(
                "select day, running, rowid, person from visits where (day, running, rowid) < (?, ?, ?)"
                " order by day desc, running desc, rowid desc limit ?",
                (day, running, row_number, BATCH),
            )
            yield from (person for *_, person in rows if person is not None)
            if len(rows) < BATCH:
                return
            day, running, row_number, _ = rows[-1]


def _summary(row: tuple[Any, ...]) -> PersonSummary:
    id_, number, card, name, tail, birth_year, region, village, trades, pictures, last_visit = row
    return PersonSummary(
        id=id_,
        number=number,
        card=card,
        name=name,
        phone_tail=tail,
        birth_year=birth_year,
        region=region,
        village=village,
        trades=tuple((trades or "").split()),
        pictures=tuple(pictures.split()),
        last_visit=date.fromisoformat(last_visit) if last_visit else None,
    )
