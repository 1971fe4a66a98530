"""What a kiosk says to central is all of one moment, whoever writes beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from kiosk.errors import StoreBusy
from kiosk.services import open_station
from kiosk.store.database import Database, Values
from sync.client.outgoing import outgoing
from sync.client.state import SyncState
from tests.client.test_one_market import posting, save, settle, shares

STATEMENTS = 9
"""More than one reading of the outbox takes."""


class Overlooked(Database):
    """An open database beside which another process writes: before each statement it gets a chance to."""

    def __init__(self, database: Database, chance: Callable[[], None]) -> None:
        self.__dict__.update(database.__dict__)
        self._chance = chance

    @contextmanager
    def transaction(self) -> Iterator[None]:
        self._chance()
        with super().transaction():
            yield
        self._chance()

    def rows(self, sql: str, values: Values = ()) -> list[tuple[Any, ...]]:
        self._chance()
        return super().rows(sql, values)

    def row(self, sql: str, values: Values = ()) -> tuple[Any, ...] | None:
        self._chance()
        return super().row(sql, values)


class Desk:
    """Lowers a headcount as soon as it can from the `at`-th chance on, as another process that waits for its turn."""

    def __init__(self, places, id_: str, at: int) -> None:
        self._station, self._id, self._left = open_station(places), id_, at
        self._station.database.execute("pragma busy_timeout = 0")
        self.has_done = False

    def chance(self) -> None:
        self._left -= 1
        if self._left >= 0 or self.has_done:
            return
        try:
            self.has_done = self._station.postings.set_headcount(self._id, 2)
        except StoreBusy:
            return

    def close(self) -> None:
        self._station.close()


@pytest.mark.parametrize("at", range(STATEMENTS))
def test_a_headcount_that_is_lowered_meanwhile_is_told_as_its_operation_or_with_the_slots_but_not_twice(
    kiosk, central, at: int
) -> None:
    here, there = kiosk("here"), kiosk("there")
    id_ = save(here, posting(headcount=6))
    there.sync()
    here.sync()  # half of it is asked back, and given: central hears of it with the next request
    assert here.rows("select is_told from leases") == [(0,)]
    desk = Desk(here.places, id_, at)
    known = SyncState(here.station.database).central()
    said = outgoing(Overlooked(here.station.database, desk.chance), known, most_bytes=10_000)
    while not desk.has_done:
        desk.chance()
    desk.close()
    assert [(report.slots, len(said.operations)) for report in said.slots] in ([(3, 0)], [(2, 1)])
    settle(here, there)
    settle(here, there)
    held = [one.rows("select slots_here from postings where id = ?", id_)[0][0] for one in (here, there)]
    assert sum(held) <= shares(central, id_)[0] == 2


def test_slots_and_wishes_wait_for_the_last_of_the_operations(kiosk) -> None:
    here, there = kiosk("here"), kiosk("there")
    save(here, posting(headcount=6))
    there.sync()
    here.sync()
    for number in range(3):
        save(here, posting(f"活{number}"))
    known = SyncState(here.station.database).central()
    first = outgoing(here.station.database, known, most_bytes=1)
    assert (len(first.operations), first.is_all, first.slots, first.wants) == (1, False, [], [])
    every = outgoing(here.station.database, known, most_bytes=100_000)
    assert (len(every.operations) > 1, every.is_all, len(every.slots)) == (True, True, 1)
